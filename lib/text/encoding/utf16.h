// UTF-16 to UTF-8, and telling it without a byte order mark.
#ifndef YKIEN_TEXT_ENCODING_UTF16_H_
#define YKIEN_TEXT_ENCODING_UTF16_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "text/encoding/read_as.h"
#include "ykien/text/encoding.h"

namespace ykien::encoding {

// Appends the text of `bytes` (utf16le or utf16be). A lone surrogate or a lone last byte is ill-formed.
void read_utf16(Encoding encoding, std::string_view bytes, std::uint32_t begin, Target& target);

// How many of the last bytes may be the beginning of a code point that continues in the next piece.
std::size_t unfinished_utf16(Encoding encoding, std::string_view bytes) noexcept;

// Whether the beginning of a text, without a byte order mark, is UTF-16: it has NUL bytes, and read in one of
// the two orders it is letters of Vietnamese text and nothing else.
std::optional<Encoding> guess_utf16(std::string_view bytes) noexcept;

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_UTF16_H_
