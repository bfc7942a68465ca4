// AccentTable: context -> weights of some of its candidates, in 3 bytes a weight.
//
// Buckets of one cache line hold 21 entries each. An entry is 13 bits of the context's key, 5 bits for the
// candidate and 6 bits for the weight's level: keys themselves are not kept, and a context that is not there
// finds a stranger's weight in about one of 450 looks, which training never sees and the accuracy measured
// with the file includes. The upper half of a key chooses the bucket: contexts of the same words stand
// together. Those whose bucket is full stand in the next one, and the bucket says which ones may: 3 bits of
// the upper half choose a bit.
#ifndef YKIEN_TEXT_DETAIL_ACCENT_TABLE_H_
#define YKIEN_TEXT_DETAIL_ACCENT_TABLE_H_

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/detail/accent_scores.h"
#include "ykien/base/export.h"

namespace ykien::detail {

inline constexpr std::size_t kBucketEntries = 21;
inline constexpr std::size_t kLevels = 64;
inline constexpr std::uint8_t kAnySpilled = 1;  // as older files have it; no set of spill_bit() is written so
inline constexpr int kMostSpill = 32;           // buckets looked at for one context

struct alignas(64) AccentBucket {
  std::array<std::uint16_t, kBucketEntries> heads{};  // 13 bits of the key, then 3 of the candidate
  std::array<std::uint8_t, kBucketEntries> tails{};   // 2 bits of the candidate, then 6 for the level
  std::uint8_t spilled = 0;                           // by spill_bit(): look in the next bucket too
};
static_assert(sizeof(AccentBucket) == 64);

inline constexpr unsigned kKeptBits = 5;  // of a key, from this one on

// What the contexts of the same words have in common.
constexpr std::uint32_t window_of(std::uint64_t key) noexcept {
  return static_cast<std::uint32_t>(key >> 32);
}

struct AccentEntry {
  std::uint64_t key = 0;
  std::uint8_t candidate = 0;  // < kMostCandidates
  std::uint8_t level = 0;      // < kLevels; 0 is kept for empty places
};

// Several contexts of one window, each for the scores of a row of its own. No two of them have the same head.
struct AccentLook {
  static constexpr std::size_t kRows = 4;
  using Heads = std::array<std::uint16_t, kRows>;
  static constexpr Heads kNothing = {1, 2, 3, 4};  // are no heads of keys

  std::uint32_t window = 0;
  std::uint32_t row = 0;  // what heads[i] finds goes to row + i
  Heads heads = kNothing;

  // Whether two heads are the same, for all that they are to be different.
  bool alike() const noexcept {
    int same = 0;
    for (std::size_t i = 0; i < kRows; ++i) {
      for (std::size_t k = 0; k < i; ++k) same += heads[i] == heads[k] ? 1 : 0;
    }
    return same != 0;
  }
};

class YKIEN_API AccentTable {
 public:
  // Entries of one window stand together. `load`: the share of places that are taken, 0..1.
  static std::vector<AccentBucket> build(std::span<const AccentEntry> entries, double load);

  AccentTable() = default;
  // Views `buckets`, which must outlive the table, as must nothing else: any content is safe to look up.
  AccentTable(std::span<const AccentBucket> buckets, const std::array<float, kLevels>& levels) noexcept
      : buckets_(buckets) {
    for (std::size_t i = 0; i < kLevels; ++i) levels_[i] = to_score(levels[i]);
  }

  // Calls to(candidate, weight) for what the context weighs.
  template <typename To>
  void each(std::uint64_t key, To to) const noexcept {
    if (buckets_.empty()) return;
    std::size_t at = home(window_of(key));
    const std::uint16_t wanted = head_of(key);
    for (int spill = 0; spill < kMostSpill; ++spill) {
      const AccentBucket& bucket = buckets_[at];
      for (std::uint32_t hits = matches(bucket, wanted); hits != 0; hits &= hits - 1) {
        const auto i = static_cast<std::size_t>(__builtin_ctz(hits));
        const std::uint8_t tail = bucket.tails[i];
        const Score weight = levels_[tail & 63U];
        to(static_cast<std::uint8_t>((bucket.heads[i] & 7U) << 2 | tail >> 6), weight);
      }
      if (!goes_on(bucket, window_of(key))) return;
      at = after(at);
    }
  }

