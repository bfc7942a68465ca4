// Draws with replacement, each from a stream of its own: nothing depends on which thread comes first.
#ifndef YKIEN_STUDY_DETAIL_RESAMPLE_H_
#define YKIEN_STUDY_DETAIL_RESAMPLE_H_

#include <cstdint>
#include <span>

#include "topic/fit/random.h"

namespace ykien::detail {

// The stream number (a, b) of a seed.
inline SplitMix64 stream(std::uint64_t seed, std::uint64_t a, std::uint64_t b) noexcept {
  SplitMix64 outer(seed ^ (0x9e3779b97f4a7c15ULL * (a + 1)));
  SplitMix64 inner(outer.next() ^ (0xd1b54a32d192ed03ULL * (b + 1)));
  return SplitMix64(inner.next());
}

// Uniform on 0 .. bound - 1 without bias, mostly without a division (Lemire 2019). bound >= 1.
inline std::uint32_t quick_below(SplitMix64& random, std::uint32_t bound) noexcept {
  std::uint64_t product = (random.next() >> 32) * bound;
  if (static_cast<std::uint32_t>(product) < bound) {
    const std::uint32_t reject = (0U - bound) % bound;
    while (static_cast<std::uint32_t>(product) < reject) product = (random.next() >> 32) * bound;
  }
  return static_cast<std::uint32_t>(product >> 32);
}

// Multinomial counts: weight[i] = how often row i came up in weight.size() draws.
inline void draw_weights(SplitMix64& random, std::span<double> weight) noexcept {
  for (double& value : weight) value = 0.0;
  const auto rows = static_cast<std::uint32_t>(weight.size());
  for (std::uint32_t i = 0; i < rows; ++i) weight[quick_below(random, rows)] += 1.0;
}

// As many row numbers as there is room for, below `rows`.
inline void draw_rows(SplitMix64& random, std::uint32_t rows, std::span<std::uint32_t> drawn) noexcept {
  for (std::uint32_t& row : drawn) row = quick_below(random, rows);
}

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_RESAMPLE_H_
