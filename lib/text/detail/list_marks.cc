#include "text/detail/list_marks.h"

#include <algorithm>

#include "text/detail/char_class.h"

namespace ykien::detail {
namespace {

char byte_at(std::string_view text, std::uint32_t at) noexcept { return at < text.size() ? text[at] : '\0'; }

// The part of an item number between brackets or before its sign.
ItemNumber counted(std::string_view text, std::uint32_t at) noexcept {
  constexpr std::string_view kRoman[] = {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"};
  const char first = byte_at(text, at);
  if (is_ascii_digit(first)) {
    const auto value = static_cast<std::uint32_t>(first - '0');
    if (!is_ascii_digit(byte_at(text, at + 1))) return {1, value, Counting::digits, 0};
    return {2, 10 * value + static_cast<std::uint32_t>(text[at + 1] - '0'), Counting::digits, 0};
  }
  if (first >= 'a' && first <= 'h')
    return {1, static_cast<std::uint32_t>(first - 'a' + 1), Counting::letters, 0};
  const auto is_roman = [](char byte) { return byte == 'I' || byte == 'V' || byte == 'X'; };
  if (!is_roman(first)) return {};
  std::uint32_t length = 1;
  while (length < 5 && is_roman(byte_at(text, at + length))) ++length;
  const auto found = std::ranges::find(kRoman, text.substr(at, length));
  if (found == std::end(kRoman)) return {};
  return {length, static_cast<std::uint32_t>(found - kRoman) + 1, Counting::roman, 0};
}

// A blank, a line break, a letter: what an item may begin with. After - and : only a blank.
bool item_may_begin(std::string_view text, std::uint32_t at, char sign) noexcept {
  if (at >= text.size() || is_ascii_space(static_cast<unsigned char>(text[at]))) return true;
  if (sign == '-' || sign == ':') return false;
  const CharClass kind = char_class(read_code_point(text.data() + at, text.data() + text.size()).value);
  const bool capital = !is_ascii_letter(text[at]) || (text[at] >= 'A' && text[at] <= 'Z');
  return kind == CharClass::blank || (kind == CharClass::letter && (capital || sign == ')' || sign == '/'));
}

}  // namespace

ItemNumber item_number(std::string_view text, std::uint32_t at) noexcept {
  const bool bracket = byte_at(text, at) == '(';
  ItemNumber item = counted(text, bracket ? at + 1 : at);
  if (item.length == 0 || item.value == 0) return {};
  item.length += bracket ? 2 : 1;
  const char sign = byte_at(text, at + item.length - 1);
  const std::size_t place = kCountingSigns.find(sign);
  if (place == std::string_view::npos || (bracket && sign != ')')) return {};
  // "a. " and "e - " are words of everyday text; a letter numbers an item with a bracket, a slash or a dot.
  if (item.counting == Counting::letters && place > 2) return {};
  item.sign = static_cast<std::uint8_t>(bracket ? kCountingSigns.size() : place);
  return item_may_begin(text, at + item.length, sign) ? item : ItemNumber{};
}

std::uint32_t list_sign(std::string_view text, std::uint32_t at) noexcept {
  const char first = byte_at(text, at);
  if (first == '-' || first == '+' || first == '*' || first == '_') return 1;
  if (first != '\xE2') return 0;
  constexpr std::string_view kSigns[] = {"–", "—", "•", "●", "▪", "■", "◦", "→", "✓"};
  const bool found = std::ranges::find(kSigns, text.substr(at, 3)) != std::end(kSigns);
  return found ? 3 : 0;
}

}  // namespace ykien::detail
