// The loop of AccentTable for processors with AVX2: what the four contexts of a look find in a bucket is
// told by registers of 16 bits an entry, and taken from there without a branch on how much it is.
#if defined(__x86_64__)

#include <immintrin.h>

#include <algorithm>
#include <cstddef>

#include "text/detail/accent_table.h"

#define YKIEN_TARGET __attribute__((target("avx2,bmi,popcnt")))

namespace ykien::detail {
namespace {

constexpr std::size_t kFront = 16;  // entries of the first half line; the others begin the second one
constexpr std::uint32_t kEntries = (1U << kBucketEntries) - 1;
constexpr int kRowBits = 11;         // from here on: 5 bits of the candidate and 6 of the level stand before
constexpr std::size_t kSteps = 4;    // found ones that are taken together: hardly ever more
constexpr std::size_t kNobody = 32;  // what tzcnt makes of no hit

constexpr std::size_t kTailsOfBack = offsetof(AccentBucket, tails) + kFront;
constexpr std::size_t kLastHalfLane = sizeof(AccentBucket) - sizeof(__m128i);
static_assert(kTailsOfBack > kLastHalfLane && kTailsOfBack + kBucketEntries - kFront <= sizeof(AccentBucket));

// The heads that a look wants, each all over a register.
struct Wanted {
  __m256i heads[AccentLook::kRows];
};

YKIEN_TARGET inline Wanted wanted_by(const AccentLook& look) noexcept {
  Wanted wanted;
  for (std::size_t which = 0; which < AccentLook::kRows; ++which)
    wanted.heads[which] = _mm256_set1_epi16(static_cast<short>(look.heads[which]));
  return wanted;
}

// A bucket in registers: its front and back entries without and with the bits of the candidates.
struct Line {
  __m256i front, front_heads;
  __m128i back, back_heads;
};

YKIEN_TARGET inline Line line_of(const AccentBucket& bucket) noexcept {
  const auto* const bytes = reinterpret_cast<const char*>(&bucket);
  const __m256i key_bits = _mm256_set1_epi16(static_cast<short>(0xFFF8));
  const __m256i front = _mm256_load_si256(reinterpret_cast<const __m256i*>(bytes));
  const __m128i back = _mm_load_si128(reinterpret_cast<const __m128i*>(bytes + sizeof front));
  return {front, _mm256_and_si256(front, key_bits), back,
          _mm_and_si128(back, _mm256_castsi256_si128(key_bits))};
}

// Whether one of its entries may be the look's.
YKIEN_TARGET inline bool any_of(const Line& line, const Wanted& wanted) noexcept {
  __m256i front = _mm256_setzero_si256();
  __m128i back = _mm_setzero_si128();
  for (const __m256i& head : wanted.heads) {
    front = _mm256_or_si256(front, _mm256_cmpeq_epi16(line.front_heads, head));
    back = _mm_or_si128(back, _mm_cmpeq_epi16(line.back_heads, _mm256_castsi256_si128(head)));
  }
  // What follows the heads in the back half are tails.
  constexpr int kBack = 2 * (kBucketEntries - kFront);
  const auto hits = static_cast<std::uint32_t>(_mm_movemask_epi8(back)) & ((1U << kBack) - 1);
  return (static_cast<std::uint32_t>(_mm256_movemask_epi8(front)) | hits) != 0;
}

// The entries of a bucket, row, candidate and level in one number each as in the loop for AVX-512; those that
// are none of the look's are anything.
struct Entries {
  alignas(32) std::uint16_t codes[kNobody + kFront]{};
  std::uint32_t hits = 0;  // which of them are the look's
};

YKIEN_TARGET inline void find(const AccentBucket& bucket, const Line& line, const Wanted& wanted,
                              Entries& to) noexcept {
  __m256i any_front = _mm256_setzero_si256();
  __m128i any_back = _mm_setzero_si128();
  __m256i front_rows = any_front;
  __m128i back_rows = any_back;
  for (std::size_t which = 0; which < AccentLook::kRows; ++which) {
    const __m256i row = _mm256_set1_epi16(static_cast<short>(which << kRowBits));
    const __m256i hits_front = _mm256_cmpeq_epi16(line.front_heads, wanted.heads[which]);
    const __m128i hits_back = _mm_cmpeq_epi16(line.back_heads, _mm256_castsi256_si128(wanted.heads[which]));
    any_front = _mm256_or_si256(any_front, hits_front);
    any_back = _mm_or_si128(any_back, hits_back);
    if (which == 0) continue;
    front_rows = _mm256_or_si256(front_rows, _mm256_and_si256(hits_front, row));
    back_rows = _mm_or_si128(back_rows, _mm_and_si128(hits_back, _mm256_castsi256_si128(row)));
  }
  const auto* const bytes = reinterpret_cast<const char*>(&bucket);
  const __m128i tails = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bucket.tails.data()));
  const __m128i last = _mm_load_si128(reinterpret_cast<const __m128i*>(bytes + kLastHalfLane));
  const __m128i back_tails = _mm_cvtepu8_epi16(_mm_srli_si128(last, kTailsOfBack - kLastHalfLane));
  const __m256i front_candidates = _mm256_slli_epi16(_mm256_xor_si256(line.front, line.front_heads), 8);
  const __m128i back_candidates = _mm_slli_epi16(_mm_xor_si128(line.back, line.back_heads), 8);
  _mm256_store_si256(
      reinterpret_cast<__m256i*>(to.codes),
      _mm256_or_si256(front_rows, _mm256_or_si256(front_candidates, _mm256_cvtepu8_epi16(tails))));
  _mm_store_si128(reinterpret_cast<__m128i*>(to.codes + kFront),
                  _mm_or_si128(back_rows, _mm_or_si128(back_candidates, back_tails)));
  const __m128i half =
      _mm_packs_epi16(_mm256_castsi256_si128(any_front), _mm256_extracti128_si256(any_front, 1));
  const auto hits_front = static_cast<std::uint32_t>(_mm_movemask_epi8(half));
  const auto hits_back = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(any_back, any_back)));
  to.hits = (hits_front | hits_back << kFront) & kEntries;
}

