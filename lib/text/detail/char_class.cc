#include "text/detail/char_class.h"

#include <unicode/uchar.h>

#include <array>

namespace ykien::detail {
namespace {

constexpr std::uint32_t kMarks = U_GC_M_MASK;
constexpr std::uint32_t kBlanks = U_GC_Z_MASK | U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CS_MASK;

CharClass looked_up(char32_t value) noexcept {
  const auto point = static_cast<UChar32>(value);
  const std::uint32_t category = U_MASK(u_charType(point));
  if (category & U_GC_L_MASK) return CharClass::letter;
  if (category & kMarks) return CharClass::mark;
  if (category & U_GC_ND_MASK) return CharClass::digit;
  if (category & kBlanks) return CharClass::blank;
  // Signs such as the copyright sign count as pictographs in Unicode; to people they are punctuation.
  const bool pictograph = value > 0x2122 && u_hasBinaryProperty(point, UCHAR_EXTENDED_PICTOGRAPHIC);
  const bool part = is_emoji_modifier(value) || is_regional_indicator(value);
  return pictograph || part ? CharClass::emoji : CharClass::symbol;
}

constexpr std::size_t kMemo = 0x2000;  // all of Latin

std::array<CharClass, kMemo> make_memo() noexcept {
  std::array<CharClass, kMemo> memo{};
  for (std::size_t value = 0; value < kMemo; ++value) memo[value] = looked_up(static_cast<char32_t>(value));
  return memo;
}

}  // namespace

CharClass char_class(char32_t value) noexcept {
  static const std::array<CharClass, kMemo> memo = make_memo();
  return value < kMemo ? memo[value] : looked_up(value);
}

}  // namespace ykien::detail
