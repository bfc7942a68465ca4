// Page: HTML written piece by piece, escaped, in two languages of which the reader sees one.
#ifndef YKIEN_STUDY_REPORT_PAGE_H_
#define YKIEN_STUDY_REPORT_PAGE_H_

#include <string>
#include <string_view>

#include "ykien/study/report.h"

namespace ykien::detail {

// `text` fit for HTML content and attributes: markup escaped, ill-formed UTF-8 and control characters
// replaced.
std::string escaped(std::string_view text);

class Page {
 public:
  explicit Page(ReportLanguage language) : language_(language) {}

  ReportLanguage language() const noexcept { return language_; }

  Page& raw(std::string_view html) {
    html_ += html;
    return *this;
  }
  Page& text(std::string_view plain) { return raw(escaped(plain)); }

  // Both languages as text; the style sheet shows one.
  Page& both(const BothLanguages& words);
  Page& both(std::string_view vietnamese, std::string_view english) {
    return both(BothLanguages{std::string(vietnamese), std::string(english)});
  }
  // As the attribute aria-label, which a script changes with the language.
  Page& label(const BothLanguages& words);

  // A number with a decimal comma in Vietnamese, a point in English.
  Page& number(double value, int decimals);
  Page& count(std::size_t value);
  Page& p_value(double p);      // three decimals; "< 0,001" below that
  Page& percent(double share);  // one decimal, with its sign
  // "12,3–45,6%"
  Page& percents(const Interval& interval);

  // <td class="...">: one cell of a table each.
  Page& cell_text(std::string_view plain);
  Page& cell_count(std::size_t value);
  Page& cell_number(double value, int decimals);
  Page& cell_p(double p);
  Page& cell_percent(double share, bool known = true);
  Page& cell_percents(const Interval& interval, bool known = true);

  // "1,234.5" as the language writes it. What holds such digits has the class n: a script changes it.
  std::string localized(std::string digits) const;

  std::string take() { return std::move(html_); }

 private:
  ReportLanguage language_;
  std::string html_;
};

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_REPORT_PAGE_H_
