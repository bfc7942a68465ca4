#include "text/detail/accent_table.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace ykien::detail {
namespace {

struct Filling {
  AccentBucket bucket;
  std::size_t taken = 0;
};

void put(Filling& filling, const AccentEntry& entry) noexcept {
  filling.bucket.heads[filling.taken] =
      static_cast<std::uint16_t>(AccentTable::head_of(entry.key) | entry.candidate >> 2);
  filling.bucket.tails[filling.taken] = static_cast<std::uint8_t>(entry.candidate << 6 | entry.level);
  ++filling.taken;
}

// The entries of one key, into its bucket or the next ones with room. False when all within reach are full.
bool place(std::span<const AccentEntry> entries, std::vector<Filling>& fillings) {
  const std::uint64_t key = entries[0].key;
  std::size_t at = AccentTable::home(key, fillings.size());
  for (int spill = 0; spill < kMostSpill; ++spill) {
    while (!entries.empty() && fillings[at].taken < kBucketEntries) {
      put(fillings[at], entries[0]);
      entries = entries.subspan(1);
    }
    if (entries.empty()) return true;
    fillings[at].bucket.spilled |= AccentTable::spill_bit(key);
    at = at + 1 == fillings.size() ? 0 : at + 1;
  }
  return false;
}

bool fill(std::span<const AccentEntry> entries, std::vector<Filling>& fillings) {
  for (std::size_t i = 0; i < entries.size();) {
    std::size_t end = i;
    while (end < entries.size() && entries[end].key == entries[i].key) ++end;
    if (!place(entries.subspan(i, end - i), fillings)) return false;
    i = end;
  }
  return true;
}

}  // namespace

#ifdef __SSE2__

// Gathers what contexts weigh, candidate and level in one number each, and adds it up many at a time.
class AccentTable::Gatherer {
 public:
  Gatherer(const AccentTable& table, float* scores) noexcept : table_(table), scores_(scores) {}

  void look(std::uint64_t key) noexcept {
    std::size_t at = home(key, table_.buckets_.size());
    const std::uint16_t wanted = head_of(key);
    for (int spill = 0; spill < kMostSpill; ++spill) {
      const AccentBucket& bucket = table_.buckets_[at];
      take(bucket, matches(bucket, wanted));
      if (!table_.goes_on(bucket, key)) return;
      at = at + 1 == table_.buckets_.size() ? 0 : at + 1;
    }
  }

  void flush() noexcept {
    for (std::size_t i = 0; i < size_; ++i) scores_[found_[i] >> 6U] += table_.levels_[found_[i] & 63U];
    size_ = 0;
  }

 private:
  static constexpr std::size_t kAtOnce = 8;
  static constexpr std::size_t kRoom = 128;

  // The entries of a context stand together, so that kAtOnce from the first hit on are nearly always all.
  void take(const AccentBucket& bucket, std::uint32_t hits) noexcept {
    const auto first = static_cast<unsigned>(std::countr_zero(hits | 1U << kBucketEntries));
    const auto count = static_cast<unsigned>(std::countr_one(hits >> first));
    if (size_ + kAtOnce > kRoom) flush();
    _mm_storeu_si128(reinterpret_cast<__m128i*>(found_ + size_), entries_from(bucket, first));
    size_ += std::min<std::size_t>(count, kAtOnce);
    const bool all = count <= kAtOnce && hits >> first >> count == 0;
    if (!all)
      take(bucket, hits >> first >> std::min<unsigned>(count, kAtOnce)
                                        << first << std::min<unsigned>(count, kAtOnce));
  }

  // kAtOnce entries; those beyond the last are anything.
  static __m128i entries_from(const AccentBucket& bucket, std::size_t first) noexcept {
    const char* const bytes = reinterpret_cast<const char*>(&bucket);
    const std::size_t tails_at = offsetof(AccentBucket, tails) + first;
    const std::size_t from = std::min(tails_at, sizeof(AccentBucket) - sizeof(std::uint64_t));
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes + from, sizeof(eight));
    eight >>= 8 * (tails_at - from);
    const __m128i tails =
        _mm_unpacklo_epi8(_mm_cvtsi64_si128(static_cast<long long>(eight)), _mm_setzero_si128());
    const __m128i heads = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 2 * first));
    // Candidate and level in 5 and 6 bits: the last 3 bits of the head stand before the tail.
    return _mm_or_si128(tails, _mm_slli_epi16(_mm_and_si128(heads, _mm_set1_epi16(7)), 8));
  }

  const AccentTable& table_;
  float* scores_;
  std::size_t size_ = 0;
  std::uint16_t found_[kRoom];
};

