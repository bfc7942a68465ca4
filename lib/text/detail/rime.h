// Strings of symbols in the tables of spelling (syllable.cc, tone.cc), and where the rime of one begins.
#ifndef YKIEN_TEXT_DETAIL_RIME_H_
#define YKIEN_TEXT_DETAIL_RIME_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "text/detail/letters.h"

namespace ykien::detail {

// Up to five symbols as one number, so that finding a string in a table is a few comparisons of integers.
using Packed = std::uint32_t;

constexpr Packed pack(Packed packed, Symbol symbol) noexcept { return (packed << 6) | (symbol + 1U); }

// As the tables spell them: a-z, and 0 ă, 1 â, 2 đ, 3 ê, 4 ô, 5 ơ, 6 ư.
constexpr Symbol symbol_of(char spelled) noexcept {
  return static_cast<Symbol>(spelled <= '9' ? 26 + (spelled - '0') : spelled - 'a');
}

constexpr Packed pack(std::string_view spelled) noexcept {
  Packed packed = 0;
  for (const char letter : spelled) packed = pack(packed, symbol_of(letter));
  return packed;
}

constexpr Packed pack(std::span<const Symbol> symbols) noexcept {
  Packed packed = 0;
  for (const Symbol symbol : symbols) packed = pack(packed, symbol);
  return packed;
}

// is_vowel() as a table of bits.
inline constexpr std::uint64_t kVowelBits = [] {
  std::uint64_t bits = 0;
  for (Symbol symbol = 0; symbol < kSymbols; ++symbol) bits |= std::uint64_t{is_vowel(symbol)} << symbol;
  return bits;
}();
constexpr bool vowel(Symbol symbol) noexcept { return (kVowelBits >> symbol & 1) != 0; }

// The first letter of the rime: past the u of qu- and the i of gi- when another vowel follows.
constexpr std::size_t rime_begin(std::span<const Symbol> symbols) noexcept {
  constexpr Symbol kQ = symbol_of('q'), kU = symbol_of('u'), kG = symbol_of('g'), kI = symbol_of('i');
  std::size_t at = 0;
  while (at < symbols.size() && !vowel(symbols[at])) ++at;
  if (at != 1 || at + 1 >= symbols.size() || !vowel(symbols[at + 1])) return at;
  const bool glide = (symbols[0] == kQ && symbols[1] == kU) || (symbols[0] == kG && symbols[1] == kI);
  return glide ? at + 1 : at;
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_RIME_H_
