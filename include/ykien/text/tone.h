// rewrite_tones: text for readers with its tone marks in one style, all else as it was written.
#ifndef YKIEN_TEXT_TONE_H_
#define YKIEN_TEXT_TONE_H_

#include <string>
#include <string_view>

#include "ykien/base/export.h"
#include "ykien/text/normalize.h"
#include "ykien/text/offset_map.h"

namespace ykien {

struct Rewritten {
  std::string text;
  OffsetMap offsets;  // text -> input
};

// `utf8` with the tone mark of every Vietnamese syllable where `style` wants it (hoà, khoẻ, thuý or hòa,
// khỏe, thúy; a mark on a wrong letter, as in hòan or qúy, is put right in both); gi- and qu- are onsets.
// Case stays, and so does the form: a letter that was one code point stays one, a combining mark stays a
// combining mark. All that is no syllable with one tone stays byte for byte, ill-formed bytes too; `keep`
// copies the text. The two texts differ only inside syllables whose mark moved. Idempotent. Thread-safe.
// O(bytes). Texts up to 4 GiB - 1 bytes, else Error(limit).
YKIEN_API Rewritten rewrite_tones(std::string_view utf8, ToneStyle style);

}  // namespace ykien

#endif  // YKIEN_TEXT_TONE_H_
