// The whole time in one table, rows by period, strata side by side.
#include <algorithm>
#include <optional>

#include "study/report/chart.h"
#include "study/report/sections.h"
#include "study/report/table.h"

namespace ykien::detail {
namespace {

// The period with the highest (sign 1) or lowest (-1) share of a topic.
std::optional<std::size_t> extreme(const TrendReport& report, std::size_t topic, double sign) {
  std::optional<std::size_t> best;
  const ReportSeries& all = report.series[0];
  for (std::size_t p = 0; p < report.periods.size(); ++p) {
    const ReportCell& cell = cell_at(report, all, p, topic);
    if (!cell.estimated) continue;
    if (!best || sign * cell.share > sign * cell_at(report, all, *best, topic).share) best = p;
  }
  return best;
}

void write_extreme(Page& page, const TrendReport& report, std::size_t topic, double sign) {
  const auto period = extreme(report, topic, sign);
  page.raw("<td>");
  if (!period) {
    page.raw("–</td>");
    return;
  }
  const ReportCell& cell = cell_at(report, report.series[0], *period, topic);
  page.text(report.periods[*period].label)
      .raw(": ")
      .percent(cell.share)
      .raw(" <small>(")
      .percents(cell.interval);
  page.raw(")</small></td>");
}

void write_stratum_row(Page& page, const TrendReport& report, const ReportSeries& series) {
  std::size_t rows = 0;
  for (const std::size_t n : series.rows) rows += n;
  page.raw("<tr><th scope=row>");
  series.stratum.empty() ? page.both("Tất cả", "All") : page.text(series.stratum);
  page.raw("</th>").cell_count(rows);
  for (std::size_t k = 0; k < report.topics.size(); ++k) {
    const ReportCell& cell = series.whole[k];
    page.raw("<td class=r>");
    if (cell.estimated)
      page.percent(cell.share).raw("<br><small>").percents(cell.interval).raw("</small>");
    else
      page.raw("–");
    page.raw("</td>");
  }
  page.raw("</tr>");
}

}  // namespace

void write_summary(Page& page, const TrendReport& report) {
  open_section(page, "summary", {"Toàn bộ thời gian", "The whole time"});
  open_table(page,
             {"Tỷ lệ của từng nhóm trong toàn bộ thời gian, kỳ cao nhất và kỳ thấp nhất",
              "Share of each topic over the whole time, with its highest and lowest period"},
             {words_head("Nhóm", "Topic"), figures_head("Đếm thô", "Raw"),
              figures_head("Đã hiệu chỉnh", "Corrected"), figures_head("Khoảng tin cậy", "Interval"),
              words_head("Cao nhất", "Highest"), words_head("Thấp nhất", "Lowest")});
  for (std::size_t k = 0; k < report.topics.size(); ++k) {
    const ReportCell& cell = report.series[0].whole[k];
    open_row(page, topic_name(report, k));
    page.cell_percent(cell.raw)
        .cell_percent(cell.share, cell.estimated)
        .cell_percents(cell.interval, cell.estimated);
    write_extreme(page, report, k, 1);
    write_extreme(page, report, k, -1);
    close_row(page);
  }
  close_table(page);
  if (report.multi_label) {
    write_note(page, "Một ý kiến có thể thuộc nhiều nhóm, nên tổng các tỷ lệ không nhất thiết bằng 100%.",
               "A row may have several topics, so the shares need not sum to 100%.");
  }
  page.raw("</section>");
}

void write_rows(Page& page, const TrendReport& report) {
  open_section(page, "rows", {"Số ý kiến theo kỳ", "Rows by period"});
  page.raw("<figure class=wide><div class=plot>");
  draw_rows(page, report, report.series[0]);
  page.raw("</div></figure><details><summary>").both("Bảng số liệu", "Table").raw("</summary>");
  open_table(page, {"Số ý kiến theo kỳ", "Rows by period"},
             {words_head("Kỳ", "Period"), words_head("Từ ngày", "First day"),
              words_head("Đến ngày", "Last day"), figures_head("Số ý kiến", "Rows")});
  for (std::size_t p = 0; p < report.periods.size(); ++p) {
    const Period& period = report.periods[p];
    open_row(page, period.label);
    page.cell_text(day_name(period.begin)).cell_text(day_name(period.end - std::chrono::days(1)));
    page.cell_count(report.series[0].rows[p]);
    close_row(page);
  }
  close_table(page);
  page.raw("</details></section>");
}

void write_strata(Page& page, const TrendReport& report) {
  if (report.series.size() < 2) return;
  open_section(page, "strata", {"Theo " + report.stratum_column, "By " + report.stratum_column});
  std::vector<Head> heads = {words_head(report.stratum_column, report.stratum_column),
                             figures_head("Số ý kiến", "Rows")};
  for (std::size_t k = 0; k < report.topics.size(); ++k) heads.push_back({topic_name(report, k), true});
  open_table(page, {"Tỷ lệ đã hiệu chỉnh trong toàn bộ thời gian", "Corrected shares over the whole time"},
             heads);
  for (const ReportSeries& series : report.series) write_stratum_row(page, report, series);
  close_table(page);
  write_note(page,
             "Nơi gửi nhiều ý kiến không hẳn là nơi có nhiều việc: ai gửi, qua kênh nào, cũng khác nhau.",
             "A place that sends more rows need not have more to complain of: who writes, and by which "
             "channel, differs too.");
  page.raw("</section>");
}

}  // namespace ykien::detail
