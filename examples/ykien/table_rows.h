// TableRows: a table whose first rows can be looked at, to find columns in, before all of it is read.
#ifndef YKIEN_PROGRAM_TABLE_ROWS_H_
#define YKIEN_PROGRAM_TABLE_ROWS_H_

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "batch.h"
#include "input.h"
#include "ykien/base/error.h"

namespace ykien::program {

struct TableRow {
  std::span<const std::string_view> fields;  // valid until the next row
  std::uint64_t number = 0;                  // from 0
  std::uint64_t line = 0;
  bool unreadable = false;
};

class TableRows {
 public:
  explicit TableRows(const InputOptions& options) : input_(open_input(options)) {
    for (table::Row row; !first_.full() && input_.reader.next(row);) first_.add(row);
  }

  const RowBatch& first() const { return first_; }
  const std::vector<std::string>& header() const { return input_.reader.header(); }
  const std::string& name() const { return input_.name; }
  // Throws Error(format) where the table ends with its header.
  void require_rows() const {
    if (first_.empty())
      throw Error(ErrorCode::format, name(), "there are no rows below the header", "export it again");
  }
  table::Progress progress() const { return input_.reader.progress(); }

  // Gives every row once to take(const TableRow&).
  template <typename Take>
  void each(const Take& take) {
    for (std::size_t row = 0; row < first_.size(); ++row)
      take(TableRow{first_.fields(row), row, first_.info(row).line, first_.info(row).unreadable});
    for (table::Row row; input_.reader.next(row);)
      take(TableRow{row.fields, row.number, row.line, row.unreadable()});
  }

 private:
  Input input_;
  RowBatch first_;
};

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_TABLE_ROWS_H_
