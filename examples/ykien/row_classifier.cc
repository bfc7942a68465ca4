#include "row_classifier.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "cells.h"
#include "ykien/text/decode.h"
#include "ykien/text/requests.h"

namespace ykien::program {
namespace {

// Code points of UTF-8: the bytes that do not continue one.
std::uint32_t count_characters(std::string_view text) {
  return static_cast<std::uint32_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

// A probability with four decimals, as "%.4f" has it: 10,000 times a float is exact in a double, so it is
// rounded once.
std::array<char, 6> four_decimals(float probability) {
  auto left = static_cast<unsigned>(std::nearbyint(10000.0 * static_cast<double>(probability)));
  std::array<char, 6> text{'0', '.'};
  if (left >= 10000) text[0] = '1';
  for (std::size_t i = text.size(); i-- > 2; left /= 10) text[i] = static_cast<char>('0' + left % 10);
  return text;
}

// Whether the fields may stand under the wrong names.
bool may_be_shifted(std::span<const std::string_view> fields, const RowShape& shape) {
  if (!shape.can_shift) return false;
  if (fields.size() > shape.fields) return !std::ranges::all_of(fields.subspan(shape.fields), is_blank);
  return std::ranges::any_of(shape.text_columns, [&](std::size_t column) { return column >= fields.size(); });
}

}  // namespace

// The text of a row: a field, or several joined, which the batch keeps.
std::string_view RowClassifier::text_of(std::span<const std::string_view> fields, RowBatch& batch) const {
  const auto& columns = shape_.text_columns;
  if (columns.size() == 1) return columns[0] < fields.size() ? fields[columns[0]] : std::string_view();
  std::string& joined = batch.joined.emplace_back();
  for (const std::size_t column : columns) {
    if (column >= fields.size() || is_blank(fields[column])) continue;
    if (!joined.empty()) joined += '\n';
    joined += fields[column];
  }
  return joined;
}

void RowClassifier::take(const Decision& decision, RowResult& result) const {
  result.topic = decision.topic();
  result.needs_review |= decision.needs_review();
  result.probability = four_decimals(decision.probability());
  for (const std::uint8_t topic : decision.secondary()) {
    if (!result.secondary.empty()) result.secondary += '|';
    result.secondary += classifier_.model().topics()[topic].id;
  }
}

void RowClassifier::decide(RowBatch& batch) {
  classifier_.classify_batch(texts_, decisions_, workspace_);
  for (std::size_t i = 0; i < texts_.size(); ++i) take(decisions_[i], batch.results[places_[i]]);
  texts_.clear();
  places_.clear();
}

// Appends a result whose text is still to be decided.
void RowClassifier::add(std::string_view text, RowResult result, RowBatch& batch) {
  texts_.push_back(text);
  places_.push_back(batch.results.size());
  batch.results.push_back(std::move(result));
  if (texts_.size() == kTogether) decide(batch);
}

// Adds one result for each request of a row and returns their number; `whole` has what holds for all of them.
std::size_t RowClassifier::split(std::string_view text, RowBatch& batch, const RowResult& whole) {
  Range characters;
  std::uint32_t counted = 0;  // bytes whose characters are known
  const auto characters_until = [&](std::uint32_t byte, std::uint32_t before) {
    const std::uint32_t count = before + count_characters(text.substr(counted, byte - counted));
    counted = byte;
    return count;
  };
  std::uint32_t number = 0;
  for (const Range range : requests(text)) {
    characters.begin = characters_until(range.begin, characters.end);
    characters.end = characters_until(range.end, characters.begin);
    RowResult result = whole;
    result.request = {++number, range, characters, slice(text, range)};
    add(result.request.text, std::move(result), batch);
  }
  return number;
}

void RowClassifier::work(RowBatch& batch) {
  batch.results.clear();
  for (std::size_t row = 0; row < batch.size(); ++row) {
    const auto fields = batch.fields(row);
    const std::string_view text = text_of(fields, batch);
    RowResult result;
    result.row = row;
    result.ill_formed = !is_utf8(text);
    result.needs_review = result.ill_formed || batch.info(row).unreadable || may_be_shifted(fields, shape_);
    if (shape_.split_requests) {
      if (split(text, batch, result) == 0) batch.results.push_back(std::move(result));
    } else if (is_blank(text)) {
      batch.results.push_back(std::move(result));
    } else {
      add(text, std::move(result), batch);
    }
  }
  decide(batch);
}

}  // namespace ykien::program
