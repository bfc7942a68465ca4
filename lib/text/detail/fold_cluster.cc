#include "text/detail/fold_cluster.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory_resource>
#include <new>

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

// Text on its way through ICU, with room of its own for as much as a cluster has.
class Utf16 {
 public:
  Utf16() = default;
  explicit Utf16(std::u32string_view text) {
    for (const char32_t value : text) text_.append(static_cast<UChar32>(value));
  }
  Utf16(const Utf16&) = delete;
  Utf16& operator=(const Utf16&) = delete;

  void normalize(const icu::Normalizer2& normalizer, Utf16& to) const {
    UErrorCode status = U_ZERO_ERROR;
    normalizer.normalize(text_, to.text_, status);
    if (U_FAILURE(status)) throw std::bad_alloc();
  }

  // Appends the code points.
  template <typename Text>
  void append_to(Text& to) const {
    for (std::int32_t i = 0; i < text_.length(); i = text_.moveIndex32(i, 1))
      to += static_cast<char32_t>(text_.char32At(i));
  }

 private:
  static constexpr std::int32_t kRoom = 256;
  UChar room_[kRoom];
  icu::UnicodeString text_{room_, 0, kRoom};
};

// The same for code points.
class Utf32 {
  std::array<std::byte, 2048> room_;
  std::pmr::monotonic_buffer_resource memory_{room_.data(), room_.size()};

 public:
  std::pmr::u32string text{&memory_};
};

// Letters that stand for Đ and đ in files of old fonts and code pages, and what folds to them.
char32_t repaired(char32_t value) noexcept {
  switch (value) {
    case 0x00D0:
    case 0x0189: return 0x0110;
    case 0x00F0:
    case 0x0256:
    case 0x1D9E:
    case 0x1078B: return 0x0111;
    default: return value;
  }
}

// Half-width sound marks of Japanese: letters by their class, marks once folded.
constexpr bool is_sound_mark(char32_t value) noexcept { return value == 0xFF9E || value == 0xFF9F; }

bool is_vietnamese_mark(char32_t mark) noexcept {
  const MarkEffect effect = mark_effect(mark);
  return effect.tone != 0 || effect.quality != 0;
}

// Appends the marks of one letter in the order in which they compose: circumflex, breve and horn before the
// tone (NFC does not repair o + acute + circumflex), each mark of Vietnamese once.
void append_tidy(std::u32string_view marks, std::pmr::u32string& to) {
  for (const bool quality : {true, false}) {
    for (std::size_t i = 0; i < marks.size(); ++i) {
      if ((mark_effect(marks[i]).quality != 0) != quality) continue;
      const bool again = is_vietnamese_mark(marks[i]) && marks.find(marks[i]) < i;
      if (!again) to += marks[i];
    }
  }
}

void append_with_tidy_marks(std::u32string_view text, std::pmr::u32string& to) {
  const auto is_mark = [](char32_t value) { return is_combining(value) || is_sound_mark(value); };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_mark(text[end])) ++end;
    append_tidy(text.substr(at, end - at), to);
    if (end < text.size()) to += text[end++];
    at = end;
  }
}

}  // namespace

bool boundary_before(char32_t value) noexcept {
  return nfkc_casefold().hasBoundaryBefore(static_cast<UChar32>(value));
}

bool is_combining(char32_t value) noexcept {
  if (value < 0x300 || (value >= 0x2000 && value < 0x2070)) return false;  // without asking ICU
  return u_getCombiningClass(static_cast<UChar32>(value)) != 0;
}

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

bool looked_up_inert(char32_t value) noexcept {
  const bool alike =
      value == 0xA731 || value == 0xA7AF || (value < 0x2100 && alike_of(value).symbol != kNoSymbol);
  return !alike && nfkc_casefold().isInert(static_cast<UChar32>(value));
}

Reading reading_of(std::u32string_view cluster) {
  Utf16 decomposed;
  Utf16(cluster).normalize(nfd(), decomposed);
  Utf32 room;
  decomposed.append_to(room.text);
  const std::u32string_view parts = room.text;
  if (parts.empty()) return {};
  const Alike alike = alike_of(parts[0]);
  Letter letter = alike.symbol != kNoSymbol ? Letter{alike.symbol, 0} : letter_of(parts[0]);
  for (const char32_t mark : parts.substr(1)) {
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
  if (value < 0x370) return value == 0xAD || value == 0x34F;
  return u_hasBinaryProperty(static_cast<UChar32>(value), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

void fold_cluster(std::u32string_view cluster, std::u32string& to) {
  Utf16 decomposed;
  Utf16(cluster).normalize(nfd(), decomposed);
  Utf32 letters;
  decomposed.append_to(letters.text);
  std::ranges::transform(letters.text, letters.text.begin(), repaired);
  Utf32 tidy;
  append_with_tidy_marks(letters.text, tidy.text);
  Utf16 folded;
  Utf16(tidy.text).normalize(nfkc_casefold(), folded);
  to.clear();
  folded.append_to(to);
}

std::u32string fold_cluster(std::u32string_view cluster) {
  std::u32string folded;
  fold_cluster(cluster, folded);
  return folded;
}

SegmentFolder::SegmentFolder() : slots_(256) {
  constexpr std::size_t kUsual = 128;
  for (std::u32string* const room : {&folded_, &together_, &apart_}) room->reserve(kUsual);
}

FoldedSegment SegmentFolder::fold(std::u32string_view points) {
  if (points.empty() || points.size() > kShort) return look_up(points);
  std::size_t hash = points.size();
  for (const char32_t value : points) hash = hash * 31 + value;
  Slot& slot = slots_[hash % slots_.size()];
  if (std::u32string_view(slot.points.data(), slot.size) == points) return slot.segment();
  const FoldedSegment found = look_up(points);
  if (found.folded.size() > kShortFolded) return found;
  std::ranges::copy(points, slot.points.begin());
  std::ranges::copy(found.folded, slot.folded.begin());
  slot.size = static_cast<std::uint8_t>(points.size());
  slot.folded_size = static_cast<std::uint8_t>(found.folded.size());
  slot.first = found.first;
  slot.second = found.second;
  return slot.segment();
}

FoldedSegment SegmentFolder::look_up(std::u32string_view points) {
  fold_cluster(points, folded_);
  const bool letter = folded_.size() == 1 && letter_of(folded_[0]).symbol != kNoSymbol;
  if (letter || folded_.empty()) return {folded_, {}, {}};
  return {folded_, reading_of(points), reading_of(folded_)};
}

bool SegmentFolder::stands_alone(std::u32string_view before, char32_t starter) {
  together_.assign(before);
  together_ += starter;
  apart_.assign(fold(before).folded);
  apart_ += fold({&starter, 1}).folded;
  return fold(together_).folded == apart_;
}

}  // namespace ykien::detail
