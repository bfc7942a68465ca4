// Columns: which column of a table is meant, and which one holds the text.
#ifndef YKIEN_PROGRAM_COLUMNS_H_
#define YKIEN_PROGRAM_COLUMNS_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "batch.h"

namespace ykien::program {

// A column name as names are compared: folded, without accents, everything but letters and digits a blank.
// "Nội_dung  PHẢN ÁNH:" -> "noi dung phan anh".
std::string column_key(std::string_view name);

// Whether a cell is a name that columns of such exports have: marks a header row.
bool is_known_column_name(std::string_view name);

// The column called `name`: by the very name, else by its column_key, else by its number from 1. Throws
// Error(not_found) that names the columns there are; `where` is the file.
std::size_t column_called(std::span<const std::string> header, std::string_view name,
                          const std::string& where);

// The names of columns that are added, with the smallest suffix under which none of them is taken: "topic",
// or "topic_2" ... for all of them.
std::vector<std::string> free_names(std::span<const std::string> header,
                                    std::span<const std::string_view> wanted);

struct TextColumn {
  std::size_t column = 0;
  std::string why;                  // "its name", "by content: ..."
  std::vector<std::string> others;  // names of the columns that were candidates too
};

// The column with the text, by its name and what the first rows of `sample` hold in it. Throws Error(format)
// that names the columns there are when nothing looks like text.
TextColumn find_text_column(std::span<const std::string> header, const RowBatch& sample,
                            const std::string& where);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_COLUMNS_H_
