// Undoing a misreading: text that was written as UTF-8 back to the bytes that a program had taken for
// windows-1252 or windows-1258.
#ifndef YKIEN_TEXT_ENCODING_MISREAD_H_
#define YKIEN_TEXT_ENCODING_MISREAD_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "ykien/text/encoding.h"
#include "ykien/text/offset_map.h"

namespace ykien::encoding {

// Appends to `bytes` what `utf8` was made from; false, and `bytes` undefined, when it has a character that
// the charset lacks or is ill-formed. `offsets`, unless null, gets the runs that changed (bytes -> utf8, both
// from 0).
bool unread(Misreading misreading, std::string_view utf8, std::string& bytes, OffsetMap* offsets = nullptr);

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_MISREAD_H_
