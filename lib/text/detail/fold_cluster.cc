#include "text/detail/fold_cluster.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

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
    case 0x00D0: case 0x0189: return 0x0110;
    case 0x00F0: case 0x0256: return 0x0111;
    default: return value;
  }
}

// Circumflex, breve and horn before the tone: NFC does not repair o + acute + circumflex.
void put_quality_first(std::u32string& text) {
  for (auto at = text.begin(); at != text.end();) {
    const auto marks_end = std::find_if_not(at, text.end(), is_combining);
    std::stable_partition(at, marks_end, [](char32_t mark) { return mark_effect(mark).quality != 0; });
    at = marks_end == text.end() ? marks_end : marks_end + 1;
  }
}

}  // namespace

bool boundary_before(char32_t value) noexcept {
  return nfkc_casefold().hasBoundaryBefore(static_cast<UChar32>(value));
}

bool is_combining(char32_t value) noexcept { return u_getCombiningClass(static_cast<UChar32>(value)) != 0; }

bool is_ignorable(char32_t value) noexcept {
  return u_hasBinaryProperty(static_cast<UChar32>(value), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

bool stands_alone(std::u32string_view before, char32_t starter) {
  const std::u32string together = std::u32string(before) + starter;
  return fold_cluster(together) == fold_cluster(before) + fold_cluster({&starter, 1});
}

std::u32string fold_cluster(std::u32string_view cluster) {
  std::u32string letters = to_utf32(normalized(nfd(), from_utf32(cluster)));
  std::ranges::transform(letters, letters.begin(), repaired);
  put_quality_first(letters);
  return to_utf32(normalized(nfkc_casefold(), from_utf32(letters)));
}

}  // namespace ykien::detail
