#include "ykien/text/tone.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "text/detail/fold_cluster.h"
#include "text/detail/fold_room.h"
#include "text/detail/fold_table.h"
#include "text/detail/reach.h"
#include "text/detail/tone.h"
#include "text/detail/utf8.h"

namespace ykien {
namespace {

using detail::CodePoint;
using detail::Fold;
using detail::FoldTable;
using detail::kLongestSyllable;
using detail::Letter;
using detail::MarkEffect;

constexpr std::string_view kToneMarks[] = {"", "\xCC\x80", "\xCC\x81", "\xCC\x89", "\xCC\x83", "\xCC\xA3"};

// A Vietnamese letter of the source: a code point and the combining marks after it.
struct Written {
  Range source;
  std::uint32_t base_end = 0;  // of the code point
  Letter base;                 // what the code point alone is
  Letter whole;
  bool capital = false;
  Range tone_mark;  // of the combining tone; empty if the tone is part of the code point
};

bool is_mark(const CodePoint& point) noexcept {
  return point.valid && (point.value >= FoldTable::kSize ? detail::is_combining(point.value)
                                                         : !FoldTable::instance()[point.value].boundary);
}

char32_t in_case(char32_t value, bool capital) noexcept {
  return capital ? static_cast<char32_t>(u_toupper(static_cast<UChar32>(value))) : value;
}

// Reads text letter by letter.
class Letters {
 public:
  explicit Letters(std::string_view text) : text_(text) {}

  CodePoint at(std::uint32_t place) const noexcept {
    if (place >= text_.size()) return {0, 0, false};
    return detail::read_code_point(text_.data() + place, text_.data() + text_.size());
  }

  // The letter at `place`; false where there is none, or one with marks that Vietnamese does not have.
  bool read(std::uint32_t place, Written& to) const noexcept {
    const CodePoint point = at(place);
    if (!base(point, to)) return false;
    to.source = {place, place + point.length};
    to.base_end = to.source.end;
    to.whole = to.base;
    to.tone_mark = {};
    for (CodePoint mark = at(to.source.end); is_mark(mark); mark = at(to.source.end)) {
      if (!add(mark, to)) return false;
      to.source.end += mark.length;
    }
    return true;
  }

  // Where the next letter may begin after what read() refused at `place`.
  std::uint32_t past(std::uint32_t place) const noexcept {
    place += at(place).length;
    for (CodePoint mark = at(place); is_mark(mark); mark = at(place)) place += mark.length;
    return place;
  }

 private:
  static bool base(const CodePoint& point, Written& to) noexcept {
    if (!point.valid || point.value >= FoldTable::kSize) return false;
    const Fold& fold = FoldTable::instance()[point.value];
    if (fold.kind != Fold::Kind::letter) return false;
    to.base = fold.letter;
    to.capital = point.value != fold.folded;
    // Full-width and other forms of a letter are not rewritten; eth for đ is only passed by.
    return !to.capital || in_case(fold.folded, true) == point.value || fold.letter.symbol == detail::kStrokeD;
  }

  static bool add(const CodePoint& mark, Written& to) noexcept {
    const MarkEffect effect = detail::mark_effect(mark.value);
    if (effect.tone != 0 && to.whole.tone == 0 && detail::is_vowel(to.whole.symbol)) {
      to.whole.tone = effect.tone;
      to.tone_mark = {to.source.end, to.source.end + mark.length};
      return true;
    }
    const detail::Symbol symbol =
        effect.quality == 0 ? detail::kNoSymbol : detail::with_quality(to.whole.symbol, effect.quality);
    to.whole.symbol = symbol;
    return symbol != detail::kNoSymbol;
  }

  std::string_view text_;
};

class Rewriter {
 public:
  Rewriter(std::string_view text, ToneStyle style) : text_(text), letters_(text), style_(style) {}

  Rewritten run() {
    result_.text.reserve(text_.size());
    for (std::uint32_t at = 0; at < text_.size();) at = word(at);
    copy({copied_, static_cast<std::uint32_t>(text_.size())});
    return std::move(result_);
  }

