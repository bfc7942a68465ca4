#include "ykien/study/report.h"

#include <cmath>

#include "study/report/assets.h"
#include "study/report/counted.h"
#include "study/report/document.h"
#include "study/report/sections.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using detail::Page;

void require(bool holds, const char* what) {
  if (!holds) throw Error(ErrorCode::usage, "report", what);
}

void check_cells(const std::vector<ReportCell>& cells, std::size_t wanted) {
  require(cells.size() == wanted, "a series has not one cell for each period and topic");
  for (const ReportCell& cell : cells) {
    require(std::isfinite(cell.raw) && std::isfinite(cell.share) && std::isfinite(cell.interval.low) &&
                std::isfinite(cell.interval.high),
            "a share is not finite");
  }
}

void check_words(const TrendReport& report) {
  for (const ReportWords& words : report.words) {
    require(
        words.topic < report.topics.size() && words.first <= words.last && words.last < report.periods.size(),
        "words of a topic or period that there is not");
    require(detail::are_finite(words.found), "a word's figure is not finite");
  }
}

void check_lengths(const TrendReport& report) {
  const std::size_t topics = report.topics.size();
  const std::size_t periods = report.periods.size();
  require(topics > 0 && periods > 0 && !report.series.empty(), "no topics, periods or rows");
  for (const ReportSeries& series : report.series) {
    require(series.rows.size() == periods, "a series has not one count for each period");
    check_cells(series.cells, periods * topics);
    check_cells(series.whole, topics);
  }
  for (const ReportChange& change : report.changes) {
    for (const std::size_t place : {change.period, change.earliest, change.latest})
      require(place > 0 && place < periods, "a change lies outside the periods");
    require(change.before.size() == topics && change.after.size() == topics, "a change lacks topics");
  }
  require(report.validation.confusion.empty() || report.validation.confusion.size() == topics * topics,
          "the confusion matrix is not square");
  require(report.validation.presence.empty() || report.validation.presence.size() == topics,
          "there is not one record of errors for each topic");
  for (const ReportMethod& method : report.validation.methods)
    require(method.share.size() == topics, "a method has not one share for each topic");
  check_words(report);
}

void write_header(Page& page, const TrendReport& report) {
  detail::open_header(page, {"Nhóm ý kiến theo thời gian", "Topics over time"}, report.title);
  const std::size_t rows = report.counts.empty() ? 0 : report.counts.back().rows;
  detail::write_counted(page, rows, "ý kiến", "row").raw(" · ");
  page.text(detail::span_name(report, 0, report.periods.size() - 1)).raw(" · ");
  detail::write_counted(page, report.periods.size(), "kỳ", "period").raw(" · ");
  detail::write_counted(page, report.topics.size(), "nhóm", "topic");
  detail::close_header(page);
}

// "<" never stands in the JSON as such, so that no text of the table can end the element.
std::string embedded_json(const TrendReport& report) {
  std::string json;
  for (const char c : report_json(report)) {
    if (c == '<')
      json += "\\u003c";
    else
      json += c;
  }
  return json;
}

void write_scripts(Page& page, const TrendReport& report) {
  page.raw("<script type=application/json id=report-data>").raw(embedded_json(report)).raw("</script>\n");
  page.raw("<script type=text/plain id=dygraphs-licence>\n")
      .raw(detail::dygraphs_licence())
      .raw("</script>\n");
  for (const std::string_view script :
       {detail::dygraphs_script(), detail::view_script(), detail::trend_script()})
    detail::write_script(page, script);
}

}  // namespace

std::string report_html(const TrendReport& report, ReportLanguage language) {
  check_lengths(report);
  Page page(language);
  detail::open_document(page, report.title, detail::dygraphs_style());
  write_header(page, report);
  detail::write_notices(page, report.notices);
  for (const auto write :
       {detail::write_summary, detail::write_charts, detail::write_rows, detail::write_strata,
        detail::write_changes, detail::write_effects, detail::write_words, detail::write_validation,
        detail::write_data, detail::write_reading}) {
    write(page, report);
  }
  detail::write_manifest(page, report.manifest);
  page.raw("</main>\n");
  write_scripts(page, report);
  detail::close_document(page);
  return page.take();
}

}  // namespace ykien
