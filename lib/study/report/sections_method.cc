// How the figures came about: errors of the classifier, rows, reading guide, manifest.
#include <fmt/format.h>

#include <cmath>

#include "study/report/sections.h"
#include "study/report/table.h"

namespace ykien::detail {
namespace {

// `first`, and then a column of figures for each topic.
std::vector<Head> topic_heads(std::vector<Head> first, const TrendReport& report) {
  for (std::size_t k = 0; k < report.topics.size(); ++k) first.push_back({topic_name(report, k), true});
  return first;
}

void write_confusion_row(Page& page, const TrendReport& report, std::size_t truth) {
  const std::size_t topics = report.topics.size();
  const auto row = report.validation.confusion.begin() + static_cast<std::ptrdiff_t>(truth * topics);
  std::size_t all = 0;
  for (std::size_t k = 0; k < topics; ++k) all += row[static_cast<std::ptrdiff_t>(k)];
  open_row(page, topic_name(report, truth));
  page.cell_count(all);
  for (std::size_t k = 0; k < topics; ++k) {
    const std::size_t count = row[static_cast<std::ptrdiff_t>(k)];
    const double share = all == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(all);
    page.raw(fmt::format("<td class=\"r m{}{}\">", static_cast<int>(std::lround(share * 10)),
                         k == truth ? " hit" : ""));
    page.count(count);
    if (count > 0) page.raw("<br><small>").percent(share).raw("</small>");
    page.raw("</td>");
  }
  close_row(page);
}

void write_confusion(Page& page, const TrendReport& report) {
  open_table(page,
             {"Ma trận nhầm lẫn: nhóm đúng theo hàng, nhóm máy chọn theo cột; phần trăm của hàng",
              "Confusion matrix: true topic by row, decided topic by column; percent of the row"},
             topic_heads({words_head("Nhóm đúng", "True topic"), figures_head("Số dòng", "Rows")}, report),
             "confusion");
  for (std::size_t k = 0; k < report.topics.size(); ++k) write_confusion_row(page, report, k);
  close_table(page);
}

void write_methods(Page& page, const TrendReport& report) {
  if (report.validation.methods.empty()) return;
  open_table(page, {"Tỷ lệ của mọi dòng theo từng cách tính", "Shares of all rows by method"},
             topic_heads({words_head("Cách tính", "Method")}, report));
  for (const ReportMethod& method : report.validation.methods) {
    open_row(page, method.name);
    for (const double share : method.share) page.cell_percent(share);
    close_row(page);
  }
  close_table(page);
}

void write_condition(Page& page, double condition) {
  if (std::isfinite(condition))
    page.number(condition, 1);
  else
    page.both("không khả nghịch", "singular");
}

void write_presence_row(Page& page, const BothLanguages& topic, const ReportPresence& one) {
  const auto share = [&page](std::size_t part, std::size_t whole) {
    page.cell_percent(whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole), whole > 0);
  };
  open_row(page, topic);
  page.cell_count(one.found + one.missed);
  share(one.found, one.found + one.missed);
  page.cell_count(one.wrong + one.rest);
  share(one.wrong, one.wrong + one.rest);
  page.raw("<td class=r>");
  write_condition(page, one.condition);
  page.raw("</td>").cell_p(one.shift_p);
  close_row(page);
}

void write_presence(Page& page, const TrendReport& report) {
  open_table(
      page,
      {"Máy nhận ra từng nhóm thế nào, trên các dòng kiểm tra",
       "How well each topic is recognised, on the validation rows"},
      {words_head("Nhóm", "Topic"), figures_head("Dòng có nhóm này", "Rows that have it"),
       figures_head("trong đó máy nhận ra", "of them given it"),
       figures_head("Dòng không có", "Rows that have it not"),
       figures_head("trong đó máy vẫn gán", "of them given it all the same"),
       figures_head("Số điều kiện", "Condition number"), figures_head("p: tỷ lệ đã đổi", "p of a shift")});
  for (std::size_t k = 0; k < report.topics.size(); ++k)
    write_presence_row(page, topic_name(report, k), report.validation.presence[k]);
  close_table(page);
  write_note(
      page,
      "Mỗi nhóm là một câu hỏi riêng: ý kiến có thuộc nhóm ấy hay không. Việc hiệu chỉnh giả định rằng các ý "
      "kiến không "
      "thuộc nhóm vẫn pha trộn như trong dữ liệu kiểm tra.",
      "Each topic is a question of its own: whether a row has it. The correction assumes that the rows "
      "without it are "
      "mixed as they were in the validation rows.");
}

void write_diagnostics(Page& page, const ReportValidation& validation) {
  page.raw("<dl><dt>")
      .both("Số điều kiện của ma trận nhầm lẫn", "Condition number of the misclassification matrix")
      .raw("</dt><dd>");
  write_condition(page, validation.condition);
  page.raw("</dd><dt>")
      .both("Kiểm định: tỷ lệ có khác dữ liệu kiểm tra không", "Test of a shift against the validation rows");
  page.raw("</dt><dd>χ² = ").number(validation.shift_statistic, 1).raw(", p: ");
  page.p_value(validation.shift_p).raw("</dd></dl>");
}

void write_drift(Page& page, const TrendReport& report) {
  if (report.drift.empty()) return;
  open_table(
      page,
      {"Từ ngữ trong từng nhóm có đổi theo thời gian không (Jensen–Shannon, so với hoán vị ngẫu nhiên)",
       "Whether the words inside a topic moved over time (Jensen–Shannon, against random permutations)"},
      {words_head("Nhóm", "Topic"), figures_head("Độ lệch, bit", "Divergence, bits"),
       figures_head("Nếu ngẫu nhiên", "By chance"), figures_head("p", "p")});
  for (const ReportDrift& drift : report.drift) {
    open_row(page, topic_name(report, drift.topic));
    page.cell_number(drift.divergence, 4).cell_number(drift.expected, 4).cell_p(drift.p);
    close_row(page);
  }
  close_table(page);
}

// For how many figures, or periods, the intervals may be wrong.
void write_how_many_miss(Page& page, const TrendReport& report) {
  if (report.joint)
    page.both("Các khoảng của một kỳ đúng cùng lúc cho mọi nhóm: trong ",
              "The intervals of a period are right for all its topics at once: of ")
        .count(report.periods.size())
        .both(" kỳ, chừng ", " periods, some ");
  else
    page.both("Khoảng thuộc về từng con số: trong ", "It belongs to one figure at a time: of ")
        .count(report.periods.size() * report.topics.size())
        .both(" con số, chừng ", " figures, some ");
  page.number(100 * (1 - report.level), 0).raw("% ");
  if (report.joint)
    page.both("có thể có ít nhất một khoảng sai.", "may have one at least that is not.");
  else
    page.both("có thể nằm ngoài khoảng của mình.", "may lie outside their own.");
}

}  // namespace

void write_validation(Page& page, const TrendReport& report) {
  open_section(page, "errors", {"Máy nhầm thế nào", "How the classifier errs"});
  page.raw("<p>").both(report.validation.source).raw("</p>");
  if (!report.validation.confusion.empty()) {
    write_confusion(page, report);
    write_diagnostics(page, report.validation);
  }
  if (!report.validation.presence.empty()) write_presence(page, report);
  write_methods(page, report);
  write_drift(page, report);
  page.raw("</section>");
}

void write_data(Page& page, const TrendReport& report) {
  open_section(page, "data", {"Dữ liệu: giữ lại và để riêng", "Data: kept and set aside"});
  write_counts(page, {"Số dòng", "Rows"}, report.counts);
  page.raw("</section>");
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
  page.both("Khoảng tin cậy tính cả việc chỉ có chừng ấy ý kiến lẫn việc không biết rõ máy nhầm bao nhiêu. ",
            "The interval covers both that there are only so many rows and that the errors are not known "
            "exactly. ");
  write_how_many_miss(page, report);
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

}  // namespace ykien::detail
