#include "text/detail/fold_cluster.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "text/detail/alike.h"
#include "text/detail/letters.h"

namespace ykien::detail {
namespace {

using Getter = const icu::Normalizer2* (*)(UErrorCode&);

// ICU's data is compiled into its library: failing to find it means a broken installation, not a bad input.
const icu::Normalizer2& instance(Getter getter) noexcept {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = getter(status);
  if (U_FAILURE(status)) std::abort();
  return *normalizer;
}

const icu::Normalizer2& nfd() noexcept {
  static const icu::Normalizer2& found = instance(&icu::Normalizer2::getNFDInstance);
  return found;
}

const icu::Normalizer2& nfkc_casefold() noexcept {
  static const icu::Normalizer2& found = instance(&icu::Normalizer2::getNFKCCasefoldInstance);
  return found;
}

icu::UnicodeString normalized(const icu::Normalizer2& normalizer, const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString result = normalizer.normalize(text, status);
  if (U_FAILURE(status)) throw std::bad_alloc();
  return result;
}

icu::UnicodeString from_utf32(std::u32string_view text) {
  icu::UnicodeString result;
  for (const char32_t value : text) result.append(static_cast<UChar32>(value));
  return result;
}

std::u32string to_utf32(const icu::UnicodeString& text) {
  std::u32string result;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    result += static_cast<char32_t>(text.char32At(i));
  }
  return result;
}

// Letters that stand for Đ and đ in files of old fonts and code pages.
char32_t repaired(char32_t value) noexcept {
  switch (value) {
    case 0x00D0:
    case 0x0189: return 0x0110;
    case 0x00F0:
    case 0x0256: return 0x0111;
    default: return value;
  }
}

// Half-width sound marks of Japanese: letters by their class, marks once folded.
constexpr bool is_sound_mark(char32_t value) noexcept { return value == 0xFF9E || value == 0xFF9F; }

bool is_vietnamese_mark(char32_t mark) noexcept {
  const MarkEffect effect = mark_effect(mark);
  return effect.tone != 0 || effect.quality != 0;
}

// The marks of one letter in the order in which they compose: circumflex, breve and horn before the tone (NFC
// does not repair o + acute + circumflex), each mark of Vietnamese once.
void append_tidy(std::u32string& marks, std::u32string& to) {
  std::stable_partition(marks.begin(), marks.end(),
                        [](char32_t mark) { return mark_effect(mark).quality != 0; });
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const bool again = is_vietnamese_mark(marks[i]) && marks.find(marks[i]) < i;
    if (!again) to += marks[i];
  }
  marks.clear();
}

std::u32string with_tidy_marks(std::u32string_view text) {
  std::u32string result;
  std::u32string marks;
  for (const char32_t value : text) {
    if (is_combining(value) || is_sound_mark(value)) {
      marks += value;
      continue;
    }
    append_tidy(marks, result);
    result += value;
  }
  append_tidy(marks, result);
  return result;
}

}  // namespace

bool boundary_before(char32_t value) noexcept {
  return nfkc_casefold().hasBoundaryBefore(static_cast<UChar32>(value));
}

bool is_combining(char32_t value) noexcept { return u_getCombiningClass(static_cast<UChar32>(value)) != 0; }

int mark_count(char32_t value) noexcept {
  // The common ones without asking ICU.
  if (value < 0x300 || (value >= 0x2000 && value < 0x2070)) return 0;
  if (value < 0x370) return value == 0x34F ? 0 : value == 0x344 ? 2 : 1;
  if (is_sound_mark(value)) return 1;
  const auto point = static_cast<UChar32>(value);
  if (u_getIntPropertyValue(point, UCHAR_LEAD_CANONICAL_COMBINING_CLASS) == 0) return 0;
  icu::UnicodeString parts;
  return nfd().getDecomposition(point, parts) ? parts.countChar32() : 1;
}

bool is_inert(char32_t value) noexcept {
  const bool alike =
      value == 0xA731 || value == 0xA7AF || (value < 0x2100 && alike_of(value).symbol != kNoSymbol);
  return !alike && nfkc_casefold().isInert(static_cast<UChar32>(value));
}

Reading reading_of(std::u32string_view cluster) {
  const std::u32string parts = to_utf32(normalized(nfd(), from_utf32(cluster)));
  if (parts.empty()) return {};
  const Alike alike = alike_of(parts[0]);
  Letter letter = alike.symbol != kNoSymbol ? Letter{alike.symbol, 0} : letter_of(parts[0]);
  for (const char32_t mark : std::u32string_view(parts).substr(1)) {
    const MarkEffect effect = mark_effect(mark);
    if (effect.tone != 0 && (letter.tone == 0 || letter.tone == effect.tone)) {
      letter.tone = effect.tone;
    } else if (effect.quality != 0 && with_quality(letter.symbol, effect.quality) != kNoSymbol) {
      letter.symbol = with_quality(letter.symbol, effect.quality);
    } else {
      return {};
    }
  }
  const bool plain = alike.symbol == kNoSymbol &&
                     (letter.symbol == kNoSymbol || letter.tone == 0 || is_vowel(letter.symbol));
  return plain ? Reading{} : Reading{letter, alike.latin};
}

bool is_ignorable(char32_t value) noexcept {
  if (value >= 0x300 && value < 0x370) return value == 0x34F;
  return u_hasBinaryProperty(static_cast<UChar32>(value), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

const FoldedSegment& folded_segment(std::u32string_view points) {
  constexpr std::size_t kSlots = 256, kLongest = 4;
  struct Slot {
    std::u32string points;
    FoldedSegment segment;
  };
  thread_local std::vector<Slot> memo(kSlots + 1);  // the last one for long segments
  std::size_t hash = points.size();
  for (const char32_t value : points) hash = hash * 31 + value;
  Slot& slot = memo[points.size() <= kLongest ? hash % kSlots : kSlots];
  if (slot.points == points && !points.empty()) return slot.segment;
  slot.points = points;
  slot.segment = {fold_cluster(points), {}, {}};
  const std::u32string& folded = slot.segment.folded;
  const bool letter = folded.size() == 1 && letter_of(folded[0]).symbol != kNoSymbol;
  if (!letter && !folded.empty()) slot.segment = {folded, reading_of(points), reading_of(folded)};
  return slot.segment;
}

bool stands_alone(std::u32string_view before, char32_t starter) {
  const std::u32string together = std::u32string(before) + starter;
  return fold_cluster(together) == fold_cluster(before) + fold_cluster({&starter, 1});
}

std::u32string fold_cluster(std::u32string_view cluster) {
  std::u32string letters = to_utf32(normalized(nfd(), from_utf32(cluster)));
  std::ranges::transform(letters, letters.begin(), repaired);
  return to_utf32(normalized(nfkc_casefold(), from_utf32(with_tidy_marks(letters))));
}

}  // namespace ykien::detail
