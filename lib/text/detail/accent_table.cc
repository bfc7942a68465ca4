#include "text/detail/accent_table.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
// GCC 12 takes the undefined registers of its own header for ours.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
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

// The entries of one window, into its bucket or the next ones with room. False when all within reach are
// full.
bool place(std::span<const AccentEntry> entries, std::vector<Filling>& fillings) {
  const std::uint32_t window = window_of(entries[0].key);
  std::size_t at = AccentTable::home(window, fillings.size());
  for (int spill = 0; spill < kMostSpill; ++spill) {
    while (!entries.empty() && fillings[at].taken < kBucketEntries) {
      put(fillings[at], entries[0]);
      entries = entries.subspan(1);
    }
    if (entries.empty()) return true;
    fillings[at].bucket.spilled |= AccentTable::spill_bit(window);
    at = at + 1 == fillings.size() ? 0 : at + 1;
  }
  return false;
}

bool fill(std::span<const AccentEntry> entries, std::vector<Filling>& fillings) {
  for (std::size_t i = 0; i < entries.size();) {
    std::size_t end = i;
    while (end < entries.size() && window_of(entries[end].key) == window_of(entries[i].key)) ++end;
    if (!place(entries.subspan(i, end - i), fillings)) return false;
    i = end;
  }
  return true;
}

}  // namespace

#if defined(__x86_64__)

// A bucket at once, for all contexts of its window: what is found is pushed together by the processor, row,
// candidate and level in one number each, and added up many at a time.
__attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,popcnt"))) void
AccentTable::add_avx512(std::span<const AccentLook> looks, ScoreRow* rows) const noexcept {
  constexpr std::size_t kRoom = 128;
  constexpr std::size_t kRegister = 32;  // entries
  constexpr __mmask32 kEntries = (1U << kBucketEntries) - 1;
  constexpr int kRowBits = 11;  // from here on: 5 bits of the candidate and 6 of the level stand before
  alignas(64) std::uint32_t found[kRoom + kRegister];
  std::size_t size = 0;
  Score* const scores = rows->data();
  const auto flush = [&] {
    add_found({found, size}, scores);
    size = 0;
  };
  alignas(64) std::array<std::uint8_t, 64> tail_places{};
  for (std::size_t i = 0; i < kBucketEntries; ++i)
    tail_places[2 * i] = static_cast<std::uint8_t>(offsetof(AccentBucket, tails) + i);
  const __m512i tails_at = _mm512_load_si512(tail_places.data());
  constexpr __mmask64 kTails = 0x5555555555555555U & ((std::uint64_t{1} << (2 * kBucketEntries)) - 1);
  const __m512i key_bits = _mm512_set1_epi16(static_cast<short>(0xFFF8));
  for (std::size_t next = 0; next < std::min(kAskedAhead, looks.size()); ++next) ask_for(looks[next].window);
  for (std::size_t i = 0; i < looks.size(); ++i) {
    if (i + kAskedAhead < looks.size()) ask_for(looks[i + kAskedAhead].window);
    const AccentLook& look = looks[i];
    const __m512i row = _mm512_set1_epi32(static_cast<int>(look.row << kRowBits));
    std::size_t at = home(look.window);
    for (int spill = 0; spill < kMostSpill; ++spill) {
      const AccentBucket& bucket = buckets_[at];
      const __m512i bytes = _mm512_load_si512(&bucket);
      const __m512i heads = _mm512_and_si512(bytes, key_bits);
      __mmask32 hits[AccentLook::kRows];
      for (std::size_t which = 0; which < AccentLook::kRows; ++which) {
        const __m512i wanted = _mm512_set1_epi16(static_cast<short>(look.heads[which]));
        hits[which] = _mm512_mask_cmpeq_epi16_mask(kEntries, heads, wanted);
      }
      const __mmask32 any = hits[0] | hits[1] | hits[2] | hits[3];
      __m512i entries = _mm512_maskz_set1_epi16(hits[1], 1 << kRowBits);
      entries = _mm512_mask_set1_epi16(entries, hits[2], 2 << kRowBits);
      entries = _mm512_mask_set1_epi16(entries, hits[3], 3 << kRowBits);
      const __m512i candidates = _mm512_slli_epi16(_mm512_andnot_si512(key_bits, bytes), 8);
      const __m512i tails = _mm512_maskz_permutexvar_epi8(kTails, tails_at, bytes);
      entries = _mm512_or_si512(entries, _mm512_or_si512(candidates, tails));
      entries = _mm512_maskz_compress_epi16(any, entries);
      const __m512i front = _mm512_cvtepu16_epi32(_mm512_castsi512_si256(entries));
      const __m512i back = _mm512_cvtepu16_epi32(_mm512_extracti64x4_epi64(entries, 1));
      _mm512_storeu_si512(found + size, _mm512_add_epi32(row, front));
      _mm512_storeu_si512(found + size + kRegister / 2, _mm512_add_epi32(row, back));
      size += static_cast<std::size_t>(_mm_popcnt_u32(any));
      if (size > kRoom - kBucketEntries) flush();
      if (!goes_on(bucket, look.window)) break;
      at = after(at);
    }
  }
  flush();
}

bool AccentTable::has_avx2() noexcept {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
}

#endif

void AccentTable::add_look(const AccentLook& look, ScoreRow* rows) const noexcept {
  std::size_t at = home(look.window);
  for (int spill = 0; spill < kMostSpill; ++spill) {
    const AccentBucket& bucket = buckets_[at];
    for (std::size_t which = 0; which < AccentLook::kRows; ++which) {
      ScoreRow& row = rows[look.row + which];
      for (std::uint32_t hits = matches(bucket, look.heads[which]); hits != 0; hits &= hits - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(hits));
        add_to(row[(bucket.heads[i] & 7U) << 2 | bucket.tails[i] >> 6], levels_[bucket.tails[i] & 63U]);
      }
    }
    if (!goes_on(bucket, look.window)) return;
    at = after(at);
  }
}

void AccentTable::add_one_by_one(std::span<const AccentLook> looks, ScoreRow* rows) const noexcept {
  if (buckets_.empty() || looks.empty()) return;
  for (std::size_t i = 0; i < looks.size(); ++i) {
    if (i + kAskedAhead < looks.size()) ask_for(looks[i + kAskedAhead].window);
    add_look(looks[i], rows);
  }
}

void AccentTable::add(std::span<const AccentLook> looks, ScoreRow* rows) const noexcept {
  if (buckets_.empty() || looks.empty()) return;
#if defined(__x86_64__)
  static const bool avx512 = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                             __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") &&
                             __builtin_cpu_supports("popcnt");
  if (avx512) return add_avx512(looks, rows);
  static const bool avx2 = has_avx2();
  if (avx2) return add_avx2(looks, rows);
#endif
  add_one_by_one(looks, rows);
}

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
