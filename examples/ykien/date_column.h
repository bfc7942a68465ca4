// Which column of a table holds the dates.
#ifndef YKIEN_PROGRAM_DATE_COLUMN_H_
#define YKIEN_PROGRAM_DATE_COLUMN_H_

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "batch.h"

namespace ykien::program {

struct FoundDateColumn {
  std::size_t column = 0;
  std::string why;                  // "by its name", "by its content"
  std::vector<std::string> others;  // names of columns that hold dates too
};

// By the name of the column and what the first rows of `sample` hold in it. Among several, the one that says
// when a row was sent or received, before one that says when it was answered. Throws Error(format) that names
// the columns there are when none holds dates, or when several do and nothing tells which is meant.
FoundDateColumn find_date_column(std::span<const std::string> header, const RowBatch& sample,
                                 const std::string& where);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_DATE_COLUMN_H_
