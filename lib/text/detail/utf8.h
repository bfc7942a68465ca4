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

// read_code_point() for a lead byte of 0x80 or more, in one number: a struct of three would be put together
// in memory, byte by byte, and wait there. Exported for ykien_study.
YKIEN_API std::uint64_t read_multibyte(const char* at, const char* end) noexcept;

constexpr std::uint64_t packed(const CodePoint& point) noexcept {
  return point.value | std::uint64_t{point.length} << 32 | std::uint64_t{point.valid} << 63;
}
constexpr CodePoint unpacked(std::uint64_t number) noexcept {
  return {static_cast<char32_t>(number), static_cast<std::uint32_t>(number >> 32) & 7U, number >> 63 != 0};
}

// The code point at `at`, which must lie before `end`. An ill-formed sequence gives its maximal subpart
// (Unicode 15, section 3.9, table 3-7) as one kReplacement.
inline CodePoint read_code_point(const char* at, const char* end) noexcept {
  const auto byte = static_cast<unsigned char>(*at);
  if (byte < 0x80) return {byte, 1, true};
  // The shapes that Vietnamese text is full of, and what begins nothing, without a call.
  const auto continues = [at](int i) { return (static_cast<unsigned char>(at[i]) & 0xC0U) == 0x80; };
  const auto bits = [at](int i) { return char32_t{static_cast<unsigned char>(at[i])} & 0x3F; };
  if (byte >= 0xC2 && byte <= 0xDF && end - at >= 2 && continues(1)) {
    return {(byte & 0x1FU) << 6 | bits(1), 2, true};
  }
  if (byte < 0xC2 || byte > 0xF4) return {kReplacement, 1, false};
  if (byte >= 0xE1 && byte <= 0xEF && byte != 0xED && end - at >= 3 && continues(1) && continues(2)) {
    return {(byte & 0x0FU) << 12 | bits(1) << 6 | bits(2), 3, true};
  }
  return unpacked(read_multibyte(at, end));
}

// Writes the UTF-8 of `value`, a Unicode scalar value, to `to`, which has room for four bytes; returns how
// many it wrote.
inline std::uint32_t write_code_point(char32_t value, char* to) noexcept {
  const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
  if (value < 0x80) {
    to[0] = byte(value);
    return 1;
  }
  if (value < 0x800) {
    to[0] = byte(0xC0 | (value >> 6));
    to[1] = byte(0x80 | (value & 0x3F));
    return 2;
  }
  if (value < 0x10000) {
    to[0] = byte(0xE0 | (value >> 12));
    to[1] = byte(0x80 | ((value >> 6) & 0x3F));
    to[2] = byte(0x80 | (value & 0x3F));
    return 3;
  }
  to[0] = byte(0xF0 | (value >> 18));
  to[1] = byte(0x80 | ((value >> 12) & 0x3F));
  to[2] = byte(0x80 | ((value >> 6) & 0x3F));
  to[3] = byte(0x80 | (value & 0x3F));
  return 4;
}

// Appends it.
inline void append_code_point(char32_t value, std::string& to) {
  char bytes[4];
  to.append(bytes, write_code_point(value, bytes));
}

// Bytes append_code_point() writes.
constexpr std::uint32_t utf8_length(char32_t value) noexcept {
  return value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
}

constexpr bool is_ascii_space(unsigned char byte) noexcept {
  return byte == ' ' || (byte >= 9 && byte <= 13);
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_UTF8_H_
