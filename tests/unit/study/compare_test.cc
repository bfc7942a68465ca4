#include "ykien/study/compare.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

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

PrevalenceOptions quick(bool joint) {
  PrevalenceOptions options;
  options.resamples = 60;
  options.threads = 2;
  options.method = QuantifyMethod::emq_bcts;
  options.joint = joint;
  return options;
}

bool wider(const Interval& one, const Interval& other) {
  return one.low <= other.low && one.high >= other.high && one.high - one.low > other.high - other.low;
}

TEST(CompareCorrected, JointIntervalsAreWiderAndNothingElseChanges) {
  const Groups groups = made_groups();
  const ComparedRows rows{groups.a, groups.b, 3, groups.validation};
  const auto single = compare_corrected(rows, quick(false));
  const auto joint = compare_corrected(rows, quick(true));
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_TRUE(wider(joint[k].a.interval, single[k].a.interval));
    EXPECT_TRUE(wider(joint[k].b.interval, single[k].b.interval));
    EXPECT_TRUE(wider(joint[k].difference.interval, single[k].difference.interval));
    EXPECT_TRUE(wider(joint[k].counted.interval_a, single[k].counted.interval_a));
    EXPECT_TRUE(wider(joint[k].counted.difference_interval, single[k].counted.difference_interval));
    EXPECT_EQ(joint[k].difference.difference, single[k].difference.difference);
    EXPECT_EQ(joint[k].difference.log_p, single[k].difference.log_p);
    EXPECT_EQ(joint[k].log_q, single[k].log_q);
    EXPECT_EQ(joint[k].counted.log_q, single[k].counted.log_q);
  }
}

// Where a row may have several topics each is a statement; where two make 1, both are one.
TEST(CompareCorrected, JointIntervalsOfCountsAreBonferronis) {
  const Groups groups = made_groups(40);
  ComparedRows rows{groups.a, groups.b, 3, groups.validation};
  rows.multi_label = true;
  const auto found = compare_corrected(rows, quick(true));
  const double count = std::round(found[1].counted.share_a * 40);
  EXPECT_NEAR(found[1].counted.interval_a.high, wilson(count, 40, 1 - 0.05 / 3).high, 1e-12);
  EXPECT_DOUBLE_EQ(joint_level(0.95, 2, true), 0.95);
  EXPECT_DOUBLE_EQ(joint_level(0.95, 2, false), 0.975);
}

// Rows of three topics by a classifier that is more or less sure.
class Drawn {
 public:
  explicit Drawn(unsigned seed) : random_(seed) {}

  void add(std::size_t count, const std::array<double, 3>& shares, std::vector<double>& posterior,
           std::vector<std::uint32_t>* label = nullptr) {
    std::discrete_distribution<std::uint32_t> topic(shares.begin(), shares.end());
    std::normal_distribution<double> noise;
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t truth = topic(random_);
      double weight[3];
      for (std::uint32_t k = 0; k < 3; ++k) weight[k] = std::exp((k == truth ? 1.8 : 0.0) + noise(random_));
      const double sum = weight[0] + weight[1] + weight[2];
      for (const double one : weight) posterior.push_back(rounded_posterior(one / sum));
      if (label != nullptr) label->push_back(truth);
    }
  }

 private:
  std::mt19937 random_;
};

// Of 120 comparisons of two tables: how often all three intervals of differences hold the truth at once.
TEST(CompareCorrected, JointIntervalsOfDifferencesHoldTogether) {
  const std::array<double, 3> of_a{0.5, 0.3, 0.2};
  const std::array<double, 3> of_b{0.3, 0.3, 0.4};
  int held[2] = {};
  for (unsigned run = 0; run < 120; ++run) {
    Drawn drawn(run + 1);
    Groups groups;
    drawn.add(400, of_a, groups.validation.posterior, &groups.validation.label);
    drawn.add(150, of_a, groups.a);
    drawn.add(150, of_b, groups.b);
    for (const bool joint : {false, true}) {
      bool all = true;
      const auto found = compare_corrected({groups.a, groups.b, 3, groups.validation}, quick(joint));
      for (std::size_t k = 0; k < 3; ++k) {
        const Interval& interval = found[k].difference.interval;
        all = all && interval.low <= of_b[k] - of_a[k] && of_b[k] - of_a[k] <= interval.high;
      }
      held[joint ? 1 : 0] += all ? 1 : 0;
    }
  }
  EXPECT_GE(held[1], 111);  // 95% of 120, less one standard error
  EXPECT_LT(held[0], 111);
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
