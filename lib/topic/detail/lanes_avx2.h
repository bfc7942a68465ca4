// The steps of lanes.h with AVX2.
#ifndef YKIEN_TOPIC_DETAIL_LANES_AVX2_H_
#define YKIEN_TOPIC_DETAIL_LANES_AVX2_H_

#include "topic/detail/lanes.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define YKIEN_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

namespace ykien::detail {

struct Bytes32 {
  alignas(32) std::uint8_t of[32] = {};
};
template <typename Value>
constexpr Bytes32 bytes_of_two(Value value) noexcept {
  Bytes32 bytes;
  for (std::size_t i = 0; i < 32; ++i) bytes.of[i] = static_cast<std::uint8_t>(value(i / 16, i % 16));
  return bytes;
}
// Of the bytes of two keys: their place.
inline constexpr Bytes32 kPlacesOfTwo = bytes_of_two([](std::size_t, std::size_t byte) { return byte; });
// Times four, as their length is, or 127 where no byte of a piece stands; whether the length does.
inline constexpr Bytes32 kPlacesInTwo =
    bytes_of_two([](std::size_t, std::size_t byte) { return byte < kSurfaceBytes ? byte * 4 : 127; });
inline constexpr Bytes32 kLastOfTwo =
    bytes_of_two([](std::size_t, std::size_t byte) { return byte == sizeof(SurfaceKey) - 1 ? 255 : 0; });
// Of the keys of even and of odd places: where in their half of four lengths of eight bytes theirs is.
inline constexpr Bytes32 kFirstLengths = bytes_of_two([](std::size_t, std::size_t) { return 0; });
inline constexpr Bytes32 kSecondLengths = bytes_of_two([](std::size_t, std::size_t) { return 8; });

// By byte: the places of its bits, from the lowest on.
struct PlacesOfBits {
  alignas(64) std::array<std::array<std::uint8_t, 8>, 256> of{};
};
constexpr PlacesOfBits make_places_of_bits() noexcept {
  PlacesOfBits places;
  for (std::size_t bits = 0; bits < places.of.size(); ++bits) {
    std::size_t count = 0;
    for (std::uint8_t place = 0; place < 8; ++place) {
      if ((bits >> place & 1) != 0) places.of[bits][count++] = place;
    }
  }
  return places;
}
inline constexpr PlacesOfBits kPlacesOfBits = make_places_of_bits();

// Eight times the place of the first bit of a byte, by byte.
struct ByteBegins {
  alignas(64) std::array<std::array<std::uint32_t, 8>, 8> of{};
};
constexpr ByteBegins make_byte_begins() noexcept {
  ByteBegins begins;
  for (std::uint32_t byte = 0; byte < 8; ++byte) begins.of[byte].fill(8 * byte);
  return begins;
}
inline constexpr ByteBegins kByteBegins = make_byte_begins();

struct Avx2Lanes : PortableLanes {
  static constexpr bool kDecidesEight = true;

  // Rows become columns.
  template <typename Floats>
  [[gnu::always_inline]] YKIEN_AVX2 static void transpose(std::array<Floats, 8>& rows) noexcept {
    std::array<Floats, 8> pairs;
    for (std::size_t i = 0; i < 8; i += 2) {
      pairs[i] = _mm256_unpacklo_ps(rows[i], rows[i + 1]);
      pairs[i + 1] = _mm256_unpackhi_ps(rows[i], rows[i + 1]);
    }
    std::array<Floats, 8> fours;
    for (std::size_t i = 0; i < 8; i += 4) {
      fours[i] = _mm256_shuffle_ps(pairs[i], pairs[i + 2], 0x44);
      fours[i + 1] = _mm256_shuffle_ps(pairs[i], pairs[i + 2], 0xEE);
      fours[i + 2] = _mm256_shuffle_ps(pairs[i + 1], pairs[i + 3], 0x44);
      fours[i + 3] = _mm256_shuffle_ps(pairs[i + 1], pairs[i + 3], 0xEE);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      rows[i] = _mm256_permute2f128_ps(fours[i], fours[i + 4], 0x20);
      rows[i + 4] = _mm256_permute2f128_ps(fours[i], fours[i + 4], 0x31);
    }
  }
  template <typename Floats>
  [[gnu::always_inline]] YKIEN_AVX2 static Floats square_roots(Floats numbers) noexcept {
    return _mm256_sqrt_ps(numbers);
  }
  // To the left; 0 by other than 0 to 31 bits.
  template <typename Ints>
  [[gnu::always_inline]] YKIEN_AVX2 static Ints shifted(Ints numbers, Ints bits) noexcept {
    return reinterpret_cast<Ints>(
        _mm256_sllv_epi32(reinterpret_cast<__m256i>(numbers), reinterpret_cast<__m256i>(bits)));
  }

