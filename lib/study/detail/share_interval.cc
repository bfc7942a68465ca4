#include "study/detail/share_interval.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "study/detail/distributions.h"

namespace ykien::detail {
namespace {

constexpr double kDegreesOfErrors = 30.0;

}  // namespace

ReplicateMoments replicate_moments(const double* replicates, std::size_t count, std::size_t topics,
                                   std::size_t topic) {
  ReplicateMoments moments;
  for (std::size_t b = 0; b < count; ++b) moments.mean += replicates[b * topics + topic];
  moments.mean /= static_cast<double>(count);
  double squares = 0.0;
  for (std::size_t b = 0; b < count; ++b) {
    const double from_mean = replicates[b * topics + topic] - moments.mean;
    squares += from_mean * from_mean;
  }
  moments.standard_error = std::sqrt(squares / static_cast<double>(count - 1));
  return moments;
}

Interval share_interval(double share, const ReplicateMoments& moments, double rows, double level) {
  return share_interval_at(share, moments, rows, normal_quantile(0.5 * (1.0 + level)));
}

double joint_reach(const double* replicates, std::size_t count, std::size_t topics, std::size_t statements,
                   double level) {
  std::vector<double> largest(count, 0.0);
  for (std::size_t k = 0; k < topics; ++k) {
    const ReplicateMoments moments = replicate_moments(replicates, count, topics, k);
    if (!(moments.standard_error > 0.0)) continue;
    for (std::size_t b = 0; b < count; ++b) {
      const double deviation = std::fabs(replicates[b * topics + k] - moments.mean) / moments.standard_error;
      largest[b] = std::max(largest[b], deviation);
    }
  }
  const auto place = std::min(count - 1, static_cast<std::size_t>(level * static_cast<double>(count)));
  std::ranges::nth_element(largest, largest.begin() + static_cast<std::ptrdiff_t>(place));
  const double each = 0.5 * (1.0 + bonferroni(level, statements));
  return std::max(largest[place], student_quantile(each, kDegreesOfErrors));
}

Interval share_interval_at(double share, const ReplicateMoments& moments, double rows, double z) {
  const double n = effective_size(moments.mean, moments.standard_error, rows);
  return score_interval(share * n, n, z);
}

Interval score_interval(double successes, double n, double z) {
  const double share = successes / n;
  const double centre = share + z * z / (2.0 * n);
  const double reach = z * std::sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n));
  const double whole = 1.0 + z * z / n;
  // At the ends of the range the bound is exact; rounding must not lift it off.
  return {successes > 0.0 ? std::max(0.0, (centre - reach) / whole) : 0.0,
          successes < n ? std::min(1.0, (centre + reach) / whole) : 1.0};
}

}  // namespace ykien::detail
