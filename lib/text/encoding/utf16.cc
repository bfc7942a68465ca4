#include "text/encoding/utf16.h"

#include "text/detail/utf8.h"

namespace ykien::encoding {
namespace {

using detail::CodePoint;
using detail::kReplacement;

// One code unit of UTF-16; `at` must have two bytes before the end.
char32_t unit_at(const char* at, bool little) noexcept {
  const char32_t first = static_cast<unsigned char>(at[0]);
  const char32_t second = static_cast<unsigned char>(at[1]);
  return little ? first | (second << 8) : second | (first << 8);
}

constexpr bool is_high_surrogate(char32_t unit) noexcept { return unit >= 0xD800 && unit < 0xDC00; }
constexpr bool is_low_surrogate(char32_t unit) noexcept { return unit >= 0xDC00 && unit < 0xE000; }

CodePoint read(const char* at, const char* end, bool little) noexcept {
  if (end - at < 2) return {kReplacement, 1, false};
  const char32_t unit = unit_at(at, little);
  if (is_low_surrogate(unit)) return {kReplacement, 2, false};
  if (!is_high_surrogate(unit)) return {unit, 2, true};
  if (end - at < 4 || !is_low_surrogate(unit_at(at + 2, little))) return {kReplacement, 2, false};
  return {0x10000 + ((unit - 0xD800) << 10) + (unit_at(at + 2, little) - 0xDC00), 4, true};
}

constexpr bool likely(char32_t unit) noexcept {
  if (unit < 0x20) return unit == '\t' || unit == '\n' || unit == '\r';
  return unit < 0x250 || (unit >= 0x300 && unit < 0x370) || (unit >= 0x1E00 && unit < 0x1F00) ||
         (unit >= 0x2000 && unit < 0x2300) || unit == 0xFEFF;
}

// Units that are likely, or -1 when the text is not worth counting: no everyday character stands in it.
std::ptrdiff_t count_likely(std::string_view bytes, bool little) noexcept {
  std::ptrdiff_t found = 0, ascii = 0;
  for (std::size_t at = 0; at + 2 <= bytes.size(); at += 2) {
    const char32_t unit = unit_at(bytes.data() + at, little);
    found += likely(unit) ? 1 : 0;
    ascii += likely(unit) && unit < 0x80 ? 1 : 0;
  }
  return ascii > 0 ? found : -1;
}

}  // namespace

void read_utf16(Encoding encoding, std::string_view bytes, std::uint32_t begin, Target& target) {
  const char* const end = bytes.data() + bytes.size();
  for (const char* at = bytes.data(); at < end;) {
    const CodePoint point = read(at, end, encoding == Encoding::utf16le);
    const auto to = static_cast<std::uint32_t>(target.text.size());
    detail::append_code_point(point.value, target.text);
    const auto length = static_cast<std::uint32_t>(target.text.size()) - to;
    target.replaced += point.valid ? 0 : 1;
    if (target.offsets != nullptr && point.length != length) {
      const auto from = begin + static_cast<std::uint32_t>(at - bytes.data());
      target.offsets->append({{to, to + length}, {from, from + point.length}});
    }
    at += point.length;
  }
}

std::size_t unfinished_utf16(Encoding encoding, std::string_view bytes) noexcept {
  const std::size_t odd = bytes.size() % 2;
  if (bytes.size() < 2 + odd) return odd;
  const char32_t unit = unit_at(bytes.data() + bytes.size() - odd - 2, encoding == Encoding::utf16le);
  return odd + (is_high_surrogate(unit) ? 2 : 0);
}

std::optional<Encoding> guess_utf16(std::string_view bytes) noexcept {
  constexpr std::size_t kLeast = 6;
  if (bytes.size() < kLeast || bytes.find('\0') == bytes.npos) return std::nullopt;
  const auto units = static_cast<std::ptrdiff_t>(bytes.size() / 2);
  const std::ptrdiff_t little = count_likely(bytes, true);
  const std::ptrdiff_t big = count_likely(bytes, false);
  if (20 * little >= 19 * units && little > big) return Encoding::utf16le;
  if (20 * big >= 19 * units && big > little) return Encoding::utf16be;
  return std::nullopt;
}

}  // namespace ykien::encoding
