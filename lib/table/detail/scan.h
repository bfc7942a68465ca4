// The byte searches that the CSV reader and writer spend their time in, 16 bytes at a time where SSE2 is
// there (every x86-64), else a byte at a time. Both give the same answers; the tests compare them.
#ifndef YKIEN_TABLE_DETAIL_SCAN_H_
#define YKIEN_TABLE_DETAIL_SCAN_H_

#include <bit>
#include <cstddef>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace ykien::table::detail {

// The first of the bytes a, b, c, d in [at, end), or end.
inline const char* find_any_portable(const char* at, const char* end, char a, char b, char c,
                                     char d) noexcept {
  while (at != end && *at != a && *at != b && *at != c && *at != d) ++at;
  return at;
}

inline std::size_t count_byte_portable(const char* at, const char* end, char byte) noexcept {
  std::size_t count = 0;
  for (; at != end; ++at) count += *at == byte;
  return count;
}

// Whether one of the bytes a, b, c, d is among the `size` at `at`. kScanPadding bytes after them must be
// readable, whatever they are.
inline constexpr std::size_t kScanPadding = 16;
inline bool holds_any_portable(const char* at, std::size_t size, char a, char b, char c, char d) noexcept {
  return find_any_portable(at, at + size, a, b, c, d) != at + size;
}

#if defined(__SSE2__)

inline __m128i load16(const char* at) noexcept {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

inline const char* find_any(const char* at, const char* end, char a, char b, char c, char d) noexcept {
  const __m128i all_a = _mm_set1_epi8(a), all_b = _mm_set1_epi8(b), all_c = _mm_set1_epi8(c),
                all_d = _mm_set1_epi8(d);
  for (; end - at >= 16; at += 16) {
    const __m128i block = load16(at);
    const __m128i first = _mm_or_si128(_mm_cmpeq_epi8(block, all_a), _mm_cmpeq_epi8(block, all_b));
    const __m128i second = _mm_or_si128(_mm_cmpeq_epi8(block, all_c), _mm_cmpeq_epi8(block, all_d));
    const auto hits = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(first, second)));
    if (hits != 0) return at + std::countr_zero(hits);
  }
  return find_any_portable(at, end, a, b, c, d);
}

inline bool holds_any(const char* at, std::size_t size, char a, char b, char c, char d) noexcept {
  const __m128i all_a = _mm_set1_epi8(a), all_b = _mm_set1_epi8(b), all_c = _mm_set1_epi8(c),
                all_d = _mm_set1_epi8(d);
  for (std::size_t done = 0; done < size; done += 16) {
    const __m128i block = load16(at + done);
    const __m128i first = _mm_or_si128(_mm_cmpeq_epi8(block, all_a), _mm_cmpeq_epi8(block, all_b));
    const __m128i second = _mm_or_si128(_mm_cmpeq_epi8(block, all_c), _mm_cmpeq_epi8(block, all_d));
    auto hits = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(first, second)));
    if (size - done < 16) hits &= (1U << (size - done)) - 1;
    if (hits != 0) return true;
  }
  return false;
}

inline std::size_t count_byte(const char* at, const char* end, char byte) noexcept {
  const __m128i wanted = _mm_set1_epi8(byte);
  std::size_t count = 0;
  while (end - at >= 16) {
    __m128i counts = _mm_setzero_si128();  // 16 of them, which may grow to 255
    for (int i = 0; i < 255 && end - at >= 16; ++i, at += 16)
      counts = _mm_sub_epi8(counts, _mm_cmpeq_epi8(load16(at), wanted));
    const __m128i sums = _mm_sad_epu8(counts, _mm_setzero_si128());
    count += static_cast<std::size_t>(_mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4));
  }
  return count + count_byte_portable(at, end, byte);
}

#else

inline const char* find_any(const char* at, const char* end, char a, char b, char c, char d) noexcept {
  return find_any_portable(at, end, a, b, c, d);
}

inline bool holds_any(const char* at, std::size_t size, char a, char b, char c, char d) noexcept {
  return holds_any_portable(at, size, a, b, c, d);
}

inline std::size_t count_byte(const char* at, const char* end, char byte) noexcept {
  return count_byte_portable(at, end, byte);
}

#endif

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_SCAN_H_