// What was found, before it is added up.
struct Finds {
  static constexpr std::size_t kRoom = 128;
  std::uint32_t list[kRoom + kSteps];
  std::size_t size = 0;

  bool full() const noexcept { return size > kRoom - kBucketEntries; }

  // Without a branch on how many there are, as long as they are few.
  YKIEN_TARGET void take(Entries& entries, std::uint32_t row) noexcept {
    const std::size_t end = size + static_cast<std::size_t>(_mm_popcnt_u32(entries.hits));
    do {
      for (std::size_t k = 0; k < kSteps; ++k) {
        list[size + k] = (row << kRowBits) + entries.codes[_tzcnt_u32(entries.hits)];
        entries.hits = _blsr_u32(entries.hits);
      }
      size += kSteps;
    } while (size < end);
    size = end;
  }
};

}  // namespace

YKIEN_TARGET void AccentTable::add_avx2(std::span<const AccentLook> looks, ScoreRow* rows) const noexcept {
  if (buckets_.empty() || looks.empty()) return;
  Finds finds;
  Entries entries;
  for (std::size_t next = 0; next < std::min(kAskedAhead, looks.size()); ++next) ask_for(looks[next].window);
  for (std::size_t i = 0; i < looks.size(); ++i) {
    if (i + kAskedAhead < looks.size()) ask_for(looks[i + kAskedAhead].window);

    const AccentLook& look = looks[i];
    const Wanted wanted = wanted_by(look);
    std::size_t at = home(look.window);
    for (int spill = 0; spill < kMostSpill; ++spill, at = after(at)) {
      const AccentBucket& bucket = buckets_[at];
      const Line line = line_of(bucket);
      // The home of a window mostly has something for the look, the ones after it hardly ever.
      if (spill == 0 || any_of(line, wanted)) {
        find(bucket, line, wanted, entries);
        finds.take(entries, look.row);
        if (finds.full()) {
          add_found({finds.list, finds.size}, rows->data());
          finds.size = 0;
        }
      }
      if (!goes_on(bucket, look.window)) break;
    }
  }
  add_found({finds.list, finds.size}, rows->data());
}

}  // namespace ykien::detail

#endif
