// Cutting text into the pieces between ASCII white space, 64 bytes a step.
#ifndef YKIEN_TEXT_DETAIL_PIECES_H_
#define YKIEN_TEXT_DETAIL_PIECES_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "text/detail/utf8.h"

namespace ykien::detail {

inline constexpr std::size_t kPieceStep = 64;  // bytes looked at together

// Bit i says whether bytes[i] is ASCII white space. Reads kPieceStep bytes.
inline std::uint64_t space_mask(const char* bytes) noexcept {
  std::uint64_t mask = 0;
#if defined(__SSE2__)
  const __m128i blank = _mm_set1_epi8(' ');
  const __m128i nine = _mm_set1_epi8(9);
  const __m128i four = _mm_set1_epi8(4);
  for (std::size_t part = 0; part < kPieceStep; part += 16) {
    const __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + part));
    const __m128i above = _mm_sub_epi8(chunk, nine);  // 9..13 become 0..4, all else more as unsigned
    const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(above, four), above);
    const __m128i found = _mm_or_si128(controls, _mm_cmpeq_epi8(chunk, blank));
    mask |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(found))) << part;
  }
#else
  for (std::size_t i = 0; i < kPieceStep; ++i) {
    mask |= std::uint64_t{is_ascii_space(static_cast<unsigned char>(bytes[i]))} << i;
  }
#endif
  return mask;
}

// Calls begin(at) and end(at) for every piece of bytes[0, size). `bytes` must be readable, and hold blanks, from
// `size` to the next multiple of kPieceStep, and at least one byte. All begins of a step come before its ends.
template <typename Begin, typename End>
void each_piece(const char* bytes, std::size_t size, Begin begin, End end) {
  std::uint64_t before = 1;  // whether the byte before this step is white space: the text begins after a blank
  for (std::size_t at = 0; at <= size; at += kPieceStep) {
    const std::uint64_t space = space_mask(bytes + at);
    const std::uint64_t shifted = (space << 1) | before;
    for (std::uint64_t begins = ~space & shifted; begins != 0; begins &= begins - 1) {
      begin(at + static_cast<std::size_t>(std::countr_zero(begins)));
    }
    for (std::uint64_t ends = space & ~shifted; ends != 0; ends &= ends - 1) {
      end(at + static_cast<std::size_t>(std::countr_zero(ends)));
    }
    before = space >> 63;
  }
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_PIECES_H_
