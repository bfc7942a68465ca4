// What a code point is to the tokenizer.
#ifndef YKIEN_TEXT_DETAIL_CHAR_CLASS_H_
#define YKIEN_TEXT_DETAIL_CHAR_CLASS_H_

#include <cstdint>

#include "text/detail/utf8.h"

namespace ykien::detail {

enum class CharClass : std::uint8_t { blank, letter, mark, digit, emoji, symbol };

// By the Unicode properties General_Category and Extended_Pictographic. Thread-safe. Exported for the tests.
YKIEN_API CharClass char_class(char32_t value) noexcept;

// Letters, all of them. They come in crowds.
constexpr bool is_ideograph(char32_t value) noexcept { return value >= 0x4E00 && value < 0xA000; }

constexpr bool is_ascii_digit(char byte) noexcept { return byte >= '0' && byte <= '9'; }
constexpr bool is_ascii_letter(char byte) noexcept {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}
constexpr char ascii_lower(char byte) noexcept {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
}

// char_class() of an ASCII byte, where the compiler can see it.
constexpr CharClass ascii_class(char byte) noexcept {
  if (is_ascii_letter(byte)) return CharClass::letter;
  if (is_ascii_digit(byte)) return CharClass::digit;
  return byte > ' ' && byte < 0x7F ? CharClass::symbol : CharClass::blank;
}

// Emoji that are built of two code points: skin tones, and the letters of flags.
constexpr bool is_emoji_modifier(char32_t value) noexcept { return value >= 0x1F3FB && value <= 0x1F3FF; }
constexpr bool is_regional_indicator(char32_t value) noexcept { return value >= 0x1F1E6 && value <= 0x1F1FF; }

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_CHAR_CLASS_H_
