// Sums of numbers too small to be written down: everything here is a natural logarithm.
#ifndef YKIEN_STUDY_DETAIL_LOG_SPACE_H_
#define YKIEN_STUDY_DETAIL_LOG_SPACE_H_

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

namespace ykien::detail {

inline constexpr double kLogZero = -std::numeric_limits<double>::infinity();

// ln Gamma(x), x > 0. (std::lgamma writes a global and is not safe for several threads.)
inline double log_gamma(double x) {
  using boost::math::policies::policy;
  using boost::math::policies::promote_double;
  return boost::math::lgamma(x, policy<promote_double<false>>());
}

// ln(e^a + e^b).
inline double log_add(double a, double b) noexcept {
  if (a < b) return log_add(b, a);
  return b == kLogZero ? a : a + std::log1p(std::exp(b - a));
}

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_LOG_SPACE_H_
