#include "topic/fit/columns.h"

#include <cmath>

namespace ykien::detail {
namespace {

std::vector<std::uint32_t> count_columns(const SparseRows& rows) {
  std::vector<std::uint32_t> count(rows.columns(), 0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const SparseRow row = rows[i];
    for (std::size_t j = 0; j < row.size(); ++j) count[row.column[j]] += row.value[j] != 0.0F ? 1U : 0U;
  }
  return count;
}

// The columns to be shared, and for each column of the matrix its place among them.
std::vector<std::uint32_t> number_shared(const std::vector<std::uint32_t>& count, Columns& columns) {
  std::vector<std::uint32_t> place(count.size());
  for (std::uint32_t j = 0; j < count.size(); ++j) {
    if (count[j] < 2) continue;
    place[j] = static_cast<std::uint32_t>(columns.shared.size());
    columns.shared.push_back(j);
    columns.begin.push_back(columns.begin.back() + count[j]);
  }
  return place;
}

void fill_shared(const SparseRows& rows, const std::vector<std::uint32_t>& count, Columns& columns) {
  const std::vector<std::uint32_t> place = number_shared(count, columns);
  columns.entries.resize(columns.begin.back());
  columns.row_entries.reserve(columns.begin.back());
  std::vector<std::uint64_t> next(columns.begin.begin(), columns.begin.end() - 1);
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    const SparseRow row = rows[i];
    for (std::size_t j = 0; j < row.size(); ++j) {
      if (count[row.column[j]] < 2 || row.value[j] == 0.0F) continue;
      const std::uint32_t shared = place[row.column[j]];
      columns.entries[next[shared]++] = {i, row.value[j]};
      columns.row_entries.push_back({shared, row.value[j]});
    }
    columns.row_begin.push_back(columns.row_entries.size());
  }
}

void fill_lone(const SparseRows& rows, const std::vector<std::uint32_t>& count, Columns& columns) {
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    const SparseRow row = rows[i];
    const std::size_t first = columns.lone_column.size();
    double square = 0.0;
    for (std::size_t j = 0; j < row.size(); ++j) {
      if (count[row.column[j]] != 1 || row.value[j] == 0.0F) continue;
      columns.lone_column.push_back(row.column[j]);
      columns.lone_share.push_back(row.value[j]);
      square += columns.lone_share.back() * columns.lone_share.back();
    }
    if (columns.lone_column.size() == first) continue;
    const double r = std::sqrt(square);
    for (std::size_t j = first; j < columns.lone_share.size(); ++j) columns.lone_share[j] /= r;
    columns.lone_row.push_back(i);
    columns.lone_value.push_back(r);
    columns.lone_begin.push_back(columns.lone_column.size());
  }
}

}  // namespace

Columns columns_of(const SparseRows& rows) {
  Columns columns;
  columns.rows = rows.size();
  const std::vector<std::uint32_t> count = count_columns(rows);
  fill_shared(rows, count, columns);
  fill_lone(rows, count, columns);
  return columns;
}

}  // namespace ykien::detail
