// The slow obvious folding of a whole text with ICU, against which normalize() is checked: no tables, no clusters.
#ifndef YKIEN_TESTS_REFERENCE_FOLD_WHOLE_H_
#define YKIEN_TESTS_REFERENCE_FOLD_WHOLE_H_

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include "support_text.h"
#include "ykien/text/decode.h"

namespace ykien::reference {

inline icu::UnicodeString normalized(const icu::Normalizer2* by, const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString result = by->normalize(text, status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU");
  return result;
}

// Without invisible characters; of each run of combining marks at most eight (cut), or circumflex, breve and horn first
// and the marks of Vietnamese once.
inline icu::UnicodeString tidy_marks(const icu::UnicodeString& text, bool cut) {
  icu::UnicodeString result;
  std::u32string marks;
  const auto flush = [&] {
    if (cut && marks.size() > 8) marks.resize(8);
    if (!cut) {
      std::stable_partition(marks.begin(), marks.end(),
                            [](char32_t mark) { return mark == 0x302 || mark == 0x306 || mark == 0x31B; });
    }
    constexpr std::u32string_view kOnce = U"\u0302\u0306\u031B\u0300\u0301\u0303\u0309\u0323";
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const bool again = !cut && kOnce.find(marks[i]) != kOnce.npos && marks.find(marks[i]) < i;
      if (!again) result.append(static_cast<UChar32>(marks[i]));
    }
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

// Decomposed, with the tones after all else.
inline icu::UnicodeString tones_last(const icu::UnicodeString& text, int& tones_found) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString parts = normalized(icu::Normalizer2::getNFDInstance(status), text);
  const icu::UnicodeString known = icu::UnicodeString::fromUTF8("\u0300\u0301\u0303\u0309\u0323");
  icu::UnicodeString letters, tones;
  for (int32_t i = 0; i < parts.length(); ++i) (known.indexOf(parts[i]) < 0 ? letters : tones) += parts[i];
  tones_found = tones.length();
  return letters + tones;
}

// The syllable whose tone was typed on a consonant after the vowel (nguyeñ), in the new style; other words as they are.
inline icu::UnicodeString repaired_word(const icu::UnicodeString& word) {
  static const std::map<icu::UnicodeString, icu::UnicodeString> syllables = [] {
    std::map<icu::UnicodeString, icu::UnicodeString> all;
    for (const auto& row : test::read_rows("text/syllables.tsv")) {
      int tones = 0;
      const auto syllable = icu::UnicodeString::fromUTF8(row[0]);
      all[tones_last(syllable, tones)] = syllable;
    }
    return all;
  }();
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString parts = normalized(icu::Normalizer2::getNFDInstance(status), word);
  const icu::UnicodeString vowels = icu::UnicodeString::fromUTF8("aeiouy");
  const icu::UnicodeString consonants = icu::UnicodeString::fromUTF8("bcdfghjklmnpqrstvwxzđ");
  const icu::UnicodeString tones = icu::UnicodeString::fromUTF8("\u0300\u0301\u0303\u0309\u0323");
  bool vowel = false;
  bool misplaced = false;
  for (int32_t i = 0; i < parts.length(); ++i) {
    vowel |= vowels.indexOf(parts[i]) >= 0;
    misplaced |= vowel && i > 0 && tones.indexOf(parts[i]) >= 0 && consonants.indexOf(parts[i - 1]) >= 0;
  }
  int found = 0;
  const auto syllable = syllables.find(tones_last(word, found));
  return misplaced && found == 1 && syllable != syllables.end() ? syllable->second : word;
}

inline icu::UnicodeString repaired(const icu::UnicodeString& text) {
  icu::UnicodeString result, word;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 point = text.char32At(i);
    const std::uint32_t category = U_MASK(u_charType(point));
    const bool inside = (category & U_GC_L_MASK) != 0 || ((category & U_GC_M_MASK) != 0 && !word.isEmpty());
    if (!inside) {
      result += repaired_word(word);
      word.remove();
    }
    (inside ? word : result).append(point);
  }
  return result + repaired_word(word);
}

// normalize() with ToneStyle::keep, for text without letters that only look like Vietnamese ones.
inline std::string fold_whole(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  // The byte order mark is no mark here: it is invisible text like any other, so keep decode() from eating it.
  const std::string text = decode(" " + std::string(bytes), {.encoding = Encoding::utf8}).text;
  icu::UnicodeString points = icu::UnicodeString::fromUTF8(text);
  points = tidy_marks(normalized(nfd, tidy_marks(points, true)), false);
  for (const auto& [from, to] : {std::pair<UChar32, UChar32>{0xD0, 0x110}, {0x189, 0x110}, {0xF0, 0x111}, {0x256, 0x111},
                                 {0x1D9E, 0x111}, {0x1078B, 0x111}}) {
    points.findAndReplace(icu::UnicodeString(from), icu::UnicodeString(to));
  }
  std::string result;
  repaired(normalized(fold, points)).toUTF8String(result);
  return result.substr(1);
}

}  // namespace ykien::reference

#endif  // YKIEN_TESTS_REFERENCE_FOLD_WHOLE_H_
