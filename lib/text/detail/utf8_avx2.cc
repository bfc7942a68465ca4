// The kernel for 32 bytes a register.
#if defined(__x86_64__)

#include <immintrin.h>

#include "text/detail/utf8_valid.h"

#define YKIEN_TARGET __attribute__((target("avx2")))

namespace ykien::detail {
namespace {

struct Lanes {
  static constexpr std::size_t kSize = 32;
  __m256i bytes;
};

YKIEN_TARGET inline Lanes load(const void* from) noexcept {
  return {_mm256_loadu_si256(static_cast<const __m256i*>(from))};
}
YKIEN_TARGET inline Lanes table(const void* from) noexcept {
  return {_mm256_broadcastsi128_si256(_mm_loadu_si128(static_cast<const __m128i*>(from)))};
}
YKIEN_TARGET inline Lanes all(int byte) noexcept { return {_mm256_set1_epi8(static_cast<char>(byte))}; }
YKIEN_TARGET inline Lanes both(Lanes a, Lanes b) noexcept { return {_mm256_and_si256(a.bytes, b.bytes)}; }
YKIEN_TARGET inline Lanes either(Lanes a, Lanes b) noexcept { return {_mm256_or_si256(a.bytes, b.bytes)}; }
YKIEN_TARGET inline Lanes differ(Lanes a, Lanes b) noexcept { return {_mm256_xor_si256(a.bytes, b.bytes)}; }
YKIEN_TARGET inline Lanes look_up(Lanes entries, Lanes index) noexcept {
  return {_mm256_shuffle_epi8(entries.bytes, index.bytes)};
}
YKIEN_TARGET inline Lanes lower_half(Lanes a) noexcept { return both(a, all(0x0F)); }
YKIEN_TARGET inline Lanes upper_half(Lanes a) noexcept { return lower_half({_mm256_srli_epi16(a.bytes, 4)}); }
YKIEN_TARGET inline Lanes less_saturated(Lanes a, int byte) noexcept {
  return {_mm256_subs_epu8(a.bytes, all(byte).bytes)};
}
YKIEN_TARGET inline Lanes more_than(Lanes a, Lanes b) noexcept {
  return {_mm256_subs_epu8(a.bytes, b.bytes)};
}
YKIEN_TARGET inline bool has_high_bit(Lanes a) noexcept { return _mm256_movemask_epi8(a.bytes) != 0; }
YKIEN_TARGET inline bool is_zero(Lanes a) noexcept { return _mm256_testz_si256(a.bytes, a.bytes) != 0; }

// `now` moved `n` bytes up, the last bytes of `before` in front.
template <int n>
YKIEN_TARGET inline Lanes shifted_in(Lanes now, Lanes before) noexcept {
  const __m256i middle = _mm256_permute2x128_si256(before.bytes, now.bytes, 0x21);
  return {_mm256_alignr_epi8(now.bytes, middle, 16 - n)};
}

}  // namespace
}  // namespace ykien::detail

#include "text/detail/utf8_lookup.h"

namespace ykien::detail {

YKIEN_TARGET std::size_t utf8_kernel_avx2(const char* bytes, std::size_t size) noexcept {
  return kernel(bytes, size);
}

}  // namespace ykien::detail

#endif
