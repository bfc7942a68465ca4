#include "compare_options.h"

#include "cli.h"
#include "numbers.h"

namespace ykien::program {
namespace {

void add_estimate_options(CLI::App& command, CompareOptions& options) {
  command
      .add_option("--validation", options.validation,
                  "Rows with labels and probabilities, as train --out-of-fold writes them")
      ->type_name("FILE")
      ->excludes(command.get_option("--topic-column"));
  command
      .add_option("--count", options.count,
                  "A row counts for its first topic, or for all it has; found in the labels if not given")
      ->type_name("TOPICS")
      ->check(CLI::IsMember({"first", "all"}));
  command
      .add_option("--adjust", options.adjust,
                  "How q is adjusted: Benjamini and Hochberg (few false), Holm (none)")
      ->type_name("WAY")
      ->check(CLI::IsMember({"bh", "holm"}))
      ->capture_default_str();
  command.add_option("--resamples", options.prevalence.resamples, "Of the bootstrap")
      ->type_name("N")
      ->check(whole_number(20, 100000))
      ->capture_default_str();
  command.add_option("--seed", options.prevalence.seed, "Of the bootstrap")
      ->type_name("N")
      ->check(whole_number(0))
      ->capture_default_str();
}

void add_output_options(CLI::App& command, CompareOptions& options) {
  command
      .add_option(
          "-o,--output", options.output,
          "The report: one HTML file that needs no network; a name that does not end in .html: as --tidy")
      ->type_name("FILE");
  command.add_option("--tidy", options.tidy, "The figures as a table, with a manifest beside it")
      ->type_name("FILE");
  command.add_flag("--json", options.json, "Everything as one JSON object on standard output");
  command.add_option("--lang", options.language, "The language that the report opens in")
      ->type_name("LANGUAGE")
      ->check(CLI::IsMember({"vi", "en"}))
      ->capture_default_str();
}

}  // namespace

void add_compare_options(CLI::App& command, CompareOptions& options) {
  command.add_option("A", options.a.path, "One table; - is standard input")->required();
  command.add_option("B", options.b.path, "The other table")->required();
  add_encoding_options(command, options.a.encoding, options.a.verbose);
  add_column_option(command, "-c,--text-column", options.columns.text,
                    "The column with the text, in both tables; found if not given");
  auto* const topic = add_column_option(command, "--topic-column", options.columns.topic,
                                        "A column that has the topics; no model is used");
  add_model_option(command, options.model);
  command.get_option("--model")->excludes(topic);
  add_estimate_options(command, options);
  add_output_options(command, options);
  command.add_option("--top", options.words.most_words, "Show so many words of each table")
      ->type_name("N")
      ->check(whole_number(0))
      ->capture_default_str();
  command.add_option("--min-rows", options.words.least_texts, "A word must stand in so many rows")
      ->type_name("N")
      ->check(whole_number(1, 1000000))
      ->capture_default_str();
  command.add_option("--max-q", options.words.most_q, "Largest q of a word, by rows; 1: all")
      ->type_name("SHARE")
      ->check(number_between(0, 1))
      ->capture_default_str();
  command.add_option("--level", options.level, "Level of the intervals")
      ->type_name("SHARE")
      ->check(number_between(0.5, 0.999))
      ->capture_default_str();
  command.add_flag("--joint", options.prevalence.joint,
                   "Intervals that hold together for all topics, in place of one by one");
  command.add_flag("-q,--quiet", options.quiet, "No warnings, no progress");
}

}  // namespace ykien::program
