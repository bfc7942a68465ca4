#include "study/report/page.h"

#include <fmt/format.h>

#include "text/detail/utf8.h"

namespace ykien::detail {
namespace {

std::string_view entity(char32_t character) {
  switch (character) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
  }
}

bool is_control(char32_t character) {
  return (character < 0x20 && character != '\n' && character != '\t') ||
         (character >= 0x7F && character < 0xA0);
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string html;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    const CodePoint point = read_code_point(at, end);
    at += point.length;
    const std::string_view written = entity(point.value);
    if (!written.empty())
      html += written;
    else
      append_code_point(is_control(point.value) ? kReplacement : point.value, html);
  }
  return html;
}

Page& Page::both(const BothLanguages& words) {
  if (words.vietnamese == words.english) return text(words.english);
  raw("<span lang=vi>").text(words.vietnamese).raw("</span>");
  return raw("<span lang=en>").text(words.english).raw("</span>");
}

Page& Page::label(const BothLanguages& words) {
  const std::string& shown = language_ == ReportLanguage::vietnamese ? words.vietnamese : words.english;
  return raw(fmt::format(" aria-label=\"{}\" data-vi=\"{}\" data-en=\"{}\"", escaped(shown),
                         escaped(words.vietnamese), escaped(words.english)));
}

std::string Page::localized(std::string digits) const {
  if (language_ == ReportLanguage::english) return digits;
  for (char& c : digits) c = c == '.' ? ',' : c == ',' ? '.' : c;
  return digits;
}

Page& Page::number(double value, int decimals) {
  return raw(fmt::format("<span class=n>{}</span>", localized(fmt::format("{:.{}f}", value, decimals))));
}

Page& Page::count(std::size_t value) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return raw(fmt::format("<span class=n>{}</span>", localized(std::move(digits))));
}

Page& Page::p_value(double p) { return p < 0.001 ? raw("&lt;&nbsp;").number(0.001, 3) : number(p, 3); }

Page& Page::percent(double share) { return number(100 * share, 1).raw("%"); }

Page& Page::percents(const Interval& interval) {
  return number(100 * interval.low, 1).raw("–").number(100 * interval.high, 1).raw("%");
}

Page& Page::cell_text(std::string_view plain) { return raw("<td>").text(plain).raw("</td>"); }

Page& Page::cell_number(double value, int decimals) {
  return raw("<td class=r>").number(value, decimals).raw("</td>");
}

Page& Page::cell_p(double p) { return raw("<td class=r>").p_value(p).raw("</td>"); }

Page& Page::cell_count(std::size_t value) { return raw("<td class=r>").count(value).raw("</td>"); }

Page& Page::cell_percent(double share, bool known) {
  raw("<td class=r>");
  if (known) percent(share);
  if (!known) raw("–");
  return raw("</td>");
}

Page& Page::cell_percents(const Interval& interval, bool known) {
  raw("<td class=r>");
  if (known) percents(interval);
  if (!known) raw("–");
  return raw("</td>");
}

}  // namespace ykien::detail
