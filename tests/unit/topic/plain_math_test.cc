// Our exp and log against the long double ones of the C library.
#include "topic/fit/plain_math.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "topic/fit/random.h"

namespace ykien {
namespace {

using detail::plain_exp;
using detail::plain_log;
using detail::SplitMix64;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double ulps(double value, long double exact) {
  const double rounded = static_cast<double>(exact);
  const double ulp = std::nextafter(std::fabs(rounded), kInfinity) - std::fabs(rounded);
  return static_cast<double>(
      std::fabs((static_cast<long double>(value) - exact) / static_cast<long double>(ulp)));
}

TEST(PlainExp, IsWithinTwoUlp) {
  SplitMix64 random(1);
  double worst = 0.0;
  for (int i = 0; i < 200000; ++i) {
    const double range = i % 2 == 0 ? 2.0 : 1400.0;
    const double x = range * (random.uniform() - 0.5);
    worst = std::max(worst, ulps(plain_exp(x), std::exp(static_cast<long double>(x))));
  }
  EXPECT_LT(worst, 2.0);
}

TEST(PlainExp, HandlesTheEnds) {
  EXPECT_EQ(plain_exp(0.0), 1.0);
  EXPECT_EQ(plain_exp(-0.0), 1.0);
  EXPECT_EQ(plain_exp(-kInfinity), 0.0);
  EXPECT_EQ(plain_exp(-1e6), 0.0);
  EXPECT_EQ(plain_exp(kInfinity), kInfinity);
  EXPECT_EQ(plain_exp(710.0), kInfinity);
  EXPECT_TRUE(std::isfinite(plain_exp(709.0)));
  EXPECT_GT(plain_exp(-708.0), 0.0);
  EXPECT_TRUE(std::isnan(plain_exp(kNaN)));
}

TEST(PlainLog, IsWithinTwoUlp) {
  SplitMix64 random(2);
  double worst = 0.0;
  for (int i = 0; i < 200000; ++i) {
    double x = 0.5 + random.uniform();  // around 1, where a careless log loses everything
    if (i % 2 == 0) x = std::ldexp(x, static_cast<int>(random.below(2090)) - 1065);
    worst = std::max(worst, ulps(plain_log(x), std::log(static_cast<long double>(x))));
  }
  EXPECT_LT(worst, 2.0);
}

TEST(PlainLog, HandlesTheEnds) {
  EXPECT_EQ(plain_log(1.0), 0.0);
  EXPECT_EQ(plain_log(0.0), -kInfinity);
  EXPECT_EQ(plain_log(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(plain_log(-1.0)));
  EXPECT_TRUE(std::isnan(plain_log(kNaN)));
  EXPECT_NEAR(plain_log(std::numeric_limits<double>::denorm_min()), -744.4400719213812, 1e-12);
}

}  // namespace
}  // namespace ykien
