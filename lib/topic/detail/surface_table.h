// SurfaceTable: what short pieces of text stand for, found by their bytes as they are written. A memo of the
// general path (fold, scan, look up) for pieces of two tokens, one or none, so that one seen before costs one
// look at one cache line.
#ifndef YKIEN_TOPIC_DETAIL_SURFACE_TABLE_H_
#define YKIEN_TOPIC_DETAIL_SURFACE_TABLE_H_

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace ykien::detail {

inline constexpr std::size_t kSurfaceBytes = 12;   // longest piece remembered here
inline constexpr std::size_t kSurfaceStreams = 4;  // most streams that are remembered here

// A piece of at most kSurfaceBytes bytes, zeros after them, and in four bits of the last byte their number.
// The other bits of the last four bytes say what the piece stands for; in a key that is looked for they are
// 0. All zeros: no piece.
struct alignas(16) SurfaceKey {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend bool operator==(const SurfaceKey&, const SurfaceKey&) = default;
};

// What the last four bytes are: an id, flags, the length and flags again.
inline constexpr std::uint32_t kSurfaceId = 0xFFFFFF;  // the row of the unit, or the number of its readings
inline constexpr int kKeptBit = 24;                    // never makes room for another
inline constexpr int kSilentBit = 25;                  // no unit
inline constexpr int kLengthBit = 26;                  // and three more
inline constexpr int kSyllableBit = 30;
inline constexpr int kAccentedBit = 31;
// Silent and a syllable, as nothing else is: two tokens. What a SurfacePair says stands beside it.
inline constexpr std::uint32_t kPairBits = 1U << kSilentBit | 1U << kSyllableBit;
inline constexpr std::uint64_t kHighBits = 0x3C000000FFFFFFFF;  // of SurfaceKey::high: those that are the key

// By length: which bytes of a piece stand in its key, and how the length does.
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
    patterns[length].length.high = std::uint64_t{length} << (32 + kLengthBit);
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

// Of the three words that a key has (its length is not among them): their products with these are added, and
// the upper half of the sum turned into the lower one, whose upper bits are the good ones. Products of 32
// bits, so that AVX2 makes four of them at a time.
inline constexpr std::array<std::uint32_t, 3> kHashMultipliers = {0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D};
inline std::uint32_t hash_of(const SurfaceKey& key) noexcept {
  constexpr std::uint64_t kWord = 0xFFFFFFFF;
  const std::uint64_t sum = (key.low & kWord) * kHashMultipliers[0] + (key.low >> 32) * kHashMultipliers[1] +
                            (key.high & kWord) * kHashMultipliers[2];
  return static_cast<std::uint32_t>(sum ^ sum >> 32);
}

// What a piece stands for: one token, a unit in each stream, or none.
using SurfaceReadings = std::array<std::uint32_t, kSurfaceStreams>;  // by stream: the row of the unit
struct Surface {
  SurfaceReadings units{};
  bool syllable = false;
  bool accented = false;
  bool kept = false;
  bool silent = false;  // no unit
};

// What a piece of two tokens stands for. The units are numbers as in kSurfaceId.
struct SurfacePair {
  std::array<std::uint32_t, 2> units{};
  std::uint8_t syllables = 0;  // of the two
  std::uint8_t accented = 0;
};

// Four pieces, one cache line. In their highs stands also what they stand for. After a pair stands a place of
// its second unit, which has no piece.
struct alignas(64) SurfaceLine {
  static constexpr std::size_t kSlots = 4;
  std::array<std::uint64_t, kSlots> lows;
  std::array<std::uint64_t, kSlots> highs;
};

// An id, the length and flags.
inline std::uint32_t meaning_of(std::uint64_t high) noexcept {
  return static_cast<std::uint32_t>(high >> 32);
}

constexpr bool is_pair(std::uint32_t meaning) noexcept { return (meaning & kPairBits) == kPairBits; }

// The line so many bytes after the first.
inline const SurfaceLine* at_offset(const SurfaceLine* lines, std::uint32_t offset) noexcept {
  return reinterpret_cast<const SurfaceLine*>(reinterpret_cast<const char*>(lines) + offset);
}

// A piece stands in its line or nowhere. Not thread-safe but for its const members.
class SurfaceTable {
 public:
  // Empty, with at least so many lines of four places, for so many streams.
  void reset(std::size_t lines, std::size_t streams) {
    lines_.assign(std::bit_ceil(std::clamp<std::size_t>(lines, 2, kMostLines)), SurfaceLine{});
    shift_ = static_cast<unsigned>(32 - std::countr_zero(lines_.size()));
    readings_.assign(streams > 1 ? lines_.size() * SurfaceLine::kSlots : 0, {});
    readings_used_ = 0;
    streams_ = streams;
  }

  std::uint32_t line_of(const SurfaceKey& key) const noexcept { return hash_of(key) >> shift_; }
  // The same in bytes.
  std::uint32_t offset_of(const SurfaceKey& key) const noexcept {
    return line_of(key) * static_cast<std::uint32_t>(sizeof(SurfaceLine));
  }
  const SurfaceLine* lines() const noexcept { return lines_.data(); }
  unsigned shift() const noexcept { return shift_; }  // from a hash to the number of its line
  // Pieces that were inserted: as long as the number is the same, what was found holds.
  std::uint32_t changes() const noexcept { return changes_; }
  // By id, where there are several streams. Otherwise the id is the row.
  const SurfaceReadings* readings() const noexcept { return readings_.data(); }

  // What the table says of a piece, or 0.
  std::uint32_t meaning(const SurfaceKey& key) const noexcept {
    const SurfaceLine& line = lines_[line_of(key)];
    for (std::size_t i = 0; i < SurfaceLine::kSlots; ++i) {
      if (line.lows[i] == key.low && (line.highs[i] & kHighBits) == key.high)
        return meaning_of(line.highs[i]);
    }
    return 0;
  }
  // The row of the unit of a stream.
  std::uint32_t unit_of(std::uint32_t meaning, std::size_t stream) const noexcept {
    const std::uint32_t id = meaning & kSurfaceId;
    return streams_ > 1 ? readings_[id][stream] : id;
  }

  std::optional<Surface> find(const SurfaceKey& key) const noexcept {
    const std::uint32_t found = meaning(key);
    if (found == 0 || is_pair(found)) return std::nullopt;
    Surface surface{{},
                    flag(found, kSyllableBit),
                    flag(found, kAccentedBit),
                    flag(found, kKeptBit),
                    flag(found, kSilentBit)};
    for (std::size_t stream = 0; stream < std::min(streams_, kSurfaceStreams); ++stream)
      surface.units[stream] = unit_of(found, stream);
    return surface;
  }

  // What a piece of the line at `offset` stands for, whose meaning is_pair().
  SurfacePair pair_at(std::uint32_t offset, const SurfaceKey& key) const noexcept {
    const SurfaceLine& line = *at_offset(lines(), offset);
    std::size_t i = 0;
    while (line.lows[i] != key.low || (line.highs[i] & kHighBits) != key.high) ++i;
    const auto counts = static_cast<std::uint8_t>(line.highs[i + 1]);
    return {{meaning_of(line.highs[i]) & kSurfaceId, meaning_of(line.highs[i + 1]) & kSurfaceId},
            static_cast<std::uint8_t>(counts & ((1U << kAccentedShift) - 1)),
            static_cast<std::uint8_t>(counts >> kAccentedShift)};
  }

  // Remembers a piece that is not there. False if another had to make room for it, so that it may have to
  // make room itself before long, or if it cannot: all of its line is kept for others.
  bool insert(const SurfaceKey& key, const Surface& found) noexcept {
    if (!fits(found.units)) return false;
    SurfaceLine& line = lines_[line_of(key)];
    const std::size_t slot = room_in(line, 1);
    if (slot == SurfaceLine::kSlots) return false;
    const bool free = release(line, slot);
    ++changes_;
    put(line, slot, key, found.units, flags_of(found));
    return free;
  }

  // The same of a piece of two tokens, of which so many are syllables and accented ones.
  bool insert_pair(const SurfaceKey& key, const SurfaceReadings& first, const SurfaceReadings& second,
                   std::uint8_t syllables, std::uint8_t accented) noexcept {
    if (!fits(first) || !fits(second)) return false;
    SurfaceLine& line = lines_[line_of(key)];
    const std::size_t slot = room_in(line, 2);
    if (slot == SurfaceLine::kSlots) return false;
    const bool free_first = release(line, slot);
    const bool free_second = release(line, slot + 1);
    ++changes_;
    put(line, slot, key, first, kPairBits);
    put(line, slot + 1, {0, kSecondOfPair | syllables | std::uint64_t{accented} << kAccentedShift}, second,
        0);
    return free_first && free_second;
  }

 private:
  static constexpr std::size_t kMostLines = std::size_t{1} << 22;  // so that ids suffice
  // Instead of lengths that no piece has.
  static constexpr std::uint64_t kSecondOfPair = std::uint64_t{15} << (32 + kLengthBit);
  static constexpr std::uint64_t kReleased = std::uint64_t{14} << (32 + kLengthBit);
  static constexpr std::uint64_t kLengthBits = kSecondOfPair;
  static constexpr int kAccentedShift = 2;  // in the lowest byte of the second place of a pair

  static bool flag(std::uint32_t meaning, int bit) noexcept { return (meaning >> bit & 1) != 0; }
  static std::uint32_t flags_of(const Surface& found) noexcept {
    return std::uint32_t{found.syllable} << kSyllableBit | std::uint32_t{found.accented} << kAccentedBit |
           std::uint32_t{found.kept} << kKeptBit | std::uint32_t{found.silent} << kSilentBit;
  }
  bool fits(const SurfaceReadings& units) const noexcept {
    return streams_ <= kSurfaceStreams && units[0] <= kSurfaceId;
  }

  // (Every piece has a length.)
  static bool is_free(std::uint64_t high) noexcept { return high == 0 || (high & kLengthBits) == kReleased; }
  // So many places side by side, one or two, that are free, or else the last that may make room, or kSlots.
  static std::size_t room_in(const SurfaceLine& line, std::size_t places) noexcept {
    unsigned free = 0, takable = 0;  // by slot
    for (std::size_t i = 0; i < SurfaceLine::kSlots; ++i) {
      free |= unsigned{is_free(line.highs[i])} << i;
      takable |= unsigned{!flag(meaning_of(line.highs[i]), kKeptBit)} << i;
    }
    if (places == 2) free &= free >> 1, takable &= takable >> 1;
    if (free != 0) return static_cast<std::size_t>(std::countr_zero(free));
    return takable != 0 ? static_cast<std::size_t>(std::bit_width(takable)) - 1 : SurfaceLine::kSlots;
  }

  // Before the place is filled anew: the other place of a pair becomes free. Returns whether it was free.
  static bool release(SurfaceLine& line, std::size_t slot) noexcept {
    const std::uint64_t high = line.highs[slot];
    if (is_free(high)) return true;
    const bool second = (high & kLengthBits) == kSecondOfPair;
    if (second || is_pair(meaning_of(high))) {
      const std::size_t other = second ? slot - 1 : slot + 1;
      line.lows[other] = 0;
      line.highs[other] = kReleased | (line.highs[other] & std::uint64_t{kSurfaceId} << 32);
    }
    return false;
  }

  void put(SurfaceLine& line, std::size_t slot, const SurfaceKey& key, const SurfaceReadings& units,
           std::uint32_t flags) noexcept {
    const std::uint32_t id = id_for(line.highs[slot], units);
    line.lows[slot] = key.low;
    line.highs[slot] = key.high | std::uint64_t{id | flags} << 32;
  }

  // What makes room leaves its readings to what follows it, so that there are enough of them.
  std::uint32_t id_for(std::uint64_t before, const SurfaceReadings& units) noexcept {
    if (streams_ <= 1) return units[0];
    const std::uint32_t id = before == 0 ? readings_used_++ : meaning_of(before) & kSurfaceId;
    readings_[id] = units;
    return id;
  }

  std::vector<SurfaceLine> lines_;
  std::vector<SurfaceReadings> readings_;
  std::uint32_t readings_used_ = 0;
  std::uint32_t changes_ = 0;
  std::size_t streams_ = 1;
  unsigned shift_ = 31;
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_SURFACE_TABLE_H_
