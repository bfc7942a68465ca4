// ykien train: a labelled table -> a model.
#include "ykien/topic/train.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <filesystem>
#include <memory>
#include <mutex>

#include "cli.h"
#include "held_out.h"
#include "json.h"
#include "labelled.h"
#include "models.h"
#include "numbers.h"
#include "occurrences.h"
#include "output.h"
#include "process.h"
#include "progress.h"
#include "result_file.h"
#include "several_labels.h"
#include "terminal.h"
#include "ykien/base/error.h"
#include "ykien/table/format.h"

namespace ykien::program {
namespace {

constexpr const char* kExamples =
    R"(  ykien train labelled.csv --text "Nội dung" --label topic -o my.model
  ykien train labelled.csv --text text --label topic -o my.model --out-of-fold my.validation.csv
  ykien train labelled.csv --text text --label primary --secondary secondary --topics topics.tsv -o my.model
  ykien train reviews.csv --text text --label labels -o reviews.model --out-of-fold reviews.validation.csv
  ykien train reviews.csv --text text --label label --ngrams 1-2 --plain-ngrams 0 --costs 2,4,8 -o reviews.model

The label column holds ids of topics; several with | or ; between them. Where any two of them always stand in the same order none
is the first: each text is learnt for one of its labels, drawn by lot, so that its probabilities are shared out among its topics;
--out-of-fold keeps all labels, and ykien trends counts a row for each. Where their order changes the first is the topic, the
others are secondary, and trends counts a row for the first. --equal-labels and --first-label say which it is.
Cost and class weights are chosen by cross-validation for the mean of accuracy and macro-F1 (* in the table). The same
table, options and version give the same bytes.)";

constexpr std::uint32_t kFolds = 5;

struct Options {
  InputOptions input;
  LabelledColumns columns;
  std::string output;
  std::string out_of_fold;
  std::string topics;
  std::string samples;
  std::string doubtful;
  std::string held_out;
  std::string ngrams = "1-3";
  std::string plain_ngrams = "1-2";
  std::string plain_texts = "all";
  bool equal_labels = false;
  bool first_label = false;
  bool no_start = false;
  std::uint32_t folds = 0;  // 0: not given
  bool json = false;
  TrainOptions train;
};

std::uint32_t number(const std::string& option, std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size()) return value;
  throw Error(ErrorCode::usage, option, fmt::format("\"{}\" is not a number", text), "write 1-3, say, or 2");
}

// "1-3" or "2"; "0": no such features.
void add_stream(std::vector<StreamOptions>& streams, StreamKind kind, const std::string& option,
                const std::string& text) {
  const std::size_t dash = text.find('-');
  const std::uint32_t from = number(option, text.substr(0, dash));
  const std::uint32_t to = dash == text.npos ? from : number(option, text.substr(dash + 1));
  if (to == 0) return;
  if (from == 0 || from > to || to > 8) {
    throw Error(ErrorCode::usage, option, fmt::format("\"{}\" makes no sense", text),
                "write 1-3, say, with 8 at most");
  }
  streams.push_back({kind, from, to, kind == StreamKind::plain ? kPlainWeight : 1.0F});
}

FeatureOptions features_of(const Options& options) {
  FeatureOptions features;
  features.streams.clear();
  add_stream(features.streams, StreamKind::accented, "--ngrams", options.ngrams);
  const StreamKind plain = options.plain_texts == "all" ? StreamKind::plain : StreamKind::unaccented;
  add_stream(features.streams, plain, "--plain-ngrams", options.plain_ngrams);
  features.mark_start = !options.no_start;
  if (features.streams.empty())
    throw Error(ErrorCode::usage, "train", "no n-grams are left", "give --ngrams 1-3, say");
  return features;
}

std::vector<LabelledText> texts_of(const LabelledTable& table) {
  std::vector<LabelledText> texts;
  for (const LabelledRow& row : table.rows) {
    texts.push_back({row.text, row.labels[0], {row.labels.begin() + 1, row.labels.end()}, row.group});
  }
  return texts;
}

Trained trained(const LabelledTable& table, const TrainOptions& options) {
  ProgressLine line("training", "", true);
  std::mutex mutex;
  TrainOptions all = options;
  all.progress = [&](std::size_t done, std::size_t whole) {
    const std::lock_guard lock(mutex);
    line.set(done, done, whole);
    line.draw_if_due();
  };
  return train(texts_of(table), all);
}

std::string candidate_lines(const Trained& result) {
  std::string text = fmt::format("{:>10}  {:>13}  {:>8}  {:>8}  {:>8}\n", "cost", "class weights", "accuracy",
                                 "macro-F1", "log loss");
  for (std::size_t i = 0; i < result.candidates.size(); ++i) {
    const Candidate& one = result.candidates[i];
    text += fmt::format("{} {:>8g}  {:>13g}  {:8.4f}  {:8.4f}  {:8.4f}\n", i == result.chosen ? '*' : ' ',
                        one.cost, one.class_weight_power, one.accuracy, one.macro_f1, one.log_loss);
  }
  return text;
}

