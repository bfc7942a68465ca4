#include "text/detail/syllable.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

#include "text/detail/rime.h"

namespace ykien::detail {
namespace {

// Spelled as symbol_of() reads it.
constexpr std::string_view kOnsets[] = {"-",  "b",  "c", "ch", "d",  "2",  "g",   "gh", "gi", "h",
                                        "k",  "kh", "l", "m",  "n",  "ng", "ngh", "nh", "p",  "ph",
                                        "qu", "r",  "s", "t",  "th", "tr", "v",   "x"};

// Rimes, and the onsets they do not stand with ("-": no onset).
struct Family {
  std::string_view without;
  std::string_view rimes;
};

// clang-format off
constexpr Family kFamilies[] = {
    {"gh k ngh qu", "am o oi om on ong u ua ui um un ung u4i u4m u4n u4ng u4c u4t 1m oc op ot 4 4i 4m 4n 4ng uc up ut "
                    "5m 6 6a 6i 6ng 6u 65i 65m 65n 65ng 65u 65c 65p 65t 1c 1p 4p 4t 5p 6c 6t"},
    {"c gh gi k ngh qu", "oa oai oam oan oang oanh oao oay oe oem oen oeo oac oach oap oat oet o0m o0n o0ng o0c o0t uy "
                         "uya uyn uynh uyu uy3n uy3t u1 u1n u1ng u1y u3 u3n u3nh u3u uych uyp uyt u5 u1t u3ch"},
    {"gh k ngh", "a ai an ang anh ao au ay ac ach ap at 1n 1ng 1u 1y 0m 0n 0ng 5 5i 5n 1t 0c 0p 0t 4c 5t"},
    {"c g ng", "e en eng eo et 3 3n 3nh 3u 3ch 3t"},
    {"gh gi k ngh qu", "oong ooc u4u u4p 44ng 5ng 6m 6n 5c 6p"},
    {"c g gi ng qu", "ia i3m i3n i3ng i3u i3c i3p i3t"},
    {"c g ng qu", "em ec ep 3m 3ng 3c 3p"},
    {"c gi ng", "i in ich ip it"},
    {"c g gi ng", "inh iu"},
    {"c gi ng qu", "im"},
    {"c ch d g gh gi ng ngh nh p ph tr", "y"}};
// Rimes with y that stand in few places.
constexpr Family kOnly[] = {{"qu", "yn ynh ych yp yt"}, {"- qu", "y3n y3u y3t"}, {"-", "y3m y3ng"}};
// clang-format on

using Onsets = std::uint32_t;  // a bit for each of kOnsets

// Calls `each` with every word of a list.
template <typename Each>
constexpr void words(std::string_view list, Each each) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    each(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

constexpr Onsets onsets_of(std::string_view list) {
  Onsets onsets = 0;
  words(list, [&](std::string_view wanted) {
    for (std::size_t i = 0; i < std::size(kOnsets); ++i) onsets |= kOnsets[i] == wanted ? Onsets{1} << i : 0;
  });
  return onsets;
}

struct Rime {
  Packed symbols = 0;
  Onsets onsets = 0;
};

constexpr Onsets kAllOnsets = (Onsets{1} << std::size(kOnsets)) - 1;

// All rimes, in the order of their symbols.
struct Rimes {
  std::array<Rime, 192> list{};
  std::size_t size = 0;

  constexpr void allow(std::string_view rimes, Onsets onsets) {
    words(rimes, [&](std::string_view rime) { list.at(size++) = {pack(rime), onsets}; });
  }
  constexpr std::span<const Rime> all() const noexcept { return {list.data(), size}; }
};

constexpr Rimes make_rimes() {
  Rimes rimes;
  for (const Family& family : kFamilies) rimes.allow(family.rimes, kAllOnsets & ~onsets_of(family.without));
  for (const Family& family : kOnly) rimes.allow(family.rimes, onsets_of(family.without));
  std::ranges::sort(rimes.list.begin(), rimes.list.begin() + rimes.size, {}, &Rime::symbols);
  return rimes;
}
constexpr Rimes kRimes = make_rimes();
static_assert(std::ranges::adjacent_find(kRimes.all(), {}, &Rime::symbols) == kRimes.all().end(),
              "each rime stands in one list");

// The bit of an onset; 0 where it is none.
Onsets onset_bit(std::span<const Symbol> symbols) noexcept {
  if (symbols.empty()) return 1;
  const Packed packed = pack(symbols);
  for (std::size_t i = 1; i < std::size(kOnsets); ++i) {
    if (pack(kOnsets[i]) == packed) return Onsets{1} << i;
  }
  return 0;
}

bool ends_in_stop(std::span<const Symbol> symbols) noexcept {
  const Symbol last = symbols.back();
  const bool ch =
      last == symbol_of('h') && symbols.size() > 1 && symbols[symbols.size() - 2] == symbol_of('c');
  return ch || last == symbol_of('c') || last == symbol_of('p') || last == symbol_of('t');
}

}  // namespace

bool is_syllable(std::span<const Symbol> symbols, int tone, bool untoned_stops) noexcept {
  constexpr std::size_t kLongest = 7, kLongestOnset = 3, kLongestRime = 4;
  if (symbols.empty() || symbols.size() > kLongest) return false;
  const std::size_t begin = rime_begin(symbols);
  if (begin > kLongestOnset || begin == symbols.size() || symbols.size() - begin > kLongestRime) return false;
  const Onsets onset = onset_bit(symbols.first(begin));
  const Packed rime = pack(symbols.subspan(begin));
  const std::span<const Rime> rimes = kRimes.all();
  const auto found = std::ranges::lower_bound(rimes, rime, {}, &Rime::symbols);
  if (found == rimes.end() || found->symbols != rime || (found->onsets & onset) == 0) return false;
  const bool right_tone = tone == 2 || tone == 5 || (untoned_stops && tone == 0);
  return right_tone || !ends_in_stop(symbols);
}

}  // namespace ykien::detail
