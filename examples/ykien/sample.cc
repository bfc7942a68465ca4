// ykien sample: which rows to label by hand.
#include "ykien/study/sample.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>

#include "accents.h"
#include "cells.h"
#include "cli.h"
#include "columns.h"
#include "kept_input.h"
#include "models.h"
#include "numbers.h"
#include "occurrences.h"
#include "process.h"
#include "result_file.h"
#include "table_rows.h"
#include "terminal.h"
#include "ykien/base/error.h"
#include "ykien/table/writer.h"
#include "ykien/text/normalize.h"
#include "ykien/topic/classify.h"

namespace ykien::program {
namespace {

constexpr const char* kExamples =
    R"(  ykien sample export.csv -n 300 --all -o to_label.csv
  ykien sample export.csv --width 0.08 --stratum "Phường" --equal --all -o to_label.csv
  ykien sample export.csv -n 200 --uncertain --all -o to_label.csv

Appends the columns label, for a person to fill with the id of a topic, and inclusion, the chance that the row had of being
picked; with --all every row is written and those that were not picked have neither. Then
  ykien trends to_label.csv --human-label label -o report.html
after --uncertain, or --stratum with --equal, also with --inclusion inclusion: some rows were likelier to be picked than others.
Without -n as many rows are picked as make the interval of a share --width wide. Rows without a text are never picked.)";

struct Options {
  InputOptions input;
  std::string text;
  std::string stratum;
  std::string model;
  std::string output = "-";
  std::size_t rows = 0;
  double width = 0.1;
  std::uint64_t seed = 1;
  bool equal = false;
  bool uncertain = false;
  bool all = false;
};

// What the first reading of the table finds: the rows that can be picked.
struct Candidates {
  std::vector<std::uint64_t> number;   // of the row in the file
  std::vector<double> posterior;       // number.size() * K; only for --uncertain
  std::vector<std::uint32_t> stratum;  // only for --stratum
  std::uint32_t strata = 0;
  table::Occurrences without_text;  // cannot be picked
  table::Occurrences unreadable;    // cannot be picked
};

class CandidateReader {
 public:
  CandidateReader(const Options& options, const Model& model)
      : options_(options), classifier_(model, built_in_accents()) {}

  Candidates read(TableRows rows) {
    rows.require_rows();
    text_ = options_.text.empty() ? find_text_column(rows.header(), rows.first(), rows.name()).column
                                  : column_called(rows.header(), options_.text, rows.name());
    if (!options_.stratum.empty()) stratum_ = column_called(rows.header(), options_.stratum, rows.name());
    rows.each([this](const TableRow& row) { take(row); });
    if (found_.number.empty())
      throw Error(ErrorCode::format, rows.name(), "no row has a text", "check --text-column");
    found_.strata = static_cast<std::uint32_t>(strata_.size());
    return std::move(found_);
  }

 private:
  void take(const TableRow& row) {
    const std::string_view text = cell(row.fields, text_);
    if (row.unreadable) return found_.unreadable.add(row.line);
    if (is_blank(text)) return found_.without_text.add(row.line);
    found_.number.push_back(row.number);
    if (options_.uncertain) {
      const Decision decision = classifier_.classify(text, workspace_);
      for (const float probability : decision.probabilities())
        found_.posterior.push_back(static_cast<double>(probability));
    }
    if (!stratum_) return;
    const std::string name = normalize(cell(row.fields, stratum_)).text;
    found_.stratum.push_back(
        strata_.try_emplace(name, static_cast<std::uint32_t>(strata_.size())).first->second);
  }

