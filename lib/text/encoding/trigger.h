// A quick look for bytes that well-formed Vietnamese text hardly has, but text of other making always.
#ifndef YKIEN_TEXT_ENCODING_TRIGGER_H_
#define YKIEN_TEXT_ENCODING_TRIGGER_H_

#include <cstddef>
#include <string_view>

#include "ykien/base/export.h"

namespace ykien::encoding {

// The place of the first such byte, bytes.size() without one: the second byte of a letter or sign of Latin-1
// that is not Vietnamese (misread text is full of them: Ä‘Æ°á»ng, Coäng hoøa), or one of ^ ` ~ (VIQR).
// Thread-safe. O(bytes).
YKIEN_API std::size_t find_trigger(std::string_view bytes) noexcept;

// The same, a byte at a time.
YKIEN_API std::size_t find_trigger_portable(std::string_view bytes) noexcept;

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_TRIGGER_H_
