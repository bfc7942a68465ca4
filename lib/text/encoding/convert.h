// From the old encodings to UTF-8.
#ifndef YKIEN_TEXT_ENCODING_CONVERT_H_
#define YKIEN_TEXT_ENCODING_CONVERT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "ykien/base/export.h"
#include "ykien/text/encoding.h"
#include "ykien/text/offset_map.h"

namespace ykien::encoding {

// Appends the UTF-8 of `bytes`, written in `encoding` (windows1258 to viqr), to `text`, letters composed.
// `offsets`, unless null, gets the runs that changed; `begin` is the place of `bytes` in the source they lead
// back to. Every byte stands for something, so nothing is ever ill-formed. Exported for the tests and
// benchmarks.
YKIEN_API void convert(Encoding encoding, std::string_view bytes, std::string& text,
                       OffsetMap* offsets = nullptr, std::uint32_t begin = 0);

// The same without the rule of the capital fonts.
void convert_letters(Encoding encoding, std::string_view bytes, std::string& text,
                     OffsetMap* offsets = nullptr, std::uint32_t begin = 0);

// Whether a word has two capitals, without which the rule of the capital fonts raises nothing.
bool has_capitals(std::string_view utf8) noexcept;

// The rule of the capital fonts (.VnTimeH): in TCVN3 a toned capital is the byte of the small letter, so a
// word of text[begin..] that has capitals of ASCII or Đ Ă Â Ê Ô Ơ Ư and no small ASCII letter is all in
// capitals. A word that leaves it open ("Hé", "ë") goes with the words before and after it in its line. No
// letter changes its length.
YKIEN_API void raise_capitals(std::string& text, std::size_t begin);

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_CONVERT_H_