  const Options& options_;
  const Classifier classifier_;
  Workspace workspace_;
  std::size_t text_ = 0;
  std::optional<std::size_t> stratum_;
  std::map<std::string, std::uint32_t> strata_;
  Candidates found_;
};

std::vector<PickedRow> pick(const Options& options, const Candidates& candidates, std::size_t topics) {
  const std::size_t all = candidates.number.size();
  SizeOptions size;
  size.rows = all;
  const std::size_t count =
      options.rows > 0 ? std::min(options.rows, all) : rows_to_label(options.width, size);
  if (options.uncertain)
    return pick_by_size(uncertainty(candidates.posterior, static_cast<std::uint32_t>(topics)), count,
                        options.seed);
  if (options.stratum.empty()) return pick_at_random(all, count, options.seed);
  const Allocation allocation = options.equal ? Allocation::equal : Allocation::proportional;
  return pick_by_stratum(candidates.stratum, candidates.strata, count, allocation, options.seed);
}

std::vector<std::string> names_of_new_columns(std::span<const std::string> header) {
  constexpr std::array<std::string_view, 2> kNames = {"label", "inclusion"};
  std::vector<std::string> names = free_names(header, kNames);
  if (names[0] != kNames[0])
    say(fmt::format("the table has such columns already; the new ones are called {} and {}", names[0],
                    names[1]));
  return names;
}

// The second reading: the rows as they are, with two columns more.
void write_rows(const Options& options, const InputOptions& table, const Candidates& candidates,
                const std::vector<PickedRow>& picked) {
  InputOptions again = table;
  again.verbose = false;  // it was said before
  Input input = open_input(again);
  const InterruptGuard guard;
  const std::vector<std::string>& header = input.reader.header();
  const std::size_t columns = header.size();
  table::WriterOptions writing = options_like(input.reader, options.output);
  writing.number_columns = {columns + 1};
  table::Writer writer = table::Writer::open(options.output, writing);
  const std::vector<std::string> names = names_of_new_columns(header);
  std::vector<std::string_view> fields(header.begin(), header.end());
  fields.insert(fields.end(), names.begin(), names.end());
  writer.write_row(fields);
  auto next = picked.begin();
  std::vector<table::FieldType> types;
  for (table::Row row; input.reader.next(row);) {
    const bool chosen = next != picked.end() && candidates.number[next->row] == row.number;
    if (!chosen && !options.all) continue;
    const std::string chance = chosen ? fmt::format("{:.9g}", (next++)->probability) : std::string();
    fields.assign(row.fields.begin(), row.fields.end());
    fields.resize(std::max(columns, fields.size()));
    fields.insert(fields.begin() + static_cast<std::ptrdiff_t>(columns),
                  {std::string_view(), std::string_view(chance)});
    types.assign(row.types.begin(), row.types.end());
    if (!types.empty())
      types.insert(types.begin() + static_cast<std::ptrdiff_t>(columns), 2, table::FieldType::text);
    writer.write_row(fields, types);
    check_interrupt();
  }
  if (next != picked.end())
    throw Error(ErrorCode::io, input.name, "the table changed while it was read",
                "run again when nobody writes to it");
  writer.finish();
}

int sample(const Options& options) {
  if (options.equal && options.stratum.empty())
    throw Error(ErrorCode::usage, "--equal", "there are no strata", "give --stratum as well");
  if (options.uncertain && !options.stratum.empty())
    throw Error(ErrorCode::usage, "--uncertain", "it cannot be combined with --stratum", "choose one");
  check_table_writable(options.output);
  const Model model = model_at(options.model);
  const KeptInput table(options.input);
  const Candidates candidates = CandidateReader(options, model).read(TableRows(table.options()));
  const std::vector<PickedRow> picked = pick(options, candidates, model.topics().size());
  write_rows(options, table.options(), candidates, picked);
  const std::string left_out = trouble_line(candidates.without_text, "without text: never picked") +
                               trouble_line(candidates.unreadable, "that cannot be read: never picked");
  say_lines(left_out);
  say(fmt::format("{} of {} picked for labelling", counted(picked.size(), "row"),
                  grouped(candidates.number.size())));
  return candidates.unreadable.count > 0 ? kSomeRowsFailed : kSuccess;
}

}  // namespace

void add_sample(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = add_command(app, "sample", "Pick rows of a table to label by hand", kExamples,
                                        chosen, [options] { return sample(*options); });
  command
      ->add_option("FILE", options->input.path, "The table (CSV, TSV, XLSX, JSON Lines); - is standard input")
      ->required();
  add_encoding_options(*command, options->input.encoding, options->input.verbose);
  command->add_option("-o,--output", options->output, "Where the rows go; its ending tells the format")
      ->type_name("FILE");
  auto* const rows = command->add_option("-n,--rows", options->rows, "How many rows")
                         ->type_name("N")
                         ->check(whole_number(1));
  command->add_option("--width", options->width, "Of the 95% interval of a share, where -n is not given")
      ->type_name("SHARE")
      ->check(number_between(0.005, 0.99))
      ->capture_default_str()
      ->excludes(rows);
  add_column_option(*command, "--text-column", options->text, "The column with the text; found if not given");
  add_column_option(*command, "--stratum", options->stratum, "Pick within each value of this column");
  command->add_flag("--equal", options->equal, "As many rows of each stratum, not in proportion");
  command->add_flag("--uncertain", options->uncertain,
                    "Rows that the classifier is unsure of are likelier to be picked");
  command->add_flag("--all", options->all, "Write every row, not only those that were picked");
  command->add_option("--seed", options->seed, "Of the lot")
      ->type_name("N")
      ->check(whole_number(0))
      ->capture_default_str();
  add_model_option(*command, options->model);
}

}  // namespace ykien::program
