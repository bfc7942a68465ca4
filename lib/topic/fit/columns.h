// The selected rows by column and by row, reduced to what can move a fit.
#ifndef YKIEN_TOPIC_FIT_COLUMNS_H_
#define YKIEN_TOPIC_FIT_COLUMNS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "topic/fit/sparse_matrix.h"

namespace ykien::detail {

// The rows of a selection by column (CSC) and by row (CSR), reduced to what can move a fit:
// - `shared`: columns with a non-zero in at least two selected rows;
// - `lone`: all columns whose only non-zero stands in row i act on row i alone. Under an L2 penalty they
// equal
//   one column of value r = sqrt(sum x_ij^2): with u that column's weight, w_j = u x_ij / r. More than half
//   of the n-grams of a corpus are like this, and the optimizer need not carry them.
struct Columns {
  // A number of the matrix: where it stands in its row or column, and its value.
  struct Entry {
    std::uint32_t place;
    float value;
  };

  std::size_t rows = 0;
  std::vector<std::uint32_t> shared;    // column numbers in the matrix, ascending
  std::vector<std::uint64_t> begin{0};  // shared.size() + 1 offsets into entries
  std::vector<Entry> entries;           // by place in the selection of rows, ascending within a column
  // The same by row: rows + 1 offsets; by place in `shared`, ascending within a row.
  std::vector<std::uint64_t> row_begin{0};
  std::vector<Entry> row_entries;
  std::vector<std::uint32_t> lone_row;       // rows that have lone columns, ascending
  std::vector<double> lone_value;            // r, for each of them
  std::vector<std::uint64_t> lone_begin{0};  // lone_row.size() + 1 offsets into lone_column and lone_share
  std::vector<std::uint32_t> lone_column;
  std::vector<double> lone_share;  // x_ij / r

  std::size_t size() const noexcept { return shared.size() + lone_row.size(); }
  // The entries of a shared column, and the shared ones of a row.
  std::span<const Entry> column(std::size_t j) const noexcept {
    return {entries.data() + begin[j], entries.data() + begin[j + 1]};
  }
  std::span<const Entry> row(std::size_t i) const noexcept {
    return {row_entries.data() + row_begin[i], row_entries.data() + row_begin[i + 1]};
  }
};

Columns columns_of(const SparseRows& rows);

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_FIT_COLUMNS_H_
