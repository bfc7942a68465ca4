// StudyTable: what `ykien trends` and `ykien sample` read of a table: texts classified, dates, strata,
// labels.
#ifndef YKIEN_PROGRAM_STUDY_TABLE_H_
#define YKIEN_PROGRAM_STUDY_TABLE_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "input.h"
#include "ykien/study/date.h"
#include "ykien/study/trends.h"
#include "ykien/table/report.h"
#include "ykien/topic/model.h"

namespace ykien::program {

struct StudyColumns {
  std::string text;       // empty: found
  std::string date;       // empty: found
  std::string stratum;    // empty: none
  std::string label;      // human labels; empty: none
  std::string inclusion;  // chances of having been picked for labelling; empty: all alike
};

// n rows that have a text, in the order of the file.
struct StudyTable {
  std::string name;      // of the file, for messages
  std::string checksum;  // SHA-256 of its bytes
  std::string text_column;
  std::string date_column;
  std::vector<std::string> other_dates;       // columns that hold dates too
  std::vector<std::uint64_t> line;            // n
  std::vector<double> posterior;              // n * K, by rounded_posterior()
  DateColumnReading dates;                    // n
  std::vector<std::string> strata;            // sorted; spellings that fold alike are one
  std::vector<std::uint32_t> stratum;         // n, or empty
  std::vector<std::int32_t> label;            // n, or empty: the first topic, or kNoHumanLabel
  std::vector<FurtherLabel> further_labels;   // the topics after it
  std::vector<double> inclusion;              // n, or empty; 1 where there is no label
  std::vector<StudyText> texts;               // a random part of the rows
  std::uint64_t rows = 0;                     // in the file
  table::Occurrences without_text;            // set aside
  table::Occurrences unreadable;              // set aside
  table::Occurrences unknown_label;           // the model has no such topic: counted as unlabelled
  std::vector<std::string> unknown_labels;    // the first few of them, as written
  std::vector<std::string> unreadable_dates;  // the same
};

struct StudyReading {
  InputOptions input;
  StudyColumns columns;
  DateOptions dates;
  std::size_t most_texts = 20'000;
  std::uint64_t seed = 1;
  bool quiet = false;
};

// Reads and classifies all of it. Errors: as open_input; not_found (a column); format (no dates, dates that
// contradict each other, no row with a text, labels none of which the model has); limit (more strata than kMostStrata).
StudyTable read_study(const StudyReading& reading, const Model& model);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_STUDY_TABLE_H_
