#include <cmath>

#include "study/report/assets.h"
#include "study/report/comparison_sections.h"
#include "study/report/counted.h"
#include "study/report/document.h"
#include "ykien/base/error.h"
#include "ykien/study/report.h"

namespace ykien {
namespace {

using detail::Page;

void require(bool holds, const char* what) {
  if (!holds) throw Error(ErrorCode::usage, "report", what);
}

bool is_finite(double value, const Interval& interval) {
  return std::isfinite(value) && std::isfinite(interval.low) && std::isfinite(interval.high);
}

void check(const ComparisonReport& report) {
  const std::size_t topics = report.topics.size();
  require(report.counted.size() == topics, "there is not one comparison for each topic");
  require(report.corrected.empty() || report.corrected.size() == topics,
          "there is not one corrected comparison for each topic");
  for (const TopicComparison& one : report.counted) {
    require(is_finite(one.share_a, one.interval_a) && is_finite(one.share_b, one.interval_b) &&
                is_finite(one.difference, one.difference_interval) && !std::isnan(one.log_q),
            "a share is not finite");
  }
  for (const CorrectedComparison& one : report.corrected) {
    require(is_finite(one.a.share, one.a.interval) && is_finite(one.b.share, one.b.interval) &&
                is_finite(one.difference.difference, one.difference.interval) && !std::isnan(one.log_q),
            "a corrected share is not finite");
  }
  require(detail::are_finite(report.a.words) && detail::are_finite(report.b.words),
          "a word's figure is not finite");
}

void write_header(Page& page, const ComparisonReport& report) {
  detail::open_header(page, {"So sánh hai bảng ý kiến", "Two tables compared"},
                      report.a.name + " | " + report.b.name);
  detail::write_counted(page.raw("A: "), report.a.rows, "ý kiến", "row");
  detail::write_counted(page.raw(" · B: "), report.b.rows, "ý kiến", "row").raw(" · ");
  detail::write_counted(page, report.topics.size(), "nhóm", "topic");
  detail::close_header(page);
}

}  // namespace

std::string report_html(const ComparisonReport& report, ReportLanguage language) {
  check(report);
  Page page(language);
  detail::open_document(page, report.a.name + " | " + report.b.name);
  write_header(page, report);
  detail::write_notices(page, report.notices);
  detail::write_shares(page, report);
  detail::write_words(page, report);
  detail::write_data(page, report);
  detail::write_reading(page, report);
  detail::write_manifest(page, report.manifest);
  page.raw("</main>\n");
  detail::write_script(page, detail::view_script());
  detail::close_document(page);
  return page.take();
}

}  // namespace ykien
