#include "row_classifier.h"

#include <fmt/format.h>

#include <algorithm>

#include "ykien/text/decode.h"

namespace ykien::program {
namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

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

void RowClassifier::work(RowBatch& batch) {
  batch.results.resize(batch.size());
  for (std::size_t row = 0; row < batch.size(); ++row) {
    RowResult& result = batch.results[row];
    result.topic = RowResult::kNone;
    result.secondary.clear();
    result.needs_review = false;
    const auto fields = batch.fields(row);
    const std::string_view text = text_of(fields);
    result.ill_formed = !is_utf8(text);
    if (!is_blank(text)) decide(text, result);
    result.needs_review |= result.ill_formed || batch.info(row).unreadable || may_be_shifted(fields, shape_);
  }
}

}  // namespace ykien::program
