// The steps of lanes.h with AVX-512 (F, BW, DQ, VL, VBMI, VBMI2: Intel from Ice Lake, AMD from Zen 4).
#ifndef YKIEN_TOPIC_DETAIL_LANES_AVX512_H_
#define YKIEN_TOPIC_DETAIL_LANES_AVX512_H_

#include "topic/detail/lanes_avx2.h"

#if defined(__x86_64__)

#define YKIEN_AVX512                                                               \
  __attribute__((                                                                  \
      target("avx2,bmi,bmi2,popcnt,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi," \
             "avx512vbmi2")))

namespace ykien::detail {

struct Bytes64 {
  alignas(64) std::uint8_t of[64] = {};
};
template <typename Value>
constexpr Bytes64 bytes_by_place(Value value) noexcept {
  Bytes64 bytes;
  for (std::size_t i = 0; i < 64; ++i) bytes.of[i] = static_cast<std::uint8_t>(value(i));
  return bytes;
}
inline constexpr Bytes64 kPlaces = bytes_by_place([](std::size_t i) { return i; });
// Of the bytes of keys: their place, times four as their length is, or 255 where no byte of a piece stands.
inline constexpr Bytes64 kPlacesInKey =
    bytes_by_place([](std::size_t i) { return i % 16 < kSurfaceBytes ? i % 16 * 4 : 255; });
// Of keys of even and of odd places: where among eight lengths of eight bytes theirs is.
inline constexpr Bytes64 kLengthsOfEven = bytes_by_place([](std::size_t i) { return i / 16 * 16; });
inline constexpr Bytes64 kLengthsOfOdd = bytes_by_place([](std::size_t i) { return 8 + i / 16 * 16; });

struct Avx512Lanes : Avx2Lanes {
  YKIEN_AVX512 static PieceMasks masks(const char* bytes) noexcept {
    return piece_masks_avx512(_mm512_loadu_si512(bytes));
  }
  YKIEN_AVX512 static PieceMasks last_masks(const char* bytes, std::size_t count) noexcept {
    return piece_masks_avx512(load_some(bytes, count));
  }

  YKIEN_AVX512 static std::size_t write_places(std::uint64_t left, std::uint32_t first,
                                               std::uint32_t* to) noexcept {
    const __m512i numbers = _mm512_load_si512(kPlaces.of);
    const __m512i places = _mm512_maskz_compress_epi8(_cvtu64_mask64(left), numbers);
    const __m512i base = _mm512_set1_epi32(static_cast<int>(first));
    write_16(_mm512_castsi512_si128(places), base, to);
    write_16(_mm512_extracti32x4_epi32(places, 1), base, to + 16);
    const auto count = static_cast<std::size_t>(_mm_popcnt_u64(left));
    if (count > 32) [[unlikely]] {
      write_16(_mm512_extracti32x4_epi32(places, 2), base, to + 32);
      write_16(_mm512_extracti32x4_epi32(places, 3), base, to + 48);
    }
    return count;
  }

  static constexpr std::size_t kKeyStep = 8;
  template <bool kLast>
  [[gnu::always_inline]] YKIEN_AVX512 static void make_keys(const char* bytes, std::uint32_t last,
                                                            std::size_t i, const SurfaceTable& surfaces,
                                                            PieceBlock& block) noexcept {
    const std::uint32_t* const edges = &block.edges[2 * i];
    const __m512i pairs = _mm512_loadu_si512(edges);
    static_assert(kLengthBit == 24 + 2);  // in the last byte of a key the length stands times four
    const __m512i each = _mm512_sub_epi32(_mm512_srli_epi64(pairs, 32), pairs);  // in the lower halves
    const __m512i lengths =
        _mm512_slli_epi32(_mm512_min_epu32(each, _mm512_set1_epi32(kSurfaceBytes + 1)), 2);
    // Keys of even and of odd places, so that their halves come out of unpacking in order.
    __m512i a = four_pieces<kLast>(bytes, last, edges);
    __m512i b = four_pieces<kLast>(bytes, last, edges + 2);
    const __m512i even = _mm512_load_si512(kLengthsOfEven.of);
    const __m512i odd = _mm512_load_si512(kLengthsOfOdd.of);
    if constexpr (kLast) {
      const __m512i at = _mm512_set1_epi32(static_cast<int>(last));
      const __m512i passed = _mm512_sub_epi32(_mm512_max_epu32(pairs, at), at);  // bytes before the piece
      a = without_first(a, _mm512_permutexvar_epi8(even, passed));
      b = without_first(b, _mm512_permutexvar_epi8(odd, passed));
    }
    a = four_keys(a, _mm512_permutexvar_epi8(even, lengths));
    b = four_keys(b, _mm512_permutexvar_epi8(odd, lengths));
    const __m512i low = _mm512_unpacklo_epi64(a, b);
    const __m512i high = _mm512_unpackhi_epi64(a, b);
    _mm512_storeu_si512(&block.lows[i], low);
    _mm512_storeu_si512(&block.highs[i], high);
    const __m128i shift = _mm_cvtsi32_si128(static_cast<int>(surfaces.shift()));
    const __m256i lines = _mm256_srl_epi32(_mm512_cvtepi64_epi32(hashes_of(low, high)), shift);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(&block.offsets[i]), _mm256_slli_epi32(lines, 6));
    for (std::size_t j = i; j < i + kKeyStep; ++j)
      __builtin_prefetch(at_offset(surfaces.lines(), block.offsets[j]));
  }

