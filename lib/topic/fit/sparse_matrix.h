// SparseMatrix: rows of (column, value) in compressed form, and SparseRows: some of its rows without a copy.
#ifndef YKIEN_TOPIC_FIT_SPARSE_MATRIX_H_
#define YKIEN_TOPIC_FIT_SPARSE_MATRIX_H_

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ykien/base/error.h"

namespace ykien {

// One row: columns ascending without repetition, and a value for each.
struct SparseRow {
  std::span<const std::uint32_t> column;
  std::span<const float> value;

  std::size_t size() const noexcept { return column.size(); }
};

// Rows x columns in CSR form. Row i holds [row_begin[i], row_begin[i + 1]) of column and value.
// Invariant (see check()): columns ascend within a row and are below `columns`; values are finite.
struct SparseMatrix {
  std::vector<std::uint64_t> row_begin{0};
  std::vector<std::uint32_t> column;
  std::vector<float> value;
  std::uint32_t columns = 0;

  std::size_t rows() const noexcept { return row_begin.size() - 1; }

  // Row i < rows(). The result views this matrix.
  SparseRow row(std::size_t i) const noexcept {
    const std::size_t begin = static_cast<std::size_t>(row_begin[i]);
    const std::size_t size = static_cast<std::size_t>(row_begin[i + 1]) - begin;
    return {std::span(column).subspan(begin, size), std::span(value).subspan(begin, size)};
  }

  // Appends a row; both spans have the same length. Does not widen `columns`.
  void append(std::span<const std::uint32_t> row_columns, std::span<const float> row_values) {
    column.insert(column.end(), row_columns.begin(), row_columns.end());
    value.insert(value.end(), row_values.begin(), row_values.end());
    row_begin.push_back(column.size());
  }

  // Throws Error(format), naming the row, where the invariant does not hold.
  void check() const {
    if (value.size() != column.size() || row_begin.empty() || row_begin.back() != column.size()) {
      throw Error(ErrorCode::format, "feature matrix", "its parts have different lengths");
    }
    for (std::size_t i = 0; i < rows(); ++i) check_row(i);
  }

 private:
  void check_row(std::size_t i) const {
    bool good = row_begin[i] <= row_begin[i + 1] && row_begin[i + 1] <= column.size();
    const SparseRow r = good ? row(i) : SparseRow{};
    for (std::size_t j = 0; j < r.size() && good; ++j) {
      good = r.column[j] < columns && (j == 0 || r.column[j - 1] < r.column[j]) && std::isfinite(r.value[j]);
    }
    if (!good) {
      throw Error(ErrorCode::format, "feature matrix row " + std::to_string(i),
                  "columns must ascend below " + std::to_string(columns) + " and values be finite");
    }
  }
};

// All rows of a matrix, or the named ones in the order given. A view: the matrix and the list of rows must
// outlive it. Safe to share between threads.
class SparseRows {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): a matrix is the selection of all its rows
  SparseRows(const SparseMatrix& matrix) noexcept : matrix_(&matrix), size_(matrix.rows()), all_(true) {}
  SparseRows(const SparseMatrix& matrix, std::span<const std::uint32_t> rows) noexcept
      : matrix_(&matrix), rows_(rows), size_(rows.size()), all_(false) {}
  SparseRows(SparseMatrix&&) = delete;

  std::size_t size() const noexcept { return size_; }
  std::uint32_t columns() const noexcept { return matrix_->columns; }
  // The number of the i-th selected row in the matrix.
  std::size_t index(std::size_t i) const noexcept { return all_ ? i : rows_[i]; }
  SparseRow operator[](std::size_t i) const noexcept { return matrix_->row(index(i)); }
  const SparseMatrix& matrix() const noexcept { return *matrix_; }

 private:
  const SparseMatrix* matrix_;
  std::span<const std::uint32_t> rows_;
  std::size_t size_;
  bool all_;
};

}  // namespace ykien

#endif  // YKIEN_TOPIC_FIT_SPARSE_MATRIX_H_
