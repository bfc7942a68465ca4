// ykien classify: every row of a table with its topic.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "accents.h"
#include "cli.h"
#include "columns.h"
#include "input.h"
#include "models.h"
#include "output.h"
#include "pipeline.h"
#include "process.h"
#include "progress.h"
#include "row_classifier.h"
#include "summary.h"
#include "terminal.h"
#include "topic_writer.h"
#include "ykien/base/error.h"

namespace ykien::program {
namespace {

constexpr const char* kExamples =
    R"(  ykien classify export.csv -o topics.csv
  ykien classify export.xlsx -o topics.xlsx --verbose
  ykien classify export.csv --text-column "Tiêu đề" --text-column "Nội dung" > topics.csv
  ykien classify export.csv -o topics.csv --json | jq .needs_review
  ykien classify petitions.csv --split-requests -o requests.csv
  zstdcat export.csv.zst | ykien classify - --model my.model | head

Appends the columns topic, topic_name, probability, secondary and needs_review; all others stay as they are. Fields
beyond the header's come after them. The encoding, the delimiter, the header row and the column with the text are found
without options (--verbose says how). Exit code 1: some rows hold what cannot be read, or quotes that
leave doubt where they end; they are kept and marked needs_review.
needs_review is yes, too, where the probability lies below the model's threshold (ykien info tells it, and how it was found)
and where a row has more fields than the header. Cells that begin with = + - or @ stay as they are, and Excel takes them for
formulas when it opens CSV: give it .xlsx, in which every cell is text or a number.
With --split-requests a row comes once for each request that its text makes, with the columns request (1, 2 ...),
begin and end (characters of the text), byte_begin, byte_end and request_text before those of the request's own topic.)";

struct Options {
  InputOptions input;
  std::string output = "-";
  std::string format;
  std::string model;
  std::vector<std::string> text_columns;
  unsigned threads = 1;
  bool split_requests = false;
  bool quiet = false;
  bool json = false;
};

// The batches of a table. The first one is read at once, so that the text column can be looked for in it.
class Batches {
 public:
  explicit Batches(Input input) : input_(std::move(input)) { fill(first_); }

  const RowBatch& first() const { return first_; }
  const Input& input() const { return input_; }

  bool next(RowBatch& batch) {
    if (!first_.empty()) {
      std::swap(batch, first_);
      first_.clear();
    } else {
      fill(batch);
    }
    return !batch.empty();
  }

 private:
  void fill(RowBatch& batch) {
    for (table::Row row; !batch.full() && input_.reader.next(row);) batch.add(row);
    batch.progress = input_.reader.progress();
  }

