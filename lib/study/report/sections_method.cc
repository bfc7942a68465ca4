// How the figures came about: errors of the classifier, rows, reading guide, manifest.
#include <fmt/format.h>

#include <cmath>

#include "study/report/sections.h"

namespace ykien::detail {
namespace {

void write_topic_heads(Page& page, const TrendReport& report) {
  for (std::size_t k = 0; k < report.topics.size(); ++k)
    page.raw("<th scope=col class=r>").both(topic_name(report, k));
}

void write_confusion_row(Page& page, const TrendReport& report, std::size_t truth) {
  const std::size_t topics = report.topics.size();
  const auto row = report.validation.confusion.begin() + static_cast<std::ptrdiff_t>(truth * topics);
  std::size_t all = 0;
  for (std::size_t k = 0; k < topics; ++k) all += row[static_cast<std::ptrdiff_t>(k)];
  page.raw("<tr><th scope=row>").both(topic_name(report, truth)).raw("</th>").cell_count(all);
  for (std::size_t k = 0; k < topics; ++k) {
    const std::size_t count = row[static_cast<std::ptrdiff_t>(k)];
    const double share = all == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(all);
    page.raw(fmt::format("<td class=\"r m{}{}\">", static_cast<int>(std::lround(share * 10)),
                         k == truth ? " hit" : ""));
    page.count(count);
    if (count > 0) page.raw("<br><small>").percent(share).raw("</small>");
    page.raw("</td>");
  }
  page.raw("</tr>");
}

void write_confusion(Page& page, const TrendReport& report) {
  page.raw("<div class=scroll tabindex=0><table class=confusion><caption>");
  page.both("Ma trận nhầm lẫn: nhóm đúng theo hàng, nhóm máy chọn theo cột; phần trăm của hàng",
            "Confusion matrix: true topic by row, decided topic by column; percent of the row");
  page.raw("</caption><thead><tr><th scope=col>")
      .both("Nhóm đúng", "True topic")
      .raw("<th scope=col class=r>")
      .both("Số dòng", "Rows");
  write_topic_heads(page, report);
  page.raw("</thead><tbody>");
  for (std::size_t k = 0; k < report.topics.size(); ++k) write_confusion_row(page, report, k);
  page.raw("</tbody></table></div>");
}

void write_methods(Page& page, const TrendReport& report) {
  if (report.validation.methods.empty()) return;
  page.raw("<div class=scroll tabindex=0><table><caption>");
  page.both("Tỷ lệ của mọi dòng theo từng cách tính", "Shares of all rows by method");
  page.raw("</caption><thead><tr><th scope=col>").both("Cách tính", "Method");
  write_topic_heads(page, report);
  page.raw("</thead><tbody>");
  for (const ReportMethod& method : report.validation.methods) {
    page.raw("<tr><th scope=row>").text(method.name).raw("</th>");
    for (const double share : method.share) page.cell_percent(share);
    page.raw("</tr>");
  }
  page.raw("</tbody></table></div>");
}

void write_diagnostics(Page& page, const ReportValidation& validation) {
  page.raw("<dl><dt>")
      .both("Số điều kiện của ma trận nhầm lẫn", "Condition number of the misclassification matrix")
      .raw("</dt><dd>");
  if (std::isfinite(validation.condition))
    page.number(validation.condition, 1);
  else
    page.both("không khả nghịch", "singular");
  page.raw("</dd><dt>")
      .both("Kiểm định: tỷ lệ có khác dữ liệu kiểm tra không", "Test of a shift against the validation rows");
  page.raw("</dt><dd>χ² = ").number(validation.shift_statistic, 1).raw(", p: ");
  page.p_value(validation.shift_p).raw("</dd></dl>");
}

void write_drift(Page& page, const TrendReport& report) {
  if (report.drift.empty()) return;
  page.raw("<div class=scroll tabindex=0><table><caption>");
  page.both("Từ ngữ trong từng nhóm có đổi theo thời gian không (Jensen–Shannon, so với hoán vị ngẫu nhiên)",
            "Whether the words inside a topic moved over time (Jensen–Shannon, against random permutations)");
  page.raw("</caption><thead><tr><th scope=col>")
      .both("Nhóm", "Topic")
      .raw("<th scope=col class=r>")
      .both("Độ lệch, bit", "Divergence, bits");
  page.raw("<th scope=col class=r>")
      .both("Nếu ngẫu nhiên", "By chance")
      .raw("<th scope=col class=r>p</thead><tbody>");
  for (const ReportDrift& drift : report.drift) {
    page.raw("<tr><th scope=row>")
        .both(topic_name(report, drift.topic))
        .raw("</th><td class=r>")
        .number(drift.divergence, 4);
    page.raw("</td><td class=r>")
        .number(drift.expected, 4)
        .raw("</td><td class=r>")
        .p_value(drift.p)
        .raw("</td></tr>");
  }
  page.raw("</tbody></table></div>");
}

}  // namespace

void write_validation(Page& page, const TrendReport& report) {
  open_section(page, "errors", {"Máy nhầm thế nào", "How the classifier errs"});
  page.raw("<p>").both(report.validation.source).raw("</p>");
  if (!report.validation.confusion.empty()) {
    write_confusion(page, report);
    write_diagnostics(page, report.validation);
  }
  write_methods(page, report);
  write_drift(page, report);
  page.raw("</section>");
}

void write_counts(Page& page, const TrendReport& report) {
  open_section(page, "data", {"Dữ liệu: giữ lại và để riêng", "Data: kept and set aside"});
  page.raw("<table><caption>").both("Số dòng", "Rows").raw("</caption><tbody>");
  for (const ReportCount& count : report.counts) {
    page.raw("<tr><th scope=row>").both(count.what).raw("</th>").cell_count(count.rows).raw("</tr>");
  }
  page.raw("</tbody></table></section>");
}

void write_reading(Page& page, const TrendReport& report) {
  open_section(page, "reading", {"Đọc các con số này thế nào", "How to read these figures"});
  page.raw("<ul><li>");
  page.both(
      "Tỷ lệ đếm thô đếm nhóm mà máy chọn. Máy nhầm, nên con số ấy lệch; tỷ lệ đã hiệu chỉnh bù lại phần "
      "nhầm đo được trên dữ liệu kiểm tra.",
      "The raw share counts what the classifier decided. It errs, so that share is biased; the corrected "
      "share makes up for the errors "
      "measured on the validation rows.");
  page.raw("</li><li>");
  page.both(
      "Khoảng tin cậy tính cả việc chỉ có chừng ấy ý kiến lẫn việc không biết rõ máy nhầm bao nhiêu. Khoảng "
      "thuộc về từng con số: trong ",
      "The interval covers both that there are only so many rows and that the errors are not known exactly. "
      "It belongs to one figure "
      "at a time: of ");
  page.count(report.periods.size() * report.topics.size()).raw(" ");
  page.both("con số, chừng ", "figures, some ").number(100 * (1 - report.level), 0).raw("% ");
  page.both("có thể nằm ngoài khoảng của mình.", "may lie outside their own.");
  page.raw("</li><li>");
  page.both(
      "Việc hiệu chỉnh giả định cách người dân viết về một nhóm không đổi, chỉ có nhóm nhiều hay ít đi. Từ "
      "ngữ đổi hẳn thì phải gán nhãn lại.",
      "The correction assumes that people write about a topic as they did in the validation rows, and only "
      "how often changes. When the words "
      "change, rows must be labelled anew.");
  page.raw("</li><li>");
  page.both("Đây là ý kiến được gửi đến, không phải ý kiến của mọi người dân.",
            "These are the opinions that were sent in, not those of all residents.");
  page.raw("</li></ul></section>");
}

void write_manifest(Page& page, const TrendReport& report) {
  open_section(page, "manifest", {"Lý lịch của báo cáo", "Manifest"});
  page.raw("<dl class=manifest>");
  for (const Fact& fact : report.manifest)
    page.raw("<dt>").text(fact.key).raw("</dt><dd>").text(fact.value).raw("</dd>");
  page.raw("</dl></section>");
}

}  // namespace ykien::detail
