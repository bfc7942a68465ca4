// Summary, charts with their tables, rows by period, strata.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "study/report/chart.h"
#include "study/report/sections.h"

namespace ykien::detail {
namespace {

const ReportCell& cell_at(const TrendReport& report, const ReportSeries& series, std::size_t period,
                          std::size_t topic) {
  return series.cells[period * report.topics.size() + topic];
}

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

void open_table(Page& page, const BothLanguages& caption) {
  page.raw("<div class=scroll tabindex=0 role=region").label(caption).raw("><table><caption>").both(caption);
  page.raw("</caption>");
}

void close_table(Page& page) { page.raw("</tbody></table></div>"); }

void write_shares_table(Page& page, const TrendReport& report, std::size_t topic) {
  const BothLanguages name = topic_name(report, topic);
  open_table(page, {"Tỷ lệ theo kỳ: " + name.vietnamese, "Share by period: " + name.english});
  page.raw("<thead><tr><th scope=col>")
      .both("Kỳ", "Period")
      .raw("<th scope=col class=r>")
      .both("Số ý kiến", "Rows");
  page.raw("<th scope=col class=r>")
      .both("Đếm thô", "Raw")
      .raw("<th scope=col class=r>")
      .both("Đã hiệu chỉnh", "Corrected");
  page.raw("<th scope=col class=r>").both("Khoảng tin cậy", "Interval");
  page.raw("<th scope=col>").both("Cách tính", "Method").raw("<th scope=col>").both("Lưu ý", "Flags");
  page.raw("</thead><tbody>");
  for (std::size_t p = 0; p < report.periods.size(); ++p) {
    const std::size_t rows = report.series[0].rows[p];
    const ReportCell& cell = cell_at(report, report.series[0], p, topic);
    page.raw("<tr><th scope=row>").text(report.periods[p].label).raw("</th>").cell_count(rows);
    page.cell_percent(cell.raw, rows > 0).cell_percent(cell.share, cell.estimated);
    page.cell_percents(cell.interval, cell.estimated);
    page.raw("<td>").text(cell.method).raw("</td><td>").text(cell.flags).raw("</td></tr>");
  }
  close_table(page);
}

void write_controls(Page& page, const TrendReport& report) {
  page.raw("<div class=controls hidden><label>")
      .both("Từ", "From")
      .raw(" <select id=from></select></label><label>");
  page.both("đến", "to").raw(" <select id=to></select></label><button type=button id=reset>");
  page.both("Xem cả thời gian", "Show all").raw("</button>");
  if (report.series.size() > 1) {
    page.raw("<label>").text(report.stratum_column).raw(" <select id=stratum></select></label>");
  }
  page.raw("<label><input type=checkbox id=same> ")
      .both("Cùng thang đo", "Same scale")
      .raw("</label><button type=button id=open>");
  page.both("Mở mọi bảng", "Open all tables").raw("</button></div><p class=hint hidden>");
  page.both("Kéo ngang trên biểu đồ để phóng to, bấm đúp để trở lại. Mọi biểu đồ cùng đổi.",
            "Drag across a chart to zoom in, double-click to zoom out. All charts move together.");
  page.raw("</p>");
}

void write_legend(Page& page, const TrendReport& report) {
  page.raw(
      "<ul class=legend><li><svg viewBox=\"0 0 34 12\" aria-hidden=true><path class=b d=\"M0 1h34v10H0z\"/>"
      "<path class=s d=\"M0 6h34\"/></svg>");
  page.both("tỷ lệ đã hiệu chỉnh và khoảng tin cậy ", "corrected share and its interval, ")
      .number(100 * report.level, 0)
      .raw("%</li>");
  page.raw("<li><svg viewBox=\"0 0 34 12\" aria-hidden=true><path class=q d=\"M0 6h34\"/></svg>");
  page.both("tỷ lệ đếm thô", "raw share").raw("</li>");
  if (!report.changes.empty()) {
    page.raw(
        "<li><svg viewBox=\"0 0 34 12\" aria-hidden=true><path class=ct d=\"M12.5 2h9l-4.5 7z\"/></svg>");
    page.both("điểm thay đổi", "change point").raw("</li>");
  }
  for (std::size_t i = 0; i < report.events.size(); ++i) {
    page.raw(fmt::format("<li><b>{}</b> {}: ", i + 1, day_name(report.events[i].day)))
        .text(report.events[i].name)
        .raw("</li>");
  }
  page.raw("</ul>");
}

void write_chart(Page& page, const TrendReport& report, std::size_t topic) {
  page.raw(fmt::format("<figure data-topic={0} aria-labelledby=t{0}><figcaption id=t{0}>", topic));
  page.both(topic_name(report, topic)).raw("</figcaption><div class=plot>");
  draw_shares(page, report, report.series[0], topic);
  page.raw("</div><p class=readout aria-hidden=true></p><details><summary>")
      .both("Bảng số liệu", "Table")
      .raw("</summary>");
  write_shares_table(page, report, topic);
  page.raw("</details></figure>");
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

void write_summary(Page& page, const TrendReport& report) {
  open_section(page, "summary", {"Toàn bộ thời gian", "The whole time"});
  open_table(page, {"Tỷ lệ của từng nhóm trong toàn bộ thời gian, kỳ cao nhất và kỳ thấp nhất",
                    "Share of each topic over the whole time, with its highest and lowest period"});
  page.raw("<thead><tr><th scope=col>")
      .both("Nhóm", "Topic")
      .raw("<th scope=col class=r>")
      .both("Đếm thô", "Raw");
  page.raw("<th scope=col class=r>")
      .both("Đã hiệu chỉnh", "Corrected")
      .raw("<th scope=col class=r>")
      .both("Khoảng tin cậy", "Interval");
  page.raw("<th scope=col>")
      .both("Cao nhất", "Highest")
      .raw("<th scope=col>")
      .both("Thấp nhất", "Lowest")
      .raw("</thead><tbody>");
  for (std::size_t k = 0; k < report.topics.size(); ++k) {
    const ReportCell& cell = report.series[0].whole[k];
    page.raw("<tr><th scope=row>").both(topic_name(report, k)).raw("</th>").cell_percent(cell.raw);
    page.cell_percent(cell.share, cell.estimated).cell_percents(cell.interval, cell.estimated);
    write_extreme(page, report, k, 1);
    write_extreme(page, report, k, -1);
    page.raw("</tr>");
  }
  close_table(page);
  page.raw("</section>");
}

void write_charts(Page& page, const TrendReport& report) {
  open_section(page, "shares", {"Tỷ lệ theo thời gian", "Shares over time"});
  write_controls(page, report);
  write_legend(page, report);
  page.raw("<div class=charts>");
  for (std::size_t k = 0; k < report.topics.size(); ++k) write_chart(page, report, k);
  page.raw("</div><p class=note>");
  page.both(
      "Mỗi biểu đồ có thang đo riêng. Kỳ không có ý kiến, hoặc không đủ căn cứ để hiệu chỉnh, được bỏ trống.",
      "Each chart has its own scale. Periods without rows, or without grounds for a correction, are left "
      "blank.");
  page.raw("</p></section>");
}

void write_rows(Page& page, const TrendReport& report) {
  open_section(page, "rows", {"Số ý kiến theo kỳ", "Rows by period"});
  page.raw("<figure class=wide><div class=plot>");
  draw_rows(page, report, report.series[0]);
  page.raw("</div></figure><details><summary>").both("Bảng số liệu", "Table").raw("</summary>");
  open_table(page, {"Số ý kiến theo kỳ", "Rows by period"});
  page.raw("<thead><tr><th scope=col>")
      .both("Kỳ", "Period")
      .raw("<th scope=col>")
      .both("Từ ngày", "First day");
  page.raw("<th scope=col>")
      .both("Đến ngày", "Last day")
      .raw("<th scope=col class=r>")
      .both("Số ý kiến", "Rows")
      .raw("</thead><tbody>");
  for (std::size_t p = 0; p < report.periods.size(); ++p) {
    const Period& period = report.periods[p];
    page.raw("<tr><th scope=row>")
        .text(period.label)
        .raw("</th><td>")
        .text(day_name(period.begin))
        .raw("</td><td>");
    page.text(day_name(period.end - std::chrono::days(1)))
        .raw("</td>")
        .cell_count(report.series[0].rows[p])
        .raw("</tr>");
  }
  close_table(page);
  page.raw("</details></section>");
}

void write_strata(Page& page, const TrendReport& report) {
  if (report.series.size() < 2) return;
  open_section(page, "strata", {"Theo " + report.stratum_column, "By " + report.stratum_column});
  open_table(page, {"Tỷ lệ đã hiệu chỉnh trong toàn bộ thời gian", "Corrected shares over the whole time"});
  page.raw("<thead><tr><th scope=col>")
      .text(report.stratum_column)
      .raw("<th scope=col class=r>")
      .both("Số ý kiến", "Rows");
  for (std::size_t k = 0; k < report.topics.size(); ++k)
    page.raw("<th scope=col class=r>").both(topic_name(report, k));
  page.raw("</thead><tbody>");
  for (const ReportSeries& series : report.series) write_stratum_row(page, report, series);
  close_table(page);
  page.raw("<p class=note>");
  page.both("Nơi gửi nhiều ý kiến không hẳn là nơi có nhiều việc: ai gửi, qua kênh nào, cũng khác nhau.",
            "A place that sends more rows need not have more to complain of: who writes, and by which "
            "channel, differs too.");
  page.raw("</p></section>");
}

}  // namespace ykien::detail
