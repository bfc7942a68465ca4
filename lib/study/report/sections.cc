#include "study/report/sections.h"

#include <fmt/format.h>

namespace ykien::detail {

const ReportCell& cell_at(const TrendReport& report, const ReportSeries& series, std::size_t period,
                          std::size_t topic) {
  return series.cells[period * report.topics.size() + topic];
}

void open_section(Page& page, std::string_view id, const BothLanguages& heading) {
  page.raw(fmt::format("<section id={0} aria-labelledby=h-{0}><h2 id=h-{0}>", id)).both(heading).raw("</h2>");
}

BothLanguages topic_name(const TrendReport& report, std::size_t topic) {
  const Topic& named = report.topics[topic];
  const std::string& name = named.name.empty() ? named.id : named.name;
  return {name, named.english.empty() ? name : named.english};
}

std::string span_name(const TrendReport& report, std::size_t first, std::size_t last) {
  if (first == last) return report.periods[first].label;
  return report.periods[first].label + " – " + report.periods[last].label;
}

}  // namespace ykien::detail