  YKIEN_AVX2 static PieceMasks masks(const char* bytes) noexcept { return piece_masks_avx2(bytes); }
  YKIEN_AVX2 static PieceMasks last_masks(const char* bytes, std::size_t count) noexcept {
    std::array<char, kPieceStep> padded;
    pad(bytes, count, padded);
    return masks(padded.data());
  }

  YKIEN_AVX2 static std::size_t write_places(std::uint64_t left, std::uint32_t first,
                                             std::uint32_t* to) noexcept {
    const std::uint32_t* const begin = to;
    const __m256i base = _mm256_set1_epi32(static_cast<int>(first));
#pragma GCC unroll 8
    for (std::size_t byte = 0; byte < 8; ++byte, left >>= 8) {
      const std::uint64_t bits = left & 0xFF;
      const __m128i places = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(kPlacesOfBits.of[bits].data()));
      const __m256i here = _mm256_add_epi32(base, eight(kByteBegins.of[byte].data()));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to),
                          _mm256_add_epi32(here, _mm256_cvtepu8_epi32(places)));
      to += _mm_popcnt_u64(bits);
    }
    return static_cast<std::size_t>(to - begin);
  }

  template <bool kLast>
  [[gnu::always_inline]] YKIEN_AVX2 static void make_keys(const char* bytes, std::uint32_t last,
                                                          std::size_t i, const SurfaceTable& surfaces,
                                                          PieceBlock& block) noexcept {
    const std::uint32_t* const edges = &block.edges[2 * i];
    const __m256i pairs = eight(edges);
    static_assert(kLengthBit == 24 + 2);  // in the last byte of a key the length stands times four
    const __m256i each = _mm256_sub_epi32(_mm256_srli_epi64(pairs, 32), pairs);  // in the lower halves
    const __m256i lengths =
        _mm256_slli_epi32(_mm256_min_epu32(each, _mm256_set1_epi32(kSurfaceBytes + 1)), 2);
    // Keys 0 and 2, 1 and 3, so that their halves come out of unpacking in order.
    __m256i a = two_pieces(bytes + begin<kLast>(edges[0], last), bytes + begin<kLast>(edges[4], last));
    __m256i b = two_pieces(bytes + begin<kLast>(edges[2], last), bytes + begin<kLast>(edges[6], last));
    if constexpr (kLast) {
      const __m256i at = _mm256_set1_epi32(static_cast<int>(last));
      const __m256i passed = _mm256_sub_epi32(_mm256_max_epu32(pairs, at), at);  // bytes before the piece
      a = without_first(a, _mm256_shuffle_epi8(passed, all_of(kFirstLengths)));
      b = without_first(b, _mm256_shuffle_epi8(passed, all_of(kSecondLengths)));
    }
    a = two_keys(a, _mm256_shuffle_epi8(lengths, all_of(kFirstLengths)));
    b = two_keys(b, _mm256_shuffle_epi8(lengths, all_of(kSecondLengths)));
    const __m256i low = _mm256_unpacklo_epi64(a, b);
    const __m256i high = _mm256_unpackhi_epi64(a, b);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(&block.lows[i]), low);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(&block.highs[i]), high);
    const __m256 hash = _mm256_castsi256_ps(hashes_of(low, high));
    const __m128 words = _mm_shuffle_ps(_mm256_castps256_ps128(hash), _mm256_extractf128_ps(hash, 1), 0x88);
    const __m128i lines =
        _mm_srl_epi32(_mm_castps_si128(words), _mm_cvtsi32_si128(static_cast<int>(surfaces.shift())));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(&block.offsets[i]), _mm_slli_epi32(lines, 6));
    for (std::size_t j = i; j < i + 4; ++j) __builtin_prefetch(at_offset(surfaces.lines(), block.offsets[j]));
  }

  [[gnu::always_inline]] YKIEN_AVX2 static void find_meanings(const SurfaceLine* lines, std::size_t i,
                                                              PieceBlock& block) noexcept {
    const __m128i a = joined(found(lines, i, block), found(lines, i + 1, block));
    const __m128i b = joined(found(lines, i + 2, block), found(lines, i + 3, block));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(&block.meanings[i]), upper_halves(a, b));
  }

  static constexpr std::size_t kTakeStep = 8;
  YKIEN_AVX2 static PieceKinds kinds_of(const std::uint32_t* meanings, std::size_t count) noexcept {
    const __m256i some = eight(meanings);
    const std::uint32_t there = _bzhi_u32(0xFF, static_cast<unsigned>(count));
    const std::uint32_t unknown = bits(_mm256_cmpeq_epi32(some, _mm256_setzero_si256())) & there;
    const std::uint32_t silent = bits(_mm256_slli_epi32(some, 31 - kSilentBit));
    static_assert(kAccentedBit == 31 && kSyllableBit == 30);
    const std::uint32_t syllables = bits(_mm256_slli_epi32(some, 1));
    return {there & ~(unknown | silent), unknown | (silent & syllables & there), syllables, bits(some)};
  }
  YKIEN_AVX2 static void take_ids(const std::uint32_t* meanings, std::uint32_t which,
                                  std::uint32_t* to) noexcept {
    const __m256i ids = _mm256_and_si256(eight(meanings), _mm256_set1_epi32(kSurfaceId));
    const __m128i places = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(kPlacesOfBits.of[which].data()));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to),
                        _mm256_permutevar8x32_epi32(ids, _mm256_cvtepu8_epi32(places)));
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
    const __m128i line_shift = _mm_cvtsi32_si128(static_cast<int>(hash.line_shift));
    const __m256i multiplier = _mm256_set1_epi32(static_cast<int>(hash.multiplier));
    const __m256i mask = _mm256_set1_epi32(static_cast<int>(hash.mask));
    const __m256i key_mask = _mm256_set1_epi32(static_cast<int>(hash.key_mask));
    for (std::size_t i = 0; i < count; i += 8) {
      const __m256i joined = _mm256_or_si256(_mm256_sll_epi32(eight(rows + i), unit_bits), eight(units + i));
      const __m256i product = _mm256_and_si256(_mm256_mullo_epi32(joined, multiplier), mask);
      const __m256i offset = _mm256_sll_epi32(_mm256_srl_epi32(product, key_bits), line_shift);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(spots.offsets + i), offset);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(spots.keys + i), _mm256_and_si256(product, key_mask));
    }
  }

  YKIEN_AVX2 static std::uint32_t lowest_bit(std::uint32_t bits) noexcept { return _tzcnt_u32(bits); }

  YKIEN_AVX2 static std::uint32_t matches(const NgramLevel::NarrowLine& line, std::uint32_t key) noexcept {
    constexpr std::uint32_t kTwoForEach = (1U << 2 * NgramLevel::NarrowLine::kPlaces) - 1;
    const __m256i keys = _mm256_load_si256(reinterpret_cast<const __m256i*>(&line));
    const __m256i same = _mm256_cmpeq_epi16(keys, _mm256_set1_epi16(static_cast<short>(key)));
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(same)) & kTwoForEach;
  }
  YKIEN_AVX2 static std::uint32_t matches(const NgramLevel::WideLine& line, std::uint32_t key) noexcept {
    const auto* const at = reinterpret_cast<const __m256i*>(&line);
    const __m256i wanted = _mm256_set1_epi32(static_cast<int>(key));
    const std::uint32_t found = bits(_mm256_cmpeq_epi32(_mm256_load_si256(at), wanted)) |
                                bits(_mm256_cmpeq_epi32(_mm256_load_si256(at + 1), wanted)) << 8;
    return found & kAllPlaces<NgramLevel::WideLine>;
  }
  YKIEN_AVX2 static std::uint32_t place_of(const NgramLevel::NarrowLine&, std::uint32_t matches) noexcept {
    return lowest_bit(matches) / 2;
  }
  YKIEN_AVX2 static std::uint32_t place_of(const NgramLevel::WideLine&, std::uint32_t matches) noexcept {
    return lowest_bit(matches);
  }

 protected:
  // Where a piece that begins at byte `at` is read from.
  template <bool kLast>
  static constexpr std::uint32_t begin(std::uint32_t at, std::uint32_t last) noexcept {
    return kLast && at > last ? last : at;
  }

  // Of four numbers of 64 bits.
  YKIEN_AVX2 static __m128i upper_halves(__m128i first, __m128i second) noexcept {
    return _mm_castps_si128(_mm_shuffle_ps(_mm_castsi128_ps(first), _mm_castsi128_ps(second), 0xDD));
  }

 private:
  // The upper half of the key of a piece as it stands in its line, in one of two places; zeros if it does
  // not.
  [[gnu::always_inline]] YKIEN_AVX2 static __m128i found(const SurfaceLine* lines, std::size_t i,
                                                         const PieceBlock& block) noexcept {
    const auto* const halves = reinterpret_cast<const __m256i*>(at_offset(lines, block.offsets[i]));
    const __m256i highs = _mm256_and_si256(halves[1], four_times(kHighBits));
    const __m256i same = _mm256_and_si256(_mm256_cmpeq_epi64(halves[0], four_times(block.lows[i])),
                                          _mm256_cmpeq_epi64(highs, four_times(block.highs[i])));
    const __m256i kept = _mm256_and_si256(same, halves[1]);
    return _mm_or_si128(_mm256_castsi256_si128(kept), _mm256_extracti128_si256(kept, 1));
  }
  // Of two such: what is not zero in the first, and in the second.
  YKIEN_AVX2 static __m128i joined(__m128i first, __m128i second) noexcept {
    return _mm_or_si128(_mm_unpacklo_epi64(first, second), _mm_unpackhi_epi64(first, second));
  }
  // Of four keys, in the lower halves.
  YKIEN_AVX2 static __m256i hashes_of(__m256i low, __m256i high) noexcept {
    const __m256i sum = _mm256_add_epi64(
        _mm256_add_epi64(_mm256_mul_epu32(low, four_times(kHashMultipliers[0])),
                         _mm256_mul_epu32(_mm256_srli_epi64(low, 32), four_times(kHashMultipliers[1]))),
        _mm256_mul_epu32(high, four_times(kHashMultipliers[2])));
    return _mm256_xor_si256(sum, _mm256_srli_epi64(sum, 32));
  }

  YKIEN_AVX2 static __m256i two_pieces(const char* first, const char* second) noexcept {
    const __m128i low = _mm_loadu_si128(reinterpret_cast<const __m128i*>(first));
    const __m128i high = _mm_loadu_si128(reinterpret_cast<const __m128i*>(second));
    return _mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1);
  }
  // Of each half: the bytes from `passed` on, and others after them.
  YKIEN_AVX2 static __m256i without_first(__m256i bytes, __m256i passed) noexcept {
    return _mm256_shuffle_epi8(bytes, _mm256_add_epi8(all_of(kPlacesOfTwo), passed));
  }
  // The keys of two pieces, as make_key() makes them. `lengths`: times four, in each byte.
  YKIEN_AVX2 static __m256i two_keys(__m256i bytes, __m256i lengths) noexcept {
    const __m256i kept = _mm256_and_si256(bytes, _mm256_cmpgt_epi8(lengths, all_of(kPlacesInTwo)));
    return _mm256_or_si256(kept, _mm256_and_si256(lengths, all_of(kLastOfTwo)));
  }

  YKIEN_AVX2 static __m256i all_of(const Bytes32& bytes) noexcept {
    return _mm256_load_si256(reinterpret_cast<const __m256i*>(bytes.of));
  }
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
};

}  // namespace ykien::detail

#endif
#endif  // YKIEN_TOPIC_DETAIL_LANES_AVX2_H_
