#include "ykien/study/compare.h"

#include <gtest/gtest.h>

#include <algorithm>
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

TEST(ComparePresence, RowsMayHaveSeveralTopics) {
  const std::vector<double> a{56, 70};
  const std::vector<double> b{48, 80};
  const auto found = compare_presence(a, 70, b, 80);
  EXPECT_DOUBLE_EQ(found[0].share_a, 0.8);
  EXPECT_DOUBLE_EQ(found[1].share_a, 1.0);
  EXPECT_NEAR(found[0].difference_interval.low, -0.3339, 5e-5);
  EXPECT_THROW(compare_presence(a, 69, b, 80), Error);
}

struct Groups {
  ValidationRows validation;
  std::vector<double> a;
  std::vector<double> b;
};

// A classifier that is right two times in three; topic 1 is a third of A and two thirds of B.
Groups made_groups(std::size_t rows = 400) {
  Groups groups;
  const auto add = [](std::size_t i, std::uint32_t truth, std::vector<double>& to) {
    const auto seen = static_cast<std::uint32_t>(i % 3 == 2 ? (truth + 1 + i / 3 % 2) % 3 : truth);
    for (std::uint32_t k = 0; k < 3; ++k) to.push_back(k == seen ? 0.7 : 0.15);
  };
  for (std::size_t i = 0; i < 900; ++i) {
    groups.validation.label.push_back(static_cast<std::uint32_t>(i / 3 % 3));
    add(i * 7 + i / 9, groups.validation.label.back(), groups.validation.posterior);
  }
  for (std::size_t i = 0; i < rows; ++i) {
    add(i * 5 + i / 6, static_cast<std::uint32_t>(i % 3), groups.a);
    add(i * 5 + i / 6, static_cast<std::uint32_t>(i % 6 < 4 ? 1 : i % 6 == 4 ? 0 : 2), groups.b);
  }
  return groups;
}

TEST(CompareCorrected, UndoesWhatErrorsTakeFromADifference) {
  const Groups groups = made_groups();
  const auto found = compare_corrected({groups.a, groups.b, 3, groups.validation});
  ASSERT_EQ(found.size(), 3u);
  EXPECT_LT(found[1].counted.difference, 0.22);  // of a third
  EXPECT_NEAR(found[1].difference.difference, 1.0 / 3, 0.05);
  EXPECT_LE(found[1].difference.interval.low, 1.0 / 3);
  EXPECT_GE(found[1].difference.interval.high, 1.0 / 3);
  EXPECT_GT(found[1].difference.interval.high - found[1].difference.interval.low,
            found[1].counted.difference_interval.high - found[1].counted.difference_interval.low);
  EXPECT_LT(found[1].log_q, std::log(1e-4));
  EXPECT_LT(found[1].counted.difference_interval.high, 1.0 / 3);  // counting would rule the truth out
}

TEST(CompareCorrected, SaysWhyThereIsNoFigure) {
  Groups groups = made_groups(40);
  const ValidationRows none;
  for (const CorrectedComparison& one : compare_corrected({groups.a, groups.b, 3, none})) {
    EXPECT_TRUE(one.difference.cautions.has(Caution::no_validation) && one.difference.cautions.refuses());
    EXPECT_FALSE(one.a.estimated || one.b.estimated);
    EXPECT_EQ(one.log_q, 0.0);
  }
  std::fill(groups.validation.posterior.begin(), groups.validation.posterior.end(), 1.0 / 3);
  for (const CorrectedComparison& one : compare_corrected({groups.a, groups.b, 3, groups.validation}))
    EXPECT_TRUE(one.difference.cautions.has(Caution::unidentifiable));
  for (const CorrectedComparison& one : compare_corrected({{}, groups.b, 3, groups.validation}))
    EXPECT_TRUE(one.difference.cautions.has(Caution::no_rows));
  EXPECT_THROW(compare_corrected({groups.a, groups.b, 7, groups.validation}), Error);
  EXPECT_THROW(compare_corrected({groups.a, groups.b, 0, groups.validation}), Error);
}

}  // namespace
}  // namespace ykien
