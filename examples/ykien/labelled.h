// Labelled tables: texts with the topics that people gave them.
#ifndef YKIEN_PROGRAM_LABELLED_H_
#define YKIEN_PROGRAM_LABELLED_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "input.h"
#include "ykien/table/report.h"
#include "ykien/topic/model.h"

namespace ykien::program {

struct LabelledColumns {
  std::string text;
  std::string label;
  std::string secondary;  // empty: none
  std::string group;      // empty: none
};

struct LabelledRow {
  std::string text;
  std::vector<std::string> labels;  // the first is the primary one; none twice
  std::size_t own = 0;              // how many of them stand in the label column: the others are secondary
  std::string group;
  std::uint64_t line = 0;
};

struct LabelledTable {
  std::vector<LabelledRow> rows;
  std::string name;                  // of the file, for messages
  table::Occurrences without_text;   // left out
  table::Occurrences without_label;  // left out
  table::Occurrences unreadable;     // left out

  // What was left out, a line for each reason; empty when nothing was.
  std::string left_out() const;
};

// Labels are ids with | or ; between them, in the label column and then in the secondary one.
// Errors: as open_input; not_found (a column); format (no row with text and label).
LabelledTable read_labelled(const InputOptions& input, const LabelledColumns& columns);

// "policy | officials;other" -> policy, officials, other.
std::vector<std::string> split_labels(std::string_view cell);

// A table with columns id and, if there are such, name (name_vi, tên) and english (name_en).
std::vector<Topic> read_topics(const std::string& path);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_LABELLED_H_
