// ykien trends: how the topics of a table change over time.
#include "ykien/study/trends.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>

#include "cli.h"
#include "models.h"
#include "output.h"
#include "process.h"
#include "progress.h"
#include "result_file.h"
#include "study_notes.h"
#include "study_table.h"
#include "terminal.h"
#include "validation_file.h"
#include "ykien/base/error.h"
#include "ykien/base/version.h"
#include "ykien/study/report.h"
#include "ykien/table/writer.h"

namespace ykien::program {
namespace {

constexpr std::size_t kLeastLabelled = 100;  // human labels, to correct with them
constexpr std::size_t kLeastOfTopic = 5;     // of them, of each topic that is not rare
constexpr double kRareShare = 0.02;          // of the rows decided for a topic

struct Options {
  StudyReading reading;
  std::string model;
  std::string validation;
  std::string by = "month";
  std::vector<std::string> cuts;
  std::vector<std::string> events;
  std::string from;
  std::string to;
  std::string order;
  std::string method;
  std::string output;
  std::string tidy;
  std::string language = "vi";
  bool json = false;
  StudyOptions study;
};

std::string examples() {
  std::string text = R"(  ykien trends export.csv -o report.html
  ykien trends export.csv --by quarter --stratum "Phường" --event 2021-07-24="Chỉ thị 16" -o report.html --tidy shares.csv
  ykien trends labelled.csv --human-label "Nhóm đúng" -o report.html
  ykien trends reviews.csv --model my.model --tidy shares.csv --json

The classifier errs, so counting its decisions is biased. Shares are corrected with what is known of its errors: from
--validation; else from rows with human labels, where there are enough (100, and 5 of each topic that is not rare); else from the
file MODEL.validation.csv that ykien train --out-of-fold wrote, or the training corpus of the built-in model. A period with 30
human labels is estimated from them (PPI++, with --inclusion DSL), which assumes nothing of the errors. Where no corrected share
can be defended it is left blank and the report says why. The same input, options and seed give the same bytes.

Columns of --tidy, one row for each period, stratum and topic (a data dictionary is written beside it):
)";
  for (const TidyColumn& column : tidy_dictionary())
    text += fmt::format("  {:<11} {}{}\n", column.name, column.meaning.english,
                        column.unit.empty() ? "" : fmt::format(" ({})", column.unit));
  text.pop_back();
  return text;
}

// "2021-07-24=Chỉ thị 16"
ReportEvent event_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == text.npos || equals + 1 == text.size())
    throw Error(ErrorCode::usage, "--event", fmt::format("\"{}\" is not DATE=NAME", text),
                "write 2021-07-24=\"Chỉ thị 16\"");
  return {day_of(text.substr(0, equals), "--event"), text.substr(equals + 1)};
}

QuantifyMethod method_called(const std::string& name) {
  std::size_t method = 0;
  while (method_name(static_cast<QuantifyMethod>(method)) != name)
    ++method;  // the option takes no other name
  return static_cast<QuantifyMethod>(method);
}

DateOptions date_options(const Options& options) {
  DateOptions dates;
  if (!options.order.empty())
    dates.order = options.order == "dmy" ? DateOrder::day_first : DateOrder::month_first;
  dates.to = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now() + dates.utc_offset);
  if (!options.from.empty()) dates.from = day_of(options.from, "--from");
  if (!options.to.empty()) dates.to = day_of(options.to, "--to");
  return dates;
}

Periods periods_of(const Options& options, const StudyTable& table) {
  Day first = Day::max();
  Day last = Day::min();
  for (const DatedRow& row : table.dates.rows) {
    if (row.state != DateState::read) continue;
    first = std::min(first, row.begin);
    last = std::max(last, row.end - std::chrono::days(1));
  }
  if (first > last) {
    throw Error(ErrorCode::format, table.name,
                fmt::format("no row has a date that can be used (column \"{}\")", table.date_column),
                "name another --date-column, or see --from and --to");
  }
  if (options.cuts.empty()) return Periods::regular(period_kind_of(options.by), first, last);
  std::vector<Day> cuts;
  for (const std::string& cut : options.cuts) cuts.push_back(day_of(cut, "--cut"));
  return Periods::cut(cuts, first, last);
}

// The rows of the table that lie in a period, as columns of the study.
class Selection {
 public:
  Selection(StudyTable& table, std::size_t topics)
      : table_(table), topics_(topics), place_(table.line.size(), kNoCell) {}

