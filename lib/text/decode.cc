#include "ykien/text/decode.h"

#include <algorithm>

#include "text/detail/utf8.h"

namespace ykien {
namespace {

using detail::append_code_point;
using detail::CodePoint;
using detail::kReplacement;

struct Bom {
  Encoding encoding;
  std::string_view bytes;
};

constexpr Bom kBoms[] = {
    {Encoding::utf8, "\xEF\xBB\xBF"}, {Encoding::utf16le, "\xFF\xFE"}, {Encoding::utf16be, "\xFE\xFF"}};

Bom bom_of(std::string_view bytes) noexcept {
  for (const Bom& bom : kBoms) {
    if (bytes.starts_with(bom.bytes)) return bom;
  }
  return {Encoding::utf8, {}};
}

// One code unit of UTF-16; `at` must have two bytes before the end.
char32_t unit_at(const char* at, bool little) noexcept {
  const char32_t first = static_cast<unsigned char>(at[0]);
  const char32_t second = static_cast<unsigned char>(at[1]);
  return little ? first | (second << 8) : second | (first << 8);
}

constexpr bool is_high_surrogate(char32_t unit) noexcept { return unit >= 0xD800 && unit < 0xDC00; }
constexpr bool is_low_surrogate(char32_t unit) noexcept { return unit >= 0xDC00 && unit < 0xE000; }

// The code point at `at`: a lone surrogate or a lone last byte is ill-formed.
CodePoint read_utf16(const char* at, const char* end, bool little) noexcept {
  if (end - at < 2) return {kReplacement, 1, false};
  const char32_t unit = unit_at(at, little);
  if (is_low_surrogate(unit)) return {kReplacement, 2, false};
  if (!is_high_surrogate(unit)) return {unit, 2, true};
  if (end - at < 4 || !is_low_surrogate(unit_at(at + 2, little))) return {kReplacement, 2, false};
  return {0x10000 + ((unit - 0xD800) << 10) + (unit_at(at + 2, little) - 0xDC00), 4, true};
}

CodePoint read(const char* at, const char* end, Encoding encoding) noexcept {
  if (encoding == Encoding::utf8) return detail::read_code_point(at, end);
  return read_utf16(at, end, encoding == Encoding::utf16le);
}

// Feeds every code point of `bytes` to `sink(code point, position)`.
template <typename Sink>
void each_code_point(std::string_view bytes, Encoding encoding, Sink sink) {
  const char* const begin = bytes.data();
  const char* const end = begin + bytes.size();
  for (const char* at = begin; at < end;) {
    const CodePoint point = read(at, end, encoding);
    sink(point, static_cast<std::uint32_t>(at - begin));
    at += point.length;
  }
}

// How many of the last bytes may be the beginning of a code point that continues in the next piece.
std::size_t unfinished(std::string_view bytes, Encoding encoding) noexcept {
  if (encoding != Encoding::utf8) {
    const std::size_t odd = bytes.size() % 2;
    if (bytes.size() < 2 + odd) return odd;
    const char32_t unit = unit_at(bytes.data() + bytes.size() - odd - 2, encoding == Encoding::utf16le);
    return odd + (is_high_surrogate(unit) ? 2 : 0);
  }
  const char* const end = bytes.data() + bytes.size();
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, bytes.size()); ++back) {
    const auto byte = static_cast<unsigned char>(*(end - back));
    if ((byte & 0xC0) == 0x80) continue;
    if (byte < 0x80) return 0;
    const CodePoint point = detail::read_code_point(end - back, end);
    return !point.valid && point.length == back ? back : 0;
  }
  return 0;
}

}  // namespace

Decoded decode(std::string_view bytes) {
  const Bom bom = bom_of(bytes);
  Decoded result;
  result.encoding = bom.encoding;
  result.byte_order_mark = !bom.bytes.empty();
  const auto skipped = static_cast<std::uint32_t>(bom.bytes.size());
  if (skipped > 0) result.offsets.append({{0, 0}, {0, skipped}});
  result.text.reserve(bytes.size());
  each_code_point(bytes.substr(skipped), bom.encoding, [&](CodePoint point, std::uint32_t position) {
    const auto to = static_cast<std::uint32_t>(result.text.size());
    append_code_point(point.value, result.text);
    const auto length = static_cast<std::uint32_t>(result.text.size()) - to;
    if (!point.valid) ++result.replaced;
    if (point.length != length) {
      const std::uint32_t from = skipped + position;
      result.offsets.append({{to, to + length}, {from, from + point.length}});
    }
  });
  return result;
}

void StreamDecoder::append(std::string_view bytes, bool last, std::string& to) {
  pending_ += bytes;
  if (!settled_) {
    if (pending_.size() < 3 && !last) return;
    const Bom bom = bom_of(pending_);
    encoding_ = bom.encoding;
    byte_order_mark_ = !bom.bytes.empty();
    pending_.erase(0, bom.bytes.size());
    settled_ = true;
  }
  const std::size_t kept = last ? 0 : unfinished(pending_, encoding_);
  const std::string_view ready = std::string_view(pending_).substr(0, pending_.size() - kept);
  each_code_point(ready, encoding_, [&](CodePoint point, std::uint32_t) {
    append_code_point(point.value, to);
    replaced_ += point.valid ? 0 : 1;
  });
  pending_.erase(0, ready.size());
}

}  // namespace ykien