#if defined(__x86_64__)

// All of a bucket at once: the hits and their tails are pushed together by the processor.
__attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,popcnt"))) void AccentTable::add_avx512(
    std::span<const std::uint64_t> keys, float* scores) const noexcept {
  constexpr std::size_t kRoom = 128;
  constexpr std::uint32_t kEntries = (1U << kBucketEntries) - 1;
  constexpr std::size_t kHalf = 32;  // bytes of the bucket before those that are read for the tails
  std::uint16_t found[kRoom + 32];   // a register more
  std::size_t size = 0;
  const auto flush = [&] {
    for (std::size_t i = 0; i < size; ++i) scores[found[i] >> 6U] += levels_[found[i] & 63U];
    size = 0;
  };
  for (const std::uint64_t key : keys) {
    if (key == 0) continue;
    const __m512i wanted = _mm512_set1_epi16(static_cast<short>(head_of(key)));
    std::size_t at = home(key, buckets_.size());
    for (int spill = 0; spill < kMostSpill; ++spill) {
      const AccentBucket& bucket = buckets_[at];
      const __m512i heads = _mm512_loadu_si512(&bucket);
      const std::uint32_t hits = _mm512_mask_cmpeq_epi16_mask(
          kEntries, _mm512_and_si512(heads, _mm512_set1_epi16(static_cast<short>(0xFFF8))), wanted);
      const __m256i back = _mm256_loadu_si256(
          reinterpret_cast<const __m256i*>(reinterpret_cast<const char*>(&bucket) + kHalf));
      const __m256i tails = _mm256_maskz_compress_epi8(hits << (offsetof(AccentBucket, tails) - kHalf), back);
      // Candidate and level in 5 and 6 bits: the last 3 bits of the head stand before the tail.
      const __m512i candidates = _mm512_slli_epi16(
          _mm512_and_si512(_mm512_maskz_compress_epi16(hits, heads), _mm512_set1_epi16(7)), 8);
      _mm512_storeu_si512(found + size, _mm512_or_si512(candidates, _mm512_cvtepu8_epi16(tails)));
      size += static_cast<std::size_t>(_mm_popcnt_u32(hits));
      if (size > kRoom - kBucketEntries) flush();
      if (!goes_on(bucket, key)) break;
      at = at + 1 == buckets_.size() ? 0 : at + 1;
    }
  }
  flush();
}

#endif

void AccentTable::add(std::span<const std::uint64_t> keys, float* scores) const noexcept {
  if (buckets_.empty()) return;
#if defined(__x86_64__)
  static const bool avx512 = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                             __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("popcnt");
  if (avx512) return add_avx512(keys, scores);
#endif
  Gatherer gatherer(*this, scores);
  for (const std::uint64_t key : keys) {
    if (key != 0) gatherer.look(key);
  }
  gatherer.flush();
}

#else

void AccentTable::add(std::span<const std::uint64_t> keys, float* scores) const noexcept {
  for (const std::uint64_t key : keys) {
    if (key != 0) each(key, [scores](std::uint8_t candidate, float weight) { scores[candidate] += weight; });
  }
}

#endif

std::vector<AccentBucket> AccentTable::build(std::span<const AccentEntry> entries, double load) {
  if (entries.empty()) return {};
  auto count =
      static_cast<std::size_t>(std::ceil(static_cast<double>(entries.size()) / (load * kBucketEntries)));
  std::vector<Filling> fillings(count);
  while (!fill(entries, fillings)) fillings.assign(count += count / 16 + 1, {});
  std::vector<AccentBucket> buckets;
  buckets.reserve(count);
  for (const Filling& filling : fillings) {
    buckets.push_back(filling.bucket);
    std::uint8_t& spilled = buckets.back().spilled;
    if (spilled == kAnySpilled) spilled |= 2;
  }
  return buckets;
}

}  // namespace ykien::detail
