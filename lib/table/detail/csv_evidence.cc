#include "table/detail/csv_evidence.h"

#include <algorithm>

#include "table/detail/scan.h"

namespace ykien::table::detail {
namespace {

constexpr std::size_t kMostFigures = 64;  // bytes of an id or a date

}  // namespace

std::size_t count_delimiters(std::string_view text, char delimiter) {
  if (delimiter == '\n') return 0;
  return count_byte(text.data(), text.data() + text.size(), delimiter);
}

std::size_t count_fields(std::string_view line, char delimiter) {
  std::size_t fields = 1;
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool opens = line[i] == '"' && (i == 0 || line[i - 1] == delimiter);
    if (line[i] == '"' && (quoted || opens)) quoted = !quoted;
    if (line[i] == delimiter && !quoted) ++fields;
  }
  return fields;
}

RowLook::RowLook(std::string_view first_cell, char delimiter, std::size_t columns)
    : kind_(kind_of(first_cell)), delimiter_(delimiter), columns_(columns) {}

RowLook::Kind RowLook::kind_of(std::string_view cell) {
  const auto is_figure = [](char c) { return c >= '0' && c <= '9'; };
  if (cell.size() > kMostFigures) return {};
  return {std::ranges::any_of(cell, is_figure), cell.find(' ') != cell.npos, true};
}

bool RowLook::begins_alike(std::string_view line) const {
  // No longer cell could be alike, and hostile lines must not be searched over and over.
  const std::string_view head = line.substr(0, kMostFigures + 1);
  const std::size_t end = head.find(delimiter_);
  return telling() && end != head.npos && kind_of(head.substr(0, end)) == kind_;
}

bool RowLook::fits(std::string_view line) const {
  return count_fields(line, delimiter_) == columns_ && (!telling() || begins_alike(line));
}

}  // namespace ykien::table::detail
