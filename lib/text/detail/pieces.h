// Cutting text into the pieces between ASCII white space, 64 bytes a step, without the punctuation around
// them that says nothing.
#ifndef YKIEN_TEXT_DETAIL_PIECES_H_
#define YKIEN_TEXT_DETAIL_PIECES_H_

#include <bit>
#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "text/detail/utf8.h"

namespace ykien::detail {

inline constexpr std::size_t kPieceStep = 64;  // bytes looked at together

// Punctuation that may be taken off the end of a piece, or its beginning: it is a token of its own there and
// changes no token beside it. (A colon is not among it: 08:15 is a time and 08:15: is none.)
inline constexpr char kTail[] = {',', '.', ';', '!', '?', ')', '"'};
inline constexpr char kLead[] = {'(', '"', '\''};

// Bit i says what byte i of kPieceStep is.
struct PieceMasks {
  std::uint64_t space = 0;  // ASCII white space
  std::uint64_t tail = 0;
  std::uint64_t lead = 0;
};

#if defined(__SSE2__)
inline __m128i any_of(__m128i bytes, const char* wanted, std::size_t count) noexcept {
  __m128i found = _mm_setzero_si128();
  for (std::size_t i = 0; i < count; ++i)
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(wanted[i])));
  return found;
}

inline std::uint64_t bits_of(__m128i found, std::size_t at) noexcept {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(found))) << at;
}

// Reads kPieceStep bytes.
inline PieceMasks piece_masks(const char* bytes) noexcept {
  PieceMasks masks;
  for (std::size_t at = 0; at < kPieceStep; at += 16) {
    const __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + at));
    const __m128i above =
        _mm_sub_epi8(chunk, _mm_set1_epi8(9));  // 9..13 become 0..4, all else more as unsigned
    const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(4)), above);
    masks.space |= bits_of(_mm_or_si128(controls, _mm_cmpeq_epi8(chunk, _mm_set1_epi8(' '))), at);
    masks.tail |= bits_of(any_of(chunk, kTail, sizeof kTail), at);
    masks.lead |= bits_of(any_of(chunk, kLead, sizeof kLead), at);
  }
  return masks;
}
#else
inline PieceMasks piece_masks(const char* bytes) noexcept {
  PieceMasks masks;
  for (std::size_t i = 0; i < kPieceStep; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (is_ascii_space(static_cast<unsigned char>(bytes[i]))) masks.space |= bit;
    for (const char tail : kTail) masks.tail |= bytes[i] == tail ? bit : 0;
    for (const char lead : kLead) masks.lead |= bytes[i] == lead ? bit : 0;
  }
  return masks;
}
#endif

#if defined(__x86_64__)
// By the lower half of a byte: the byte with that half that belongs to a mask, or one with another half. (No
// mask has two bytes with the same lower half. A byte from 128 on is looked up as 0, which it is not.)
struct ByLowerHalf {
  alignas(16) std::uint8_t of[16] = {};
};
template <std::size_t kCount>
constexpr ByLowerHalf by_lower_half(const char (&members)[kCount]) noexcept {
  ByLowerHalf bytes;
  for (int half = 0; half < 16; ++half) bytes.of[half] = static_cast<std::uint8_t>(half ^ 1);
  for (const char member : members) bytes.of[member & 15] = static_cast<std::uint8_t>(member);
  return bytes;
}
inline constexpr char kAsciiSpaces[] = {' ', 9, 10, 11, 12, 13};
inline constexpr ByLowerHalf kSpacesByHalf = by_lower_half(kAsciiSpaces);
inline constexpr ByLowerHalf kTailsByHalf = by_lower_half(kTail);
inline constexpr ByLowerHalf kLeadsByHalf = by_lower_half(kLead);

__attribute__((target("avx2"))) inline std::uint64_t members_avx2(__m256i first, __m256i second,
                                                                  const ByLowerHalf& members) noexcept {
  const __m256i by_half =
      _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(members.of)));
  const __m256i low = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(by_half, first), first);
  const __m256i high = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(by_half, second), second);
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(low)) |
         static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

// The same by looking the lower half of each byte up.
__attribute__((target("avx2"))) inline PieceMasks piece_masks_avx2(const char* bytes) noexcept {
  const __m256i first = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
  const __m256i second = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + 32));
  return {members_avx2(first, second, kSpacesByHalf), members_avx2(first, second, kTailsByHalf),
          members_avx2(first, second, kLeadsByHalf)};
}

// By byte below 128: which masks it belongs to.
enum PieceClass : std::uint8_t { kSpaceClass = 1, kTailClass = 2, kLeadClass = 4 };
struct ByteClasses {
  alignas(64) std::uint8_t of[128] = {};
};
constexpr ByteClasses make_byte_classes() noexcept {
  ByteClasses classes;
  for (int i = 9; i <= 13; ++i) classes.of[i] = kSpaceClass;
  classes.of[static_cast<int>(' ')] = kSpaceClass;
  for (const char tail : kTail) classes.of[static_cast<int>(tail)] |= kTailClass;
  for (const char lead : kLead) classes.of[static_cast<int>(lead)] |= kLeadClass;
  return classes;
}
inline constexpr ByteClasses kByteClasses = make_byte_classes();

// The same of kPieceStep bytes, by looking each byte up as a whole.
__attribute__((target("avx512f,avx512bw,avx512vbmi"))) inline PieceMasks piece_masks_avx512(
    __m512i chunk) noexcept {
  const __m512i lower = _mm512_load_si512(kByteClasses.of);
  const __m512i upper = _mm512_load_si512(kByteClasses.of + 64);
  const __m512i classes =
      _mm512_maskz_permutex2var_epi8(_knot_mask64(_mm512_movepi8_mask(chunk)), lower, chunk, upper);
  return {_cvtmask64_u64(_mm512_test_epi8_mask(classes, _mm512_set1_epi8(kSpaceClass))),
          _cvtmask64_u64(_mm512_test_epi8_mask(classes, _mm512_set1_epi8(kTailClass))),
          _cvtmask64_u64(_mm512_test_epi8_mask(classes, _mm512_set1_epi8(kLeadClass)))};
}
#endif

// Calls begin(at) and end(at) for every piece of bytes[0, size), punctuation and all. `bytes` must be
// readable, and hold blanks, from `size` to the next multiple of kPieceStep, and at least one byte. All
// begins of a step come before its ends.
template <typename Begin, typename End>
void each_piece(const char* bytes, std::size_t size, Begin begin, End end) {
  std::uint64_t before =
      1;  // whether the byte before this step is white space: the text begins after a blank
  for (std::size_t at = 0; at <= size; at += kPieceStep) {
    const std::uint64_t space = piece_masks(bytes + at).space;
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

// What lies between pieces: white space, up to two tails before it and two leads after it. `next`: the masks
// of the step that follows; `before`: 1 if the byte before this step lies between pieces.
inline std::uint64_t between_pieces(const PieceMasks& here, const PieceMasks& next,
                                    std::uint64_t before) noexcept {
  const std::uint64_t next_first = next.space | (next.tail & (next.space >> 1));
  std::uint64_t between = here.space | (here.tail & ((here.space >> 1) | (next.space << 63)));
  between |= here.tail & ((between >> 1) | (next_first << 63));
  between |= here.lead & ((between << 1) | before);
  between |= here.lead & ((between << 1) | before);
  return between;
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_PIECES_H_