std::string json_of(const Trained& result, const LabelledTable& table, const std::string& output) {
  Json candidates = Json::array();
  for (const Candidate& one : result.candidates) {
    candidates.push_back({{"cost", one.cost},
                          {"class_weight_power", one.class_weight_power},
                          {"accuracy", rounded(one.accuracy)},
                          {"macro_f1", rounded(one.macro_f1)},
                          {"log_loss", rounded(one.log_loss)}});
  }
  return json_text({{"n", table.rows.size()},
                    {"topics", result.model.topics().size()},
                    {"features", result.model.feature_count()},
                    {"candidates", candidates},
                    {"chosen", result.chosen},
                    {"iterations", result.iterations},
                    {"converged", result.converged},
                    {"review_threshold", rounded(result.model.review_threshold())},
                    {"secondary_threshold", rounded(result.model.secondary_threshold())},
                    {"model", output},
                    {"checksum", result.model.checksum()}});
}

void tell(const Options& options, const LabelledTable& table, const Trained& result) {
  std::string text = candidate_lines(result);
  text += fmt::format("{} trained on; review below {:.4f}, secondary from {:.4f}\n",
                      counted(table.rows.size(), "text"), result.model.review_threshold(),
                      result.model.secondary_threshold());
  if (!result.converged) {
    text += fmt::format("the last fit stopped after {} steps before it was done (gradient {:.2g})\n",
                        result.iterations, result.gradient_norm);
  }
  text += fmt::format("{}: {}\n", options.output, model_line(result.model));
  say_lines(text);
  if (options.json) print(json_of(result, table, options.output));
}

// The tables beside the model; tells what is in them.
void write_tables(const Options& options, const LabelledTable& table, bool equal, const Trained& result) {
  if (!options.out_of_fold.empty()) write_file(options.out_of_fold, out_of_fold_csv(table, result, equal));
  if (!options.held_out.empty()) write_out_of_fold(options.held_out, table, result);
  if (options.doubtful.empty()) return;
  const std::size_t found = write_doubtful(options.doubtful, table, result);
  fmt::print(stderr, "{}: {} to read again\n", options.doubtful, counted(found, "label"));
}

// Before hours of work: whether all that is to be written can be.
void check_files(const Options& options) {
  const std::array paths = {options.output, options.out_of_fold, options.doubtful, options.held_out};
  check_outputs(paths, std::array{options.input.path, options.topics, options.samples});
  if (!options.out_of_fold.empty() && table::format_to_write(options.out_of_fold) != table::Format::csv)
    throw Error(ErrorCode::usage, options.out_of_fold, "validation rows are written as CSV", "name it .csv");
  for (const std::string& path : {options.doubtful, options.held_out}) {
    if (!path.empty()) check_table_writable(path);
  }
}

LabelledTable read_samples(const Options& options) {
  if (options.samples.empty()) return {};
  InputOptions input;
  input.path = options.samples;
  LabelledColumns columns;
  columns.text = options.columns.text;
  columns.label = options.columns.label;
  return read_labelled(input, columns);
}

// Whether the labels of a text are equal. A column of secondary topics says that the others are the first.
bool labels_are_equal(const Options& options, const LabelledTable& table) {
  if (options.equal_labels || options.first_label) return options.equal_labels;
  return options.columns.secondary.empty() && label_order(table) == LabelOrder::no_order;
}

int train_model(const Options& options) {
  TrainOptions train_options = options.train;
  train_options.features = features_of(options);
  if (options.json && options.output == "-") {
    throw Error(ErrorCode::usage, "train --json", "it would mix with the model on standard output",
                "give -o a file");
  }
  check_files(options);
  if (!options.topics.empty()) train_options.topics = read_topics(options.topics);
  if (train_options.name.empty()) train_options.name = std::filesystem::path(options.output).stem().string();
  LabelledTable table = read_labelled(options.input, options.columns);
  const bool equal = labels_are_equal(options, table);
  if (equal) draw_first_labels(train_options.seed, table);
  if (!options.out_of_fold.empty()) train_options.search_budget = 0;  // all texts are to be held out
  train_options.folds = options.folds;
  if (options.folds == 0) train_options.folds = equal ? folds_for_equal_labels(table) : kFolds;
  const std::string left_out = table.left_out();
  say_lines(left_out);
  const LabelledTable samples = read_samples(options);
  train_options.samples = texts_of(samples);
  const Trained result = trained(table, train_options);
  write_file(options.output, result.model.to_bytes());
  tell_of_labels(table, equal);
  write_tables(options, table, equal, result);
  tell(options, table, result);
  return table.unreadable.count > 0 ? kSomeRowsFailed : kSuccess;
}

