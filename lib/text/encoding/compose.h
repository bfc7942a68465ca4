// Vowels and their accents, large and small, as numbers.
#ifndef YKIEN_TEXT_ENCODING_COMPOSE_H_
#define YKIEN_TEXT_ENCODING_COMPOSE_H_

#include <array>
#include <cstdint>

#include "text/detail/letters.h"
#include "text/encoding/tables.h"

namespace ykien::encoding {

// The Vietnamese capital of a small Vietnamese letter, and back; anything else stays. Both have the same
// length in UTF-8.
constexpr char32_t large_of(char32_t small) noexcept {
  if ((small >= 'a' && small <= 'z') || (small >= 0xE0 && small < 0xFF && small != 0xF7)) return small - 0x20;
  const bool pairs = (small >= 0x100 && small < 0x130) || (small >= 0x168 && small < 0x16A) ||
                     (small >= 0x1EA0 && small < 0x1EFA);
  if (pairs) return small & ~char32_t{1};
  return small == 0x1A1 ? 0x1A0 : small == 0x1B0 ? 0x1AF : small;
}
constexpr char32_t small_of(char32_t large) noexcept {
  if ((large >= 'A' && large <= 'Z') || (large >= 0xC0 && large < 0xDF && large != 0xD7)) return large + 0x20;
  const bool pairs = (large >= 0x100 && large < 0x130) || (large >= 0x168 && large < 0x16A) ||
                     (large >= 0x1EA0 && large < 0x1EFA);
  if (pairs) return large | 1;
  return large == 0x1A0 ? 0x1A1 : large == 0x1AF ? 0x1B0 : large;
}

inline constexpr int kVowelCases =
    24;                            // numbers of the twelve vowels: small 0..11 as in kVowels, large 12..23
inline constexpr int kMarks = 24;  // quality * 6 + tone

constexpr int mark_number(Accents accents) noexcept { return accents.quality * 6 + accents.tone; }

// The number of a vowel without tone, or -1.
constexpr int vowel_number(char32_t letter) noexcept {
  for (int i = 0; i < kVowelCases; ++i) {
    const char32_t small = detail::kVowels[i % 12].tones[0];
    if (letter == (i < 12 ? small : large_of(small))) return i;
  }
  return -1;
}

// The letter that a mark makes of a vowel, or 0.
constexpr char16_t accented(int vowel, int mark) noexcept {
  detail::Symbol symbol = detail::kVowels[vowel % 12].symbol;
  if (mark / 6 > 0) symbol = detail::with_quality(symbol, mark / 6);
  if (symbol == detail::kNoSymbol) return 0;
  const char32_t small = detail::compose(symbol, mark % 6);
  return static_cast<char16_t>(vowel < 12 ? small : large_of(small));
}

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_COMPOSE_H_