  // Moves what is kept into `input`; returns how many rows lie in no one period.
  std::size_t fill(StudyInput& input) {
    std::size_t coarse = 0;
    for (std::size_t row = 0; row < place_.size(); ++row) {
      const DatedRow& dated = table_.dates.rows[row];
      if (dated.state != DateState::read) continue;
      const auto period = input.periods.find(dated.begin, dated.end);
      coarse += period ? 0 : 1;
      if (period) keep(row, static_cast<std::uint32_t>(*period), input);
    }
    table_.posterior.resize(input.period.size() * topics_);
    input.posterior = std::move(table_.posterior);
    for (StudyText& text : table_.texts) {
      if (place_[text.row] != kNoCell) input.texts.push_back({place_[text.row], std::move(text.text)});
    }
    return coarse;
  }

 private:
  void keep(std::size_t row, std::uint32_t period, StudyInput& input) {
    const auto at = static_cast<std::uint32_t>(input.period.size());
    place_[row] = at;
    input.period.push_back(period);
    if (!table_.stratum.empty()) input.stratum.push_back(table_.stratum[row]);
    if (!table_.label.empty()) input.label.push_back(table_.label[row]);
    if (!table_.inclusion.empty()) input.inclusion.push_back(table_.inclusion[row]);
    std::copy_n(table_.posterior.begin() + static_cast<std::ptrdiff_t>(row * topics_), topics_,
                table_.posterior.begin() + static_cast<std::ptrdiff_t>(at * topics_));
  }

  StudyTable& table_;
  std::size_t topics_;
  std::vector<std::uint32_t> place_;
};

// The labelled rows as validation. Where some were likelier to be picked than others they would not be a fair
// sample of the errors: then they serve DSL alone.
ValidationRows labelled_rows(const StudyInput& input) {
  const std::size_t topics = input.topics.size();
  ValidationRows rows;
  for (std::size_t row = 0; row < input.label.size() && input.inclusion.empty(); ++row) {
    if (input.label[row] == kNoHumanLabel) continue;
    rows.label.push_back(static_cast<std::uint32_t>(input.label[row]));
    const auto first = input.posterior.begin() + static_cast<std::ptrdiff_t>(row * topics);
    rows.posterior.insert(rows.posterior.end(), first, first + static_cast<std::ptrdiff_t>(topics));
  }
  rows.same_source = true;
  rows.source = {
      fmt::format("{} ý kiến trong chính tệp này đã được người gán nhãn.", rows.label.size()),
      fmt::format("{} of this very file that people labelled.", counted(rows.label.size(), "row"))};
  return rows;
}

// Whether human labels tell enough of the errors: many, and some of each topic that is not rare.
bool are_enough(const StudyInput& input, const ValidationRows& rows) {
  if (rows.label.size() < kLeastLabelled) return false;
  const std::size_t topics = input.topics.size();
  std::vector<std::size_t> decided(topics);
  for (std::size_t row = 0; row < input.period.size(); ++row) {
    const auto first = input.posterior.begin() + static_cast<std::ptrdiff_t>(row * topics);
    ++decided[static_cast<std::size_t>(std::max_element(first, first + static_cast<std::ptrdiff_t>(topics)) -
                                       first)];
  }
  for (std::uint32_t k = 0; k < topics; ++k) {
    const bool rare = static_cast<double>(decided[k]) < kRareShare * static_cast<double>(input.period.size());
    if (!rare && static_cast<std::size_t>(std::ranges::count(rows.label, k)) < kLeastOfTopic) return false;
  }
  return true;
}

void tell_too_few_labels(std::size_t labels, TrendReport& report) {
  report.notices.push_back({"too_few_human_labels",
                            false,
                            {fmt::format("Có {} nhãn do người gán, chưa đủ để đo máy nhầm thế nào (cần {}, "
                                         "và {} cho mỗi nhóm không hiếm).",
                                         labels, kLeastLabelled, kLeastOfTopic),
                             fmt::format("There are {} human labels, too few to measure the classifier's "
                                         "errors with ({} are needed, and {} of each "
                                         "topic that is not rare).",
                                         labels, kLeastLabelled, kLeastOfTopic)}});
}

// One run from the table to the report.
class Study {
 public:
  explicit Study(const Options& options) : options_(options), model_(model_at(options.model)) {}

  TrendReport run() {
    StudyTable table = read_study(options_.reading, model_);
    StudyInput input;
    input.title = std::filesystem::path(table.name).filename().string();
    input.topics.assign(model_.topics().begin(), model_.topics().end());
    input.periods = periods_of(options_, table);
    input.stratum_column = options_.reading.columns.stratum;
    input.strata = table.strata;
    for (const std::string& event : options_.events) input.events.push_back(event_of(event));
    Selection selection(table, input.topics.size());
    const std::size_t coarse = selection.fill(input);
    TrendReport notes;
    choose_validation(input, notes);
    TrendReport report = study(input);
    add_date_notices(table, coarse, report);
    report.notices.insert(report.notices.end(), notes.notices.begin(), notes.notices.end());
    add_counts(table, coarse, input.period.size(), report);
    write_manifest(table, input, report);
    failed_ = table.unreadable.count > 0;
    return report;
  }

