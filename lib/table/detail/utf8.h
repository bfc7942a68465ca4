// Well-formed UTF-8 for the formats that hold nothing else.
#ifndef YKIEN_TABLE_DETAIL_UTF8_H_
#define YKIEN_TABLE_DETAIL_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ykien::table::detail {

struct CodePoint {
  char32_t value;    // U+FFFD for ill-formed bytes
  std::size_t size;  // bytes, at least 1
};

// The code point at the beginning of `text`, which is not empty. Of ill-formed bytes the longest beginning of
// a well-formed sequence makes one U+FFFD (Unicode 15, section 3.9, "best practice").
CodePoint first_code_point(std::string_view text) noexcept;

void append_utf8(std::string& to, char32_t code_point);

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_UTF8_H_