  Input input_;
  RowBatch first_;
};

void tell_about_columns(const std::vector<std::string>& header, const RowShape& shape, const std::string& why,
                        const std::vector<std::string>& others) {
  for (const std::size_t column : shape.text_columns) {
    say(fmt::format("text column: \"{}\", number {} ({})", header[column], column + 1, why));
  }
  for (const std::string& other : others) say(fmt::format("looked like text too: \"{}\"", other));
}

RowShape find_shape(const Options& options, const Batches& batches) {
  const std::vector<std::string>& header = batches.input().reader.header();
  const table::Format format = batches.input().reader.report().format;
  RowShape shape{{},
                 header.size(),
                 format == table::Format::csv || format == table::Format::tsv,
                 options.split_requests};
  std::string why = "asked for";
  std::vector<std::string> others;
  for (const std::string& name : options.text_columns) {
    shape.text_columns.push_back(column_called(header, name, batches.input().name));
  }
  if (shape.text_columns.empty()) {
    TextColumn found = find_text_column(header, batches.first(), batches.input().name);
    shape.text_columns.push_back(found.column);
    why = std::move(found.why);
    others = std::move(found.others);
  }
  if (options.input.verbose) tell_about_columns(header, shape, why, others);
  return shape;
}

PipelineSteps steps_of(Batches& batches, std::vector<RowClassifier>& classifiers, TopicWriter& writer,
                       Summary& summary, ProgressLine& progress) {
  PipelineSteps steps;
  steps.read = [&batches](RowBatch& batch) { return batches.next(batch); };
  steps.stop_reading = stop_reading;
  steps.work = [&classifiers](RowBatch& batch, unsigned worker) { classifiers[worker].work(batch); };
  steps.write = [&](const RowBatch& batch) {
    writer.write(batch);
    summary.add(batch);
    progress.set(summary.rows(), batch.progress.done, batch.progress.total);
  };
  steps.tick = [&progress] {
    check_interrupt();
    progress.draw_if_due();
  };
  return steps;
}

void classify_rows(const Options& options, Batches& batches, const Model& model, const RowShape& shape,
                   Summary& summary) {
  const Classifier classifier(model, built_in_accents());
  std::vector<RowClassifier> classifiers;
  for (unsigned worker = 0; worker < options.threads; ++worker) classifiers.emplace_back(classifier, shape);
  const InterruptGuard guard;
  TopicWriter writer(options.output, options.format, batches.input().reader, model, options.split_requests);
  if (!writer.note().empty()) say(writer.note());
  const std::size_t titles = batches.input().reader.report().titles.size();
  if (titles > 0 && !options.quiet)
    say(fmt::format("{} above the header left out", counted(titles, "title line")));
  {
    ProgressLine progress("classifying", "row", !options.quiet);
    run_pipeline(options.threads, steps_of(batches, classifiers, writer, summary, progress));
  }
  writer.finish();
  summary.set_report(batches.input().reader.report());
}

// What is not plain UTF-8 or UTF-16 was found by its looks: people should know.
void tell_about_encoding(const Input& input) {
  const auto doubtful = [](const ReadingCount& count) {
    return count.reading != Reading{} && count.confidence < 1;
  };
  if (std::ranges::any_of(input.readings(), doubtful)) {
    say(fmt::format("{}: read as {}; --encoding overrides", input.name, input.encoding()));
  }
  if (const std::size_t lines = input.ambiguous(); lines > 0) {
    say(fmt::format("{}: {} may be in several encodings, left alone; --encoding tells which", input.name,
                    counted(lines, "line")));
  }
}

void tell_result(const Options& options, const Summary& summary, const Input& input) {
  if (options.json) return print(summary.json());
  if (options.quiet) return;
  if (summary.rows() == 0)
    return say(input.name + ": there are no rows below the header; nothing to classify");
  say_lines(summary.text(input.name));
}

int classify(const Options& options) {
  if (options.json && options.output == "-") {
    throw Error(ErrorCode::usage, "classify --json", "the summary would mix with the rows on standard output",
                "add -o FILE");
  }
  Batches batches(open_input(options.input));
  const RowShape shape = find_shape(options, batches);
  const Model model = model_at(options.model);
  if (options.input.verbose) say(fmt::format("model: {}; threads: {}", model_line(model), options.threads));
  Summary summary(model);
  classify_rows(options, batches, model, shape, summary);
  if (!options.quiet) tell_about_encoding(batches.input());
  tell_result(options, summary, batches.input());
  return summary.failed() > 0 ? kSomeRowsFailed : kSuccess;
}

}  // namespace

void add_classify(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = add_command(app, "classify", "Put every row of a table into its topic", kExamples,
                                        chosen, [options] { return classify(*options); });
  command
      ->add_option("FILE", options->input.path, "The table (CSV, TSV, XLSX, JSON Lines); - is standard input")
      ->required();
  command->add_option("-o,--output", options->output, "Where the result goes; its ending tells the format")
      ->type_name("FILE");
  command->add_option("-f,--format", options->format, "The format of the result")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"csv", "tsv", "jsonl", "xlsx"}));
  command
      ->add_option("-c,--text-column", options->text_columns,
                   "The column with the text; may be given several times")
      ->type_name("COLUMN")
      ->allow_extra_args(false);
  auto* const verbose = add_encoding_options(*command, options->input.encoding, options->input.verbose);
  command->add_flag("--split-requests", options->split_requests,
                    "One row for each request of a petition, each with its own topic");
  add_model_option(*command, options->model);
  add_threads_option(*command, options->threads);
  command
      ->add_option("-d,--delimiter", options->input.delimiter,
                   "What stands between the fields of the table: , ; | or tab")
      ->type_name("CHARACTER");
  auto* const header =
      command->add_flag("--header", options->input.header, "The first row has the column names");
  command
      ->add_flag("--no-header", options->input.no_header,
                 "The first row is data; columns are called column1 ...")
      ->excludes(header);
  command->add_flag("-q,--quiet", options->quiet, "No summary, no progress")->excludes(verbose);
  command->add_flag("--json", options->json, "The summary as JSON on standard output (with -o FILE)");
}

}  // namespace ykien::program
