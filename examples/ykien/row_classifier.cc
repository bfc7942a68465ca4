#include "row_classifier.h"

#include <fmt/format.h>

#include <algorithm>

#include "ykien/text/decode.h"
#include "ykien/text/requests.h"

namespace ykien::program {
namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

// Code points of UTF-8: the bytes that do not continue one.
std::uint32_t count_characters(std::string_view text) {
  return static_cast<std::uint32_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

// Whether the fields may stand under the wrong names.
bool may_be_shifted(std::span<const std::string_view> fields, const RowShape& shape) {
  if (!shape.can_shift) return false;
  if (fields.size() > shape.fields) return !std::ranges::all_of(fields.subspan(shape.fields), is_blank);
  return std::ranges::any_of(shape.text_columns, [&](std::size_t column) { return column >= fields.size(); });
}

}  // namespace

std::string_view RowClassifier::text_of(std::span<const std::string_view> fields) {
  const auto& columns = shape_.text_columns;
  if (columns.size() == 1) return columns[0] < fields.size() ? fields[columns[0]] : std::string_view();
  joined_.clear();
  for (const std::size_t column : columns) {
    if (column >= fields.size() || is_blank(fields[column])) continue;
    if (!joined_.empty()) joined_ += '\n';
    joined_ += fields[column];
  }
  return joined_;
}

void RowClassifier::decide(std::string_view text, RowResult& result) {
  const Decision decision = classifier_.classify(text, workspace_);
  result.topic = decision.topic();
  result.needs_review = decision.needs_review();
  fmt::format_to_n(result.probability.data(), result.probability.size(), "{:.4f}", decision.probability());
  for (const std::uint8_t topic : decision.secondary()) {
    if (!result.secondary.empty()) result.secondary += '|';
    result.secondary += classifier_.model().topics()[topic].id;
  }
}

// One result for each request of a row that is not blank; `whole` has what holds for all of them.
void RowClassifier::split(std::string_view text, RowBatch& batch, const RowResult& whole) {
  if (shape_.text_columns.size() > 1) text = batch.joined.emplace_back(text);
  Range characters;
  std::uint32_t counted = 0;  // bytes whose characters are known
  const auto characters_until = [&](std::uint32_t byte, std::uint32_t before) {
    const std::uint32_t count = before + count_characters(text.substr(counted, byte - counted));
    counted = byte;
    return count;
  };
  for (const Range range : requests(text)) {
    RowResult& result = batch.results.emplace_back(whole);
    characters.begin = characters_until(range.begin, characters.end);
    characters.end = characters_until(range.end, characters.begin);
    result.request = {++requests_in_row_, range, characters, slice(text, range)};
    decide(result.request.text, result);
    result.needs_review |= whole.needs_review;
  }
}

void RowClassifier::work(RowBatch& batch) {
  batch.results.clear();
  for (std::size_t row = 0; row < batch.size(); ++row) {
    const auto fields = batch.fields(row);
    const std::string_view text = text_of(fields);
    RowResult result;
    result.row = row;
    result.ill_formed = !is_utf8(text);
    result.needs_review = result.ill_formed || batch.info(row).unreadable || may_be_shifted(fields, shape_);
    requests_in_row_ = 0;
    if (shape_.split_requests) split(text, batch, result);
    if (requests_in_row_ > 0) continue;
    const bool review = result.needs_review;
    if (!is_blank(text) && !shape_.split_requests) decide(text, result);
    result.needs_review |= review;
    batch.results.push_back(std::move(result));
  }
}

}  // namespace ykien::program
