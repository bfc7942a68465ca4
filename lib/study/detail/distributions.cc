#include "study/detail/distributions.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace ykien::detail {
namespace {

// Plain doubles: long double differs between machines.
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Normal = boost::math::normal_distribution<double, Policy>;
using StudentsT = boost::math::students_t_distribution<double, Policy>;
using ChiSquared = boost::math::chi_squared_distribution<double, Policy>;

}  // namespace

double normal_quantile(double share) { return boost::math::quantile(Normal(), share); }

double student_quantile(double share, double df) { return boost::math::quantile(StudentsT(df), share); }

double chi_square_quantile(double share, double df) { return boost::math::quantile(ChiSquared(df), share); }

double chi_square_tail(double x, double df) {
  return x > 0.0 ? boost::math::cdf(boost::math::complement(ChiSquared(df), x)) : 1.0;
}

}  // namespace ykien::detail
