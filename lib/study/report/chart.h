// Charts as SVG: what is printed, and what is seen where scripts are off.
#ifndef YKIEN_STUDY_REPORT_CHART_H_
#define YKIEN_STUDY_REPORT_CHART_H_

#include <cstddef>

#include "study/report/page.h"

namespace ykien::detail {

// The end of the axis of shares: a round number at or above `most`, at most 1.
double axis_end(double most) noexcept;

// Share of a topic by period, with its band, the raw share dashed, change points and events.
void draw_shares(Page& page, const TrendReport& report, const ReportSeries& series, std::size_t topic);

// Rows by period as bars.
void draw_rows(Page& page, const TrendReport& report, const ReportSeries& series);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_REPORT_CHART_H_