  // scores[candidate] += weight for what each of the contexts weighs; a key of 0 is left out.
  void add(std::span<const std::uint64_t> keys, float* scores) const noexcept {
    for (const std::uint64_t key : keys) {
      if (key != 0)
        each(key, [&](std::uint8_t candidate, Score weight) { scores[candidate] += to_nats(weight); });
    }
  }

  // The same for many contexts at once: rows[row][candidate] += weight.
  void add(std::span<const AccentLook> looks, ScoreRow* rows) const noexcept;
  // What add() does where the processor has neither AVX-512 nor AVX2, and where it has AVX2.
  void add_one_by_one(std::span<const AccentLook> looks, ScoreRow* rows) const noexcept;
#if defined(__x86_64__)
  static bool has_avx2() noexcept;
  void add_avx2(std::span<const AccentLook> looks, ScoreRow* rows) const noexcept;
#endif

  // Asks the memory for what contexts of the window will look at.
  void prefetch(std::uint64_t key) const noexcept { ask_for(window_of(key)); }

  static std::uint8_t spill_bit(std::uint32_t window) noexcept {
    return static_cast<std::uint8_t>(1U << (window & 7U));
  }
  static constexpr std::uint16_t head_of(std::uint64_t key) noexcept {
    return static_cast<std::uint16_t>(key >> kKeptBits << 3);
  }
  static std::size_t home(std::uint32_t window, std::size_t buckets) noexcept {
    return static_cast<std::size_t>((std::uint64_t{window} * buckets) >> 32);
  }

 private:
  static constexpr std::size_t kAskedAhead = 16;  // looks

#if defined(__x86_64__)
  void add_avx512(std::span<const AccentLook> looks, ScoreRow* rows) const noexcept;
#endif
  void add_look(const AccentLook& look, ScoreRow* rows) const noexcept;
  // Each of `found`: 6 bits of the level, and above them which of the scores it goes to.
  void add_found(std::span<const std::uint32_t> found, Score* scores) const noexcept {
    for (const std::uint32_t one : found) add_to(scores[one >> 6U], levels_[one & 63U]);
  }

  // Bit i: entry i may be of the context. Empty places match one key in 8192 and weigh nothing: level 0 is 0.
  static std::uint32_t matches(const AccentBucket& bucket, std::uint16_t wanted) noexcept;

  std::size_t home(std::uint32_t window) const noexcept { return home(window, buckets_.size()); }
  std::size_t after(std::size_t at) const noexcept { return at + 1 == buckets_.size() ? 0 : at + 1; }
  void ask_for(std::uint32_t window) const noexcept {
    if (!buckets_.empty()) __builtin_prefetch(&buckets_[home(window)]);
  }
  static bool goes_on(const AccentBucket& bucket, std::uint32_t window) noexcept {
    return (bucket.spilled & spill_bit(window)) != 0 || bucket.spilled == kAnySpilled;
  }

  std::span<const AccentBucket> buckets_;
  std::array<Score, kLevels> levels_{};
};

#ifdef __SSE2__
inline std::uint32_t AccentTable::matches(const AccentBucket& bucket, std::uint16_t wanted) noexcept {
  const __m128i mask = _mm_set1_epi16(static_cast<short>(0xFFF8));
  const __m128i all = _mm_set1_epi16(static_cast<short>(wanted));
  const auto equal = [&](std::size_t first) {
    const __m128i heads = _mm_loadu_si128(reinterpret_cast<const __m128i*>(&bucket.heads[first]));
    return _mm_cmpeq_epi16(_mm_and_si128(heads, mask), all);
  };
  const int front = _mm_movemask_epi8(_mm_packs_epi16(equal(0), equal(8)));
  const int back = _mm_movemask_epi8(_mm_packs_epi16(equal(kBucketEntries - 8), _mm_setzero_si128()));
  return static_cast<std::uint32_t>(front) | static_cast<std::uint32_t>(back) << (kBucketEntries - 8);
}
#else
inline std::uint32_t AccentTable::matches(const AccentBucket& bucket, std::uint16_t wanted) noexcept {
  std::uint32_t hits = 0;
  for (std::size_t i = 0; i < kBucketEntries; ++i) {
    hits |= static_cast<std::uint32_t>((bucket.heads[i] & 0xFFF8U) == wanted) << i;
  }
  return hits;
}
#endif

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ACCENT_TABLE_H_
