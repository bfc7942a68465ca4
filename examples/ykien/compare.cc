// ykien compare: two tables, their topics and their words side by side.
#include <fmt/format.h>

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "accents.h"
#include "cli.h"
#include "compare_options.h"
#include "comparison.h"
#include "files.h"
#include "models.h"
#include "occurrences.h"
#include "output.h"
#include "process.h"
#include "result_file.h"
#include "study_validation.h"
#include "terminal.h"
#include "validation_file.h"
#include "ykien/base/error.h"
#include "ykien/base/version.h"
#include "ykien/study/report.h"
#include "ykien/table/writer.h"

namespace ykien::program {
namespace {

constexpr const char* kExamples =
    R"(  ykien compare 2020.csv 2021.csv
  ykien compare ward4.csv ward7.csv --text-column "Nội dung" -o report.html --tidy compared.csv
  ykien compare a.csv b.csv --topic-column topic --json | jq '.topics[] | {topic, difference}'

Topics are decided by the model unless --topic-column names a column that has them. The model errs, so counting is biased:
shares and differences are corrected with what is known of its errors (from --validation; else the file MODEL.validation.csv,
or the training corpus of the built-in model), and their intervals cover the choice of rows and those errors together. Where
nothing can be defended no figure is given and the reason is said. Beside them the counts: Wilson's intervals, Newcombe's for
differences. An interval belongs to one figure; with --joint those of all topics of a table hold together, and those of all
differences. q: p values adjusted over the topics. Words stand in more rows of one table than of the other, counted by rows and by
tokens, with log2 of the ratio, odds ratio with interval, and z of the log-odds with a Dirichlet prior. With -o all of it as a
report, in Vietnamese and English, with examples in which names and numbers are replaced; with --tidy as a table, and beside it
TIDY.manifest.json: versions, checksums, options, seed, rows used and left out. The same input and seed give the same bytes.)";

// Topics that are there already, as counted.
void compare_given(const CompareOptions& options, Comparison& comparison) {
  const TopicGroup& a = comparison.a;
  const TopicGroup& b = comparison.b;
  const bool several = are_several(a.several + b.several, a.rows() + b.rows());
  comparison.multi_label = options.count.empty() ? several : options.count == "all";
  std::map<std::string, std::pair<double, double>> counts;
  for (const auto& [id, count] : comparison.multi_label ? a.any : a.topics) counts[id].first = count;
  for (const auto& [id, count] : comparison.multi_label ? b.any : b.topics) counts[id].second = count;
  std::vector<double> counts_a;
  std::vector<double> counts_b;
  for (const auto& [id, both] : counts) {
    comparison.topics.push_back(id);
    counts_a.push_back(both.first);
    counts_b.push_back(both.second);
  }
  comparison.topic_names.assign(counts.size(), "");
  comparison.topic_english.assign(counts.size(), "");
  const double level = options.prevalence.joint && !counts.empty()
                           ? joint_level(options.level, counts.size(), !comparison.multi_label)
                           : options.level;
  comparison.shares = compare_presence(counts_a, static_cast<double>(a.rows()), counts_b,
                                       static_cast<double>(b.rows()), level);
}

// Topics that the model decides, counted and corrected. Returns the checksum of the validation file.
std::string compare_decided(const CompareOptions& options, const Model& model, Comparison& comparison) {
  const ValidationFile validation = options.validation.empty() ? validation_of_model(options.model, model)
                                                               : read_validation(options.validation, model);
  comparison.multi_label = counts_all(options.count, validation.rows);
  comparison.validation = validation.rows.source;
  comparison.same_source = validation.rows.same_source;
  for (const Topic& topic : model.topics()) {
    comparison.topics.push_back(topic.id);
    comparison.topic_names.push_back(topic.name);
    comparison.topic_english.push_back(topic.english);
  }
  PrevalenceOptions prevalence = options.prevalence;
  prevalence.level = options.level;
  comparison.corrected = compare_corrected(
      {comparison.a.posterior, comparison.b.posterior, model.topics().size(), validation.rows,
       comparison.multi_label, static_cast<double>(model.secondary_threshold())},
      prevalence, comparison.adjustment);
  for (const CorrectedComparison& one : comparison.corrected) comparison.shares.push_back(one.counted);
  return validation.checksum;
}

Comparison compared(const CompareOptions& options, const Model* model, std::string& validation_checksum) {
  TermCorpus corpus;
  std::optional<Classifier> classifier;
  if (model != nullptr) classifier.emplace(*model, built_in_accents());
  const Classifier* const decider = classifier ? &*classifier : nullptr;
  Comparison comparison;
  comparison.a = read_group(options.a, options.columns, decider, corpus, !options.quiet);
  InputOptions b = options.b;
  b.encoding = options.a.encoding;
  b.verbose = options.a.verbose;
  comparison.b = read_group(b, options.columns, decider, corpus, !options.quiet);
  for (const TopicGroup* group : {&comparison.a, &comparison.b}) {
    if (group->rows() == 0)
      throw Error(ErrorCode::format, group->name, "no row can be used, so that nothing can be compared",
                  "check its text and the columns that are named");
  }
  comparison.counted_by_model = model != nullptr;
  comparison.level = options.level;
  comparison.joint = options.prevalence.joint;
  if (options.adjust == "holm") comparison.adjustment = Adjustment::holm;
  if (model != nullptr)
    validation_checksum = compare_decided(options, *model, comparison);
  else
    compare_given(options, comparison);
  DistinctiveOptions words = options.words;
  words.level = options.level;
  comparison.words_a = distinctive_words(corpus, comparison.a.texts, comparison.b.texts, words);
  comparison.words_b = distinctive_words(corpus, comparison.b.texts, comparison.a.texts, words);
  return comparison;
}

Json input_json(const TopicGroup& group) {
  return {{"path", group.path},
          {"sha256", group.checksum},
          {"text_column", group.text_column},
          {"rows_used", group.rows()},
          {"without_text", json_of(group.without_text)},
          {"without_topic", json_of(group.without_topic)},
          {"unreadable", json_of(group.unreadable)}};
}

Json model_json(const CompareOptions& options, const Model* model) {
  if (model == nullptr) return nullptr;
  return {{"file", options.model.empty() ? "built in" : options.model},
          {"name", fact(*model, "name")},
          {"checksum", model->checksum()}};
}

Json validation_json(const Comparison& comparison, const std::string& checksum) {
  if (comparison.corrected.empty()) return nullptr;
  return {{"source", comparison.validation.english},
          {"sha256", checksum.empty() ? Json(nullptr) : Json(checksum)}};
}

// Nothing in it depends on when or where it was made; and on chance by the seed alone.
Json manifest_json(const CompareOptions& options, const Comparison& comparison, const Model* model,
                   const std::string& validation_checksum) {
  return {{"program", "ykien"},
          {"version", YKIEN_VERSION},
          {"command", "compare"},
          {"model", model_json(options, model)},
          {"validation", validation_json(comparison, validation_checksum)},
          {"inputs", Json::array({input_json(comparison.a), input_json(comparison.b)})},
          {"options",
           {{"text_column", options.columns.text},
            {"topic_column", options.columns.topic},
            {"count", comparison.multi_label ? "all topics of a row" : "one topic a row"},
            {"level", options.level},
            {"intervals", comparison.joint ? "of all topics together" : "of each figure"},
            {"resamples", options.prevalence.resamples},
            {"adjust", options.adjust},
            {"top", options.words.most_words},
            {"least_rows", options.words.least_texts},
            {"largest_q", options.words.most_q}}},
          {"seed", model == nullptr ? Json(nullptr) : Json(options.prevalence.seed)}};
}

std::string manifest_path(const std::string& tidy) { return tidy + ".manifest.json"; }

void write_table(const std::string& path, const Comparison& comparison) {
  const InterruptGuard guard;
  table::Writer writer = table::Writer::open(path, {.number_columns = comparison_number_columns()});
  for (const std::vector<std::string>& row : comparison_rows(comparison)) {
    const std::vector<std::string_view> fields(row.begin(), row.end());
    writer.write_row(fields);
  }
  check_interrupt();
  writer.finish();
}

void check_tables(const CompareOptions& options) {
  if (options.a.path == "-" && options.b.path == "-")
    throw Error(ErrorCode::usage, "compare", "both tables cannot come from standard input",
                "name a file for one");
  if (options.output == "-" || options.tidy == "-")
    throw Error(ErrorCode::usage, "compare", "the table would mix with the text on standard output",
                "give -o a file, or use --json");
  // Hours of reading A must not end with a file that is not there.
  check_readable(options.b.path);
  check_readable(options.validation);
  const std::string manifest = options.tidy.empty() ? "" : manifest_path(options.tidy);
  const std::array outputs = {options.output, options.tidy, manifest};
  for (const std::string& output : outputs) refuse_validation_of_model(options.model, output);
  check_outputs(outputs, std::array{options.a.path, options.b.path, options.model, options.validation});
  if (!options.tidy.empty()) check_table_writable(options.tidy);
}

// A name that is none of a web page asks for the table.
void sort_outputs(CompareOptions& options) {
  if (options.output.empty() || is_page_name(options.output)) return;
  if (!options.tidy.empty())
    throw Error(ErrorCode::usage, "compare", "two tables are asked for",
                "give -o a name that ends in .html for the report");
  options.tidy = std::exchange(options.output, "");
}

void write_files(const CompareOptions& options, const Comparison& comparison, const Json& manifest) {
  if (!options.tidy.empty()) {
    write_table(options.tidy, comparison);
    write_file(manifest_path(options.tidy), json_text(manifest));
  }
  if (options.output.empty()) return;
  const bool english = options.language == "en";
  write_file(options.output, report_html(comparison_report(comparison, manifest),
                                         english ? ReportLanguage::english : ReportLanguage::vietnamese));
}

int compare(CompareOptions options) {
  sort_outputs(options);
  check_tables(options);
  options.columns.keep_texts = !options.output.empty();
  std::optional<Model> model;
  if (options.columns.topic.empty()) model = model_at(options.model);
  const Model* const decider = model ? &*model : nullptr;
  std::string validation_checksum;
  const Comparison comparison = compared(options, decider, validation_checksum);
  std::string notes = comparison.a.left_out() + comparison.b.left_out();
  say_lines(notes);
  if (!options.quiet) {
    for (const std::string& warning : comparison.warnings()) say(warning);
  }
  const Json manifest = manifest_json(options, comparison, decider, validation_checksum);
  write_files(options, comparison, manifest);
  if (options.json) {
    Json json = comparison_json(comparison);
    json["manifest"] = manifest;
    print(json_text(json));
  } else {
    print(without_controls(comparison_text(comparison)));
  }
  return comparison.a.unreadable.count + comparison.b.unreadable.count > 0 ? kSomeRowsFailed : kSuccess;
}

}  // namespace

void add_compare(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<CompareOptions>();
  CLI::App* const command = add_command(app, "compare", "Compare the topics and words of two tables",
                                        kExamples, chosen, [options] { return compare(*options); });
  add_compare_options(*command, *options);
}

}  // namespace ykien::program
