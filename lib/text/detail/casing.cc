#include "text/detail/casing.h"

#include "text/detail/utf8.h"

namespace ykien::detail {
namespace {

char32_t in_capitals(char32_t value) noexcept {
  if (value < 0x80) return value >= 'a' && value <= 'z' ? value - 32 : value;
  if (value < 0x100) return value == 0xD7 + 32 ? value : value - 32;
  return value == 0x01B0 ? 0x01AF : value % 2 == 1 || value == 0x01A1 ? value - 1 : value;
}

std::string capitalized(std::string_view text, bool all) {
  std::string result;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    const CodePoint point = read_code_point(at, end);
    const bool capital = all || at == text.data();
    append_code_point(capital ? in_capitals(point.value) : point.value, result);
    at += point.length;
  }
  return result;
}

}  // namespace

std::string in_casing(std::string_view text, Casing casing, bool shout) {
  if (casing == Casing::lower) return std::string(text);
  return capitalized(text, shout && casing == Casing::upper);
}

}  // namespace ykien::detail
