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
inline constexpr std::uint64_t kHashMultiplier = 0x9E3779B97F4A7C15U;
inline constexpr int kHashTurn = 23;
inline std::uint64_t hash_of(const SurfaceKey& key) noexcept {
  return (key.low ^ std::rotl(key.high, kHashTurn)) * kHashMultiplier;
}

// What a piece stands for.
struct alignas(16) SurfaceUnits {
  std::array<std::uint32_t, kSurfaceUnits> units{};  // unit t of stream s at [t * streams + s]
  std::uint8_t tokens = 0;                           // units of each stream
  std::uint8_t syllables = 0;
  std::uint8_t accented = 0;  // of the syllables, those with accents
  bool kept = false;          // never makes room for another
};
static_assert(sizeof(SurfaceUnits) == 16);

// Sums over pieces of at most one token each, up to 255 of them, in one number.
struct SurfaceSum {
  static std::uint64_t of(const SurfaceUnits& found) noexcept {
    std::uint32_t four_bytes;
    std::memcpy(&four_bytes, &found.tokens, sizeof four_bytes);
    return four_bytes;
  }
  static std::uint32_t syllables(std::uint64_t sum) noexcept { return sum >> 8 & 0xFF; }
  static std::uint32_t accented(std::uint64_t sum) noexcept { return sum >> 16 & 0xFF; }
};

// Two pieces, one cache line.
struct alignas(64) SurfaceLine {
  std::array<SurfaceKey, 2> keys;
  std::array<SurfaceUnits, 2> found;
};
static_assert(sizeof(SurfaceLine) == 64);

// The line so many bytes after the first.
inline const SurfaceLine* at_offset(const SurfaceLine* lines, std::uint32_t offset) noexcept {
  return reinterpret_cast<const SurfaceLine*>(reinterpret_cast<const char*>(lines) + offset);
}

// A piece stands in its line or nowhere. Not thread-safe but for its const members.
class SurfaceTable {
 public:
  // Empty, with at least so many lines of two places.
  void reset(std::size_t lines) {
    lines_.assign(std::bit_ceil(std::clamp<std::size_t>(lines, 2, kMostLines)), SurfaceLine{});
    shift_ = static_cast<unsigned>(64 - std::countr_zero(lines_.size()));
  }

  std::uint32_t line_of(const SurfaceKey& key) const noexcept {
    return static_cast<std::uint32_t>(hash_of(key) >> shift_);
  }
  // The same in bytes.
  std::uint32_t offset_of(const SurfaceKey& key) const noexcept {
    return line_of(key) * static_cast<std::uint32_t>(sizeof(SurfaceLine));
  }
  const SurfaceLine* lines() const noexcept { return lines_.data(); }
  unsigned shift() const noexcept { return shift_; }  // from a hash to the number of its line

  // What the piece stands for, or nullptr. The empty piece is always found and has no units.
  const SurfaceUnits* find(const SurfaceKey& key) const noexcept {
    const SurfaceLine& places = lines_[line_of(key)];
    for (std::size_t place = 0; place < 2; ++place) {
      if (places.keys[place] == key) return &places.found[place];
    }
    return nullptr;
  }

  // Remembers a piece that is not there. False if all of its line is kept for others.
  bool insert(const SurfaceKey& key, const SurfaceUnits& found) noexcept {
    SurfaceLine& places = lines_[line_of(key)];
    const std::size_t place = places.keys[0] == SurfaceKey{} || places.found[1].kept ? 0 : 1;
    if (places.found[place].kept) return false;
    places.keys[place] = key;
    places.found[place] = found;
    return true;
  }

 private:
  static constexpr std::size_t kMostLines = std::size_t{1} << 24;

  std::vector<SurfaceLine> lines_;
  unsigned shift_ = 63;
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_SURFACE_TABLE_H_
