// SurfaceTable: what short pieces of text stand for, found by their bytes as they are written. A memo of the
// general path (fold, scan, look up), so that a piece seen before costs one look at one cache line.
#ifndef YKIEN_TOPIC_DETAIL_SURFACE_TABLE_H_
#define YKIEN_TOPIC_DETAIL_SURFACE_TABLE_H_

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace ykien::detail {

inline constexpr std::size_t kSurfaceBytes = 15;  // longest piece remembered here
inline constexpr std::size_t kSurfaceUnits = 3;   // units over all streams

// A piece of at most kSurfaceBytes bytes and, in the last byte, their number. All zeros: no bytes.
struct alignas(16) SurfaceKey {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend bool operator==(const SurfaceKey&, const SurfaceKey&) = default;
};

// By length: which bytes of a key count, and the length in the last.
struct alignas(16) KeyPattern {
  SurfaceKey mask;
  SurfaceKey length;
};
constexpr std::array<KeyPattern, kSurfaceBytes + 2> make_key_patterns() noexcept {
  std::array<KeyPattern, kSurfaceBytes + 2> patterns{};
  for (std::size_t length = 0; length < patterns.size(); ++length) {
    for (std::size_t byte = 0; byte < std::min(length, kSurfaceBytes); ++byte) {
      (byte < 8 ? patterns[length].mask.low : patterns[length].mask.high) |= std::uint64_t{0xFF}
                                                                             << (byte % 8 * 8);
    }
    patterns[length].length.high = std::uint64_t{length} << 56;
  }
  return patterns;
}
inline constexpr std::array<KeyPattern, kSurfaceBytes + 2> kKeyPatterns = make_key_patterns();

// Makes `key` that of the `length` bytes at `bytes`, of which 16 must be readable. Pieces longer than
// kSurfaceBytes get keys that no surface has.
inline void make_key(const char* bytes, std::size_t length, SurfaceKey& key) noexcept {
  static_assert(std::endian::native == std::endian::little);
  const KeyPattern& pattern = kKeyPatterns[std::min(length, kSurfaceBytes + 1)];
#if defined(__SSE2__)
  const __m128i read = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
  const __m128i kept = _mm_and_si128(read, _mm_load_si128(reinterpret_cast<const __m128i*>(&pattern.mask)));
  const __m128i made = _mm_or_si128(kept, _mm_load_si128(reinterpret_cast<const __m128i*>(&pattern.length)));
  _mm_store_si128(reinterpret_cast<__m128i*>(&key), made);
#else
  std::memcpy(&key, bytes, sizeof key);
  key = {key.low & pattern.mask.low, (key.high & pattern.mask.high) | pattern.length.high};
#endif
}

// The upper bits are the good ones: every bit of the key moves them.
inline std::uint64_t hash_of(const SurfaceKey& key) noexcept {
  return key.low * 0x9E3779B97F4A7C15U + key.high * 0xD6E8FEB86659FD93U;
}

struct alignas(32) Surface {
  SurfaceKey key;
  std::array<std::uint32_t, kSurfaceUnits> units{};  // unit t of stream s at [t * streams + s]
  std::uint8_t tokens = 0;                           // units of each stream
  std::uint8_t syllables = 0;
  std::uint8_t accented = 0;  // of the syllables, those with accents
  bool kept = false;          // never makes room for another
};
static_assert(sizeof(Surface) == 32);

// Two places a line; a piece stands in its line or nowhere. Not thread-safe: one for each thread.
class SurfaceTable {
 public:
  // With four places for each piece that is to be kept hardly a line is full of them.
  void reset(std::size_t places) {
    lines_.assign(std::bit_ceil(places / 2 + 1024), Line{});
    shift_ = static_cast<unsigned>(64 - std::countr_zero(lines_.size()));
  }

  std::size_t line_of(const SurfaceKey& key) const noexcept { return hash_of(key) >> shift_; }
  void prefetch(std::size_t line) const noexcept { __builtin_prefetch(&lines_[line]); }

  // The piece, or nullptr. The empty piece is always found and has no units. Which of the two places it has
  // is a coin toss that no branch should depend on.
  const Surface* find(const SurfaceKey& key, std::size_t line) const noexcept {
    const Line& places = lines_[line];
    const std::size_t first = same(places[0].key, key);
    const std::size_t second = same(places[1].key, key);
    return (first | second) != 0 ? &places[second] : nullptr;
  }

  // Remembers a piece that is not there. False if all of its line is kept for others.
  bool insert(const Surface& surface, std::size_t line) noexcept {
    Line& places = lines_[line];
    const std::size_t empty_first = places[0].key == SurfaceKey{} || places[1].kept ? 0 : 1;
    if (places[empty_first].kept) return false;
    places[empty_first] = surface;
    return true;
  }

 private:
  struct alignas(64) Line : std::array<Surface, 2> {};

  // 1 if they are the same, else 0.
  static std::size_t same(const SurfaceKey& a, const SurfaceKey& b) noexcept {
#if defined(__SSE2__)
    const __m128i equal = _mm_cmpeq_epi8(_mm_load_si128(reinterpret_cast<const __m128i*>(&a)),
                                         _mm_load_si128(reinterpret_cast<const __m128i*>(&b)));
    return (static_cast<std::size_t>(_mm_movemask_epi8(equal)) + 1) >> 16;
#else
    return a == b ? 1 : 0;
#endif
  }

  std::vector<Line> lines_;
  unsigned shift_ = 63;
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_SURFACE_TABLE_H_
