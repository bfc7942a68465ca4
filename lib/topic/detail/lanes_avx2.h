// The steps of lanes.h with AVX2.
#ifndef YKIEN_TOPIC_DETAIL_LANES_AVX2_H_
#define YKIEN_TOPIC_DETAIL_LANES_AVX2_H_

#include "topic/detail/lanes.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define YKIEN_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

namespace ykien::detail {

// By which halves of the two keys of a line are equal: where in the line stands what the piece stands for; 0
// for no place.
constexpr std::array<std::uint8_t, 16> make_place_offsets() noexcept {
  std::array<std::uint8_t, 16> offsets{};
  for (std::size_t equal = 0; equal < offsets.size(); ++equal) {
    if ((equal & 3) == 3) offsets[equal] = offsetof(SurfaceLine, found);
    if ((equal & 12) == 12) offsets[equal] = offsetof(SurfaceLine, found) + sizeof(SurfaceUnits);
  }
  return offsets;
}
inline constexpr std::array<std::uint8_t, 16> kPlaceOffsets = make_place_offsets();

// By which of eight numbers stay: the places of those, in order.
constexpr std::array<std::array<std::uint8_t, 8>, 256> make_stays() noexcept {
  std::array<std::array<std::uint8_t, 8>, 256> stays{};
  for (std::size_t bits = 0; bits < stays.size(); ++bits) {
    std::size_t count = 0;
    for (std::uint8_t place = 0; place < 8; ++place) {
      if ((bits >> place & 1) != 0) stays[bits][count++] = place;
    }
  }
  return stays;
}
inline constexpr std::array<std::array<std::uint8_t, 8>, 256> kStays = make_stays();

struct Avx2Lanes : PortableLanes {
  YKIEN_AVX2 static PieceMasks masks(const char* bytes) noexcept { return piece_masks_avx2(bytes); }
  YKIEN_AVX2 static PieceMasks last_masks(const char* bytes, std::size_t count) noexcept {
    std::array<char, kPieceStep> padded;
    pad(bytes, count, padded);
    return masks(padded.data());
  }

  YKIEN_AVX2 static std::size_t write_places(std::uint64_t left, std::uint32_t first,
                                             std::uint32_t* to) noexcept {
    constexpr std::size_t kUsual = 12;  // where most steps end, so that the branch after it is rarely wrong
    const auto count = static_cast<std::size_t>(_mm_popcnt_u64(left));
#pragma GCC unroll 12
    for (std::size_t i = 0; i < kUsual; ++i, left = _blsr_u64(left)) to[i] = place(left, first);
    for (std::size_t i = kUsual; i < count; ++i, left = _blsr_u64(left)) to[i] = place(left, first);
    return count;
  }

