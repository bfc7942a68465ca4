// ykien agree: how far the label columns of a table agree.
#include <memory>

#include "agreement.h"
#include "cli.h"
#include "numbers.h"
#include "occurrences.h"
#include "output.h"
#include "process.h"
#include "terminal.h"

namespace ykien::program {
namespace {

constexpr const char* kExamples =
    R"(  ykien agree labels.csv --columns lan,minh
  ykien agree labels.csv --columns lan,minh,hoa --order low,middle,high
  ykien agree judged.csv --columns topic,label --json | jq .agreement
  ykien agree labels.csv --columns topics_lan,topics_minh --multi-label

An empty cell is a missing rating. Values: 1 perfect, 0 as by chance, below 0 worse. Intervals are bootstrap intervals
over the rows. With --multi-label a cell holds several labels with | or ; between them; Jaccard and MASI give credit
for labels that are shared.)";

int agree(const AgreeOptions& options) {
  const LabelColumns table =
      read_label_columns(options.input, options.columns, options.multi_label, options.order);
  const std::string left_out = trouble_line(table.unreadable, "that cannot be read: left out");
  say_lines(left_out);
  const auto figures = agreement_figures(table, options);
  const auto list = disagreements(table);
  print(options.json ? agreement_json(table, figures, list, options)
                     : without_controls(agreement_text(table, figures, list, options)));
  return table.unreadable.count > 0 ? kSomeRowsFailed : kSuccess;
}

}  // namespace

void add_agree(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<AgreeOptions>();
  CLI::App* const command = add_command(app, "agree", "How far columns of labels agree", kExamples, chosen,
                                        [options] { return agree(*options); });
  command->add_option("FILE", options->input.path, "The table; - is standard input")->required();
  add_encoding_options(*command, options->input.encoding, options->input.verbose);
  command->add_option("--columns", options->columns, "The columns with the labels, two or more")
      ->type_name("LIST")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->required();
  auto* const multi =
      command->add_flag("--multi-label", options->multi_label, "A cell may hold several labels");
  command
      ->add_option("--order", options->order,
                   "All labels from the lowest to the highest: ordinal agreement too")
      ->type_name("LIST")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->excludes(multi);
  command->add_option("--top", options->top, "Show so many pairs of labels that disagree")
      ->type_name("N")
      ->check(whole_number(0))
      ->capture_default_str();
  command->add_option("--level", options->agreement.level, "Level of the intervals")
      ->type_name("SHARE")
      ->check(number_between(0.5, 0.999))
      ->capture_default_str();
  command->add_option("--resamples", options->agreement.resamples, "Resamples of the bootstrap")
      ->type_name("N")
      ->check(whole_number(1, 100000))
      ->capture_default_str();
  command->add_option("--seed", options->agreement.seed, "Seed of the bootstrap")
      ->type_name("N")
      ->check(whole_number(0))
      ->capture_default_str();
  command->add_flag("--json", options->json, "Everything as one JSON object");
}

}  // namespace ykien::program
