// What was found beside the shares: notices, changes, events, words.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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

void write_word_table(Page& page, const TrendReport& report, const ReportWords& words) {
  const BothLanguages topic = topic_name(report, words.topic);
  open_table(page, {"Từ của nhóm " + topic.vietnamese, "Words of " + topic.english},
             {words_head("Từ", "Word"), figures_head("Ở đây", "Here"), figures_head("Nơi khác", "Elsewhere"),
              figures_head("log₂ tỷ số", "log₂ ratio"), figures_head("z", "z"), figures_head("q", "q")});
  const auto share = [](std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
  };
  for (const ReportWord& word : words.words) {
    open_row(page, word.word);
    page.cell_percent(share(word.here, words.documents_here));
    page.cell_percent(share(word.elsewhere, words.documents_elsewhere), words.documents_elsewhere > 0);
    page.cell_number(word.log_ratio, 1).cell_number(word.z, 1).cell_p(word.q);
    close_row(page);
  }
  close_table(page);
}

void write_words_of(Page& page, const TrendReport& report, const ReportWords& words) {
  page.raw(words.whole ? "<details open><summary>" : "<details><summary>");
  if (words.whole)
    page.both("Khác các nhóm kia, mọi kỳ", "Against the other topics, all periods");
  else
    page.both("Khác các kỳ khác: ", "Against its other periods: ")
        .text(span_name(report, words.first, words.last));
  page.raw(" <small>(")
      .count(words.documents_here)
      .raw(" ")
      .both("văn bản", "texts")
      .raw(")</small></summary>");
  if (words.words.empty())
    page.raw("<p>").both("Không từ nào khác biệt rõ.", "No word stands out.").raw("</p>");
  else
    write_word_table(page, report, words);
  if (!words.examples.empty()) {
    page.raw("<ul class=examples>");
    for (const std::string& example : words.examples)
      page.raw("<li lang=vi class=keep>").text(example).raw("</li>");
    page.raw("</ul>");
  }
  page.raw("</details>");
}

}  // namespace

void write_notices(Page& page, const TrendReport& report) {
  if (report.notices.empty()) return;
  open_section(page, "notices",
               {"Điều cần biết trước khi đọc số liệu", "What to know before reading the figures"});
  page.raw("<ul class=notices>");
  for (const ReportNotice& notice : report.notices) {
    page.raw(notice.serious ? "<li class=serious><strong>" : "<li><strong>");
    notice.serious ? page.both("Cảnh báo. ", "Warning. ") : page.both("Lưu ý. ", "Note. ");
    page.raw("</strong>").both(notice.text).raw("</li>");
  }
  page.raw("</ul></section>");
}

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
  page.raw("<p class=note>");
  page.both(
      "Phân đoạn chính xác trên số đếm thô, mức phạt nhân với độ phân tán. Khoảng: nơi có ít nhất một thay "
      "đổi với xác suất hậu nghiệm "
      "ghi trong ngoặc. Một điểm thay đổi cho biết khi nào, không cho biết vì sao.",
      "Exact partitioning of the raw counts with a penalty scaled by the dispersion. Window: where a change "
      "lies with the posterior "
      "probability in brackets. A change point says when, not why.");
  page.raw("</p></section>");
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
  page.raw("<p class=note>");
  page.both(
      "Hồi quy tựa nhị thức trên số đếm thô. So sánh trước và sau không chứng minh nguyên nhân: việc khác "
      "cũng xảy ra.",
      "Quasi-binomial regression on raw counts. Before against after proves no cause: other things happened "
      "too.");
  page.raw("</p></section>");
}

void write_words(Page& page, const TrendReport& report) {
  if (report.words.empty()) return;
  open_section(page, "words", {"Từ ngữ đặc trưng", "Distinctive words"});
  page.raw("<p class=note>");
  page.both(
      "Tỷ lệ văn bản có từ đó; z: log tỷ số chênh với tiên nghiệm Dirichlet; q: p sau Benjamini–Hochberg. "
      "Tên, số điện thoại, "
      "số giấy tờ trong ví dụ đã được thay.",
      "Shares of texts with the word; z: log odds with a Dirichlet prior; q: p after Benjamini and Hochberg. "
      "Names, phone and "
      "document numbers in the examples are replaced.");
  page.raw("</p>");
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
