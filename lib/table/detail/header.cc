#include "table/detail/header.h"

#include <algorithm>
#include <map>
#include <set>

namespace ykien::table::detail {
namespace {

constexpr std::size_t kMaxTitles = 15;
constexpr std::size_t kMaxName = 160;     // bytes of a column name; Vietnamese needs up to 3 for a letter
constexpr std::size_t kMaxLoneName = 60;  // of the name of an only column

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::size_t filled(const Cells& cells) {
  return static_cast<std::size_t>(
      std::ranges::count_if(cells, [](const auto& cell) { return !trim(cell).empty(); }));
}

// The commonest number of cells (the larger of two equally common ones).
std::size_t usual_width(const std::vector<Cells>& rows) {
  std::map<std::size_t, std::size_t> votes;
  std::size_t best = 0, most = 0;
  for (const Cells& row : rows) ++votes[row.size()];
  for (const auto& [width, number] : votes) {
    if (number >= most) best = width, most = number;
  }
  return best;
}

bool names_a_column(const Cells& row, const std::function<bool(std::string_view)>& is_name) {
  return is_name && std::ranges::any_of(row, [&](const std::string& cell) { return is_name(trim(cell)); });
}

// The share of figures in a column below row `above`; -1 when it has no filled cell.
double share_of_figures(const std::vector<Cells>& rows, std::size_t above, std::size_t column) {
  std::size_t all = 0, figures = 0;
  for (std::size_t i = above + 1; i < rows.size(); ++i) {
    if (column >= rows[i].size() || trim(rows[i][column]).empty()) continue;
    ++all;
    figures += looks_like_figure(rows[i][column]);
  }
  return all == 0 ? -1 : static_cast<double>(figures) / static_cast<double>(all);
}

// Words above figures speak for a header (+), figures above figures against (-).
int contrast(const std::vector<Cells>& rows, std::size_t at) {
  int score = 0;
  for (std::size_t column = 0; column < rows[at].size(); ++column) {
    const std::string_view cell = trim(rows[at][column]);
    if (cell.empty() || share_of_figures(rows, at, column) < 0.5) continue;
    score += looks_like_figure(cell) ? -1 : 1;
  }
  return score;
}

bool cells_could_be_names(const Cells& row) {
  std::set<std::string_view> seen;
  for (const std::string& cell : row) {
    const std::string_view name = trim(cell);
    if (name.size() > kMaxName || looks_like_figure(name)) return false;
    if (!name.empty() && !seen.insert(name).second) return false;
  }
  return 2 * seen.size() >= row.size();
}

// An only column has a header when its first cell is short, no sentence, and what follows is longer.
bool lone_cell_could_be_name(const std::vector<Cells>& rows, std::size_t at) {
  const std::string_view name = trim(rows[at][0]);
  if (name.empty() || name.size() > kMaxLoneName || std::string_view(".!?,;:").find(name.back()) != name.npos)
    return false;
  std::size_t longer = 0;
  for (std::size_t i = at + 1; i < rows.size(); ++i) longer += rows[i][0].size() > 2 * name.size();
  return rows.size() > at + 1 && 3 * longer >= 2 * (rows.size() - at - 1);
}

// Why row `at` is a header; empty when it is not.
std::string header_reason(const std::vector<Cells>& rows, std::size_t at,
                          const std::function<bool(std::string_view)>& is_name) {
  const Cells& row = rows[at];
  if (names_a_column(row, is_name)) return "it has a well-known column name";
  const int score = contrast(rows, at);
  if (score < 0) return "";
  if (row.size() == 1) return lone_cell_could_be_name(rows, at) ? "a short name above longer texts" : "";
  if (score > 0 && 2 * filled(row) >= row.size()) return "words stand above figures";
  return cells_could_be_names(row) ? "its cells are short, different and not figures" : "";
}

// The first row that is filled well enough to be the header of a table of this width.
std::size_t first_full_row(const std::vector<Cells>& rows, std::size_t width) {
  const std::size_t most_in_title = width >= 4 ? std::max<std::size_t>(1, width / 3) : 1;
  std::size_t row = 0;
  while (row < rows.size() && filled(rows[row]) <= most_in_title) ++row;
  return row;
}

}  // namespace

bool looks_like_figure(std::string_view cell) {
  cell = trim(cell);
  const auto digits = std::ranges::count_if(cell, [](char c) { return c >= '0' && c <= '9'; });
  return digits > 0 && cell.find_first_not_of("0123456789.,:/-+%() TZ\t") == cell.npos;
}

HeaderFound find_header(const std::vector<Cells>& rows,
                        const std::function<bool(std::string_view)>& is_name) {
  const std::size_t width = usual_width(rows);
  if (width >= 2) {
    const std::size_t row = first_full_row(rows, width);
    if (row > 0 && row <= kMaxTitles && row < rows.size()) {
      const std::string why = header_reason(rows, row, is_name);
      if (!why.empty()) return {true, row, why + "; the lines above it are titles"};
    }
  }
  const std::string why = header_reason(rows, 0, is_name);
  if (!why.empty()) return {true, 0, why};
  return {false, 0, "the first row looks like the others"};
}

}  // namespace ykien::table::detail
