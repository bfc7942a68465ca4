// Bytes to text by a given reading.
#ifndef YKIEN_TEXT_ENCODING_READ_AS_H_
#define YKIEN_TEXT_ENCODING_READ_AS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "ykien/text/encoding.h"
#include "ykien/text/offset_map.h"

namespace ykien::encoding {

// Where text goes to: always the text, and the way back where somebody wants it.
struct Target {
  std::string& text;
  OffsetMap* offsets = nullptr;  // may be null
  bool keep_ill_formed = false;  // ill-formed UTF-8 is copied instead of becoming U+FFFD
  std::size_t replaced = 0;      // ill-formed sequences so far
};

// Appends `bytes` as UTF-8; `begin` is their place in the source.
void read_utf8(std::string_view bytes, std::uint32_t begin, Target& target);

// Appends the text of `bytes` (of UTF-8 or a one-byte encoding, misread or not). False, with nothing
// appended, where they cannot have come about that way.
bool read_as(Reading reading, std::string_view bytes, std::uint32_t begin, Target& target);

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_READ_AS_H_
