// ReadReport: what a Reader found out about a table, and everything in it that was not as it should be.
#ifndef YKIEN_TABLE_REPORT_H_
#define YKIEN_TABLE_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ykien/table/format.h"

namespace ykien::table {

// How many rows had something, and on which lines the first 20 of them start and end.
struct Occurrences {
  static constexpr std::size_t kKept = 20;
  std::uint64_t count = 0;
  std::vector<std::uint64_t> lines;
  std::vector<std::uint64_t> last_lines;  // the same as `lines` where only the start is known

  void add(std::uint64_t line) { add(line, line); }
  void add(std::uint64_t line, std::uint64_t last) {
    if (count++ >= kKept) return;
    lines.push_back(line);
    last_lines.push_back(last);
  }
};

// Known after Reader::open: everything down to `titles`. The counts grow while rows are read.
struct ReadReport {
  Format format = Format::csv;
  std::string format_why;
  char delimiter = '\0';  // csv and tsv; '\0': none, the table has one column
  std::string delimiter_why;
  bool header = false;  // a header row was found (or asked for)
  std::string header_why;
  LineEnding line_ending = LineEnding::lf;  // csv and tsv: the kind most lines have
  bool mixed_line_endings = false;          // in the first buffer
  bool bom = false;                         // a UTF-8 byte order mark was skipped
  std::string sheet;                        // xlsx: the sheet that is read
  std::vector<std::string>
      titles;  // rows above the header, filled cells joined by a blank: not given as rows

  std::uint64_t bytes = 0;        // taken from the source so far
  std::uint64_t rows = 0;         // data rows given so far
  std::uint64_t blank_lines = 0;  // lines without a single character (xlsx: rows without a cell): passed over
  Occurrences ragged;             // rows with more or fewer fields than the header
  Occurrences unterminated_quotes;  // see Row::unterminated_quote
  Occurrences stray_quotes;         // see Row::stray_quote; those that are stray_over_lines are not counted
  Occurrences stray_over_lines;     // see Row::stray_over_lines
  Occurrences invalid;              // see Row::invalid
  std::vector<std::string>
      late_keys;  // jsonl: keys first seen after the columns were settled (at most 100 kept)
};

}  // namespace ykien::table

#endif  // YKIEN_TABLE_REPORT_H_
