// What was found beside the shares: changes, events, words.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "study/report/counted.h"
#include "study/report/sections.h"
#include "study/report/table.h"

namespace ykien::detail {
namespace {

// The topics whose raw share moved most at a change, at most three, with both shares.
void write_moves(Page& page, const TrendReport& report, const ReportChange& change) {
  std::vector<std::size_t> order(report.topics.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  const auto moved = [&](std::size_t k) { return std::abs(change.after[k] - change.before[k]); };
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return moved(a) > moved(b); });
  order.resize(std::min<std::size_t>(3, order.size()));
  page.raw("<ul class=plain>");
  for (const std::size_t k : order) {
    page.raw("<li>")
        .both(topic_name(report, k))
        .raw(": ")
        .percent(change.before[k])
        .raw(" → ")
        .percent(change.after[k]);
    page.raw("</li>");
  }
  page.raw("</ul>");
}

std::string border_name(const TrendReport& report, std::size_t period) {
  return report.periods[period - 1].label + " | " + report.periods[period].label;
}

void write_change(Page& page, const TrendReport& report, const ReportChange& change) {
  open_row(page, border_name(report, change.period));
  page.raw("<td>");
  if (change.probability < 0) {
    page.raw("–");
  } else {
    page.text(border_name(report, change.earliest));
    if (change.latest != change.earliest) page.raw(" … ").text(border_name(report, change.latest));
    page.raw(" (").number(change.probability, 2).raw(")");
  }
  page.raw("</td><td>");
  write_moves(page, report, change);
  page.raw("</td>");
  close_row(page);
}

void write_words_of(Page& page, const TrendReport& report, const ReportWords& words) {
  page.raw(words.whole ? "<details open><summary>" : "<details><summary>");
  if (words.whole)
    page.both("Khác các nhóm kia, mọi kỳ", "Against the other topics, all periods");
  else
    page.both("Khác các kỳ khác: ", "Against its other periods: ")
        .text(span_name(report, words.first, words.last));
  write_counted(page.raw(" <small>("), words.found.documents_here, "văn bản", "text")
      .raw(")</small></summary>");
  const BothLanguages topic = topic_name(report, words.topic);
  write_word_list(page, {"Từ của nhóm " + topic.vietnamese, "Words of " + topic.english}, words.found);
  page.raw("</details>");
}

}  // namespace

void write_changes(Page& page, const TrendReport& report) {
  open_section(page, "changes", {"Điểm thay đổi", "Change points"});
  if (report.changes.empty()) {
    page.raw("<p>");
    page.both(
        "Không thấy lúc nào cơ cấu nhóm thay đổi hẳn, sau khi tính đến dao động thường gặp giữa các kỳ.",
        "At no time did the mix of topics change beyond what periods usually vary.");
    page.raw("</p></section>");
    return;
  }
  open_table(
      page,
      {"Giữa hai kỳ nào cơ cấu nhóm thay đổi, và nhóm nào đổi nhiều nhất (tỷ lệ đếm thô)",
       "Between which periods the mix of topics changed, and which moved most (raw shares)"},
      {words_head("Trước | sau", "Before | after"), words_head("Khoảng (xác suất)", "Window (probability)"),
       words_head("Thay đổi lớn nhất", "Largest moves")});
  for (const ReportChange& change : report.changes) write_change(page, report, change);
  close_table(page);
  write_note(
      page,
      "Phân đoạn chính xác trên số đếm thô, mức phạt nhân với độ phân tán. Khoảng: nơi có ít nhất một thay "
      "đổi với xác suất hậu nghiệm "
      "ghi trong ngoặc. Một điểm thay đổi cho biết khi nào, không cho biết vì sao.",
      "Exact partitioning of the raw counts with a penalty scaled by the dispersion. Window: where a change "
      "lies with the posterior "
      "probability in brackets. A change point says when, not why.");
  page.raw("</section>");
}

void write_effects(Page& page, const TrendReport& report) {
  if (report.effects.empty()) return;
  open_section(page, "effects", {"Trước và sau các sự kiện", "Before and after the events"});
  open_table(
      page,
      {"Tỷ số chênh của mỗi nhóm sau sự kiện so với trước",
       "Odds of each topic after the event against before"},
      {words_head("Sự kiện", "Event"), words_head("Nhóm", "Topic"), figures_head("Tỷ số chênh", "Odds ratio"),
       figures_head("Khoảng tin cậy", "Interval"), figures_head("q", "q")});
  for (const ReportEffect& effect : report.effects) {
    open_row(page, effect.event);
    page.raw("<td>").both(topic_name(report, effect.topic)).raw("</td>").cell_number(effect.odds_ratio, 2);
    page.raw("<td class=r>")
        .number(effect.interval.low, 2)
        .raw("–")
        .number(effect.interval.high, 2)
        .raw("</td>");
    page.cell_p(effect.q);
    close_row(page);
  }
  close_table(page);
  write_note(
      page,
      "Hồi quy tựa nhị thức trên số đếm thô. So sánh trước và sau không chứng minh nguyên nhân: việc khác "
      "cũng xảy ra.",
      "Quasi-binomial regression on raw counts. Before against after proves no cause: other things happened "
      "too.");
  page.raw("</section>");
}

void write_words(Page& page, const TrendReport& report) {
  if (report.words.empty()) return;
  open_section(page, "words", {"Từ ngữ đặc trưng", "Distinctive words"});
  write_word_note(page);
  for (std::size_t i = 0; i < report.words.size(); ++i) {
    const bool first = i == 0 || report.words[i].topic != report.words[i - 1].topic;
    if (first)
      page.raw("<article class=words><h3>").both(topic_name(report, report.words[i].topic)).raw("</h3>");
    write_words_of(page, report, report.words[i]);
    const bool last = i + 1 == report.words.size() || report.words[i].topic != report.words[i + 1].topic;
    if (last) page.raw("</article>");
  }
  page.raw("</section>");
}

}  // namespace ykien::detail
