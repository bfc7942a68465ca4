// Wilson, Goodman and Bonferroni against statsmodels 0.14, and the ends of their range.
#include "ykien/study/interval.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "ykien/base/error.h"

namespace ykien {
namespace {

constexpr double kPrinted = 0.6e-8;

void expect_interval(const Interval& got, double low, double high) {
  EXPECT_NEAR(got.low, low, kPrinted);
  EXPECT_NEAR(got.high, high, kPrinted);
}

TEST(Interval, WilsonAgreesWithTheReference) {
  expect_interval(wilson(35, 120), .21781564, .37844235);
  expect_interval(wilson(0, 60), 0.0, .06017185);
}

TEST(Interval, GoodmanAgreesWithTheReference) {
  const std::vector<double> counts{28, 24, 15, 8, 35, 8, 2};
  const double printed[7][2] = {{0.14649784, 0.35050259}, {0.1201542, 0.31397129},  {0.06462351, 0.22803334},
                                {0.02692051, 0.15570519}, {0.19447092, 0.41256067}, {0.02692051, 0.15570519},
                                {0.00307343, 0.08523985}};
  const std::vector<Interval> got = goodman(counts);
  ASSERT_EQ(got.size(), counts.size());
  for (std::size_t k = 0; k < got.size(); ++k) expect_interval(got[k], printed[k][0], printed[k][1]);
}

TEST(Interval, NothingCountedTellsNothing) {
  expect_interval(wilson(0, 0), 0.0, 1.0);
  for (const Interval& one : goodman(std::vector<double>{0, 0, 0})) expect_interval(one, 0.0, 1.0);
  EXPECT_TRUE(goodman(std::vector<double>{}).empty());
}

TEST(Interval, TheEndsOfTheRangeAreExact) {
  EXPECT_EQ(wilson(0, 7).low, 0.0);
  EXPECT_EQ(wilson(7, 7).high, 1.0);
  EXPECT_LT(wilson(7, 7).low, 1.0);
  EXPECT_GT(wilson(0, 1e-3).high, 0.99);
}

TEST(Interval, BonferroniSharesTheErrorOut) {
  EXPECT_DOUBLE_EQ(bonferroni(0.95, 1), 0.95);
  EXPECT_DOUBLE_EQ(bonferroni(0.95, 5), 0.99);
}

TEST(Interval, EffectiveSizeIsBounded) {
  EXPECT_DOUBLE_EQ(effective_size(0.5, 0.05, 1000), 100.0);
  EXPECT_DOUBLE_EQ(effective_size(0.5, 0.0, 1000), 1000.0);
  EXPECT_DOUBLE_EQ(effective_size(0.0, 0.1, 1000), 1000.0);
  EXPECT_DOUBLE_EQ(effective_size(0.5, 0.001, 1000), 1000.0);
}

TEST(Interval, WrongUseIsRefused) {
  EXPECT_THROW(wilson(-1, 5), Error);
  EXPECT_THROW(wilson(6, 5), Error);
  EXPECT_THROW(wilson(1, std::numeric_limits<double>::infinity()), Error);
  EXPECT_THROW(wilson(std::nan(""), 5), Error);
  EXPECT_THROW(wilson(1, 5, 1.0), Error);
  EXPECT_THROW(wilson(1, 5, 0.0), Error);
  EXPECT_THROW(goodman(std::vector<double>{1, -1}), Error);
  EXPECT_THROW(bonferroni(0.95, 0), Error);
}

}  // namespace
}  // namespace ykien
