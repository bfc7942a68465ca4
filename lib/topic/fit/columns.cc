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

void fill_shared(const SparseRows& rows, const std::vector<std::uint32_t>& count, Columns& columns) {
  std::vector<std::uint64_t> next(count.size(), 0);
  for (std::uint32_t j = 0; j < count.size(); ++j) {
    if (count[j] < 2) continue;
    columns.shared.push_back(j);
    next[j] = columns.begin.back();
    columns.begin.push_back(next[j] + count[j]);
  }
  columns.row.resize(columns.begin.back());
  columns.value.resize(columns.begin.back());
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    const SparseRow row = rows[i];
    for (std::size_t j = 0; j < row.size(); ++j) {
      if (count[row.column[j]] < 2 || row.value[j] == 0.0F) continue;
      const std::uint64_t at = next[row.column[j]]++;
      columns.row[at] = i;
      columns.value[at] = row.value[j];
    }
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
