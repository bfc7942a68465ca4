// normalize: one spelling for every way of writing the same Vietnamese letters.
#ifndef YKIEN_TEXT_NORMALIZE_H_
#define YKIEN_TEXT_NORMALIZE_H_

#include <string>
#include <string_view>

#include "ykien/base/export.h"
#include "ykien/text/offset_map.h"

namespace ykien {

// Where the tone mark of an open oa, oe, uy stands: hoà, khoẻ, thuý (new) or hòa, khỏe, thúy (old).
enum class ToneStyle { new_style, old_style, keep };

struct NormalizeOptions {
  ToneStyle tone = ToneStyle::new_style;
};

struct Normalized {
  std::string text;   // folded UTF-8
  OffsetMap offsets;  // text -> input
};

// Folds text for features (the input is never changed):
//  - ill-formed UTF-8 becomes U+FFFD as in decode();
//  - marks are put in canonical order with circumflex, breve and horn before the tone, each of those once; the first
//    8 marks of a letter are kept, further ones dropped; letters and marks are composed (NFC);
//  - inside a word that becomes a Vietnamese syllable by it, Cyrillic and Greek letters, small capitals and phonetic
//    letters are read as the Latin letters they look like (a word wholly of another script stays), and a tone typed on
//    the final consonant (nguyêñ) goes to its vowel;
//  - eth and African D (U+00D0, U+00F0, U+0189, U+0256), which stand for Đ in old files, become đ;
//  - compatibility forms, case and invisible characters are folded by NFKC_Casefold (UAX #44): full-width
//    and ligatures become plain letters, NBSP a blank, zero-width characters and soft hyphens go;
//  - the tone mark of a Vietnamese syllable stands where `options.tone` wants it; gi- and qu- are onsets.
// Idempotent; independent on both sides of white space. Throws Error(limit) where the text or what it folds
// to is longer than 4 GiB - 1 bytes: one sign, U+FDFA, becomes eleven times as long. Thread-safe. O(bytes).
YKIEN_API Normalized normalize(std::string_view utf8, const NormalizeOptions& options = {});

// `folded` (as normalize() gives it) without any accents: đường -> duong. Other characters stay.
YKIEN_API std::string strip_accents(std::string_view folded);

}  // namespace ykien

#endif  // YKIEN_TEXT_NORMALIZE_H_
