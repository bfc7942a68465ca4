#include "text/detail/typing.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <unordered_map>

#include "text/detail/char_class.h"
#include "text/detail/syllable.h"
#include "text/detail/text_bytes.h"
#include "text/detail/tone.h"
#include "text/detail/utf8.h"

namespace ykien::detail {
namespace {

constexpr Symbol symbol_of(char letter) noexcept { return static_cast<Symbol>(letter - 'a'); }
constexpr Symbol kA = symbol_of('a'), kD = symbol_of('d'), kE = symbol_of('e'), kI = symbol_of('i'),
                 kO = symbol_of('o'), kU = symbol_of('u'), kW = symbol_of('w'), kY = symbol_of('y');

// The tone of a key of Telex; 0 for other letters.
constexpr std::uint8_t telex_tone(Symbol symbol) noexcept {
  switch (symbol) {
    case symbol_of('f'): return 1;
    case symbol_of('s'): return 2;
    case symbol_of('r'): return 3;
    case symbol_of('x'): return 4;
    case symbol_of('j'): return 5;
    default: return 0;
  }
}

bool push(Symbol symbol, Typed& to) noexcept {
  if (to.size == to.symbols.size()) return false;
  to.symbols[to.size++] = symbol;
  return true;
}

bool has_vowel(const Typed& typed) noexcept { return std::ranges::any_of(typed.spelled(), is_vowel); }

bool set_tone(std::uint8_t tone, Typed& to) noexcept {
  if (to.tone != 0 || !has_vowel(to)) return false;
  to.tone = tone;
  to.tone_key = true;
  return true;
}

// Puts a quality mark (1 circumflex, 2 breve, 3 horn) on the last letter that takes it.
bool set_quality(int quality, Typed& to) noexcept {
  for (std::size_t i = to.size; i-- > 0;) {
    const Symbol marked = with_quality(to.symbols[i], quality);
    if (marked == kNoSymbol) continue;
    to.symbols[i] = marked;
    ++to.keys;
    // One key is enough for both letters of ươ.
    if (quality == 3 && marked == kHornO && i > 0 && to.symbols[i - 1] == kU) to.symbols[i - 1] = kHornU;
    return true;
  }
  return false;
}

bool set_horn_or_breve(Typed& to) noexcept {
  for (std::size_t i = to.size; i-- > 0;) {
    if (to.symbols[i] == kA)
      return i > 0 && to.symbols[i - 1] == kU ? set_quality(3, to) : set_quality(2, to);
    if (to.symbols[i] == kO || to.symbols[i] == kU) return set_quality(3, to);
  }
  // uwow: the first w has done what the second asks for.
  return to.keys > 0 && std::ranges::find(to.spelled(), kHornO) != to.spelled().end();
}

bool set_stroke(Typed& to) noexcept {
  if (to.size == 0 || to.symbols[0] != kD) return false;
  to.symbols[0] = kStrokeD;
  ++to.keys;
  return true;
}

// a, e, o again: at once, or after the consonants that close the syllable.
bool doubles(Symbol symbol, const Typed& typed) noexcept {
  if (symbol != kA && symbol != kE && symbol != kO) return false;
  std::size_t at = typed.size;
  while (at > 0 && !is_vowel(typed.symbols[at - 1])) --at;
  return at > 0 && typed.symbols[at - 1] == symbol;
}

bool press_telex(Letter letter, Typed& to) noexcept {
  if (letter.tone != 0) {
    if (to.tone != 0) return false;
    to.tone = letter.tone;
    return push(letter.symbol, to);
  }
  const std::uint8_t tone = telex_tone(letter.symbol);
  if (tone != 0 && has_vowel(to)) return set_tone(tone, to);
  if (letter.symbol == kW) return set_horn_or_breve(to);
  if (letter.symbol == kD && to.size > 0) return set_stroke(to);
  if (doubles(letter.symbol, to)) return set_quality(1, to);
  return push(letter.symbol, to);
}

bool press_vni(char key, Typed& to) noexcept {
  if (key >= '1' && key <= '5') {
    constexpr std::uint8_t kTones[] = {2, 1, 3, 4, 5};
    return set_tone(kTones[key - '1'], to);
  }
  switch (key) {
    case '6': return set_quality(1, to);
    case '7': return set_quality(3, to);
    case '8': return set_quality(2, to);
    case '9': return set_stroke(to);
    case '0': return false;
    default: return push(symbol_of(ascii_lower(key)), to);
  }
}

std::string spelled_with(std::span<const Symbol> symbols, std::uint8_t tone) {
  std::array<Letter, 8> letters{};
  for (std::size_t i = 0; i < symbols.size(); ++i) letters[i] = {symbols[i], 0};
  const int place = tone_position(symbols, ToneStyle::new_style);
  if (tone != 0 && place >= 0) letters[static_cast<std::size_t>(place)].tone = tone;
  std::string text;
  for (std::size_t i = 0; i < symbols.size(); ++i)
    append_code_point(compose(letters[i].symbol, letters[i].tone), text);
  return text;
}

// Keeps in `best` the candidate that is legal and commonest.
void consider(const Typed& candidate, std::uint32_t weight, Typed& best, std::uint32_t& most) {
  if (!is_syllable(candidate.spelled(), candidate.tone)) return;
  const std::uint32_t count = syllable_count(candidate.spelled(), candidate.tone) * weight;
  if (count <= most) return;
  most = count;
  best = candidate;
}

// The candidate with two letters that stand together replaced.
bool replaced(Typed& typed, Symbol first, Symbol second, Symbol new_first, Symbol new_second) noexcept {
  for (std::size_t i = 0; i + 1 < typed.size; ++i) {
    if (typed.symbols[i] != first || typed.symbols[i + 1] != second) continue;
    typed.symbols[i] = new_first;
    typed.symbols[i + 1] = new_second;
    return true;
  }
  return false;
}

// What was meant, if all keys were hit.
bool settle(Typed& typed) {
  constexpr std::uint32_t kAsTyped = 20;  // times as likely as with a key missing
  struct Repair {
    Symbol from[2];
    Symbol to[2];
  };
  constexpr Repair kRepairs[] = {{{kU, kO}, {kHornU, kHornO}},     {{kU, kO}, {kU, kCircumflexO}},
                                 {{kHornU, kO}, {kHornU, kHornO}}, {{kU, kHornO}, {kHornU, kHornO}},
                                 {{kI, kE}, {kI, kCircumflexE}},   {{kY, kE}, {kY, kCircumflexE}}};
  Typed best;
  std::uint32_t most = 0;
  for (const bool stroke : {false, true}) {
    Typed base = typed;
    if (stroke && (base.size == 0 || base.symbols[0] != kD)) break;
    if (stroke) base.symbols[0] = kStrokeD;
    consider(base, stroke ? 1 : kAsTyped, best, most);
    for (const Repair& repair : kRepairs) {
      Typed candidate = base;
      const bool found = replaced(candidate, repair.from[0], repair.from[1], repair.to[0], repair.to[1]);
      if (found) consider(candidate, 1, best, most);
    }
  }
  typed = best;
  return most > 0;
}

}  // namespace

std::uint32_t syllable_count(std::span<const Symbol> symbols, std::uint8_t tone) {
  static const std::unordered_map<std::string_view, std::uint32_t> counts = [] {
    std::unordered_map<std::string_view, std::uint32_t> all;
    each_row(common_syllables_table(), [&](std::string_view row) {
      const std::string_view syllable = cut(row, '\t');
      std::from_chars(row.data(), row.data() + row.size(), all[syllable]);
    });
    return all;
  }();
  const auto found = counts.find(spelled_with(symbols, tone));
  return found == counts.end() ? 0 : found->second;
}

std::size_t tone_place(const Typed& typed) noexcept {
  return static_cast<std::size_t>(std::max(0, tone_position(typed.spelled(), ToneStyle::new_style)));
}

bool read_telex(std::span<const Letter> letters, Typed& to) {
  to = {};
  for (const Letter letter : letters) {
    if (!press_telex(letter, to)) return false;
  }
  return (to.keys > 0 || to.tone_key) && settle(to);
}

bool read_vni(std::string_view ascii, Typed& to) {
  to = {};
  for (const char key : ascii) {
    if (!press_vni(key, to)) return false;
  }
  return (to.keys > 0 || to.tone_key) && settle(to);
}

}  // namespace ykien::detail
