// The charts of shares over time, each with its table.
#include <fmt/format.h>

#include "study/report/chart.h"
#include "study/report/sections.h"
#include "study/report/table.h"

namespace ykien::detail {
namespace {

void write_shares_table(Page& page, const TrendReport& report, std::size_t topic) {
  const BothLanguages name = topic_name(report, topic);
  open_table(page, {"Tỷ lệ theo kỳ: " + name.vietnamese, "Share by period: " + name.english},
             {words_head("Kỳ", "Period"), figures_head("Số ý kiến", "Rows"), figures_head("Đếm thô", "Raw"),
              figures_head("Đã hiệu chỉnh", "Corrected"), figures_head("Khoảng tin cậy", "Interval"),
              words_head("Cách tính", "Method"), words_head("Lưu ý", "Flags")});
  for (std::size_t p = 0; p < report.periods.size(); ++p) {
    const std::size_t rows = report.series[0].rows[p];
    const ReportCell& cell = cell_at(report, report.series[0], p, topic);
    open_row(page, report.periods[p].label);
    page.cell_count(rows).cell_percent(cell.raw, rows > 0).cell_percent(cell.share, cell.estimated);
    page.cell_percents(cell.interval, cell.estimated).cell_text(cell.method).cell_text(cell.flags);
    close_row(page);
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
  if (report.series.size() > 1)
    page.raw("<p class=which hidden>").text(report.stratum_column).raw(": <strong></strong></p>");
}

void write_legend(Page& page, const TrendReport& report) {
  page.raw(
      "<ul class=legend><li><svg viewBox=\"0 0 34 12\" aria-hidden=true><path class=b d=\"M0 1h34v10H0z\"/>"
      "<path class=s d=\"M0 6h34\"/></svg>");
  page.both("tỷ lệ đã hiệu chỉnh và khoảng tin cậy ", "corrected share and its interval, ")
      .number(100 * report.level, 0)
      .raw("%");
  if (report.joint)
    page.both(", của mọi nhóm trong một kỳ cùng lúc", ", for all topics of a period together");
  page.raw("</li>");
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

}  // namespace

void write_charts(Page& page, const TrendReport& report) {
  open_section(page, "shares", {"Tỷ lệ theo thời gian", "Shares over time"});
  write_controls(page, report);
  write_legend(page, report);
  page.raw("<div class=charts>");
  for (std::size_t k = 0; k < report.topics.size(); ++k) write_chart(page, report, k);
  page.raw("</div>");
  write_note(
      page,
      "Mỗi biểu đồ có thang đo riêng. Kỳ không có ý kiến, hoặc không đủ căn cứ để hiệu chỉnh, được bỏ trống.",
      "Each chart has its own scale. Periods without rows, or without grounds for a correction, are left "
      "blank.");
  page.raw("</section>");
}

}  // namespace ykien::detail
