// ykien compare: two tables, their topics and their words side by side.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <set>

#include "accents.h"
#include "checksum.h"
#include "cli.h"
#include "comparison.h"
#include "models.h"
#include "occurrences.h"
#include "output.h"
#include "process.h"
#include "result_file.h"
#include "ykien/base/error.h"
#include "ykien/base/version.h"
#include "ykien/table/source.h"
#include "ykien/table/writer.h"

namespace ykien::program {
namespace {

constexpr const char* kExamples =
    R"(  ykien compare 2020.csv 2021.csv
  ykien compare ward4.csv ward7.csv --text-column "Nội dung" -o compared.csv
  ykien compare a.csv b.csv --topic-column topic --json | jq '.topics[] | {topic, difference}'

Shares of topics with Wilson's intervals, their differences with Newcombe's, q after Benjamini and Hochberg; words that
stand in more rows of one table than of the other, counted by rows and by tokens, with log2 of the ratio, odds ratio
with interval, and z of the log-odds with a Dirichlet prior. Topics are decided by the model unless --topic-column names
a column that has them. With -o the same as a tidy table, and beside it OUT.manifest.json: versions, checksums, options,
rows used and left out.)";

struct Options {
  InputOptions a;
  InputOptions b;
  GroupColumns columns;
  std::string model;
  std::string output;
  double level = 0.95;
  DistinctiveOptions words;
  bool json = false;
  bool quiet = false;
};

void name_topics(Comparison& comparison, const Model* model) {
  if (model != nullptr) {
    for (const Topic& topic : model->topics()) {
      comparison.topics.push_back(topic.id);
      comparison.topic_names.push_back(topic.name);
    }
    return;
  }
  std::set<std::string> ids;
  for (const TopicGroup* group : {&comparison.a, &comparison.b}) {
    for (const auto& [id, count] : group->topics) ids.insert(id);
  }
  comparison.topics.assign(ids.begin(), ids.end());
  comparison.topic_names.assign(ids.size(), "");
}

Comparison compared(const Options& options, const Model* model) {
  TermCorpus corpus;
  std::optional<Classifier> classifier;
  if (model != nullptr) classifier.emplace(*model, built_in_accents());
  const Classifier* const decider = classifier ? &*classifier : nullptr;
  Comparison comparison;
  comparison.a = read_group(options.a, options.columns, decider, corpus, !options.quiet);
  comparison.b = read_group(options.b, options.columns, decider, corpus, !options.quiet);
  comparison.counted_by_model = model != nullptr;
  comparison.level = options.level;
  name_topics(comparison, model);
  std::vector<double> counts_a;
  std::vector<double> counts_b;
  for (std::size_t k = 0; k < comparison.topics.size(); ++k) {
    counts_a.push_back(comparison.count_a(k));
    counts_b.push_back(comparison.count_b(k));
  }
  comparison.shares = compare_shares(counts_a, counts_b, options.level);
  DistinctiveOptions words = options.words;
  words.level = options.level;
  comparison.words_a = distinctive_words(corpus, comparison.a.texts, comparison.b.texts, words);
  comparison.words_b = distinctive_words(corpus, comparison.b.texts, comparison.a.texts, words);
  return comparison;
}

Json input_json(const TopicGroup& group) {
  const std::string checksum = file_checksum(group.path);
  return {{"path", group.path},
          {"sha256", checksum.empty() ? Json(nullptr) : Json(checksum)},
          {"text_column", group.text_column},
          {"rows_used", group.rows()},
          {"without_text", json_of(group.without_text)},
          {"without_topic", json_of(group.without_topic)},
          {"unreadable", json_of(group.unreadable)}};
}

Json model_json(const Options& options, const Model* model) {
  if (model == nullptr) return nullptr;
  return {{"file", options.model.empty() ? "built in" : options.model},
          {"name", fact(*model, "name")},
          {"checksum", model->checksum()}};
}

// Nothing in it depends on when or where it was made, nor on chance: there is no seed.
Json manifest_json(const Options& options, const Comparison& comparison, const Model* model) {
  return {{"program", "ykien"},
          {"version", YKIEN_VERSION},
          {"command", "compare"},
          {"model", model_json(options, model)},
          {"inputs", Json::array({input_json(comparison.a), input_json(comparison.b)})},
          {"options",
           {{"text_column", options.columns.text},
            {"topic_column", options.columns.topic},
            {"level", options.level},
            {"top", options.words.most_words},
            {"least_rows", options.words.least_texts},
            {"largest_q", options.words.most_q}}},
          {"seed", nullptr}};
}

void write_table(const std::string& path, const Comparison& comparison) {
  const InterruptGuard guard;
  table::Writer writer = table::Writer::open(path);
  for (const std::vector<std::string>& row : comparison_rows(comparison)) {
    const std::vector<std::string_view> fields(row.begin(), row.end());
    writer.write_row(fields);
  }
  check_interrupt();
  writer.finish();
}

void check_files(const Options& options) {
  if (options.a.path == "-" && options.b.path == "-")
    throw Error(ErrorCode::usage, "compare", "both tables cannot come from standard input",
                "name a file for one");
  if (options.output == "-")
    throw Error(ErrorCode::usage, "compare", "the table would mix with the text on standard output",
                "give -o a file, or use --json");
  // Hours of reading A must not end with a B that is not there.
  if (options.b.path != "-") table::open_source(options.b.path);
  if (options.output.empty()) return;
  refuse_same_file(options.a.path, options.output);
  refuse_same_file(options.b.path, options.output);
  check_writable(options.output);
}

int compare(const Options& options) {
  check_files(options);
  std::optional<Model> model;
  if (options.columns.topic.empty()) model = model_at(options.model);
  const Model* const decider = model ? &*model : nullptr;
  const Comparison comparison = compared(options, decider);
  std::string notes = comparison.a.left_out() + comparison.b.left_out();
  std::fwrite(notes.data(), 1, notes.size(), stderr);
  if (!options.quiet) {
    for (const std::string& warning : comparison.warnings()) say(warning);
  }
  const Json manifest = manifest_json(options, comparison, decider);
  if (!options.output.empty()) {
    write_table(options.output, comparison);
    write_file(options.output + ".manifest.json", json_text(manifest));
  }
  if (options.json) {
    Json json = comparison_json(comparison);
    json["manifest"] = manifest;
    print(json_text(json));
  } else {
    print(comparison_text(comparison));
  }
  return comparison.a.unreadable.count + comparison.b.unreadable.count > 0 ? kSomeRowsFailed : kSuccess;
}

}  // namespace

