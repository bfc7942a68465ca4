#include "text/encoding/units.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "text/detail/runs.h"

namespace ykien::encoding {
namespace {

bool ends_line(char byte) noexcept { return byte == '\n' || byte == '\r'; }

// The lines beyond ASCII that end so far, and whether the one that goes on is one.
struct LineCount {
  std::size_t lines = 0;
  bool beyond = false;

  void add(char byte) noexcept {
    beyond |= static_cast<unsigned char>(byte) >= 0x80;
    if (!ends_line(byte)) return;
    lines += beyond ? 1 : 0;
    beyond = false;
  }

#if defined(__SSE2__)
  void add_16(const char* bytes) noexcept {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
    const __m128i line_ends =
        _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\r')));
    auto ends = static_cast<unsigned>(_mm_movemask_epi8(line_ends));
    auto high = static_cast<unsigned>(_mm_movemask_epi8(block));
    for (; ends != 0; ends &= ends - 1) {
      const unsigned line = ends ^ (ends - 1);  // up to the line end
      lines += beyond || (high & line) != 0 ? 1 : 0;
      beyond = false;
      high &= ~line;
    }
    beyond |= high != 0;
  }

  // Most blocks have no line end, nor another control character up to CR.
  void add_64(const char* bytes) noexcept {
    const auto* const blocks = reinterpret_cast<const __m128i*>(bytes);
    __m128i least = _mm_loadu_si128(blocks);
    __m128i all = least;
    for (int i = 1; i < 4; ++i) {
      const __m128i block = _mm_loadu_si128(blocks + i);
      least = _mm_min_epu8(least, block);
      all = _mm_or_si128(all, block);
    }
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(least, _mm_set1_epi8('\r')), least)) == 0) {
      beyond |= _mm_movemask_epi8(all) != 0;
    } else {
      for (std::size_t i = 0; i < 64; i += 16) add_16(bytes + i);
    }
  }
#endif
};

// After the last of two bytes, 0 without one. A block at a time, so that the search forward of the C library
// does most of it.
std::size_t after_last(std::string_view bytes, char one, char other) noexcept {
  constexpr std::size_t kBlock = 256;
  for (std::size_t end = bytes.size(); end > 0;) {
    const std::size_t begin = end - std::min(end, kBlock);
    const char* const block = bytes.data() + begin;
    const bool found =
        std::memchr(block, one, end - begin) != nullptr || std::memchr(block, other, end - begin) != nullptr;
    while (found && bytes[end - 1] != one && bytes[end - 1] != other) --end;
    if (found) return end;
    end = begin;
  }
  return 0;
}

// After the last ASCII byte, 0 without one.
std::size_t after_last_ascii(std::string_view bytes) noexcept {
  std::size_t end = bytes.size();
  for (std::uint64_t word = 0; end >= sizeof(word); end -= sizeof(word)) {
    std::memcpy(&word, bytes.data() + end - sizeof(word), sizeof(word));
    if ((~word & 0x8080808080808080U) != 0) break;
  }
  while (end > 0 && static_cast<unsigned char>(bytes[end - 1]) >= 0x80) --end;
  return end;
}

}  // namespace

std::size_t last_line_end(std::string_view bytes) noexcept { return after_last(bytes, '\r', '\n'); }

std::size_t first_line_end(std::string_view bytes) noexcept {
  const std::size_t lf = std::min(bytes.find('\n'), bytes.size());
  const std::size_t end = std::min(bytes.substr(0, lf).find('\r'), lf);
  return std::min(end + 1, bytes.size());
}

std::size_t cut_place(std::string_view bytes) noexcept {
  if (const std::size_t blank = after_last(bytes, ' ', '\t'); blank > 0) return blank;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  if (const std::size_t ascii = after_last_ascii(bytes); ascii > 0) return ascii;
  for (std::size_t at = bytes.size(); at > 1 && bytes.size() - at < 4; --at) {
    if (byte(at - 1) >= 0xC0) return at - 1;
  }
  return bytes.size();
}

std::size_t whole_units(std::string_view bytes, bool last, std::size_t longest) noexcept {
  if (last && bytes.size() <= longest) return bytes.size();
  const std::size_t end = last_line_end(bytes.substr(0, longest));
  return end > 0 || bytes.size() <= longest ? end : cut_place(bytes.substr(0, longest));
}

std::size_t ascii_size(std::string_view bytes) noexcept { return detail::ascii_prefix(bytes); }

std::size_t lines_beyond_ascii(std::string_view bytes) noexcept {
  LineCount count;
  std::size_t at = 0;
#if defined(__SSE2__)
  for (; at + 64 <= bytes.size(); at += 64) count.add_64(bytes.data() + at);
  for (; at + 16 <= bytes.size(); at += 16) count.add_16(bytes.data() + at);
#endif
  for (; at < bytes.size(); ++at) count.add(bytes[at]);
  return count.lines + (count.beyond ? 1 : 0);
}

std::size_t first_cell_end(std::string_view line) noexcept {
  const std::size_t found = line.find_first_of(",;|\t\"");
  return found == line.npos ? line.size() : found + 1;
}

}  // namespace ykien::encoding
