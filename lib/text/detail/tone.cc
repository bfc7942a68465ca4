#include "text/detail/tone.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace ykien::detail {
namespace {

// Strings of symbols, written in kSymbolBases plus digits for the seven letters outside a-z:
// 0 ă, 1 â, 2 đ, 3 ê, 4 ô, 5 ơ, 6 ư.
constexpr std::string_view kOnsets[] = {"",   "b",  "c",  "ch", "d", "2",  "g",  "gh", "gi", "h", "k", "kh", "l", "m",
                                        "n",  "ng", "ngh", "nh", "p", "ph", "qu", "r",  "s",  "t", "th", "tr", "v", "x"};
constexpr std::string_view kCodas[] = {"", "c", "ch", "m", "n", "ng", "nh", "p", "t"};

struct Nucleus {
  std::string_view symbols;
  std::uint8_t place;      // of the tone
  std::uint8_t old_place;  // of the tone in the old style, when no coda follows
};

constexpr Nucleus kNuclei[] = {
    {"a", 0, 0},   {"0", 0, 0},   {"1", 0, 0},   {"e", 0, 0},   {"3", 0, 0},   {"i", 0, 0},   {"o", 0, 0},
    {"4", 0, 0},   {"5", 0, 0},   {"u", 0, 0},   {"6", 0, 0},   {"y", 0, 0},   {"ai", 0, 0},  {"ao", 0, 0},
    {"au", 0, 0},  {"ay", 0, 0},  {"1u", 0, 0},  {"1y", 0, 0},  {"eo", 0, 0},  {"3u", 0, 0},  {"ia", 0, 0},
    {"i3", 1, 1},  {"iu", 0, 0},  {"oa", 1, 0},  {"o0", 1, 1},  {"oe", 1, 0},  {"oi", 0, 0},  {"oo", 1, 1},
    {"4i", 0, 0},  {"5i", 0, 0},  {"ua", 0, 0},  {"u1", 1, 1},  {"u3", 1, 1},  {"ui", 0, 0},  {"u4", 1, 1},
    {"u5", 1, 1},  {"uy", 1, 0},  {"6a", 0, 0},  {"6i", 0, 0},  {"65", 1, 1},  {"6u", 0, 0},  {"y3", 1, 1},
    {"i3u", 1, 1}, {"oai", 1, 1}, {"oao", 1, 1}, {"oay", 1, 1}, {"oeo", 1, 1}, {"u1y", 1, 1}, {"u4i", 1, 1},
    {"uya", 1, 1}, {"uy3", 2, 2}, {"uyu", 1, 1}, {"y3u", 1, 1}, {"65i", 1, 1}, {"65u", 1, 1}};

// The letters of a syllable in the spelling of the tables above.
struct Spelling {
  std::array<char, kLongestSyllable + 1> letters{};
  std::size_t size = 0;
  std::string_view view(std::size_t from, std::size_t to) const noexcept { return {letters.data() + from, to - from}; }
};

Spelling spell(std::span<const Symbol> symbols) noexcept {
  constexpr std::string_view kExtra = "0123456";
  Spelling spelling;
  for (const Symbol symbol : symbols) {
    spelling.letters[spelling.size++] = symbol < 26 ? static_cast<char>('a' + symbol) : kExtra[symbol - 26u];
  }
  return spelling;
}

template <std::size_t n>
bool contains(const std::string_view (&list)[n], std::string_view wanted) noexcept {
  return std::find(std::begin(list), std::end(list), wanted) != std::end(list);
}

// First letter of the nucleus: past the u of qu- and the i of gi- when another vowel follows.
std::size_t nucleus_begin(std::span<const Symbol> symbols, std::string_view all) noexcept {
  std::size_t at = 0;
  while (at < symbols.size() && !is_vowel(symbols[at])) ++at;
  const bool glide = at == 1 && ((all[0] == 'q' && all[1] == 'u') || (all[0] == 'g' && all[1] == 'i'));
  return glide && at + 1 < symbols.size() && is_vowel(symbols[at + 1]) ? at + 1 : at;
}

}  // namespace

int tone_position(std::span<const Symbol> symbols, ToneStyle style) noexcept {
  if (symbols.empty() || symbols.size() > kLongestSyllable) return -1;
  const Spelling all = spell(symbols);
  const std::size_t begin = nucleus_begin(symbols, all.view(0, all.size));
  std::size_t end = begin;
  while (end < symbols.size() && is_vowel(symbols[end])) ++end;
  if (!contains(kOnsets, all.view(0, begin)) || !contains(kCodas, all.view(end, all.size))) return -1;
  const std::string_view nucleus = all.view(begin, end);
  for (const Nucleus& row : kNuclei) {
    if (row.symbols != nucleus) continue;
    const bool old_open = style == ToneStyle::old_style && end == all.size;
    return static_cast<int>(begin) + (old_open ? row.old_place : row.place);
  }
  return -1;
}

void place_tone(std::span<Letter> letters, ToneStyle style) noexcept {
  if (style == ToneStyle::keep || letters.size() > kLongestSyllable) return;
  std::array<Symbol, kLongestSyllable> symbols{};
  std::size_t toned = letters.size();
  for (std::size_t i = 0; i < letters.size(); ++i) {
    symbols[i] = letters[i].symbol;
    if (letters[i].tone == 0) continue;
    if (toned != letters.size()) return;
    toned = i;
  }
  if (toned == letters.size()) return;
  const int place = tone_position({symbols.data(), letters.size()}, style);
  if (place < 0) return;
  const std::uint8_t tone = letters[toned].tone;
  letters[toned].tone = 0;
  letters[static_cast<std::size_t>(place)].tone = tone;
}

}  // namespace ykien::detail
