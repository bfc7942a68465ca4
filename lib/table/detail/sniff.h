// Finds the delimiter and the line ending of a CSV file from its first bytes.
#ifndef YKIEN_TABLE_DETAIL_SNIFF_H_
#define YKIEN_TABLE_DETAIL_SNIFF_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "ykien/table/format.h"

namespace ykien::table::detail {

struct LineEndings {
  LineEnding kind = LineEnding::lf;
  bool mixed = false;
};

// The kind of most line ends outside quotes in `sample`.
LineEndings sniff_line_endings(std::string_view sample);

struct Delimiter {
  char byte = '\n';         // '\n': none, one column
  std::size_t columns = 1;  // what most rows have
  std::string why;
};

// `sample`: the beginning of the file without BOM and "sep=" line; `whole`: it is the whole file.
Delimiter sniff_delimiter(std::string_view sample, bool whole, bool cr_ends_line);

// The number of columns that most rows of the sample have with this delimiter.
std::size_t sniff_columns(std::string_view sample, bool whole, bool cr_ends_line, char delimiter);

// "comma", "semicolon", "tab", "bar" or the byte in quotes.
std::string delimiter_name(char delimiter);

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_SNIFF_H_