  [[gnu::always_inline]] YKIEN_AVX512 static void find_meanings(const SurfaceLine* lines, std::size_t i,
                                                                PieceBlock& block) noexcept {
    const __m128i low = four_meanings(lines, i, block);
    const __m128i high = four_meanings(lines, i + 4, block);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(&block.meanings[i]), _mm256_set_m128i(high, low));
  }

  YKIEN_AVX512 static PieceKinds kinds_of(const std::uint32_t* meanings, std::size_t count) noexcept {
    const __m256i some = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(meanings));
    const auto there = static_cast<__mmask8>(_bzhi_u32(0xFF, static_cast<unsigned>(count)));
    const __mmask8 known = _mm256_mask_test_epi32_mask(there, some, some);
    const __m256i pair = _mm256_set1_epi32(kPairBits);
    const __mmask8 pairs = _mm256_mask_cmpeq_epi32_mask(there, _mm256_and_si256(some, pair), pair);
    const __m256i silent = _mm256_set1_epi32(1 << kSilentBit);
    return {_cvtmask8_u32(_mm256_mask_testn_epi32_mask(known, some, silent)),
            _cvtmask8_u32(_kor_mask8(_kandn_mask8(known, there), pairs)),
            _cvtmask8_u32(_mm256_test_epi32_mask(some, _mm256_set1_epi32(1 << kSyllableBit))),
            _cvtmask8_u32(_mm256_movepi32_mask(some))};
  }
  YKIEN_AVX512 static void take_ids(const std::uint32_t* meanings, std::uint32_t which,
                                    std::uint32_t* to) noexcept {
    const __m256i some = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(meanings));
    const __m256i ids = _mm256_and_si256(some, _mm256_set1_epi32(kSurfaceId));
    const auto taken = _mm256_maskz_compress_epi32(_cvtu32_mask8(static_cast<std::uint8_t>(which)), ids);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), taken);
  }

  YKIEN_AVX512 static void make_spots(const NgramLevel& level, const std::uint32_t* rows,
                                      const std::uint32_t* units, std::size_t count,
                                      NgramLevel::Spots spots) noexcept {
    const NgramLevel::Hash& hash = level.hash();
    if (hash.mask > 0xFFFFFFFF) [[unlikely]]
      return PortableLanes::make_spots(level, rows, units, count, spots);
    const __m128i unit_bits = _mm_cvtsi32_si128(static_cast<int>(hash.unit_bits));
    const __m128i key_bits = _mm_cvtsi32_si128(static_cast<int>(hash.key_bits));
    const __m128i line_shift = _mm_cvtsi32_si128(static_cast<int>(hash.line_shift));
    const __m512i multiplier = _mm512_set1_epi32(static_cast<int>(hash.multiplier));
    const __m512i mask = _mm512_set1_epi32(static_cast<int>(hash.mask));
    const __m512i key_mask = _mm512_set1_epi32(static_cast<int>(hash.key_mask));
    for (std::size_t i = 0; i < count; i += 16) {
      const __m512i row = _mm512_loadu_si512(rows + i);
      const __m512i joined = _mm512_or_si512(_mm512_sll_epi32(row, unit_bits), _mm512_loadu_si512(units + i));
      const __m512i product = _mm512_and_si512(_mm512_mullo_epi32(joined, multiplier), mask);
      _mm512_storeu_si512(spots.offsets + i,
                          _mm512_sll_epi32(_mm512_srl_epi32(product, key_bits), line_shift));
      _mm512_storeu_si512(spots.keys + i, _mm512_and_si512(product, key_mask));
    }
  }

  YKIEN_AVX512 static std::uint32_t matches(const NgramLevel::NarrowLine& line, std::uint32_t key) noexcept {
    const __m256i keys = _mm256_load_si256(reinterpret_cast<const __m256i*>(&line));
    return _cvtmask16_u32(
        _mm256_mask_cmpeq_epi16_mask(static_cast<__mmask16>(kAllPlaces<NgramLevel::NarrowLine>), keys,
                                     _mm256_set1_epi16(static_cast<short>(key))));
  }
  YKIEN_AVX512 static std::uint32_t matches(const NgramLevel::WideLine& line, std::uint32_t key) noexcept {
    return _cvtmask16_u32(
        _mm512_mask_cmpeq_epi32_mask(static_cast<__mmask16>(kAllPlaces<NgramLevel::WideLine>),
                                     _mm512_load_si512(&line), _mm512_set1_epi32(static_cast<int>(key))));
  }
  template <typename Line>
  YKIEN_AVX512 static std::uint32_t place_of(const Line&, std::uint32_t matches) noexcept {
    return lowest_bit(matches);
  }

 private:
  // The upper half of the key of a piece as it stands in its line, in the lower half; zeros if it does not.
  [[gnu::always_inline]] YKIEN_AVX512 static __m128i found(const SurfaceLine* lines, std::size_t i,
                                                           const PieceBlock& block) noexcept {
    const auto* const halves = reinterpret_cast<const __m256i*>(at_offset(lines, block.offsets[i]));
    const __m256i highs = halves[1];
    const __mmask8 low = _mm256_cmpeq_epi64_mask(halves[0], four_times(block.lows[i]));
    const __mmask8 same = _mm256_mask_testn_epi64_mask(
        low, _mm256_xor_si256(highs, four_times(block.highs[i])), four_times(kHighBits));
    return _mm256_castsi256_si128(_mm256_maskz_compress_epi64(same, highs));
  }
  [[gnu::always_inline]] YKIEN_AVX512 static __m128i four_meanings(const SurfaceLine* lines, std::size_t i,
                                                                   const PieceBlock& block) noexcept {
    const __m128i a = _mm_unpacklo_epi64(found(lines, i, block), found(lines, i + 1, block));
    const __m128i b = _mm_unpacklo_epi64(found(lines, i + 2, block), found(lines, i + 3, block));
    return upper_halves(a, b);
  }

  YKIEN_AVX512 static __m256i four_times(std::uint64_t number) noexcept {
    return _mm256_set1_epi64x(static_cast<long long>(number));
  }

  YKIEN_AVX512 static void write_16(__m128i places, __m512i base, std::uint32_t* to) noexcept {
    _mm512_storeu_si512(to, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(places)));
  }

  // `count` bytes, at most 64, and blanks after them.
  YKIEN_AVX512 static __m512i load_some(const char* bytes, std::size_t count) noexcept {
    const __mmask64 there = _cvtu64_mask64(_bzhi_u64(~std::uint64_t{0}, static_cast<unsigned>(count)));
    return _mm512_mask_loadu_epi8(_mm512_set1_epi8(' '), there, bytes);
  }

  // Four pieces of every second place.
  template <bool kLast>
  [[gnu::always_inline]] YKIEN_AVX512 static __m512i four_pieces(const char* bytes, std::uint32_t last,
                                                                 const std::uint32_t* edges) noexcept {
    const auto piece = [&](std::size_t place) {
      return reinterpret_cast<const __m128i*>(bytes + begin<kLast>(edges[place], last));
    };
    __m512i four = _mm512_castsi128_si512(_mm_loadu_si128(piece(0)));
    four = _mm512_inserti32x4(four, _mm_loadu_si128(piece(4)), 1);
    four = _mm512_inserti32x4(four, _mm_loadu_si128(piece(8)), 2);
    return _mm512_inserti32x4(four, _mm_loadu_si128(piece(12)), 3);
  }
  // Of each quarter: the bytes from `passed` on, and others after them.
  YKIEN_AVX512 static __m512i without_first(__m512i bytes, __m512i passed) noexcept {
    return _mm512_shuffle_epi8(bytes, _mm512_add_epi8(_mm512_load_si512(kPlaces.of), passed));
  }
  // The keys of four pieces, as make_key() makes them. `lengths`: times four, in each byte.
  YKIEN_AVX512 static __m512i four_keys(__m512i bytes, __m512i lengths) noexcept {
    const __m512i places = _mm512_load_si512(kPlacesInKey.of);
    const __m512i kept = _mm512_maskz_mov_epi8(_mm512_cmplt_epu8_mask(places, lengths), bytes);
    constexpr std::uint64_t kLasts = 0x8000800080008000;
    return _mm512_mask_mov_epi8(kept, _cvtu64_mask64(kLasts), lengths);
  }
  // Of eight keys, in the lower halves.
  YKIEN_AVX512 static __m512i hashes_of(__m512i low, __m512i high) noexcept {
    const __m512i sum = _mm512_add_epi64(
        _mm512_add_epi64(_mm512_mul_epu32(low, eight_times(kHashMultipliers[0])),
                         _mm512_mul_epu32(_mm512_srli_epi64(low, 32), eight_times(kHashMultipliers[1]))),
        _mm512_mul_epu32(high, eight_times(kHashMultipliers[2])));
    return _mm512_xor_si512(sum, _mm512_srli_epi64(sum, 32));
  }
  YKIEN_AVX512 static __m512i eight_times(std::uint64_t number) noexcept {
    return _mm512_set1_epi64(static_cast<long long>(number));
  }
};

}  // namespace ykien::detail

#endif
#endif  // YKIEN_TOPIC_DETAIL_LANES_AVX512_H_
