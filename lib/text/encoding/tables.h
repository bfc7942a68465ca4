// The one-byte encodings as data.
#ifndef YKIEN_TEXT_ENCODING_TABLES_H_
#define YKIEN_TEXT_ENCODING_TABLES_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "ykien/text/encoding.h"

namespace ykien::encoding {

struct ByteLetter {
  std::uint8_t byte;
  char16_t letter;
};

// What the bytes of a charset mean: 0x80..0xFF in order, and those below 0x20 that are letters. A combining
// mark belongs to the letter before it.
struct Charset {
  std::u16string_view upper;
  std::span<const ByteLetter> controls;
};

// The charset of an encoding of one byte a character (windows1258 to vps).
const Charset& charset_of(Encoding encoding) noexcept;

// The charsets that bytes are taken for by mistake; bytes without a character are control characters
// (WHATWG).
const Charset& charset_of(Misreading misreading) noexcept;

// An accent: 0 none, 1 circumflex, 2 breve, 3 horn; and a tone as in text/detail/letters.h.
struct Accents {
  std::uint8_t quality = 0;
  std::uint8_t tone = 0;
};

// What a byte after a vowel means in VNI or VIQR; quality and tone are 0 for a byte that is no mark.
Accents vni_mark(std::uint8_t byte) noexcept;
Accents viqr_mark(std::uint8_t byte) noexcept;

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_TABLES_H_
