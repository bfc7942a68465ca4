// report_json: the whole report for programs; the HTML report carries it for its charts.
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "ykien/study/report.h"

namespace ykien {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  if (!std::isfinite(value)) return nullptr;
  return std::round(value * 1e6) / 1e6;
}

// Of a figure that says something by its order of magnitude (p, q, a ratio): six digits, however small it is.
Json digits(double value) {
  if (!std::isfinite(value) || std::abs(value) >= 0.1) return number(value);
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, 5).ptr;
  std::from_chars(text, end, value);
  return value;
}

Json numbers(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(number(value));
  return list;
}

Json both(const BothLanguages& words) { return {{"vi", words.vietnamese}, {"en", words.english}}; }

// The number of `name` in `names`, added where it is new: cells say methods and flags by number.
std::size_t number_in(Json& names, const std::string& name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return i;
  }
  names.push_back(name);
  return names.size() - 1;
}

// The figures of one list of cells as columns.
Json columns_of(const ReportCell* cells, std::size_t count, std::size_t stride, Json& methods, Json& flags) {
  Json columns = {{"raw", Json::array()},  {"share", Json::array()},  {"low", Json::array()},
                  {"high", Json::array()}, {"method", Json::array()}, {"flags", Json::array()}};
  for (std::size_t i = 0; i < count; ++i) {
    const ReportCell& cell = cells[i * stride];
    const auto known = [&cell](double value) { return cell.estimated ? number(value) : Json(nullptr); };
    columns["raw"].push_back(number(cell.raw));
    columns["share"].push_back(known(cell.share));
    columns["low"].push_back(known(cell.interval.low));
    columns["high"].push_back(known(cell.interval.high));
    columns["method"].push_back(number_in(methods, cell.method));
    columns["flags"].push_back(number_in(flags, cell.flags));
  }
  return columns;
}

void add_series(const TrendReport& report, Json& json) {
  Json methods = Json::array();
  Json flags = Json::array();
  Json all = Json::array();
  const std::size_t topics = report.topics.size();
  for (const ReportSeries& series : report.series) {
    Json by_topic = Json::array();
    for (std::size_t k = 0; k < topics; ++k)
      by_topic.push_back(columns_of(&series.cells[k], report.periods.size(), topics, methods, flags));
    all.push_back({{"stratum", series.stratum},
                   {"rows", series.rows},
                   {"topics", by_topic},
                   {"whole", columns_of(series.whole.data(), topics, 1, methods, flags)}});
  }
  json["methods"] = methods;
  json["flags"] = flags;
  json["series"] = all;
}

void add_frame(const TrendReport& report, Json& json) {
  json["title"] = report.title;
  json["level"] = number(report.level);
  json["joint"] = report.joint;
  json["several_topics_a_row"] = report.multi_label;
  json["by"] = period_kind_name(report.kind);
  json["stratum_column"] = report.stratum_column;
  for (const Topic& topic : report.topics)
    json["topics"].push_back({{"id", topic.id}, {"name", topic.name}, {"english", topic.english}});
  for (const Period& period : report.periods) {
    json["periods"].push_back({{"label", period.label},
                               {"first_day", day_name(period.begin)},
                               {"last_day", day_name(period.end - std::chrono::days(1))}});
  }
  json["events"] = Json::array();
  for (const ReportEvent& event : report.events)
    json["events"].push_back({{"day", day_name(event.day)}, {"name", event.name}});
}

void add_changes(const TrendReport& report, Json& json) {
  json["changes"] = Json::array();
  for (const ReportChange& change : report.changes) {
    json["changes"].push_back(
        {{"period", change.period},
         {"first_period", report.periods[change.period].label},
         {"earliest", report.periods[change.earliest].label},
         {"latest", report.periods[change.latest].label},
         {"probability", change.probability < 0 ? Json(nullptr) : number(change.probability)},
         {"before", numbers(change.before)},
         {"after", numbers(change.after)}});
  }
  json["effects"] = Json::array();
  for (const ReportEffect& effect : report.effects) {
    json["effects"].push_back({{"event", effect.event},
                               {"topic", report.topics[effect.topic].id},
                               {"odds_ratio", digits(effect.odds_ratio)},
                               {"low", digits(effect.interval.low)},
                               {"high", digits(effect.interval.high)},
                               {"q", digits(effect.q)}});
  }
}

Json words_of(const WordList& found) {
  Json list = Json::array();
  for (const ReportWord& word : found.words) {
    list.push_back({{"word", word.word},
                    {"here", word.here},
                    {"elsewhere", word.elsewhere},
                    {"log_ratio", number(word.log_ratio)},
                    {"z", number(word.z)},
                    {"q", digits(word.q)}});
  }
  return list;
}

void add_words(const TrendReport& report, Json& json) {
  json["words"] = Json::array();
  for (const ReportWords& words : report.words) {
    json["words"].push_back({{"topic", report.topics[words.topic].id},
                             {"against", words.whole ? "other topics" : "other periods"},
                             {"first_period", report.periods[words.first].label},
                             {"last_period", report.periods[words.last].label},
                             {"texts_here", words.found.documents_here},
                             {"texts_elsewhere", words.found.documents_elsewhere},
                             {"words", words_of(words.found)},
                             {"examples", words.found.examples}});
  }
}

void add_validation(const TrendReport& report, Json& json) {
  const ReportValidation& validation = report.validation;
  Json presence = Json::array();
  for (const ReportPresence& one : validation.presence) {
    presence.push_back({{"found", one.found},
                        {"missed", one.missed},
                        {"wrong", one.wrong},
                        {"rest", one.rest},
                        {"condition", number(one.condition)},
                        {"shift_statistic", number(one.shift_statistic)},
                        {"shift_p", digits(one.shift_p)}});
  }
  Json methods = Json::array();
  for (const ReportMethod& method : validation.methods)
    methods.push_back({{"method", method.name}, {"share", numbers(method.share)}});
  json["validation"] = {
      {"source", both(validation.source)},         {"rows", validation.rows},
      {"confusion", validation.confusion},         {"presence", presence},
      {"condition", number(validation.condition)}, {"shift_statistic", number(validation.shift_statistic)},
      {"shift_p", digits(validation.shift_p)},     {"all_rows_by_method", methods}};
  json["drift"] = Json::array();
  for (const ReportDrift& drift : report.drift) {
    json["drift"].push_back({{"topic", report.topics[drift.topic].id},
                             {"divergence", number(drift.divergence)},
                             {"expected", number(drift.expected)},
                             {"p", digits(drift.p)}});
  }
}

void add_records(const TrendReport& report, Json& json) {
  json["notices"] = Json::array();
  for (const ReportNotice& notice : report.notices) {
    json["notices"].push_back(
        {{"code", notice.code}, {"serious", notice.serious}, {"text", both(notice.text)}});
  }
  for (const ReportCount& count : report.counts) json["rows"][count.code] = count.rows;
  for (const Fact& fact : report.manifest) json["manifest"][fact.key] = fact.value;
}

}  // namespace

std::string report_json(const TrendReport& report) {
  Json json;
  add_frame(report, json);
  add_series(report, json);
  add_changes(report, json);
  add_words(report, json);
  add_validation(report, json);
  add_records(report, json);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ykien
