// The sections of the report on two groups, each a <section> with its heading.
#ifndef YKIEN_STUDY_REPORT_COMPARISON_SECTIONS_H_
#define YKIEN_STUDY_REPORT_COMPARISON_SECTIONS_H_

#include "study/report/parts.h"
#include "ykien/study/comparison_report.h"

namespace ykien::detail {

void write_shares(Page& page, const ComparisonReport& report);
void write_words(Page& page, const ComparisonReport& report);
void write_data(Page& page, const ComparisonReport& report);
void write_reading(Page& page, const ComparisonReport& report);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_REPORT_COMPARISON_SECTIONS_H_
