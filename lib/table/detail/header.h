// Finds the header row among the first rows of a table.
#ifndef YKIEN_TABLE_DETAIL_HEADER_H_
#define YKIEN_TABLE_DETAIL_HEADER_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ykien::table::detail {

using Cells = std::vector<std::string>;

struct HeaderFound {
  bool header = false;
  std::size_t row = 0;  // of the header, or of the first data row when there is none; rows above are titles
  std::string why;
};

// `rows`: the first rows of the table, not empty. `is_name` may be empty.
HeaderFound find_header(const std::vector<Cells>& rows, const std::function<bool(std::string_view)>& is_name);

// A number, date, time or amount: digits and signs, no words.
bool looks_like_figure(std::string_view cell);

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_HEADER_H_
