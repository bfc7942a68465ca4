#include "occurrences.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal.h"

namespace ykien::program {
namespace {

constexpr std::size_t kMostLines = 8;

std::string lines_text(const table::Occurrences& rows) {
  std::string text = rows.count == 1 && rows.lines == rows.last_lines ? "line " : "lines ";
  const std::size_t most = std::min(rows.lines.size(), kMostLines);
  for (std::size_t i = 0; i < most; ++i) {
    text += fmt::format("{}{}", i == 0 ? "" : ", ", rows.lines[i]);
    if (rows.last_lines[i] > rows.lines[i]) text += fmt::format("-{}", rows.last_lines[i]);
  }
  return rows.count > most ? text + " ..." : text;
}

}  // namespace

std::string trouble_line(const table::Occurrences& rows, std::string_view what) {
  if (rows.count == 0) return "";
  return fmt::format("{} {} ({})\n", counted(rows.count, "row"), what, lines_text(rows));
}

Json json_of(const table::Occurrences& rows) { return {{"rows", rows.count}, {"first_lines", rows.lines}}; }

Json json_with_ends(const table::Occurrences& rows) {
  Json json = json_of(rows);
  json["last_lines"] = rows.last_lines;
  return json;
}

}  // namespace ykien::program
