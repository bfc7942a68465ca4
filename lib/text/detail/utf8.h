// Reading and writing single code points of UTF-8, with the one policy for ill-formed bytes.
#ifndef YKIEN_TEXT_DETAIL_UTF8_H_
#define YKIEN_TEXT_DETAIL_UTF8_H_

#include <cstdint>
#include <string>

#include "ykien/base/export.h"

namespace ykien::detail {

inline constexpr char32_t kReplacement = 0xFFFD;

struct CodePoint {
  char32_t value = 0;        // kReplacement where ill-formed
  std::uint32_t length = 0;  // bytes read, 1..4
  bool valid = true;
};

// The rest of read_code_point() for a lead byte of 0x80 or more. Exported for ykien_study.
YKIEN_API CodePoint read_multibyte(const char* at, const char* end) noexcept;

// The code point at `at`, which must lie before `end`. An ill-formed sequence gives its maximal subpart
// (Unicode 15, section 3.9, table 3-7) as one kReplacement.
inline CodePoint read_code_point(const char* at, const char* end) noexcept {
  const auto byte = static_cast<unsigned char>(*at);
  if (byte < 0x80) return {byte, 1, true};
  return read_multibyte(at, end);
}

// Appends the UTF-8 of `value`, a Unicode scalar value.
inline void append_code_point(char32_t value, std::string& to) {
  const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
  if (value < 0x80) {
    to += byte(value);
  } else if (value < 0x800) {
    const char bytes[] = {byte(0xC0 | (value >> 6)), byte(0x80 | (value & 0x3F))};
    to.append(bytes, 2);
  } else if (value < 0x10000) {
    const char bytes[] = {byte(0xE0 | (value >> 12)), byte(0x80 | ((value >> 6) & 0x3F)), byte(0x80 | (value & 0x3F))};
    to.append(bytes, 3);
  } else {
    const char bytes[] = {byte(0xF0 | (value >> 18)), byte(0x80 | ((value >> 12) & 0x3F)),
                          byte(0x80 | ((value >> 6) & 0x3F)), byte(0x80 | (value & 0x3F))};
    to.append(bytes, 4);
  }
}

// Bytes append_code_point() writes.
constexpr std::uint32_t utf8_length(char32_t value) noexcept {
  return value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
}

constexpr bool is_ascii_space(unsigned char byte) noexcept { return byte == ' ' || (byte >= 9 && byte <= 13); }

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_UTF8_H_