void add_search_options(CLI::App& command, Options& options) {
  TrainOptions& train = options.train;
  const auto add = [&command](const std::string& name, auto& value, const std::string& description) {
    return command.add_option(name, value, description)->capture_default_str();
  };
  const auto add_list = [&add](const std::string& name, auto& value, const std::string& description) {
    return add(name, value, description)->type_name("LIST")->delimiter(',')->allow_extra_args(false);
  };
  add_list("--costs", train.costs, "Values of C, the inverse of the L2 penalty, to choose from")
      ->check(positive_number());
  add_list("--class-weights", train.class_weight_powers, "Powers to choose from: 0 plain, 1 balanced")
      ->check(number_between(0, 2));
  command
      .add_option("--folds", options.folds,
                  "Folds of the cross-validation; 5, or where labels are equal 20, if not given")
      ->type_name("N")
      ->check(whole_number(2, 100));
  add("--seed", train.seed, "Seed of the folds")->type_name("N")->check(whole_number(0));
  add("--search-budget", train.search_budget,
      "Choose on as many texts as have so many values x topics; 0: on all")
      ->type_name("N")
      ->check(whole_number(0));
  add("--review-accuracy", train.review_accuracy, "Wanted accuracy of what needs no review")
      ->type_name("SHARE")
      ->check(number_between(0, 1));
}

void add_feature_options(CLI::App& command, Options& options) {
  const auto add = [&command](const std::string& name, auto& value, const std::string& description) {
    return command.add_option(name, value, description)->capture_default_str();
  };
  add("--ngrams", options.ngrams, "Runs of so many syllables are features")->type_name("N-N");
  add("--plain-ngrams", options.plain_ngrams, "The same for syllables without accents; 0: none")
      ->type_name("N-N");
  add("--plain-texts", options.plain_texts, "Read them in all texts or, faster, in those typed so (unaccented)")
      ->check(CLI::IsMember({"all", "unaccented"}));
  command.add_flag("--no-start", options.no_start,
                   "Do not tell the n-grams that open a text from the same ones further on");
  add("--min-df", options.train.min_df, "An n-gram must stand in so many texts")
      ->type_name("N")
      ->check(whole_number(1, 1000000));
  add("--max-features", options.train.max_features, "Keep the most frequent so many; 0: all")
      ->type_name("N")
      ->check(whole_number(0, 1000000000));
}

}  // namespace

void add_train(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<Options>();
  options->train.name.clear();
  CLI::App* const command = add_command(app, "train", "Train a model on a labelled table", kExamples, chosen,
                                        [options] { return train_model(*options); });
  command->add_option("FILE", options->input.path, "The labelled table; - is standard input")->required();
  add_encoding_options(*command, options->input.encoding, options->input.verbose);
  add_column_option(*command, "--text", options->columns.text, "The column with the text")->required();
  add_column_option(*command, "--label", options->columns.label, "The column with the topic")->required();
  command->add_option("-o,--output", options->output, "The model to write")->type_name("MODEL")->required();
  auto* const equal = command->add_flag("--equal-labels", options->equal_labels,
                                        "Several labels in the label column are equal: none is the first");
  command
      ->add_flag("--first-label", options->first_label,
                 "The first of several labels is the topic of the text")
      ->excludes(equal);
  add_column_option(*command, "--secondary", options->columns.secondary, "A column with secondary topics");
  add_column_option(*command, "--group", options->columns.group,
                    "Texts alike in this column stay in one fold");
  command
      ->add_option("--topics", options->topics,
                   "A table with id, name_vi, name_en: order and names of the topics")
      ->type_name("FILE");
  command
      ->add_option("--out-of-fold", options->out_of_fold,
                   "Also write what each text got when held out (my.validation.csv for my.model)")
      ->type_name("FILE");
  command->add_option("--name", options->train.name, "The name of the model; without it that of its file");
  command
      ->add_option(
          "--samples", options->samples,
          "Texts for 'ykien info --self-test', in columns named alike; without it some of the table's")
      ->type_name("FILE");
  command
      ->add_option("--sample-accuracy", options->train.sample_accuracy,
                   "This share of them must get their topic, now and at each self-test")
      ->type_name("SHARE")
      ->check(number_between(0, 1));
  command
      ->add_option("--doubtful", options->doubtful,
                   "Also write the texts whose label cross-validation doubts, worst first")
      ->type_name("TABLE");
  command
      ->add_option("--held-out", options->held_out,
                   "Also write what cross-validation said of each text, with and without accents")
      ->type_name("TABLE");
  add_feature_options(*command, *options);
  add_search_options(*command, *options);
  add_threads_option(*command, options->train.threads);
  command->add_flag("--json", options->json, "The result of the search as JSON on standard output");
}

}  // namespace ykien::program
