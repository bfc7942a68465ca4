// The topics of two groups, row by row: figures, and beside them the same as dots and lines.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "study/report/comparison_sections.h"
#include "study/report/counted.h"
#include "study/report/interval_plot.h"
#include "study/report/table.h"

namespace ykien::detail {
namespace {

// One topic as it is shown, counted or corrected.
struct ShareRow {
  std::optional<Ranged> a;
  std::optional<Ranged> b;
  std::optional<Ranged> difference;
  double q = 1.0;
};

ShareRow counted_row(const ComparisonReport& report, std::size_t topic) {
  const TopicComparison& one = report.counted[topic];
  ShareRow row;
  if (report.a.rows > 0) row.a = {one.share_a, one.interval_a};
  if (report.b.rows > 0) row.b = {one.share_b, one.interval_b};
  if (row.a && row.b) row.difference = {one.difference, one.difference_interval};
  row.q = std::exp(one.log_q);
  return row;
}

ShareRow corrected_row(const ComparisonReport& report, std::size_t topic) {
  const CorrectedComparison& one = report.corrected[topic];
  ShareRow row;
  if (one.difference.cautions.refuses()) return row;
  row.a = {one.a.share, one.a.interval};
  row.b = {one.b.share, one.b.interval};
  row.difference = {one.difference.difference, one.difference.interval};
  row.q = std::exp(one.log_q);
  return row;
}

std::vector<ShareRow> rows_of(const ComparisonReport& report, bool corrected) {
  std::vector<ShareRow> rows;
  for (std::size_t k = 0; k < report.topics.size(); ++k)
    rows.push_back(corrected ? corrected_row(report, k) : counted_row(report, k));
  return rows;
}

IntervalPlot share_plot(const std::vector<ShareRow>& rows) {
  double most = 0.0;
  for (const ShareRow& row : rows) {
    for (const auto& one : {row.a, row.b}) most = one ? std::max(most, one->interval.high) : most;
  }
  return IntervalPlot::of_shares(most);
}

IntervalPlot difference_plot(const std::vector<ShareRow>& rows) {
  double most = 0.0;
  for (const ShareRow& row : rows) {
    if (row.difference) most = std::max({most, -row.difference->interval.low, row.difference->interval.high});
  }
  return IntervalPlot::of_differences(most);
}

// In percentage points; never "-0.0".
Page& write_signed(Page& page, double share) {
  const double points = std::round(1000 * share) / 10 + 0.0;
  if (points > 0) page.raw("+");
  return page.number(points, 1);
}

void write_share(Page& page, const std::optional<Ranged>& one) {
  page.raw("<td class=r>");
  if (one)
    page.percent(one->value).raw("<br><small>").percents(one->interval).raw("</small>");
  else
    page.raw("–");
  page.raw("</td>");
}

void write_difference(Page& page, const std::optional<Ranged>& one) {
  page.raw("<td class=r>");
  if (!one) {
    page.raw("–</td>");
    return;
  }
  write_signed(page, one->value).raw("<br><small>");
  write_signed(page, one->interval.low).raw(" … ");
  write_signed(page, one->interval.high).raw("</small></td>");
}

void write_plot_head(Page& page, const IntervalPlot& plot) {
  page.raw("<td class=plotted>");
  plot.draw_axis(page);
  page.raw("</td>");
}

// The heads of columns with the axes of what is drawn in them.
void open_shares(Page& page, const BothLanguages& caption, const IntervalPlot& shares,
                 const IntervalPlot& differences) {
  page.raw("<div class=scroll tabindex=0 role=region").label(caption).raw("><table class=compared><caption>");
  page.both(caption).raw("</caption><thead><tr><th scope=col>").both("Nhóm", "Topic");
  page.raw("</th><th scope=col class=r>A</th><th scope=col class=r>B</th>");
  write_plot_head(page, shares);
  page.raw("<th scope=col class=r>").both("B − A, điểm %", "B − A, points").raw("</th>");
  write_plot_head(page, differences);
  page.raw("<th scope=col class=r>q</th></tr></thead><tbody>");
}

void write_share_table(Page& page, const ComparisonReport& report, const BothLanguages& caption,
                       bool corrected) {
  const std::vector<ShareRow> rows = rows_of(report, corrected);
  const IntervalPlot shares = share_plot(rows);
  const IntervalPlot differences = difference_plot(rows);
  open_shares(page, caption, shares, differences);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    open_row(page, name_of(report.topics[k]));
    write_share(page, rows[k].a);
    write_share(page, rows[k].b);
    page.raw("<td class=plotted>");
    shares.draw_pair(page, rows[k].a, rows[k].b);
    page.raw("</td>");
    write_difference(page, rows[k].difference);
    page.raw("<td class=plotted>");
    differences.draw_one(page, rows[k].difference);
    page.raw("</td>");
    if (rows[k].difference)
      page.cell_p(rows[k].q);
    else
      page.raw("<td class=r>–</td>");
    close_row(page);
  }
  close_table(page);
}

void write_legend(Page& page, const ComparisonReport& report) {
  page.raw(
      "<ul class=legend><li><svg viewBox=\"0 0 34 12\" aria-hidden=true><path class=ra d=\"M1 6h32\"/>"
      "<circle class=da cx=17 cy=6 r=4.2 /></svg><b>A</b> ");
  write_counted(page.text(report.a.name).raw(" ("), report.a.rows, "ý kiến", "row").raw(")</li>");
  page.raw(
      "<li><svg viewBox=\"0 0 34 12\" aria-hidden=true><path class=rb d=\"M1 6h32\"/><rect class=db "
      "x=12.8 y=1.8 width=8.4 height=8.4 /></svg><b>B</b> ");
  write_counted(page.text(report.b.name).raw(" ("), report.b.rows, "ý kiến", "row").raw(")</li><li>");
  page.both("khoảng tin cậy ", "intervals: ").number(100 * report.level, 0).raw("%");
  if (report.joint) page.both(", của mọi nhóm cùng lúc", ", for all topics together");
  page.raw("</li></ul>");
}

}  // namespace

void write_shares(Page& page, const ComparisonReport& report) {
  open_section(page, "shares", {"Tỷ lệ của từng nhóm trong A và B", "Shares of topics in A and B"});
  write_legend(page, report);
  const BothLanguages counted{"Tỷ lệ đếm thô và chênh lệch", "Shares as counted and their differences"};
  if (report.corrected.empty()) {
    write_share_table(page, report, counted, false);
  } else {
    write_share_table(page, report,
                      {"Tỷ lệ đã hiệu chỉnh theo mức nhầm của máy, và chênh lệch",
                       "Shares corrected for the classifier's errors, and their differences"},
                      true);
    page.raw("<details><summary>").both("Tỷ lệ đếm thô", "Shares as counted").raw("</summary>");
    write_share_table(page, report, counted, false);
    page.raw("</details>");
  }
  if (report.multi_label)
    write_note(page, "Một ý kiến có thể thuộc nhiều nhóm, nên tổng các tỷ lệ không nhất thiết bằng 100%.",
               "A row may have several topics, so the shares need not sum to 100%.");
  page.raw("</section>");
}

}  // namespace ykien::detail
