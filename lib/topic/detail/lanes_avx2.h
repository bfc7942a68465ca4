// The steps of lanes.h with AVX2.
#ifndef YKIEN_TOPIC_DETAIL_LANES_AVX2_H_
#define YKIEN_TOPIC_DETAIL_LANES_AVX2_H_

#include "topic/detail/lanes.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define YKIEN_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

namespace ykien::detail {

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

  YKIEN_AVX2 static std::uint32_t slots_of(const SurfaceLine& line, std::uint64_t low,
                                           std::uint64_t high) noexcept {
    const __m256i* const halves = reinterpret_cast<const __m256i*>(&line);
    const __m256i highs = _mm256_and_si256(halves[1], four_times(kHighBits));
    const __m256i same = _mm256_and_si256(_mm256_cmpeq_epi64(halves[0], four_times(low)),
                                          _mm256_cmpeq_epi64(highs, four_times(high)));
    return static_cast<std::uint32_t>(_mm256_movemask_pd(_mm256_castsi256_pd(same)));
  }

  YKIEN_AVX2 static void count_accents(const std::uint32_t* meanings, std::size_t count,
                                       AccentCount& to) noexcept {
    static_assert(kAccentedBit == 31 && kSyllableBit == 30);
    int syllables = 0;
    int accented = 0;
    for (std::size_t i = 0; i < count; i += 8) {
      const __m256i some = eight(meanings + i);
      accented += _mm_popcnt_u32(bits(some));
      syllables += _mm_popcnt_u32(bits(_mm256_slli_epi32(some, 1)));
    }
    to.syllables += static_cast<std::uint32_t>(syllables);
    to.accented += static_cast<std::uint32_t>(accented);
  }

  // The product modulo 2^32, of which the lower bits are the same, where those are all that is wanted.
  YKIEN_AVX2 static void make_spots(const NgramLevel& level, const std::uint32_t* rows,
                                    const std::uint32_t* units, std::size_t count,
                                    NgramLevel::Spots spots) noexcept {
    const NgramLevel::Hash& hash = level.hash();
    if (hash.mask > 0xFFFFFFFF) [[unlikely]]
      return PortableLanes::make_spots(level, rows, units, count, spots);
    const __m128i unit_bits = _mm_cvtsi32_si128(static_cast<int>(hash.unit_bits));
    const __m128i key_bits = _mm_cvtsi32_si128(static_cast<int>(hash.key_bits));
    const __m256i multiplier = _mm256_set1_epi32(static_cast<int>(hash.multiplier));
    const __m256i mask = _mm256_set1_epi32(static_cast<int>(hash.mask));
    const __m256i key_mask = _mm256_set1_epi32(static_cast<int>(hash.key_mask));
    for (std::size_t i = 0; i < count; i += 8) {
      const __m256i joined = _mm256_or_si256(_mm256_sll_epi32(eight(rows + i), unit_bits), eight(units + i));
      const __m256i product = _mm256_and_si256(_mm256_mullo_epi32(joined, multiplier), mask);
      const __m256i offset = _mm256_slli_epi32(_mm256_srl_epi32(product, key_bits), NgramLevel::kLineShift);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(spots.offsets + i), offset);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(spots.keys + i), _mm256_and_si256(product, key_mask));
    }
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
  YKIEN_AVX2 static __m256i four_times(std::uint64_t number) noexcept {
    return _mm256_set1_epi64x(static_cast<long long>(number));
  }
  YKIEN_AVX2 static __m256i eight(const std::uint32_t* numbers) noexcept {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(numbers));
  }

  // The uppermost bit of each of eight numbers.
  YKIEN_AVX2 static std::uint32_t bits(__m256i numbers) noexcept {
    return static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(numbers)));
  }
  YKIEN_AVX2 static std::uint32_t place(std::uint64_t left, std::uint32_t first) noexcept {
    return first + static_cast<std::uint32_t>(_tzcnt_u64(left));  // std::countr_zero branches on 0
  }
};

}  // namespace ykien::detail

#endif
#endif  // YKIEN_TOPIC_DETAIL_LANES_AVX2_H_
