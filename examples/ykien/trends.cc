// ykien trends: how the topics of a table change over time.
#include "ykien/study/trends.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <memory>

#include "cli.h"
#include "files.h"
#include "models.h"
#include "output.h"
#include "process.h"
#include "progress.h"
#include "result_file.h"
#include "study_notes.h"
#include "study_rows.h"
#include "study_validation.h"
#include "terminal.h"
#include "trends_options.h"
#include "validation_file.h"
#include "ykien/base/error.h"
#include "ykien/base/version.h"
#include "ykien/study/report.h"
#include "ykien/table/writer.h"

namespace ykien::program {
namespace {

std::string examples() {
  std::string text = R"(  ykien trends export.csv -o report.html
  ykien trends export.csv --by quarter --stratum "Phường" --event 2021-07-24="Chỉ thị 16" -o report.html --tidy shares.csv
  ykien trends labelled.csv --human-label "Nhóm đúng" -o report.html
  ykien trends reviews.csv --model my.model --tidy shares.csv --json

The classifier errs, so counting its decisions is biased. Shares are corrected with what is known of its errors: from
--validation; else from rows with human labels, where there are enough (100, and 5 of each topic that is not rare); else from the
file MODEL.validation.csv that ykien train --out-of-fold wrote, or the training corpus of the built-in model. A period with 30
human labels is estimated from them (PPI++, with --inclusion DSL), which assumes nothing of the errors. Where no corrected share
can be defended it is left blank and the report says why. Where labels show that rows may have several topics, a share is that of
the rows which have the topic, each topic is corrected by its own errors, and shares need not sum to 1. The same input, options
and seed give the same bytes.

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

DateOptions date_options(const TrendsOptions& options) {
  DateOptions dates;
  if (!options.order.empty())
    dates.order = options.order == "dmy" ? DateOrder::day_first : DateOrder::month_first;
  dates.to = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now() + dates.utc_offset);
  if (!options.from.empty()) dates.from = day_of(options.from, "--from");
  if (!options.to.empty()) dates.to = day_of(options.to, "--to");
  if (dates.from > dates.to)
    throw Error(ErrorCode::usage, "--from", "it lies after the last day studied",
                "choose an earlier day, or another --to");
  return dates;
}

// What is wrong with them is said before the table is read.
void check_days(const TrendsOptions& options) {
  for (const std::string& cut : options.cuts) static_cast<void>(day_of(cut, "--cut"));
  for (const std::string& event : options.events) static_cast<void>(event_of(event));
}

// One run from the table to the report.
class Study {
 public:
  explicit Study(const TrendsOptions& options) : options_(options), model_(model_at(options.model)) {}

  TrendReport run() {
    StudyTable table = read_study(options_.reading, model_);
    StudyInput input;
    input.title = std::filesystem::path(table.name).filename().string();
    input.topics.assign(model_.topics().begin(), model_.topics().end());
    input.periods = periods_of(table, options_.by, options_.cuts);
    input.stratum_column = options_.reading.columns.stratum;
    input.strata = table.strata;
    for (const std::string& event : options_.events) input.events.push_back(event_of(event));
    const std::size_t coarse = select_rows(table, input);
    StudyValidation validation = study_validation(options_.validation, options_.model, model_, input);
    validation_checksum_ = validation.checksum;
    input.validation = std::move(validation.rows);
    input.multi_label = counts_all(options_.count, input.validation);
    input.presence_threshold = static_cast<double>(model_.secondary_threshold());
    TrendReport report = study(input);
    add_date_notices(table, coarse, report);
    if (validation.too_few_labels > 0) tell_too_few_labels(validation.too_few_labels, report);
    if (options_.count.empty()) tell_only_first(input, report);
    add_counts(table, coarse, input.period.size(), report);
    write_manifest(table, input, report);
    failed_ = table.unreadable.count > 0;
    return report;
  }

  bool failed() const { return failed_; }

 private:
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
    // Not given, it is today: told where it decided something, so that the run can be repeated.
    const bool decided = table.dates.states[static_cast<std::size_t>(DateState::after)] > 0;
    if (decided || !options_.to.empty()) add("to", day_name(options_.reading.dates.to));
    for (const std::string& event : options_.events) add("event", event);
    add("count", input.multi_label ? "all topics of a row" : "one topic a row");
    if (input.multi_label) add("given_from", fmt::format("{:.6g}", input.presence_threshold));
    add("method", options_.method.empty() ? "chosen" : options_.method);
    add("level", fmt::format("{}", options_.study.prevalence.level));
    add("intervals", report.joint ? "of all topics of a period together" : "of each figure");
    add("resamples", std::to_string(options_.study.prevalence.resamples));
    add("seed", std::to_string(options_.reading.seed));
    for (const ReportCount& count : report.counts) add(count.code.c_str(), std::to_string(count.rows));
  }

  const TrendsOptions& options_;
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
  const std::vector<TidyColumn> dictionary = tidy_dictionary();
  for (std::size_t i = 0; i < dictionary.size(); ++i) {
    if (dictionary[i].unit == "rows" || dictionary[i].unit == "0..1") writing.number_columns.push_back(i);
  }
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

void tell(const TrendsOptions& options, const TrendReport& report) {
  if (options.reading.quiet) return;
  for (const ReportNotice& notice : report.notices)
    say(fmt::format("{}: {}", notice.serious ? "warning" : "note", notice.text.english));
  say(fmt::format("{} studied in {}, {}", counted(report.counts.back().rows, "row"),
                  counted(report.periods.size(), "period"), counted(report.changes.size(), "change point")));
}

void check_files(const TrendsOptions& options) {
  if (options.output.empty() && options.tidy.empty() && !options.json)
    throw Error(ErrorCode::usage, "trends", "nothing is asked for",
                "give -o report.html, --tidy shares.csv or --json");
  const bool on_stdout = options.output == "-" || options.tidy == "-";
  if (on_stdout && options.json)
    throw Error(ErrorCode::usage, "trends --json", "two outputs would mix on standard output",
                "give them files");
  if (options.tidy == "-")
    throw Error(ErrorCode::usage, "--tidy", "the dictionary is written beside the table", "give a file");
  check_page_name(options.output);
  const std::string dictionary = options.tidy.empty() ? "" : dictionary_path(options.tidy);
  const std::array paths = {options.output, options.tidy, dictionary};
  for (const std::string& path : paths) refuse_validation_of_model(options.model, path);
  check_outputs(paths, std::array{options.reading.input.path, options.model, options.validation});
  check_readable(options.validation);
  if (!options.tidy.empty()) check_table_writable(options.tidy);
}

int trends(TrendsOptions options) {
  check_files(options);
  check_days(options);
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

}  // namespace

void add_trends(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<TrendsOptions>();
  CLI::App* const command = add_command(app, "trends", "How the topics of a table change over time",
                                        examples(), chosen, [options] { return trends(*options); });
  add_trends_options(*command, *options);
}

}  // namespace ykien::program
