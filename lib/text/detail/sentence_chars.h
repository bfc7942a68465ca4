// What a character means to where sentences end.
#ifndef YKIEN_TEXT_DETAIL_SENTENCE_CHARS_H_
#define YKIEN_TEXT_DETAIL_SENTENCE_CHARS_H_

#include <algorithm>
#include <string_view>

#include "text/detail/char_class.h"
#include "text/detail/utf8.h"

namespace ykien::detail {

constexpr bool is_line_break(char32_t value) noexcept {
  return value == '\n' || value == '\r' || value == 0x0B || value == 0x0C || value == 0x85 ||
         value == 0x2028 || value == 0x2029;
}
constexpr bool is_end(char32_t value) noexcept {
  return value == '.' || value == '!' || value == '?' || value == 0x2026 || value == 0x3002 ||
         value == 0xFF01 || value == 0xFF1F;
}
constexpr bool is_closing(char32_t value) noexcept {
  return value == ')' || value == ']' || value == '}' || value == '"' || value == '\'' || value == 0x201D ||
         value == 0x2019 || value == 0xBB;
}
constexpr bool is_quote(char32_t value) noexcept {
  return is_closing(value) && value != ')' && value != ']' && value != '}';
}

inline CharClass class_of(const CodePoint& point) noexcept {
  if (!point.valid) return CharClass::letter;
  if (point.value < 0x80 && is_ascii_letter(static_cast<char>(point.value))) return CharClass::letter;
  return char_class(point.value);
}

// Capitals of Vietnamese stand at even places but for a few blocks; the folded form is asked for the rest.
inline bool is_capital(char32_t value) noexcept {
  if (value < 0x80) return value >= 'A' && value <= 'Z';
  if (value >= 0xC0 && value <= 0xDE) return value != 0xD7;
  if (value == 0x0110 || value == 0x0189) return true;
  if (value == 0x0102 || value == 0x0128 || value == 0x0168 || value == 0x01A0 || value == 0x01AF)
    return true;
  return value >= 0x1EA0 && value <= 0x1EF9 && value % 2 == 0;
}

inline bool is_blank(const CodePoint& point) noexcept {
  if (point.value < 0x80) return point.value <= ' ' || point.value == 0x7F;
  // Ideographs, symbols and emoji: no blanks among them, and slow to look up.
  const bool visible = (point.value >= 0x2100 && point.value < 0x3000) ||
                       (point.value > 0x3000 && point.value < 0xD800) ||
                       (point.value >= 0x1F000 && point.value < 0x1FB00);
  return point.valid && !visible && char_class(point.value) == CharClass::blank;
}

inline bool is_word_byte(char byte) noexcept {
  return is_ascii_letter(byte) || static_cast<unsigned char>(byte) >= 0x80;
}

inline std::size_t characters(std::string_view word) noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(word, [](char c) { return (c & 0xC0) != 0x80; }));
}
inline bool is_shouted(std::string_view word) noexcept {
  const char* const end = word.data() + word.size();
  for (const char* at = word.data(); at < end;) {
    const CodePoint point = read_code_point(at, end);
    if (!is_capital(point.value)) return false;
    at += point.length;
  }
  return true;
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_SENTENCE_CHARS_H_
