// From the table that was read to the rows that are studied: periods, and the rows that lie in one.
#ifndef YKIEN_PROGRAM_STUDY_ROWS_H_
#define YKIEN_PROGRAM_STUDY_ROWS_H_

#include "study_table.h"

namespace ykien::program {

// The periods from the first date that can be used to the last: named as in `by` ("month"), or beginning on
// the days `cuts` (written as dates). Throws Error(format) when no row has such a date.
Periods periods_of(const StudyTable& table, const std::string& by, const std::vector<std::string>& cuts);

// Moves the rows that lie in one of input.periods from the table into `input`; the posteriors are moved in
// place, for there may be millions. Returns how many rows have a date (a month, a year) that lies in no one
// period.
std::size_t select_rows(StudyTable& table, StudyInput& input);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_STUDY_ROWS_H_
