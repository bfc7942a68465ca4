#include "topic/fit/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "topic/fit/f_scores.h"
#include "topic/fit/random.h"

namespace ykien::detail {
namespace {

// The quantile of ascending values, linear between neighbours (R's type 7, NumPy's default).
double quantile(const std::vector<double>& ascending, double share) {
  const double place = share * static_cast<double>(ascending.size() - 1);
  const std::size_t below = static_cast<std::size_t>(std::floor(place));
  const std::size_t above = std::min(below + 1, ascending.size() - 1);
  return ascending[below] + (place - std::floor(place)) * (ascending[above] - ascending[below]);
}

Interval percentiles(std::vector<double> values, double level) {
  std::sort(values.begin(), values.end());
  return {quantile(values, 0.5 * (1.0 - level)), quantile(values, 0.5 * (1.0 + level))};
}

}  // namespace

BootstrapIntervals bootstrap(std::span<const std::uint32_t> truth, std::span<const std::uint32_t> decided,
                             std::uint32_t topics, const EvaluateOptions& options) {
  BootstrapIntervals intervals;
  intervals.f1.resize(topics);
  if (truth.empty() || options.resamples == 0) return intervals;
  std::vector<double> accuracy;
  std::vector<double> macro_f1;
  std::vector<std::vector<double>> f1(topics);
  SplitMix64 random(options.seed);
  for (std::uint32_t resample = 0; resample < options.resamples; ++resample) {
    TopicCounts counts(topics);
    for (std::size_t i = 0; i < truth.size(); ++i) {
      const std::size_t row = static_cast<std::size_t>(random.below(truth.size()));
      counts.add(truth[row], decided[row]);
    }
    accuracy.push_back(counts.accuracy());
    macro_f1.push_back(counts.macro_f1());
    for (std::size_t k = 0; k < topics; ++k) f1[k].push_back(counts.f1(k));
  }
  intervals.accuracy = percentiles(std::move(accuracy), options.level);
  intervals.macro_f1 = percentiles(std::move(macro_f1), options.level);
  for (std::size_t k = 0; k < topics; ++k) intervals.f1[k] = percentiles(std::move(f1[k]), options.level);
  return intervals;
}

}  // namespace ykien::detail
