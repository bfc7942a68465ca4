// requests: the single requests that a petition puts together in one text.
#ifndef YKIEN_TEXT_REQUESTS_H_
#define YKIEN_TEXT_REQUESTS_H_

#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/base/range.h"

namespace ykien {

// The single requests of a petition: whole sentences put together, in order, covering all of them. A request
// begins
//  - with an item of a list (1. a) - ...), with "ngoài ra", "thứ hai" and the like;
//  - after something was asked for (đề nghị, kiến nghị, mong, a question): after a semicolon, on a new
//    line, and with the first sentence of what leads to the next asking;
//  - between the short parts of a bare list (đường hư; đèn tắt; rác đầy).
// Greetings and what introduces a list go with the first request, thanks with the last one. Text with one
// request, or none, gives one range; blank text none. By rules of thumb, not by understanding. Throws
// Error(limit) for a text of more than 4 GiB - 1 bytes. Thread-safe. O(bytes).
YKIEN_API std::vector<Range> requests(std::string_view utf8);

}  // namespace ykien

#endif  // YKIEN_TEXT_REQUESTS_H_
