#include "text/fit/accent_levels.h"

#include <algorithm>

#include "text/detail/accent_data.h"

namespace ykien::detail {
namespace {

constexpr int kRounds = 40;

// The sum of sorted[0, i) for each i.
std::vector<double> running_sums(const std::vector<float>& sorted) {
  std::vector<double> sums(sorted.size() + 1);
  for (std::size_t i = 0; i < sorted.size(); ++i) sums[i + 1] = sums[i] + static_cast<double>(sorted[i]);
  return sums;
}

// Moves each level to the mean of the weights that are nearest to it.
void improve(const std::vector<float>& sorted, const std::vector<double>& sums, Levels& levels) {
  std::size_t begin = 0;
  for (std::size_t k = 1; k < kLevels; ++k) {
    std::size_t end = sorted.size();
    if (k + 1 < kLevels) {
      const float border = (levels.values[k] + levels.values[k + 1]) / 2;
      end = static_cast<std::size_t>(std::ranges::lower_bound(sorted, border) - sorted.begin());
    }
    if (end > begin)
      levels.values[k] = static_cast<float>((sums[end] - sums[begin]) / static_cast<double>(end - begin));
    begin = std::max(begin, end);
  }
}

}  // namespace

Levels Levels::of(std::vector<float> weights) {
  Levels levels;
  if (weights.empty()) return levels;
  std::ranges::sort(weights);
  for (std::size_t k = 1; k < kLevels; ++k)
    levels.values[k] = weights[(k - 1) * (weights.size() - 1) / (kLevels - 2)];
  const std::vector<double> sums = running_sums(weights);
  for (int round = 0; round < kRounds; ++round) improve(weights, sums, levels);
  for (float& value : levels.values) value = std::clamp(value, -kMostLevel, kMostLevel);
  return levels;
}

std::uint8_t Levels::nearest(float weight) const noexcept {
  const auto first = values.begin() + 1;
  const auto above = std::lower_bound(first, values.end(), weight);
  if (above == first) return 1;
  if (above == values.end()) return kLevels - 1;
  const auto below = above - 1;
  return static_cast<std::uint8_t>((weight - *below <= *above - weight ? below : above) - values.begin());
}

}  // namespace ykien::detail
