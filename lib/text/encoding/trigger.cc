#include "text/encoding/trigger.h"

#include <array>
#include <bit>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace ykien::encoding {
namespace {

// For the low half of a byte 80..BF: bit i says that U+00C0 + (i * 16 + low half) is no Vietnamese letter.
// × and ÷ are everyday signs and do not count.
constexpr std::array<std::uint8_t, 16> strange_letters() noexcept {
  constexpr std::u32string_view kVietnamese = U"ÀÁÂÃÈÉÊÌÍÐÒÓÔÕÙÚÝàáâãèéêìíðòóôõùúý×÷";
  std::array<std::uint8_t, 16> bits{};
  for (unsigned i = 0; i < 64; ++i) {
    const bool strange = kVietnamese.find(0xC0 + i) == kVietnamese.npos;
    if (strange) bits[i % 16] = static_cast<std::uint8_t>(bits[i % 16] | (1U << (i / 16)));
  }
  return bits;
}
constexpr std::array<std::uint8_t, 16> kStrange = strange_letters();

constexpr bool triggers(std::uint8_t before, std::uint8_t byte) noexcept {
  if (byte == '^' || byte == '`' || byte == '~') return true;
  if (byte < 0x80 || byte >= 0xC0) return false;
  if (before == 0xC2) return byte != 0xA0;
  return before == 0xC3 && (kStrange[byte & 15U] >> ((byte >> 4) - 8) & 1) != 0;
}

std::size_t find_from(std::string_view bytes, std::size_t at) noexcept {
  std::uint8_t before = at == 0 ? std::uint8_t{0} : static_cast<std::uint8_t>(bytes[at - 1]);
  for (; at < bytes.size(); ++at) {
    const auto byte = static_cast<std::uint8_t>(bytes[at]);
    if (triggers(before, byte)) return at;
    before = byte;
  }
  return bytes.size();
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) inline __m256i all(int byte) noexcept {
  return _mm256_set1_epi8(static_cast<char>(byte));
}

__attribute__((target("avx2"))) std::size_t find_avx2(std::string_view bytes) noexcept {
  if (bytes.empty() || triggers(0, static_cast<std::uint8_t>(bytes[0]))) return 0;
  const __m256i strange =
      _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(kStrange.data())));
  const __m256i rows =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 0, 0, 0, 0));
  std::size_t at = 1;
  for (; at + 32 <= bytes.size(); at += 32) {
    const __m256i now = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes.data() + at));
    const __m256i before = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes.data() + at - 1));
    const __m256i low = _mm256_and_si256(now, all(15));
    const __m256i high = _mm256_and_si256(_mm256_srli_epi16(now, 4), all(15));
    const __m256i row = _mm256_shuffle_epi8(rows, high);  // 0 for what is no continuation
    const __m256i none = _mm256_setzero_si256();
    const __m256i letter =
        _mm256_andnot_si256(_mm256_cmpeq_epi8(_mm256_and_si256(_mm256_shuffle_epi8(strange, low), row), none),
                            _mm256_cmpeq_epi8(before, all(0xC3)));
    const __m256i sign =
        _mm256_andnot_si256(_mm256_or_si256(_mm256_cmpeq_epi8(row, none), _mm256_cmpeq_epi8(now, all(0xA0))),
                            _mm256_cmpeq_epi8(before, all(0xC2)));
    const __m256i viqr =
        _mm256_or_si256(_mm256_cmpeq_epi8(now, all('~')),
                        _mm256_or_si256(_mm256_cmpeq_epi8(now, all('^')), _mm256_cmpeq_epi8(now, all('`'))));
    const auto found = static_cast<std::uint32_t>(
        _mm256_movemask_epi8(_mm256_or_si256(letter, _mm256_or_si256(sign, viqr))));
    if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found));
  }
  return find_from(bytes, at);
}
#endif

}  // namespace

std::size_t find_trigger_portable(std::string_view bytes) noexcept { return find_from(bytes, 0); }

std::size_t find_trigger(std::string_view bytes) noexcept {
#if defined(__x86_64__)
  static const bool avx2 = __builtin_cpu_supports("avx2") != 0;
  if (avx2) return find_avx2(bytes);
#endif
  return find_trigger_portable(bytes);
}

}  // namespace ykien::encoding
