// What stands beside the shares of two groups: words, rows, and how to read it all.
#include "study/report/comparison_sections.h"
#include "study/report/counted.h"

namespace ykien::detail {
namespace {

void write_group_words(Page& page, std::string_view letter, const ComparedGroup& group) {
  const std::string name = std::string(letter) + " (" + group.name + ")";
  page.raw("<article class=words><h3>").text(name).raw(" <small>(");
  write_counted(page, group.rows, "văn bản", "text").raw(")</small></h3>");
  write_word_list(page, {"Từ có trong nhiều văn bản hơn ở " + name, "Words of more texts in " + name},
                  group.words);
  page.raw("</article>");
}

}  // namespace

void write_words(Page& page, const ComparisonReport& report) {
  open_section(page, "words", {"Từ ngữ đặc trưng", "Distinctive words"});
  write_word_note(page);
  write_group_words(page, "A", report.a);
  write_group_words(page, "B", report.b);
  page.raw("</section>");
}

void write_data(Page& page, const ComparisonReport& report) {
  open_section(page, "data", {"Dữ liệu: giữ lại và để riêng", "Data: kept and set aside"});
  for (const ComparedGroup* group : {&report.a, &report.b}) {
    const std::string letter = group == &report.a ? "A: " : "B: ";
    write_counts(page, {letter + group->name, letter + group->name}, group->counts);
  }
  page.raw("</section>");
}

void write_reading(Page& page, const ComparisonReport& report) {
  const bool corrected = !report.corrected.empty();
  open_section(page, "reading", {"Đọc các con số này thế nào", "How to read these figures"});
  if (!report.validation.english.empty()) {
    page.raw("<p>").both("Mức nhầm của máy được đo trên ", "The classifier's errors were measured on ");
    page.both(report.validation).raw("</p>");
  }
  page.raw("<ul>");
  const auto item = [&page](std::string_view vietnamese, std::string_view english) {
    page.raw("<li>").both(vietnamese, english).raw("</li>");
  };
  if (corrected) {
    item(
        "Tỷ lệ đếm thô đếm nhóm mà máy chọn. Máy nhầm, nên con số ấy lệch; tỷ lệ đã hiệu chỉnh bù lại phần "
        "nhầm đo được trên dữ liệu kiểm tra.",
        "Shares as counted are of the topics that the classifier decided. It errs, so they are biased; "
        "corrected shares make up for the errors measured on the validation rows.");
    item(
        "Khoảng tin cậy tính cả việc chỉ có chừng ấy ý kiến lẫn việc không biết rõ máy nhầm bao nhiêu. Máy "
        "được coi là nhầm như nhau ở A và B.",
        "The intervals cover both that there are only so many rows and that the errors are not known "
        "exactly. The classifier is taken to err alike in A and in B.");
  }
  if (report.joint)
    item(
        "Chênh lệch mà khoảng tin cậy chứa số 0 thì có thể chỉ do ngẫu nhiên. Các khoảng của một bảng đúng "
        "cùng lúc cho mọi nhóm, và các khoảng của chênh lệch cũng vậy.",
        "A difference whose interval holds 0 may be chance alone. The intervals of a table are right for all "
        "topics at once, and so are those of the differences.");
  else
    item(
        "Chênh lệch mà khoảng tin cậy chứa số 0 thì có thể chỉ do ngẫu nhiên. Khoảng thuộc về từng con số "
        "một.",
        "A difference whose interval holds 0 may be chance alone. An interval belongs to one figure at a "
        "time.");
  if (report.adjustment == Adjustment::holm)
    item(
        "q: p sau khi chỉnh theo Holm cho mọi nhóm cùng lúc: dưới 0,05 thì khả năng có dù chỉ một kết luận "
        "sai không quá 5%.",
        "q: p after Holm over all topics: below 0.05, the chance of even one false finding is at most 5%.");
  else
    item(
        "q: p sau khi chỉnh theo Benjamini–Hochberg cho mọi nhóm: trong các chênh lệch có q dưới 0,05, "
        "chừng 5% là tình cờ.",
        "q: p after Benjamini and Hochberg over all topics: of the differences with q below 0.05 some 5% "
        "are chance.");
  item("Khác nhau không nói lên nguyên nhân: ai gửi, qua kênh nào, vào lúc nào cũng khác nhau.",
       "A difference names no cause: who writes, by which channel and when differs too.");
  item("Đây là ý kiến được gửi đến, không phải ý kiến của mọi người dân.",
       "These are the opinions that were sent in, not those of all residents.");
  page.raw("</ul></section>");
}

}  // namespace ykien::detail
