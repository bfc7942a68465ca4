#include "study/report/sections.h"

namespace ykien::detail {

const ReportCell& cell_at(const TrendReport& report, const ReportSeries& series, std::size_t period,
                          std::size_t topic) {
  return series.cells[period * report.topics.size() + topic];
}

BothLanguages topic_name(const TrendReport& report, std::size_t topic) {
  return name_of(report.topics[topic]);
}

std::string span_name(const TrendReport& report, std::size_t first, std::size_t last) {
  if (first == last) return report.periods[first].label;
  return report.periods[first].label + " – " + report.periods[last].label;
}

}  // namespace ykien::detail
