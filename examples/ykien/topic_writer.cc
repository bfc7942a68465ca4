#include "topic_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "columns.h"
#include "result_file.h"

namespace ykien::program {
namespace {

constexpr std::string_view kTopicNames[] = {"topic", "topic_name", "probability", "secondary",
                                            "needs_review"};
constexpr std::string_view kRequestNames[] = {"request",    "begin",    "end",
                                              "byte_begin", "byte_end", "request_text"};
constexpr std::size_t kNumbers = 5;  // of kRequestNames that are numbers, the first ones
constexpr std::size_t kProbability = 2;

std::vector<std::string_view> new_names(bool split_requests) {
  std::vector<std::string_view> names;
  if (split_requests) names.assign(std::begin(kRequestNames), std::end(kRequestNames));
  names.insert(names.end(), std::begin(kTopicNames), std::end(kTopicNames));
  return names;
}

// Those of the new columns that hold numbers.
std::vector<std::size_t> number_columns(std::size_t first, bool split_requests) {
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; split_requests && i < kNumbers; ++i) columns.push_back(first + i);
  columns.push_back(first + (split_requests ? std::size(kRequestNames) : 0) + kProbability);
  return columns;
}

table::WriterOptions options_for(const std::string& path, const std::string& format,
                                 const table::Reader& input, bool split_requests) {
  table::WriterOptions options = options_like(input, path, format);
  options.number_columns = number_columns(input.header().size(), split_requests);
  return options;
}

}  // namespace

TopicWriter::TopicWriter(const std::string& path, const std::string& format, const table::Reader& input,
                         const Model& model, bool split_requests)
    : model_(model),
      columns_(input.header().size()),
      split_requests_(split_requests),
      writer_(table::Writer::open(path, options_for(path, format, input, split_requests))) {
  write_header(input.header());
}

void TopicWriter::write_header(const std::vector<std::string>& header) {
  const std::vector<std::string_view> wanted = new_names(split_requests_);
  const std::vector<std::string> names = free_names(header, wanted);
  if (names[0] != wanted[0]) {
    note_ = fmt::format("the table has such columns already; the new ones are called {}, {} ...", names[0],
                        names[1]);
  }
  row_.assign(header.begin(), header.end());
  row_.insert(row_.end(), names.begin(), names.end());
  writer_.write_row(row_);
}

void TopicWriter::write(const RowBatch& batch) {
  for (const RowResult& result : batch.results)
    write_row(batch.fields(result.row), batch.types(result.row), result);
}

void TopicWriter::add_request(const RequestPlace& request) {
  if (request.number == 0) {
    row_.insert(row_.end(), std::size(kRequestNames), {});
    return;
  }
  const std::uint32_t values[kNumbers] = {request.number, request.characters.begin, request.characters.end,
                                          request.bytes.begin, request.bytes.end};
  for (std::size_t i = 0; i < kNumbers; ++i) row_.push_back(numbers_[i] = std::to_string(values[i]));
  row_.push_back(request.text);
}

void TopicWriter::add_topic(const RowResult& result) {
  if (result.topic == RowResult::kNone) {
    row_.insert(row_.end(), {"", "", "", ""});
  } else {
    const Topic& topic = model_.topics()[result.topic];
    row_.insert(row_.end(),
                {topic.id, topic.name, std::string_view(result.probability.data(), result.probability.size()),
                 result.secondary});
  }
}

void TopicWriter::write_row(std::span<const std::string_view> fields, std::span<const table::FieldType> types,
                            const RowResult& result) {
  const std::size_t own = std::min(fields.size(), columns_);
  row_.assign(fields.begin(), fields.begin() + static_cast<std::ptrdiff_t>(own));
  row_.resize(columns_);  // a short row is filled up, so that the new columns stand under their names
  if (split_requests_) add_request(result.request);
  add_topic(result);
  row_.push_back(result.needs_review ? "yes" : "no");
  row_.insert(row_.end(), fields.begin() + static_cast<std::ptrdiff_t>(own), fields.end());
  types_.clear();
  if (!types.empty()) {
    types_.assign(types.begin(), types.begin() + static_cast<std::ptrdiff_t>(own));
    types_.resize(row_.size() - (fields.size() - own), table::FieldType::text);
    types_.insert(types_.end(), types.begin() + static_cast<std::ptrdiff_t>(own), types.end());
  }
  writer_.write_row(row_, types_);
}

}  // namespace ykien::program
