// The sections of the report on trends, each a <section> with its heading. A section with nothing to say
// writes nothing.
#ifndef YKIEN_STUDY_REPORT_SECTIONS_H_
#define YKIEN_STUDY_REPORT_SECTIONS_H_

#include "study/report/parts.h"
#include "ykien/study/trend_report.h"

namespace ykien::detail {

// The cell of a topic in a period.
const ReportCell& cell_at(const TrendReport& report, const ReportSeries& series, std::size_t period,
                          std::size_t topic);

BothLanguages topic_name(const TrendReport& report, std::size_t topic);
// "2021-07" or "2021-07 – 2021-10".
std::string span_name(const TrendReport& report, std::size_t first, std::size_t last);

void write_summary(Page& page, const TrendReport& report);
void write_charts(Page& page, const TrendReport& report);
void write_rows(Page& page, const TrendReport& report);
void write_strata(Page& page, const TrendReport& report);
void write_changes(Page& page, const TrendReport& report);
void write_effects(Page& page, const TrendReport& report);
void write_words(Page& page, const TrendReport& report);
void write_validation(Page& page, const TrendReport& report);
void write_data(Page& page, const TrendReport& report);
void write_reading(Page& page, const TrendReport& report);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_REPORT_SECTIONS_H_
