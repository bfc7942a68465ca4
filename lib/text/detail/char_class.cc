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

// What is remembered: Latin to the signs of East Asia, and emoji.
constexpr char32_t kBasic = 0x3400;
constexpr char32_t kEmoji = 0x1F000;
constexpr char32_t kAfterEmoji = 0x1FB00;
constexpr std::size_t kMemo = kBasic + (kAfterEmoji - kEmoji);

std::array<CharClass, kMemo> make_memo() noexcept {
  std::array<CharClass, kMemo> memo{};
  for (char32_t i = 0; i < kMemo; ++i) memo[i] = looked_up(i < kBasic ? i : i - kBasic + kEmoji);
  return memo;
}

}  // namespace

CharClass char_class(char32_t value) noexcept {
  static const std::array<CharClass, kMemo> memo = make_memo();
  if (value < kBasic) return memo[value];
  if (value >= kEmoji && value < kAfterEmoji) return memo[value - kEmoji + kBasic];
  if (is_ideograph(value)) return CharClass::letter;
  if (value == kReplacement) return CharClass::symbol;  // they come in crowds
  return looked_up(value);
}

}  // namespace ykien::detail
