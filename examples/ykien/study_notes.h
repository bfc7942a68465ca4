// What the report says about the rows and dates of a table, in plain words, and the counts of what was set
// aside.
#ifndef YKIEN_PROGRAM_STUDY_NOTES_H_
#define YKIEN_PROGRAM_STUDY_NOTES_H_

#include "study_table.h"
#include "ykien/study/trend_report.h"

namespace ykien::program {

// coarse: rows whose date (a month, a year) does not lie in one period; studied: rows that are in one.
void add_counts(const StudyTable& table, std::size_t coarse, std::size_t studied, TrendReport& report);

// Adds notices, warnings before notes.
void add_date_notices(const StudyTable& table, std::size_t coarse, TrendReport& report);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_STUDY_NOTES_H_