  bool failed() const { return failed_; }

 private:
  void choose_validation(StudyInput& input, TrendReport& notes) {
    ValidationRows labelled = labelled_rows(input);
    if (!options_.validation.empty()) {
      ValidationFile file = read_validation(options_.validation, model_);
      validation_checksum_ = file.checksum;
      input.validation = std::move(file.rows);
    } else if (are_enough(input, labelled)) {
      input.validation = std::move(labelled);
    } else {
      ValidationFile file = validation_of_model(options_.model, model_);
      validation_checksum_ = file.checksum;
      input.validation = std::move(file.rows);
      if (!labelled.label.empty()) tell_too_few_labels(labelled.label.size(), notes);
    }
  }

  TrendReport study(const StudyInput& input) const {
    ProgressLine line("studying", "", !options_.reading.quiet);
    StudyOptions all = options_.study;
    all.prevalence.seed = options_.reading.seed;
    all.progress = [&line](double done) {
      line.set(0, static_cast<std::uint64_t>(done * 1e6), 1'000'000);
      line.draw_if_due();
    };
    return study_trends(input, all);
  }

  void write_manifest(const StudyTable& table, const StudyInput& input, TrendReport& report) const {
    const auto add = [&report](const char* key, std::string value) {
      report.manifest.push_back({key, std::move(value)});
    };
    add("program", "ykien " YKIEN_VERSION);
    add("model", fmt::format("{} {}", fact(model_, "name"), model_.checksum()));
    add("input", input.title);
    add("input_sha256", table.checksum);
    add("validation", report.validation.source.english);
    if (!validation_checksum_.empty()) add("validation_sha256", validation_checksum_);
    add("text_column", table.text_column);
    add("date_column", table.date_column);
    add("date_order", table.dates.order == DateOrder::month_first ? "month first" : "day first");
    add("by", options_.cuts.empty() ? options_.by : fmt::format("cut at {}", fmt::join(options_.cuts, ", ")));
    if (!input.stratum_column.empty()) add("stratum", input.stratum_column);
    if (!options_.reading.columns.label.empty()) add("human_label", options_.reading.columns.label);
    if (!options_.reading.columns.inclusion.empty()) add("inclusion", options_.reading.columns.inclusion);
    if (!options_.from.empty()) add("from", options_.from);
    if (!options_.to.empty()) add("to", options_.to);
    for (const std::string& event : options_.events) add("event", event);
    add("method", options_.method.empty() ? "chosen" : options_.method);
    add("level", fmt::format("{}", options_.study.prevalence.level));
    add("resamples", std::to_string(options_.study.prevalence.resamples));
    add("seed", std::to_string(options_.reading.seed));
    for (const ReportCount& count : report.counts) add(count.code.c_str(), std::to_string(count.rows));
  }

  const Options& options_;
  Model model_;
  std::string validation_checksum_;
  bool failed_ = false;
};

std::string dictionary_path(const std::string& tidy) {
  return std::filesystem::path(tidy).replace_extension(".dictionary.md").string();
}

void write_tidy(const std::string& path, const TrendReport& report) {
  const InterruptGuard guard;
  table::WriterOptions writing;
  const std::vector<std::string> columns = tidy_columns();
  table::Writer writer = table::Writer::open(path, writing);
  const auto write = [&writer](const std::vector<std::string>& row) {
    writer.write_row(std::vector<std::string_view>(row.begin(), row.end()));
  };
  write(columns);
  for (const auto& row : tidy_rows(report)) {
    write(row);
    check_interrupt();
  }
  writer.finish();
  write_file(dictionary_path(path), tidy_dictionary_text(report));
}

void tell(const Options& options, const TrendReport& report) {
  if (options.reading.quiet) return;
  for (const ReportNotice& notice : report.notices)
    say(fmt::format("{}: {}", notice.serious ? "warning" : "note", notice.text.english));
  say(fmt::format("{} studied in {}, {}", counted(report.counts.back().rows, "row"),
                  counted(report.periods.size(), "period"), counted(report.changes.size(), "change point")));
}

void check_outputs(const Options& options) {
  if (options.output.empty() && options.tidy.empty() && !options.json)
    throw Error(ErrorCode::usage, "trends", "nothing is asked for",
                "give -o report.html, --tidy shares.csv or --json");
  const bool on_stdout = options.output == "-" || options.tidy == "-";
  if (on_stdout && options.json)
    throw Error(ErrorCode::usage, "trends --json", "two outputs would mix on standard output",
                "give them files");
  if (options.tidy == "-")
    throw Error(ErrorCode::usage, "--tidy", "the dictionary is written beside the table", "give a file");
  for (const std::string& path : {options.output, options.tidy}) {
    if (path.empty()) continue;
    refuse_same_file(options.reading.input.path, path);
    check_writable(path);
  }
}

