// ykien evaluate: how well a model does on a labelled table.
#include "ykien/topic/evaluate.h"

#include <fmt/format.h>

#include <memory>

#include "cli.h"
#include "evaluation_report.h"
#include "judged.h"
#include "labelled.h"
#include "models.h"
#include "output.h"
#include "process.h"
#include "terminal.h"

namespace ykien::program {
namespace {

constexpr const char* kExamples =
    R"(  ykien evaluate test.csv --text "Nội dung" --label topic
  ykien evaluate test.csv --text text --label primary --secondary secondary --model my.model
  ykien evaluate test.csv --text text --label label --model my.model --json | jq .macro_f1

Judge a model on rows it was not trained on. Intervals are 95% bootstrap intervals over the rows.)";

constexpr std::size_t kFewRows = 30;  // a bootstrap of fewer, all right, tells of no error at all

struct Options {
  InputOptions input;
  LabelledColumns columns;
  std::string model;
  bool ignore_unknown = false;
  bool json = false;
};

int evaluate_model(const Options& options) {
  const Model model = model_at(options.model);
  const LabelledTable table = read_labelled(options.input, options.columns);
  const Judged judged = judge(model, table, options.ignore_unknown);
  const std::string left_out = table.left_out() + judged.left_out();
  say_lines(left_out);
  if (judged.truth.size() < kFewRows)
    say(fmt::format("{}: only {}: too few to judge a model by, and the intervals are too narrow", table.name,
                    counted(judged.truth.size(), "row")));
  const auto topics = static_cast<std::uint32_t>(model.topics().size());
  const Evaluation evaluation = evaluate(judged.truth, judged.probabilities, topics, judged.decided);
  print(options.json ? evaluation_json(model, judged, evaluation)
                     : without_controls(evaluation_text(model, judged, evaluation)));
  return table.unreadable.count > 0 ? kSomeRowsFailed : kSuccess;
}

}  // namespace

void add_evaluate(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = add_command(app, "evaluate", "Judge a model on a labelled table", kExamples,
                                        chosen, [options] { return evaluate_model(*options); });
  command->add_option("FILE", options->input.path, "The labelled table; - is standard input")->required();
  add_encoding_options(*command, options->input.encoding, options->input.verbose);
  add_column_option(*command, "--text", options->columns.text, "The column with the text")->required();
  add_column_option(*command, "--label", options->columns.label, "The column with the true topic")
      ->required();
  add_column_option(*command, "--secondary", options->columns.secondary,
                    "A column with further topics that are right too");
  add_model_option(*command, options->model);
  command->add_flag("--ignore-unknown", options->ignore_unknown,
                    "Leave out rows whose topic the model does not have");
  command->add_flag("--json", options->json, "All figures as one JSON object");
}

}  // namespace ykien::program
