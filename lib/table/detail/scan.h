// The byte searches that the CSV reader and writer spend their time in, 16 bytes at a time where SSE2 is
// there (every x86-64), else a byte at a time. Both give the same answers; the tests compare them.
#ifndef YKIEN_TABLE_DETAIL_SCAN_H_
#define YKIEN_TABLE_DETAIL_SCAN_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace ykien::table::detail {

// Four bytes to be searched for. Kept as the search wants them: a field is often shorter than what it takes
// to prepare that.
class ByteSet {
 public:
  ByteSet(char a, char b, char c, char d) noexcept
      : bytes_{a, b, c, d}
#if defined(__SSE2__)
        ,
        all_{_mm_set1_epi8(a), _mm_set1_epi8(b), _mm_set1_epi8(c), _mm_set1_epi8(d)}
#endif
  {
  }

  // The first of them in [at, end), or end.
  const char* find(const char* at, const char* end) const noexcept {
#if defined(__SSE2__)
    for (; end - at >= 16; at += 16) {
      if (const unsigned found = hits(at); found != 0) return at + std::countr_zero(found);
    }
#endif
    return find_portable(at, end);
  }
  const char* find_portable(const char* at, const char* end) const noexcept {
    while (at != end && *at != bytes_[0] && *at != bytes_[1] && *at != bytes_[2] && *at != bytes_[3]) ++at;
    return at;
  }

  // Whether one of them is among the `size` bytes at `at`.
  bool any_in(const char* at, std::size_t size) const noexcept {
#if defined(__SSE2__)
    if (size < 16) return size > 0 && hits(few(at, size)) != 0;
    const char* const last = at + size - 16;
    for (; at < last; at += 16) {
      if (hits(at) != 0) return true;
    }
    return hits(last) != 0;
#else
    return find_portable(at, at + size) != at + size;
#endif
  }

 private:
  char bytes_[4];
#if defined(__SSE2__)
  template <typename Word>
  static Word word(const char* at) noexcept {
    Word read;
    std::memcpy(&read, at, sizeof read);
    return read;
  }

  // 1 to 15 bytes, some of them more than once, and nothing else.
  static __m128i few(const char* at, std::size_t size) noexcept {
    const char* const end = at + size;
    if (size >= 8) return _mm_set_epi64x(word<std::int64_t>(end - 8), word<std::int64_t>(at));
    if (size >= 4)
      return _mm_unpacklo_epi32(_mm_set1_epi32(word<int>(at)), _mm_set1_epi32(word<int>(end - 4)));
    return _mm_unpacklo_epi8(_mm_set1_epi16(word_of(at[0], at[size / 2])), _mm_set1_epi8(end[-1]));
  }
  static short word_of(char low, char high) noexcept {
    return static_cast<short>(static_cast<unsigned char>(low) | static_cast<unsigned char>(high) << 8);
  }

  unsigned hits(const char* at) const noexcept {
    return hits(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)));
  }
  unsigned hits(__m128i block) const noexcept {
    const __m128i first = _mm_or_si128(_mm_cmpeq_epi8(block, all_[0]), _mm_cmpeq_epi8(block, all_[1]));
    const __m128i second = _mm_or_si128(_mm_cmpeq_epi8(block, all_[2]), _mm_cmpeq_epi8(block, all_[3]));
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(first, second)));
  }

  __m128i all_[4];
#endif
};

inline std::size_t count_byte_portable(const char* at, const char* end, char byte) noexcept {
  std::size_t count = 0;
  for (; at != end; ++at) count += *at == byte;
  return count;
}

// How often a byte stands in [at, end).
inline std::size_t count_byte(const char* at, const char* end, char byte) noexcept {
  std::size_t count = 0;
#if defined(__SSE2__)
  const __m128i wanted = _mm_set1_epi8(byte);
  while (end - at >= 16) {
    __m128i counts = _mm_setzero_si128();  // 16 of them, which may grow to 255
    for (int i = 0; i < 255 && end - at >= 16; ++i, at += 16) {
      const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
      counts = _mm_sub_epi8(counts, _mm_cmpeq_epi8(block, wanted));
    }
    const __m128i sums = _mm_sad_epu8(counts, _mm_setzero_si128());
    count += static_cast<std::size_t>(_mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4));
  }
#endif
  return count + count_byte_portable(at, end, byte);
}

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_SCAN_H_