int trends(Options options) {
  check_outputs(options);
  options.reading.dates = date_options(options);
  if (!options.method.empty()) options.study.prevalence.method = method_called(options.method);
  Study study(options);
  const TrendReport report = study.run();
  if (!options.output.empty())
    write_file(options.output, report_html(report, options.language == "en" ? ReportLanguage::english
                                                                            : ReportLanguage::vietnamese));
  if (!options.tidy.empty()) write_tidy(options.tidy, report);
  if (options.json) print(report_json(report));
  tell(options, report);
  return study.failed() ? kSomeRowsFailed : kSuccess;
}

void add_period_options(CLI::App& command, Options& options) {
  command.add_option("--by", options.by, "The periods")
      ->type_name("PERIOD")
      ->check(CLI::IsMember({"day", "week", "month", "quarter", "half", "year"}))
      ->capture_default_str();
  command
      .add_option("--cut", options.cuts,
                  "A period begins on this day; may be given several times, in place of --by")
      ->type_name("DATE")
      ->allow_extra_args(false);
  command
      .add_option("--event", options.events,
                  "A day to mark and to compare before with after; may be given several times")
      ->type_name("DATE=NAME")
      ->allow_extra_args(false);
  command
      .add_option("--from", options.from, "Earlier dates are slips and set aside; 1990-01-01 if not given")
      ->type_name("DATE");
  command.add_option("--to", options.to, "Later dates are slips and set aside; today if not given")
      ->type_name("DATE");
  command
      .add_option("--date-order", options.order,
                  "07/10/2021 is day, month (dmy) or month, day (mdy); found if not given")
      ->type_name("ORDER")
      ->check(CLI::IsMember({"dmy", "mdy"}));
}

void add_estimate_options(CLI::App& command, Options& options) {
  PrevalenceOptions& prevalence = options.study.prevalence;
  add_model_option(command, options.model);
  command
      .add_option("--validation", options.validation,
                  "Rows with labels and probabilities, as train --out-of-fold writes them")
      ->type_name("FILE");
  command
      .add_option("--method", options.method,
                  "How shares are corrected; the best in resampled validation if not given")
      ->type_name("METHOD")
      ->check(CLI::IsMember({"CC", "PCC", "ACC", "PACC", "EMQ", "EMQ-BCTS"}));
  command.add_option("--level", prevalence.level, "Of the intervals")
      ->type_name("SHARE")
      ->check(CLI::Range(0.5, 0.999))
      ->capture_default_str();
  command.add_option("--resamples", prevalence.resamples, "Of the bootstrap")
      ->type_name("N")
      ->check(CLI::Range(20, 100000))
      ->capture_default_str();
  command.add_option("--seed", options.reading.seed, "Of everything drawn by lot")
      ->type_name("N")
      ->capture_default_str();
  add_threads_option(command, prevalence.threads);
}

void add_output_options(CLI::App& command, Options& options) {
  command.add_option("-o,--output", options.output, "The report: one HTML file that needs no network")
      ->type_name("FILE");
  command.add_option("--tidy", options.tidy, "The shares as a table, with a dictionary beside it")
      ->type_name("FILE");
  command.add_flag("--json", options.json, "All of the report as JSON on standard output");
  command.add_option("--lang", options.language, "The language that the report opens in")
      ->type_name("LANGUAGE")
      ->check(CLI::IsMember({"vi", "en"}))
      ->capture_default_str();
  command.add_flag("-q,--quiet", options.reading.quiet, "No notes, no progress");
}

}  // namespace

void add_trends(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = add_command(app, "trends", "How the topics of a table change over time",
                                        examples(), chosen, [options] { return trends(*options); });
  command
      ->add_option("FILE", options->reading.input.path,
                   "The table (CSV, TSV, XLSX, JSON Lines); - is standard input")
      ->required();
  add_column_option(*command, "--text-column", options->reading.columns.text,
                    "The column with the text; found if not given");
  add_column_option(*command, "--date-column", options->reading.columns.date,
                    "The column with the date; found if not given");
  add_column_option(*command, "--stratum", options->reading.columns.stratum,
                    "Also by the values of this column (wards, channels)");
  add_column_option(*command, "--human-label", options->reading.columns.label,
                    "A column with topics that people gave to some rows drawn at random");
  add_column_option(*command, "--inclusion", options->reading.columns.inclusion,
                    "With --human-label: the chance that each labelled row had of being picked")
      ->needs("--human-label");
  add_period_options(*command, *options);
  add_estimate_options(*command, *options);
  add_output_options(*command, *options);
}

}  // namespace ykien::program
