#include "ykien/study/compare.h"

#include <gtest/gtest.h>

#include <cmath>

#include "ykien/base/error.h"

namespace ykien {
namespace {

// Newcombe (1998), table II, method 10: 56/70 - 48/80 and others.
TEST(CompareShares, NewcombesExamples) {
  const struct {
    double b, n_b, a, n_a, difference, low, high;
  } cases[] = {{56, 70, 48, 80, 0.2000, 0.0524, 0.3339}, {9, 10, 3, 10, 0.6000, 0.1705, 0.8090},
               {6, 7, 2, 7, 0.5714, 0.0582, 0.8062},     {5, 56, 0, 29, 0.0893, -0.0381, 0.1926},
               {0, 10, 0, 20, 0.0, -0.1611, 0.2775},     {10, 10, 0, 10, 1.0, 0.6075, 1.0}};
  for (const auto& one : cases) {
    const std::vector<double> a{one.a, one.n_a - one.a};
    const std::vector<double> b{one.b, one.n_b - one.b};
    const TopicComparison found = compare_shares(a, b)[0];
    EXPECT_NEAR(found.difference, one.difference, 5e-5);
    EXPECT_NEAR(found.difference_interval.low, one.low, 5e-5) << one.b;
    EXPECT_NEAR(found.difference_interval.high, one.high, 5e-5) << one.b;
  }
}

TEST(CompareShares, EmptyGroupsSayNothing) {
  const std::vector<double> none{0, 0, 0};
  const std::vector<double> some{3, 0, 0};
  for (const auto& [a, b] : {std::pair{none, none}, std::pair{none, some}, std::pair{some, none}}) {
    for (const TopicComparison& one : compare_shares(a, b)) {
      EXPECT_EQ(one.difference, 0.0);
      EXPECT_TRUE(std::isfinite(one.difference_interval.low) && std::isfinite(one.log_q));
      EXPECT_EQ(one.log_q, 0.0);
    }
  }
  EXPECT_TRUE(compare_shares({}, {}).empty());
  EXPECT_THROW(compare_shares(none, std::vector<double>{1}), Error);
  EXPECT_THROW(compare_shares(none, std::vector<double>{1, -1, 0}), Error);
  EXPECT_THROW(compare_shares(none, some, 1.0), Error);
}

}  // namespace
}  // namespace ykien
