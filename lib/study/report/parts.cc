#include "study/report/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "study/report/table.h"

namespace ykien::detail {
namespace {

void write_words(Page& page, const BothLanguages& caption, const WordList& list) {
  open_table(page, caption,
             {words_head("Từ", "Word"), figures_head("Ở đây", "Here"), figures_head("Nơi khác", "Elsewhere"),
              figures_head("log₂ tỷ số", "log₂ ratio"), figures_head("z", "z"), figures_head("q", "q")});
  const auto share = [](std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
  };
  for (const ReportWord& word : list.words) {
    open_row(page, word.word);
    page.cell_percent(share(word.here, list.documents_here));
    page.cell_percent(share(word.elsewhere, list.documents_elsewhere), list.documents_elsewhere > 0);
    page.cell_number(word.log_ratio, 1).cell_number(word.z, 1).cell_p(word.q);
    close_row(page);
  }
  close_table(page);
}

}  // namespace

void open_section(Page& page, std::string_view id, const BothLanguages& heading) {
  page.raw(fmt::format("<section id={0} aria-labelledby=h-{0}><h2 id=h-{0}>", id)).both(heading).raw("</h2>");
}

void write_note(Page& page, std::string_view vietnamese, std::string_view english) {
  page.raw("<p class=note>").both(vietnamese, english).raw("</p>");
}

BothLanguages name_of(const Topic& topic) {
  const std::string& name = topic.name.empty() ? topic.id : topic.name;
  return {name, topic.english.empty() ? name : topic.english};
}

void write_notices(Page& page, const std::vector<ReportNotice>& notices) {
  if (notices.empty()) return;
  open_section(page, "notices",
               {"Điều cần biết trước khi đọc số liệu", "What to know before reading the figures"});
  page.raw("<ul class=notices>");
  for (const ReportNotice& notice : notices) {
    page.raw(notice.serious ? "<li class=serious><strong>" : "<li><strong>");
    notice.serious ? page.both("Cảnh báo. ", "Warning. ") : page.both("Lưu ý. ", "Note. ");
    page.raw("</strong>").both(notice.text).raw("</li>");
  }
  page.raw("</ul></section>");
}

void write_counts(Page& page, const BothLanguages& caption, const std::vector<ReportCount>& counts) {
  page.raw("<table><caption>").both(caption).raw("</caption><tbody>");
  for (const ReportCount& count : counts) {
    page.raw("<tr><th scope=row>").both(count.what).raw("</th>").cell_count(count.rows).raw("</tr>");
  }
  page.raw("</tbody></table>");
}

void write_manifest(Page& page, const std::vector<Fact>& manifest) {
  open_section(page, "manifest", {"Lý lịch của báo cáo", "Manifest"});
  page.raw("<dl class=manifest>");
  for (const Fact& fact : manifest)
    page.raw("<dt>").text(fact.key).raw("</dt><dd>").text(fact.value).raw("</dd>");
  page.raw("</dl></section>");
}

bool are_finite(const WordList& list) {
  return std::ranges::all_of(list.words, [](const ReportWord& word) {
    return std::isfinite(word.log_ratio) && std::isfinite(word.z) && std::isfinite(word.q);
  });
}

void write_word_list(Page& page, const BothLanguages& caption, const WordList& list) {
  if (list.words.empty())
    page.raw("<p>").both("Không từ nào khác biệt rõ.", "No word stands out.").raw("</p>");
  else
    write_words(page, caption, list);
  if (list.examples.empty()) return;
  page.raw("<ul class=examples>");
  for (const std::string& example : list.examples)
    page.raw("<li lang=vi class=keep>").text(example).raw("</li>");
  page.raw("</ul>");
}

void write_word_note(Page& page) {
  write_note(
      page,
      "Tỷ lệ văn bản có từ đó; z: log tỷ số chênh với tiên nghiệm Dirichlet; q: p sau Benjamini–Hochberg. "
      "Tên, số điện thoại, "
      "số giấy tờ trong ví dụ đã được thay.",
      "Shares of texts with the word; z: log odds with a Dirichlet prior; q: p after Benjamini and Hochberg. "
      "Names, phone and "
      "document numbers in the examples are replaced.");
}

}  // namespace ykien::detail
