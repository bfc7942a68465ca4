// Fisher's exact test: the hypergeometric distribution of one cell given the margins.
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "study/detail/log_space.h"
#include "ykien/study/keyness.h"

namespace ykien {
namespace {

using detail::log_add;
using detail::log_gamma;

double log_choose(double n, double k) {
  return log_gamma(n + 1.0) - log_gamma(k + 1.0) - log_gamma(n - k + 1.0);
}

// ln weights of all possible counts of the word in the target, at odds ratio 1.
struct Hypergeometric {
  double first = 0.0;
  double observed = 0.0;
  std::vector<double> log_weight;

  double last() const { return first + static_cast<double>(log_weight.size()) - 1.0; }
  double log_total(double log_ratio) const {
    double sum = detail::kLogZero;
    for (std::size_t i = 0; i < log_weight.size(); ++i) sum = log_add(sum, weight(i, log_ratio));
    return sum;
  }
  double weight(std::size_t i, double log_ratio) const {
    return log_weight[i] + static_cast<double>(i) * log_ratio;
  }
  // Mean of the count at this odds ratio.
  double mean(double log_ratio) const {
    const double total = log_total(log_ratio);
    double sum = 0.0;
    for (std::size_t i = 0; i < log_weight.size(); ++i)
      sum += (first + static_cast<double>(i)) * std::exp(weight(i, log_ratio) - total);
    return sum;
  }
};

Hypergeometric distribution_of(const WordCounts& counts) {
  const double target = std::round(counts.target_total);
  const double reference = std::round(counts.reference_total);
  const double word = std::round(counts.target) + std::round(counts.reference);
  Hypergeometric result{std::max(0.0, word - reference), std::round(counts.target), {}};
  for (double x = result.first; x <= std::min(word, target); x += 1.0)
    result.log_weight.push_back(log_choose(target, x) + log_choose(reference, word - x));
  return result;
}

// The odds ratio at which the mean is what was observed: between 0 and infinity, by bisection of its
// logarithm.
double conditional_ratio(const Hypergeometric& distribution) {
  if (distribution.log_weight.size() < 2) return 1.0;
  if (distribution.observed <= distribution.first) return 0.0;
  if (distribution.observed >= distribution.last()) return std::numeric_limits<double>::infinity();
  double low = -1.0;
  double high = 1.0;
  while (distribution.mean(low) > distribution.observed) low *= 2.0;
  while (distribution.mean(high) < distribution.observed) high *= 2.0;
  for (int step = 0; step < 60 && high - low > 1e-13; ++step) {
    const double middle = 0.5 * (low + high);
    (distribution.mean(middle) < distribution.observed ? low : high) = middle;
  }
  return std::exp(0.5 * (low + high));
}

double two_sided(const Hypergeometric& distribution) {
  constexpr double kAlike = 1e-7;  // tables this near in probability count as equal, as in R
  const auto place = static_cast<std::size_t>(distribution.observed - distribution.first);
  const double own = distribution.log_weight[place];
  double sum = detail::kLogZero;
  for (const double weight : distribution.log_weight) {
    if (weight <= own + kAlike) sum = log_add(sum, weight);
  }
  return std::min(0.0, sum - distribution.log_total(0.0));
}

}  // namespace

FisherTest fisher_exact(const WordCounts& counts) {
  const Hypergeometric distribution = distribution_of(counts);
  return {conditional_ratio(distribution), two_sided(distribution)};
}

}  // namespace ykien
