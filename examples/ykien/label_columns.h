// LabelColumns: the labels that several people gave the same rows, one column each.
#ifndef YKIEN_PROGRAM_LABEL_COLUMNS_H_
#define YKIEN_PROGRAM_LABEL_COLUMNS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "input.h"
#include "ykien/study/agreement.h"
#include "ykien/table/report.h"

namespace ykien::program {

struct LabelColumns {
  std::string name;                  // of the file, for messages
  std::string checksum;              // SHA-256 of its bytes
  std::vector<std::string> columns;  // R, as the header has them
  std::vector<std::string> labels;   // in the order of their numbers
  std::vector<std::int32_t>
      ratings;                 // n * R: numbers of labels, or kNoRating; empty for several labels a cell
  std::vector<LabelSet> sets;  // n * R: sets of labels, or kNoLabels; empty for one label a cell
  std::vector<std::uint64_t> lines;  // n: where the rows stand in the file
  table::Occurrences unreadable;     // rows left out

  std::size_t rows() const noexcept { return lines.size(); }
};

// Reads the columns called `names`. An empty cell is a missing rating. multi_label: a cell holds labels with
// | or ; between them. `order`: the labels in the order of their numbers; empty: all there are, sorted.
// Errors: as open_input; not_found (a column, a label that is not in the order); limit (above 63 labels in
// sets); usage (fewer than two columns, one column twice); format (no row).
LabelColumns read_label_columns(const InputOptions& input, const std::vector<std::string>& names,
                                bool multi_label, const std::vector<std::string>& order);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_LABEL_COLUMNS_H_