  YKIEN_AVX2 static const SurfaceUnits* find(const SurfaceLine& line, const SurfaceKey& key) noexcept {
    const __m256i wanted =
        _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(&key)));
    const __m256i keys = _mm256_load_si256(reinterpret_cast<const __m256i*>(&line));
    const int equal = _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(keys, wanted)));
    const std::size_t offset = kPlaceOffsets[static_cast<std::size_t>(equal)];
    if (offset == 0) [[unlikely]]
      return nullptr;
    return reinterpret_cast<const SurfaceUnits*>(reinterpret_cast<const char*>(&line) + offset);
  }

  template <bool kNexts>
  YKIEN_AVX2 static void sort_out(const std::uint32_t* units, const std::uint8_t* times, std::size_t size,
                                  std::uint32_t absent, Passage& passage,
                                  std::array<Ngrams, 2>& ngrams) noexcept {
    const __m256i nothing = _mm256_set1_epi32(static_cast<int>(absent));
    std::array<Sink<kNexts>, 2> sinks = {Sink<kNexts>{{passage, ngrams, 0}},
                                         Sink<kNexts>{{passage, ngrams, 1}}};
    for (std::size_t i = 0; i < size; i += 8) {
      const std::size_t place = passage.units.begin + i;
      const __m256i here = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(units + place));
      const __m256i next = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(units + place + 1));
      const std::uint32_t known = 0xFF & ~bits(_mm256_cmpeq_epi32(here, nothing));
      const std::uint32_t pair = known & ~bits(_mm256_cmpeq_epi32(next, nothing));
      const std::uint32_t once = ones(times + i);
      const std::uint32_t once_pair = once | ones(times + i + 1);
      sinks[0].put_rows(here, known & once);
      sinks[1].put_rows(here, known & ~once);
      sinks[0].put_pairs(here, next, place, pair & once_pair);
      sinks[1].put_pairs(here, next, place, pair & ~once_pair);
    }
    for (std::size_t kind = 0; kind < sinks.size(); ++kind) sinks[kind].keep(passage, ngrams, kind);
  }

  YKIEN_AVX2 static std::uint32_t lowest_bit(std::uint32_t bits) noexcept { return _tzcnt_u32(bits); }

  template <bool kWide>
  YKIEN_AVX2 static std::uint32_t matches(const NgramLevel::Line& line, std::uint32_t key) noexcept {
    const auto* const at = reinterpret_cast<const __m256i*>(&line);
    const __m256i low = _mm256_load_si256(at);
    const __m256i high = _mm256_load_si256(at + 1);
    if constexpr (kWide) {
      const __m256i wanted = _mm256_set1_epi32(static_cast<int>(key));
      const std::uint32_t found =
          bits(_mm256_cmpeq_epi32(low, wanted)) | bits(_mm256_cmpeq_epi32(high, wanted)) << 8;
      return found & kAllPlaces<true>;
    } else {
      const __m256i wanted = _mm256_set1_epi16(static_cast<short>(key));
      const __m256i both =
          _mm256_packs_epi16(_mm256_cmpeq_epi16(low, wanted), _mm256_cmpeq_epi16(high, wanted));
      const __m256i in_order = _mm256_permute4x64_epi64(both, 0xD8);
      return static_cast<std::uint32_t>(_mm256_movemask_epi8(in_order)) & kAllPlaces<false>;
    }
  }

 private:
  // Where a kind of n-grams goes.
  template <bool kNexts>
  struct Sink : Ends {
    YKIEN_AVX2 void put_rows(__m256i numbers, std::uint32_t stay) noexcept {
      put(numbers, order(stay), rows);
      rows += _mm_popcnt_u32(stay);
    }
    YKIEN_AVX2 void put_pairs(__m256i here, __m256i next, std::size_t place, std::uint32_t stay) noexcept {
      const int count = _mm_popcnt_u32(stay);
      const __m256i places = order(stay);
      put(here, places, pair_rows);
      put(next, places, pair_units);
      pair_rows += count;
      pair_units += count;
      if constexpr (kNexts) {
        const __m256i first = _mm256_set1_epi32(static_cast<int>(place + 2));
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(pair_nexts), _mm256_add_epi32(first, places));
        pair_nexts += count;
      }
    }
    YKIEN_AVX2 static __m256i order(std::uint32_t stay) noexcept {
      return _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(kStays[stay].data())));
    }
    YKIEN_AVX2 static void put(__m256i numbers, __m256i places, std::uint32_t* to) noexcept {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm256_permutevar8x32_epi32(numbers, places));
    }
  };

  YKIEN_AVX2 static std::uint32_t ones(const std::uint8_t* times) noexcept {
    const __m128i eight = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(times));
    return 0xFF & static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(eight, _mm_set1_epi8(1))));
  }

  YKIEN_AVX2 static std::uint32_t bits(__m256i same) noexcept {
    return static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(same)));
  }
  YKIEN_AVX2 static std::uint32_t place(std::uint64_t left, std::uint32_t first) noexcept {
    return first + static_cast<std::uint32_t>(_tzcnt_u64(left));  // std::countr_zero branches on 0
  }
};

}  // namespace ykien::detail

#endif
#endif  // YKIEN_TOPIC_DETAIL_LANES_AVX2_H_
