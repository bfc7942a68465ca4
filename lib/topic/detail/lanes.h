// The steps of the fused path that are worth writing once for each instruction set: here for any processor.
// lanes_avx2.h and lanes_avx512.h have the same members, with the same results.
#ifndef YKIEN_TOPIC_DETAIL_LANES_H_
#define YKIEN_TOPIC_DETAIL_LANES_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "text/detail/pieces.h"
#include "topic/detail/buffers.h"

namespace ykien::detail {

struct PortableLanes {
  static PieceMasks masks(const char* bytes) noexcept { return piece_masks(bytes); }
  // Of `count` bytes, fewer than kPieceStep, and blanks after them.
  static PieceMasks last_masks(const char* bytes, std::size_t count) noexcept {
    std::array<char, kPieceStep> padded;
    pad(bytes, count, padded);
    return masks(padded.data());
  }

  // Writes `first` + the places of the bits of `left`, and returns how many. 64 places may be written,
  // whatever the number.
  static std::size_t write_places(std::uint64_t left, std::uint32_t first, std::uint32_t* to) noexcept {
    const auto count = static_cast<std::size_t>(std::popcount(left));
    for (std::size_t i = 0; i < count; ++i, left &= left - 1) {
      to[i] = first + static_cast<std::uint32_t>(std::countr_zero(left));
    }
    return count;
  }

  // The keys of pieces begin..end - 1 of the block, and where the table of surfaces has them, which is asked
  // for. Four places after those may be overwritten.
  static void make_keys(std::string_view text, std::size_t begin, std::size_t end,
                        const SurfaceTable& surfaces, PieceBlock& block) noexcept {
    for (std::size_t i = begin; i < end; ++i) {
      const char* bytes = text.data() + block.begins[i];
      const std::size_t length = block.ends[i] - block.begins[i];
      std::array<char, sizeof(SurfaceKey)> copy;
      if (block.begins[i] + copy.size() > text.size()) [[unlikely]] {
        std::memcpy(copy.data(), bytes, length);
        bytes = copy.data();
      }
      SurfaceKey key;
      make_key(bytes, length, key);
      block.lows[i] = key.low;
      block.highs[i] = key.high;
      block.offsets[i] = surfaces.offset_of(key);
      __builtin_prefetch(at_offset(surfaces.lines(), block.offsets[i]));
    }
  }

  // Bit i says whether a piece, with the halves of its key, stands in slot i of the line.
  static std::uint32_t slots_of(const SurfaceLine& line, std::uint64_t low, std::uint64_t high) noexcept {
    std::uint32_t found = 0;
    for (std::size_t i = 0; i < SurfaceLine::kSlots; ++i) {
      const std::uint64_t other = (line.lows[i] ^ low) | ((line.highs[i] ^ high) & kHighBits);
      found |= std::uint32_t{other == 0} << i;
    }
    return found;
  }

  // Adds what the flags of surfaces say. After them stand kSpareUnits zeros.
  static void count_accents(const std::uint32_t* meanings, std::size_t count, AccentCount& to) noexcept {
    std::uint32_t syllables = 0;
    std::uint32_t accented = 0;
    for (std::size_t i = 0; i < count; ++i) {
      syllables += meanings[i] >> kSyllableBit & 1;
      accented += meanings[i] >> kAccentedBit & 1;
    }
    to.syllables += syllables;
    to.accented += accented;
  }

  // Where rows[i] followed by units[i] stands, for `count` of them. Fifteen more may be read and written.
  static void make_spots(const NgramLevel& level, const std::uint32_t* rows, const std::uint32_t* units,
                         std::size_t count, NgramLevel::Spots spots) noexcept {
    for (std::size_t i = 0; i < count; ++i) {
      const NgramLevel::Spot spot = level.spot({rows[i], units[i]});
      spots.offsets[i] = spot.offset;
      spots.keys[i] = spot.key;
    }
  }

  // Bit i says whether the key stands at place i of the line.
  template <bool kWide>
  static std::uint32_t matches(const NgramLevel::Line& line, std::uint32_t key) noexcept {
    std::uint32_t found = 0;
#if defined(__SSE2__)
    const __m128i wanted =
        kWide ? _mm_set1_epi32(static_cast<int>(key)) : _mm_set1_epi16(static_cast<short>(key));
    const auto same = [&](int part) {
      const __m128i keys = _mm_load_si128(reinterpret_cast<const __m128i*>(&line) + part);
      return kWide ? _mm_cmpeq_epi32(keys, wanted) : _mm_cmpeq_epi16(keys, wanted);
    };
    __m128i low = _mm_packs_epi16(same(0), same(1));
    const __m128i high = _mm_packs_epi16(same(2), same(3));
    if constexpr (kWide) {
      low = _mm_packs_epi16(low, high);
    } else {
      found = static_cast<std::uint32_t>(_mm_movemask_epi8(high)) << 16;
    }
    found |= static_cast<std::uint32_t>(_mm_movemask_epi8(low));
#else
    for (std::size_t i = 0; i < NgramLevel::kMostPlaces; i += kWide ? 2 : 1) {
      const std::uint32_t here =
          kWide ? line.keys[i] | static_cast<std::uint32_t>(line.keys[i + 1]) << 16 : line.keys[i];
      found |= std::uint32_t{here == key} << (kWide ? i / 2 : i);
    }
#endif
    return found & kAllPlaces<kWide>;
  }

  // The place of the lowest bit; any number for 0. (std::countr_zero branches on 0.)
  static std::uint32_t lowest_bit(std::uint32_t bits) noexcept {
    return static_cast<std::uint32_t>(std::countr_zero(bits | 0x80000000));
  }

 protected:
  static void pad(const char* bytes, std::size_t count, std::array<char, kPieceStep>& padded) noexcept {
    padded.fill(' ');
    std::memcpy(padded.data(), bytes, count);
  }

  template <bool kWide>
  static constexpr std::uint32_t kAllPlaces = (1U << NgramLevel::kMostPlaces / (kWide ? 2 : 1)) - 1;
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_LANES_H_
