// The slow obvious folding of a whole text with ICU, against which normalize() is checked: no tables, no clusters.
#ifndef YKIEN_TESTS_REFERENCE_FOLD_WHOLE_H_
#define YKIEN_TESTS_REFERENCE_FOLD_WHOLE_H_

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>

#include "ykien/text/decode.h"

namespace ykien::reference {

inline icu::UnicodeString normalized(const icu::Normalizer2* by, const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString result = by->normalize(text, status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU");
  return result;
}

// Without invisible characters; of each run of combining marks at most eight (cut), or circumflex, breve and horn first.
inline icu::UnicodeString tidy_marks(const icu::UnicodeString& text, bool cut) {
  icu::UnicodeString result;
  std::u32string marks;
  const auto flush = [&] {
    if (cut && marks.size() > 8) marks.resize(8);
    if (!cut) {
      std::stable_partition(marks.begin(), marks.end(),
                            [](char32_t mark) { return mark == 0x302 || mark == 0x306 || mark == 0x31B; });
    }
    for (const char32_t mark : marks) result.append(static_cast<UChar32>(mark));
    marks.clear();
  };
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 point = text.char32At(i);
    if (u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) continue;
    if (u_getCombiningClass(point) != 0) {
      marks += static_cast<char32_t>(point);
      continue;
    }
    flush();
    result.append(point);
  }
  flush();
  return result;
}

// normalize() with ToneStyle::keep.
inline std::string fold_whole(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  // The byte order mark is no mark here: it is invisible text like any other, so keep decode() from eating it.
  const std::string text = decode(" " + std::string(bytes), {.encoding = Encoding::utf8}).text;
  icu::UnicodeString points = icu::UnicodeString::fromUTF8(text);
  points = tidy_marks(normalized(nfd, tidy_marks(points, true)), false);
  for (const auto& [from, to] : {std::pair<UChar32, UChar32>{0xD0, 0x110}, {0x189, 0x110}, {0xF0, 0x111}, {0x256, 0x111}}) {
    points.findAndReplace(icu::UnicodeString(from), icu::UnicodeString(to));
  }
  std::string result;
  normalized(fold, points).toUTF8String(result);
  return result.substr(1);
}

}  // namespace ykien::reference

#endif  // YKIEN_TESTS_REFERENCE_FOLD_WHOLE_H_