void add_compare(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = add_command(app, "compare", "Compare the topics and words of two tables",
                                        kExamples, chosen, [options] { return compare(*options); });
  command->add_option("A", options->a.path, "One table; - is standard input")->required();
  command->add_option("B", options->b.path, "The other table")->required();
  add_column_option(*command, "-c,--text-column", options->columns.text,
                    "The column with the text, in both tables; found if not given");
  auto* const topic = add_column_option(*command, "--topic-column", options->columns.topic,
                                        "A column that has the topics; no model is used");
  add_model_option(*command, options->model);
  command->get_option("--model")->excludes(topic);
  command
      ->add_option("-o,--output", options->output,
                   "Write the figures as a table too, with a manifest beside it")
      ->type_name("FILE");
  command->add_option("--top", options->words.most_words, "Show so many words of each table")
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--min-rows", options->words.least_texts, "A word must stand in so many rows")
      ->type_name("N")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command->add_option("--max-q", options->words.most_q, "Largest q of a word, by rows; 1: all")
      ->type_name("SHARE")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command->add_option("--level", options->level, "Level of the intervals")
      ->type_name("SHARE")
      ->check(CLI::Range(0.5, 0.999))
      ->capture_default_str();
  command->add_flag("-q,--quiet", options->quiet, "No warnings, no progress");
  command->add_flag("--json", options->json, "Everything as one JSON object");
}

}  // namespace ykien::program
