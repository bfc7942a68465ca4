#include "topic_writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace ykien::program {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"topic", "topic_name", "probability", "secondary",
                                                    "needs_review"};
constexpr std::size_t kProbability = 2;

table::Format output_format(const std::string& path, const std::string& format, table::Format input) {
  if (!format.empty()) return table::format_of(format);
  if (path != "-") return table::format_by_name(path);
  return input == table::Format::xlsx ? table::Format::csv : input;
}

table::WriterOptions options_for(const std::string& path, const std::string& format,
                                 const table::Reader& input) {
  const table::ReadReport& report = input.report();
  table::WriterOptions options;
  options.format = output_format(path, format, report.format);
  if (report.format == table::Format::csv && options.format == table::Format::csv)
    options.delimiter = report.delimiter;
  options.line_ending = report.line_ending;
  options.number_columns = {input.header().size() + kProbability};
  return options;
}

// The names with the smallest suffix under which none of them is taken: "topic", "topic_2" ...
std::array<std::string, kNames.size()> free_names(const std::vector<std::string>& header) {
  std::array<std::string, kNames.size()> names;
  const auto taken = [&header](const std::string& name) {
    return std::ranges::find(header, name) != header.end();
  };
  for (int suffix = 1;; ++suffix) {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      names[i] = suffix == 1 ? std::string(kNames[i]) : fmt::format("{}_{}", kNames[i], suffix);
    }
    if (std::ranges::none_of(names, taken)) return names;
  }
}

}  // namespace

TopicWriter::TopicWriter(const std::string& path, const std::string& format, const table::Reader& input,
                         const Model& model)
    : model_(model),
      columns_(input.header().size()),
      writer_(table::Writer::open(path, options_for(path, format, input))) {
  write_header(input.header());
}

void TopicWriter::write_header(const std::vector<std::string>& header) {
  const auto names = free_names(header);
  if (names[0] != kNames[0]) {
    note_ = fmt::format("the table has such columns already; the new ones are called {}, {} ...", names[0],
                        names[1]);
  }
  row_.assign(header.begin(), header.end());
  row_.insert(row_.end(), names.begin(), names.end());
  writer_.write_row(row_);
}

void TopicWriter::write(const RowBatch& batch) {
  for (std::size_t row = 0; row < batch.size(); ++row) write_row(batch.fields(row), batch.results[row]);
}

void TopicWriter::write_row(std::span<const std::string_view> fields, const RowResult& result) {
  const std::size_t own = std::min(fields.size(), columns_);
  row_.assign(fields.begin(), fields.begin() + static_cast<std::ptrdiff_t>(own));
  row_.resize(columns_);  // a short row is filled up, so that the new columns stand under their names
  if (result.topic == RowResult::kNone) {
    row_.insert(row_.end(), {"", "", "", ""});
  } else {
    const Topic& topic = model_.topics()[result.topic];
    row_.insert(row_.end(),
                {topic.id, topic.name, std::string_view(result.probability.data(), result.probability.size()),
                 result.secondary});
  }
  row_.push_back(result.needs_review ? "yes" : "no");
  row_.insert(row_.end(), fields.begin() + static_cast<std::ptrdiff_t>(own), fields.end());
  writer_.write_row(row_);
}

}  // namespace ykien::program
