#include "text/encoding/misread.h"

#include <array>
#include <memory>

#include "text/detail/utf8.h"
#include "text/encoding/tables.h"

namespace ykien::encoding {
namespace {

constexpr char32_t kPoints = 0x2200;  // beyond every character of the two charsets

// Code point -> byte, 0 where there is none (and for U+0000, which is below 0x80).
using Inverse = std::array<std::uint8_t, kPoints>;

std::unique_ptr<Inverse> invert(Misreading misreading) {
  auto inverse = std::make_unique<Inverse>();
  // Undefined bytes came out as the control character of their number in some programs.
  for (unsigned byte = 0x80; byte < 0xA0; ++byte) (*inverse)[byte] = static_cast<std::uint8_t>(byte);
  const std::u16string_view upper = charset_of(misreading).upper;
  for (unsigned i = 0; i < 128; ++i) (*inverse)[upper[i]] = static_cast<std::uint8_t>(0x80 + i);
  return inverse;
}

const Inverse& inverse_of(Misreading misreading) {
  static const std::unique_ptr<Inverse> windows1252 = invert(Misreading::windows1252);
  static const std::unique_ptr<Inverse> windows1258 = invert(Misreading::windows1258);
  return misreading == Misreading::windows1258 ? *windows1258 : *windows1252;
}

}  // namespace

bool unread(Misreading misreading, std::string_view utf8, std::string& bytes, OffsetMap* offsets) {
  const Inverse& inverse = inverse_of(misreading);
  const char* const end = utf8.data() + utf8.size();
  for (const char* at = utf8.data(); at < end;) {
    const detail::CodePoint point = detail::read_code_point(at, end);
    if (!point.valid || point.value >= kPoints) return false;
    const auto byte = point.value < 0x80 ? static_cast<std::uint8_t>(point.value) : inverse[point.value];
    if (byte == 0 && point.value != 0) return false;
    if (offsets != nullptr && point.length != 1) {
      const auto to = static_cast<std::uint32_t>(bytes.size());
      const auto from = static_cast<std::uint32_t>(at - utf8.data());
      offsets->append({{to, to + 1}, {from, from + point.length}});
    }
    bytes += static_cast<char>(byte);
    at += point.length;
  }
  return true;
}

}  // namespace ykien::encoding