 private:
  // One run of letters, or one character that is none.
  std::uint32_t word(std::uint32_t at) {
    std::array<Written, kLongestSyllable + 1> letters;
    std::size_t size = 0;
    bool other = false;  // letters that are not of the alphabet, or too many
    Written letter;
    std::uint32_t end = at;
    for (;; end = letter.source.end) {
      if (!letters_.read(end, letter)) {
        if (!joins(end)) break;
        other = true;
        letter.source.end = letters_.past(end);
        continue;
      }
      if (size <= kLongestSyllable) letters[size++] = letter;
    }
    if (end == at) return letters_.past(at);
    if (!other && size <= kLongestSyllable) syllable({letters.data(), size});
    return end;
  }

  // Whether something that is no letter of ours goes on with the word: letters, signs that fold to some (℡),
  // and what folds to nothing (zero-width, soft hyphens): the letters on both sides of it are one word when
  // folded.
  bool joins(std::uint32_t at) const {
    const CodePoint point = letters_.at(at);
    if (!point.valid || point.value < 0x80)
      return point.valid && u_isalpha(static_cast<UChar32>(point.value));
    if (u_isalpha(static_cast<UChar32>(point.value)) || detail::is_ignorable(point.value)) return true;
    const bool plain = point.value < FoldTable::kSize
                           ? FoldTable::instance()[point.value].kind != Fold::Kind::complex
                           : detail::is_inert(point.value);
    if (plain) return false;
    const std::u32string_view folded = detail::FoldRoom::of_thread().segments.fold({&point.value, 1}).folded;
    return std::ranges::any_of(folded,
                               [](char32_t value) { return u_isalpha(static_cast<UChar32>(value)) != 0; });
  }

  void syllable(std::span<const Written> letters) {
    std::array<Letter, kLongestSyllable> placed{};
    for (std::size_t i = 0; i < letters.size(); ++i) placed[i] = letters[i].whole;
    detail::place_tone({placed.data(), letters.size()}, style_);
    std::size_t from = letters.size();
    std::size_t to = letters.size();
    for (std::size_t i = 0; i < letters.size(); ++i) {
      if (placed[i].tone == letters[i].whole.tone) continue;
      (placed[i].tone == 0 ? from : to) = i;
    }
    if (to == letters.size()) return;
    const bool combining = !letters[from].tone_mark.empty();
    const std::uint8_t tone = letters[from].whole.tone;
    for (const std::size_t i : {std::min(from, to), std::max(from, to)}) {
      i == from ? without_tone(letters[i]) : with_tone(letters[i], tone, combining);
    }
  }

  void without_tone(const Written& letter) {
    if (!letter.tone_mark.empty()) return drop(letter.tone_mark);
    replace({letter.source.begin, letter.base_end},
            in_case(detail::compose(letter.base.symbol, 0), letter.capital));
  }

  void with_tone(const Written& letter, std::uint8_t tone, bool combining) {
    if (!combining && letter.base_end == letter.source.end) {
      return replace(letter.source, in_case(detail::compose(letter.base.symbol, tone), letter.capital));
    }
    copy({copied_, letter.source.end});
    result_.text += kToneMarks[tone];
    added(letter.source);
  }

  void copy(Range range) {
    result_.text += slice(text_, range);
    copied_ = range.end;
  }

  void replace(Range source, char32_t value) {
    copy({copied_, source.begin});
    const std::uint32_t begin = size();
    detail::append_code_point(value, result_.text);
    copied_ = source.end;
    if (size() - begin != source.size()) result_.offsets.append({{begin, size()}, source});
  }

  void drop(Range source) {
    copy({copied_, source.begin});
    copied_ = source.end;
    result_.offsets.append({{size(), size()}, source});
  }

  // The letter of `source`, just copied, has a mark more.
  void added(Range source) {
    const std::uint32_t mark = static_cast<std::uint32_t>(kToneMarks[1].size());
    result_.offsets.append({{size() - mark - source.size(), size()}, source});
  }

  std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(result_.text.size()); }

  std::string_view text_;
  Letters letters_;
  ToneStyle style_;
  Rewritten result_;
  std::uint32_t copied_ = 0;  // bytes of the source that are in the result, changed or not
};

}  // namespace

Rewritten rewrite_tones(std::string_view utf8, ToneStyle style) {
  if (style == ToneStyle::keep) return {std::string(utf8), {}};
  detail::require_in_reach("rewrite_tones", utf8.size());
  Rewritten result = Rewriter(utf8, style).run();
  detail::require_in_reach("rewrite_tones", result.text.size());
  return result;
}

}  // namespace ykien
