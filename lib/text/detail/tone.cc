#include "text/detail/tone.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "text/detail/rime.h"

namespace ykien::detail {
namespace {

// Spelled as symbol_of() reads it.
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

template <std::size_t n>
constexpr std::array<Packed, n> sorted(const std::string_view (&list)[n]) noexcept {
  std::array<Packed, n> packed{};
  for (std::size_t i = 0; i < n; ++i) packed[i] = pack(list[i]);
  std::ranges::sort(packed);
  return packed;
}

struct PackedNucleus {
  Packed symbols = 0;
  std::uint8_t place = 0;
  std::uint8_t old_place = 0;
};

constexpr auto sorted_nuclei() noexcept {
  std::array<PackedNucleus, std::size(kNuclei)> packed{};
  for (std::size_t i = 0; i < packed.size(); ++i) packed[i] = {pack(kNuclei[i].symbols), kNuclei[i].place, kNuclei[i].old_place};
  std::ranges::sort(packed, {}, &PackedNucleus::symbols);
  return packed;
}

constexpr auto kPackedOnsets = sorted(kOnsets);
constexpr auto kPackedCodas = sorted(kCodas);
constexpr auto kPackedNuclei = sorted_nuclei();
constexpr std::size_t kLongestPart = 3;

}  // namespace

int tone_position(std::span<const Symbol> symbols, ToneStyle style) noexcept {
  if (symbols.empty() || symbols.size() > kLongestSyllable) return -1;
  const std::size_t begin = rime_begin(symbols);
  std::size_t end = begin;
  while (end < symbols.size() && vowel(symbols[end])) ++end;
  if (begin > kLongestPart || end - begin > kLongestPart || symbols.size() - end > kLongestPart) return -1;
  if (!std::ranges::binary_search(kPackedOnsets, pack(symbols.first(begin)))) return -1;
  if (!std::ranges::binary_search(kPackedCodas, pack(symbols.subspan(end)))) return -1;
  const Packed nucleus = pack(symbols.subspan(begin, end - begin));
  const auto found = std::ranges::lower_bound(kPackedNuclei, nucleus, {}, &PackedNucleus::symbols);
  if (found == kPackedNuclei.end() || found->symbols != nucleus) return -1;
  const bool old_open = style == ToneStyle::old_style && end == symbols.size();
  return static_cast<int>(begin) + (old_open ? found->old_place : found->place);
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
