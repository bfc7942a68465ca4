#include "study/detail/share_interval.h"

#include <cmath>

namespace ykien::detail {

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
  const double n = effective_size(moments.mean, moments.standard_error, rows);
  return wilson(share * n, n, level);
}

}  // namespace ykien::detail
