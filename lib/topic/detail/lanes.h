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
  // Whether transpose(), square_roots() and shifted() are there, of eight numbers a register.
  static constexpr bool kDecidesEight = false;

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

  // Pieces whose keys are made together.
  static constexpr std::size_t kKeyStep = 4;
  // The keys of kKeyStep pieces of the block, from piece i on, and where the table of surfaces has them,
  // which is asked for. `bytes`: of the text; sizeof(SurfaceKey) of them are read of each piece, from where
  // it begins or, with kLast, from byte `last` at the most.
  template <bool kLast>
  static void make_keys(const char* bytes, std::uint32_t last, std::size_t i, const SurfaceTable& surfaces,
                        PieceBlock& block) noexcept {
    for (std::size_t j = i; j < i + kKeyStep; ++j) {
      SurfaceKey key;
      if (const std::uint32_t begin = block.begin(j); !kLast || begin <= last) {
        make_key(bytes + begin, block.length(j), key);
      } else {
        std::array<char, sizeof key> end{};
        std::memcpy(end.data(), bytes + begin, last + sizeof key - begin);
        make_key(end.data(), block.length(j), key);
      }
      block.lows[j] = key.low;
      block.highs[j] = key.high;
      block.offsets[j] = surfaces.offset_of(key);
      __builtin_prefetch(at_offset(surfaces.lines(), block.offsets[j]));
    }
  }

  // What the table says of kKeyStep pieces of the block, from piece i on; 0 of those that are not there.
  static void find_meanings(const SurfaceLine* lines, std::size_t i, PieceBlock& block) noexcept {
    for (std::size_t j = i; j < i + kKeyStep; ++j) {
      const SurfaceLine& line = *at_offset(lines, block.offsets[j]);
      std::uint64_t found = 0;
      for (std::size_t slot = 0; slot < SurfaceLine::kSlots; ++slot) {
        const std::uint64_t other =
            (line.lows[slot] ^ block.lows[j]) | ((line.highs[slot] ^ block.highs[j]) & kHighBits);
        found |= other == 0 ? line.highs[slot] : 0;
      }
      block.meanings[j] = meaning_of(found);
    }
  }

  // Meanings that are looked at together.
  static constexpr std::size_t kTakeStep = 8;
  // Of `count` meanings, at most kTakeStep, of which so many are readable.
  static PieceKinds kinds_of(const std::uint32_t* meanings, std::size_t count) noexcept {
    PieceKinds kinds;
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t meaning = meanings[i];
      kinds.special |= std::uint32_t{meaning == 0 || is_pair(meaning)} << i;
      kinds.units |= (std::uint32_t{meaning != 0} & ~(meaning >> kSilentBit)) << i;
      kinds.syllables |= (meaning >> kSyllableBit & 1) << i;
      kinds.accented |= (meaning >> kAccentedBit & 1) << i;
    }
    return kinds;
  }
  // Copies the ids of those of kTakeStep meanings that the bits stand for; kTakeStep places may be written.
  static void take_ids(const std::uint32_t* meanings, std::uint32_t which, std::uint32_t* to) noexcept {
    for (; which != 0; which &= which - 1) *to++ = meanings[std::countr_zero(which)] & kSurfaceId;
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

  // A bit, or two in a row, for each place of the line where the key stands.
  static std::uint32_t matches(const NgramLevel::NarrowLine& line, std::uint32_t key) noexcept {
#if defined(__SSE2__)
    const auto* const at = reinterpret_cast<const __m128i*>(&line);
    const __m128i wanted = _mm_set1_epi16(static_cast<short>(key));
    const __m128i same = _mm_packs_epi16(_mm_cmpeq_epi16(_mm_load_si128(at), wanted),
                                         _mm_cmpeq_epi16(_mm_load_si128(at + 1), wanted));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(same)) & kAllPlaces<NgramLevel::NarrowLine>;
#else
    return matches_one_by_one(line, key);
#endif
  }
  static std::uint32_t matches(const NgramLevel::WideLine& line, std::uint32_t key) noexcept {
#if defined(__SSE2__)
    const auto* const at = reinterpret_cast<const __m128i*>(&line);
    const __m128i wanted = _mm_set1_epi32(static_cast<int>(key));
    const auto same = [&](int part) { return _mm_cmpeq_epi32(_mm_load_si128(at + part), wanted); };
    const __m128i all = _mm_packs_epi16(_mm_packs_epi32(same(0), same(1)), _mm_packs_epi32(same(2), same(3)));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(all)) & kAllPlaces<NgramLevel::WideLine>;
#else
    return matches_one_by_one(line, key);
#endif
  }
  // The first of those places; any number if there is none.
  template <typename Line>
  static std::uint32_t place_of(const Line&, std::uint32_t matches) noexcept {
    return lowest_bit(matches);
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

  template <typename Line>
  static constexpr std::uint32_t kAllPlaces = (1U << Line::kPlaces) - 1;

#if !defined(__SSE2__)
  template <typename Line>
  static std::uint32_t matches_one_by_one(const Line& line, std::uint32_t key) noexcept {
    std::uint32_t found = 0;
    for (std::size_t i = 0; i < Line::kPlaces; ++i) found |= std::uint32_t{line.keys[i] == key} << i;
    return found;
  }
#endif
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_LANES_H_
