// The tidy table and its dictionary: the same list says both.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ykien/study/caution.h"
#include "ykien/study/report.h"

namespace ykien {
namespace {

constexpr const char* kAll = "(all)";

// One row of the table before it is written.
struct TidyRow {
  const TrendReport& report;
  const ReportSeries& series;
  std::size_t period;
  std::size_t topic;

  const ReportCell& cell() const { return series.cells[period * report.topics.size() + topic]; }
};

std::string share(double value) { return fmt::format("{:.6f}", value); }
std::string estimated(const ReportCell& cell, double value) {
  return cell.estimated ? share(value) : std::string();
}

struct Column {
  TidyColumn said;
  std::string (*value)(const TidyRow&);
};

const std::vector<Column>& columns() {
  static const std::vector<Column> list = {
      {{"period",
        "",
        {"tên của kỳ: 2021-07-24, 2021-W29, 2021-07, 2021-Q3, 2021-H2 hoặc 2021",
         "name of the period: 2021-07-24, 2021-W29, 2021-07, 2021-Q3, 2021-H2 or 2021"}},
       [](const TidyRow& row) { return row.report.periods[row.period].label; }},
      {{"first_day", "date", {"ngày đầu của kỳ", "first day of the period"}},
       [](const TidyRow& row) { return day_name(row.report.periods[row.period].begin); }},
      {{"last_day", "date", {"ngày cuối của kỳ", "last day of the period"}},
       [](const TidyRow& row) {
         return day_name(row.report.periods[row.period].end - std::chrono::days(1));
       }},
      {{"stratum",
        "",
        {"giá trị của cột phân tầng; (all): mọi dòng",
         "value of the stratum column; (all): all rows together"}},
       [](const TidyRow& row) {
         return row.series.stratum.empty() ? std::string(kAll) : row.series.stratum;
       }},
      {{"topic", "", {"mã nhóm", "id of the topic"}},
       [](const TidyRow& row) { return row.report.topics[row.topic].id; }},
      {{"topic_name", "", {"tên nhóm", "name of the topic"}},
       [](const TidyRow& row) { return row.report.topics[row.topic].name; }},
      {{"n",
        "rows",
        {"số dòng của kỳ và tầng ấy, mọi nhóm; 0: không có dòng nào",
         "rows of the period and stratum, all topics; 0: none came"}},
       [](const TidyRow& row) { return std::to_string(row.series.rows[row.period]); }},
      {{"raw_share",
        "0..1",
        {"tỷ lệ dòng mà máy xếp vào nhóm; trống khi n = 0",
         "share of rows given the topic by the classifier; empty where n = 0"}},
       [](const TidyRow& row) {
         return row.series.rows[row.period] == 0 ? std::string() : share(row.cell().raw);
       }},
      {{"share",
        "0..1",
        {"tỷ lệ đã hiệu chỉnh; trống khi không con số nào có căn cứ",
         "corrected share; empty where no figure can be defended"}},
       [](const TidyRow& row) { return estimated(row.cell(), row.cell().share); }},
      {{"low", "0..1", {"đầu dưới của khoảng tin cậy", "lower end of the interval"}},
       [](const TidyRow& row) { return estimated(row.cell(), row.cell().interval.low); }},
      {{"high", "0..1", {"đầu trên của khoảng tin cậy", "upper end of the interval"}},
       [](const TidyRow& row) { return estimated(row.cell(), row.cell().interval.high); }},
      {{"method",
        "",
        {"cách tính tỷ lệ: CC, PCC, ACC, PACC, EMQ, EMQ-BCTS, PPI++ hoặc DSL",
         "how the share was estimated: CC, PCC, ACC, PACC, EMQ, EMQ-BCTS, PPI++ or DSL"}},
       [](const TidyRow& row) { return row.cell().method; }},
      {{"flags", "", {"điều cần biết về con số, nối bằng ;", "what to know about the figure, joined by ;"}},
       [](const TidyRow& row) { return row.cell().flags; }},
  };
  return list;
}

void add_flags(const std::string& joined, std::set<std::string>& flags) {
  for (std::size_t at = 0; at < joined.size();) {
    const std::size_t end = std::min(joined.find(';', at), joined.size());
    flags.insert(joined.substr(at, end - at));
    at = end + 1;
  }
}

// The sentence behind a flag of quantification; empty for another.
std::string meaning_of(const std::string& flag, ReportLanguage language) {
  if (flag == "hand_labels")
    return language == ReportLanguage::english ? "Estimated from rows of the period that people labelled."
                                               : "Tính từ các dòng của kỳ đã được người gán nhãn.";
  for (const Caution caution : all_cautions()) {
    if (caution_name(caution) == flag) return std::string(caution_sentence(caution, language));
  }
  return {};
}

std::string flag_lines(const TrendReport& report) {
  std::set<std::string> flags;
  for (const ReportSeries& series : report.series) {
    for (const ReportCell& cell : series.cells) add_flags(cell.flags, flags);
  }
  std::string text;
  for (const std::string& flag : flags) {
    text += fmt::format("| `{}` | {} | {} |\n", flag, meaning_of(flag, ReportLanguage::english),
                        meaning_of(flag, ReportLanguage::vietnamese));
  }
  return text.empty() ? text : "\n## Flags that occur\n\n| flag | meaning | nghĩa |\n|---|---|---|\n" + text;
}

}  // namespace

std::vector<std::string> tidy_columns() {
  std::vector<std::string> names;
  for (const Column& column : columns()) names.emplace_back(column.said.name);
  return names;
}

std::vector<std::vector<std::string>> tidy_rows(const TrendReport& report) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t period = 0; period < report.periods.size(); ++period) {
    for (const ReportSeries& series : report.series) {
      for (std::size_t topic = 0; topic < report.topics.size(); ++topic) {
        std::vector<std::string>& row = rows.emplace_back();
        for (const Column& column : columns()) row.push_back(column.value({report, series, period, topic}));
      }
    }
  }
  return rows;
}

std::vector<TidyColumn> tidy_dictionary() {
  std::vector<TidyColumn> said;
  for (const Column& column : columns()) said.push_back(column.said);
  return said;
}

std::string tidy_dictionary_text(const TrendReport& report) {
  std::string text =
      "# " + report.title + ": data dictionary\n\nOne row for each period, stratum and topic.\n\n";
  if (report.multi_label)
    text += "A row of the table may have several topics: the shares of a period need not sum to 1.\n\n";
  text += "| column | unit | meaning | nghĩa |\n|---|---|---|---|\n";
  for (const Column& column : columns()) {
    text += fmt::format("| `{}` | {} | {} | {} |\n", column.said.name, column.said.unit,
                        column.said.meaning.english, column.said.meaning.vietnamese);
  }
  text += flag_lines(report) + "\n## Rows\n\n| what | rows |\n|---|---|\n";
  for (const ReportCount& count : report.counts)
    text += fmt::format("| {} | {} |\n", count.what.english, count.rows);
  text += "\n## Manifest\n\n| key | value |\n|---|---|\n";
  for (const Fact& fact : report.manifest) text += fmt::format("| {} | {} |\n", fact.key, fact.value);
  return text;
}

}  // namespace ykien
