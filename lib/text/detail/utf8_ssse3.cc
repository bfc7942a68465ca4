// The kernel for 16 bytes a register.
#if defined(__x86_64__)

#include <tmmintrin.h>

#include "text/detail/utf8_valid.h"

#define YKIEN_TARGET __attribute__((target("ssse3")))

namespace ykien::detail {
namespace {

struct Lanes {
  static constexpr std::size_t kSize = 16;
  __m128i bytes;
};

YKIEN_TARGET inline Lanes load(const void* from) noexcept {
  return {_mm_loadu_si128(static_cast<const __m128i*>(from))};
}
YKIEN_TARGET inline Lanes table(const void* from) noexcept { return load(from); }
YKIEN_TARGET inline Lanes all(int byte) noexcept { return {_mm_set1_epi8(static_cast<char>(byte))}; }
YKIEN_TARGET inline Lanes both(Lanes a, Lanes b) noexcept { return {_mm_and_si128(a.bytes, b.bytes)}; }
YKIEN_TARGET inline Lanes either(Lanes a, Lanes b) noexcept { return {_mm_or_si128(a.bytes, b.bytes)}; }
YKIEN_TARGET inline Lanes differ(Lanes a, Lanes b) noexcept { return {_mm_xor_si128(a.bytes, b.bytes)}; }
YKIEN_TARGET inline Lanes look_up(Lanes entries, Lanes index) noexcept {
  return {_mm_shuffle_epi8(entries.bytes, index.bytes)};
}
YKIEN_TARGET inline Lanes lower_half(Lanes a) noexcept { return both(a, all(0x0F)); }
YKIEN_TARGET inline Lanes upper_half(Lanes a) noexcept { return lower_half({_mm_srli_epi16(a.bytes, 4)}); }
YKIEN_TARGET inline Lanes less_saturated(Lanes a, int byte) noexcept {
  return {_mm_subs_epu8(a.bytes, all(byte).bytes)};
}
YKIEN_TARGET inline Lanes more_than(Lanes a, Lanes b) noexcept { return {_mm_subs_epu8(a.bytes, b.bytes)}; }
YKIEN_TARGET inline bool has_high_bit(Lanes a) noexcept { return _mm_movemask_epi8(a.bytes) != 0; }
YKIEN_TARGET inline bool is_zero(Lanes a) noexcept {
  return _mm_movemask_epi8(_mm_cmpeq_epi8(a.bytes, _mm_setzero_si128())) == 0xFFFF;
}

// `now` moved `n` bytes up, the last bytes of `before` in front.
template <int n>
YKIEN_TARGET inline Lanes shifted_in(Lanes now, Lanes before) noexcept {
  return {_mm_alignr_epi8(now.bytes, before.bytes, 16 - n)};
}

}  // namespace
}  // namespace ykien::detail

#include "text/detail/utf8_lookup.h"

namespace ykien::detail {

YKIEN_TARGET std::size_t utf8_kernel_ssse3(const char* bytes, std::size_t size) noexcept {
  return kernel(bytes, size);
}

}  // namespace ykien::detail

#endif
