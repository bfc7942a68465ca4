// How many rows, and which: sizes that reach their width, samples whose probabilities are what they say.
#include "ykien/study/sample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ykien/base/error.h"
#include "ykien/study/interval.h"
#include "ykien/study/ppi.h"

namespace ykien {
namespace {

double width(double share, std::size_t n, double level = 0.95) {
  const double rows = static_cast<double>(n);
  const Interval interval = wilson(share * rows, rows, level);
  return interval.high - interval.low;
}

TEST(RowsToLabel, IsTheLeastThatReachesTheWidth) {
  for (const double share : {0.5, 0.1, 0.0}) {
    for (const double wanted : {0.3, 0.1, 0.02}) {
      SizeOptions options;
      options.share = share;
      const std::size_t n = rows_to_label(wanted, options);
      EXPECT_LE(width(share, n), wanted);
      EXPECT_GT(width(share, n - 1), wanted);
    }
  }
  EXPECT_EQ(rows_to_label(0.1), 381U);  // 1.96^2 / 0.1^2 - 1.96^2
}

TEST(RowsToLabel, AGoodClassifierSavesLabels) {
  SizeOptions options;
  options.rows = 100000;
  const std::size_t alone = rows_to_label(0.1, options);
  options.correlation = 0.8;
  const std::size_t assisted = rows_to_label(0.1, options);
  EXPECT_NEAR(static_cast<double>(assisted), static_cast<double>(alone) * 0.36, 3.0);
  options.rows = 200;
  options.correlation = 0.0;
  EXPECT_EQ(rows_to_label(0.1, options), 200U);  // all there are
}

double sum_of_probabilities(const std::vector<PickedRow>& picked, double power) {
  double sum = 0.0;
  for (const PickedRow& one : picked) sum += std::pow(one.probability, power);
  return sum;
}

bool ascending(const std::vector<PickedRow>& picked) {
  return std::is_sorted(picked.begin(), picked.end(),
                        [](const PickedRow& a, const PickedRow& b) { return a.row < b.row; });
}

TEST(Pick, AtRandom) {
  const std::vector<PickedRow> picked = pick_at_random(1000, 50, 3);
  ASSERT_EQ(picked.size(), 50U);
  EXPECT_TRUE(ascending(picked));
  EXPECT_NEAR(sum_of_probabilities(picked, -1.0), 1000.0, 1e-9);
  EXPECT_EQ(pick_at_random(3, 10, 1).size(), 3U);
  EXPECT_EQ(pick_at_random(3, 10, 1)[0].probability, 1.0);
  EXPECT_TRUE(pick_at_random(0, 10, 1).empty());
}

// How often each row is picked over many seeds against its stated probability.
template <class Pick>
void expect_probabilities(std::size_t rows, Pick pick) {
  constexpr int kSeeds = 4000;
  std::vector<double> times(rows);
  std::vector<double> stated(rows);
  for (int seed = 0; seed < kSeeds; ++seed) {
    for (const PickedRow& one : pick(static_cast<std::uint64_t>(seed) * 7919 + 1)) {
      times[one.row] += 1.0;
      stated[one.row] = one.probability;
    }
  }
  for (std::size_t i = 0; i < rows; ++i) {
    const double p = stated[i];
    EXPECT_NEAR(times[i] / kSeeds, p, 4.5 * std::sqrt(p * (1.0 - p) / kSeeds) + 1e-12) << "row " << i;
  }
}

TEST(Pick, ProbabilitiesAreWhatTheySay) {
  const std::vector<double> size{0.0, 1.0, 2.0, 3.0, 100.0, 0.5, 0.5, 1.0, 4.0, 2.5};
  const std::vector<std::uint32_t> stratum{0, 0, 0, 0, 0, 0, 1, 1, 2, 2};
  expect_probabilities(10, [](std::uint64_t seed) { return pick_at_random(10, 3, seed); });
  expect_probabilities(10, [&](std::uint64_t seed) { return pick_by_size(size, 4, seed); });
  expect_probabilities(
      10, [&](std::uint64_t seed) { return pick_by_stratum(stratum, 3, 8, Allocation::proportional, seed); });
}

TEST(Pick, BySizeHasExactlyTheNumberWanted) {
  std::vector<double> size(500);
  for (std::size_t i = 0; i < size.size(); ++i) size[i] = static_cast<double>(i % 17);
  for (const std::size_t count : {1U, 7U, 100U, 499U, 500U}) {
    const std::vector<PickedRow> picked = pick_by_size(size, count, count);
    EXPECT_EQ(picked.size(), count);
    EXPECT_TRUE(ascending(picked));
    for (const PickedRow& one : picked) EXPECT_TRUE(one.probability > 0.0 && one.probability <= 1.0);
  }
  // Rows of size 0 are out of reach without an even part.
  for (const PickedRow& one : pick_by_size(size, 400, 1, 0.0)) EXPECT_NE(one.row % 17, 0U);
  EXPECT_EQ(pick_by_size(std::vector<double>(5, 0.0), 2, 1, 0.0).size(), 2U);
  EXPECT_TRUE(pick_by_size({}, 2, 1).empty());
}

TEST(Pick, StrataGetTheirShare) {
  std::vector<std::uint32_t> stratum(1000, 0);
  for (std::size_t i = 0; i < 200; ++i) stratum[i] = 1;
  stratum[999] = 2;
  const auto count = [&](Allocation allocation, std::size_t wanted, std::uint32_t which) {
    std::size_t n = 0;
    for (const PickedRow& one : pick_by_stratum(stratum, 4, wanted, allocation, 5))
      n += stratum[one.row] == which;
    return n;
  };
  EXPECT_EQ(count(Allocation::proportional, 100, 0), 79U);
  EXPECT_EQ(count(Allocation::proportional, 100, 1), 20U);
  EXPECT_EQ(count(Allocation::proportional, 100, 2), 1U);
  EXPECT_EQ(count(Allocation::proportional, 100, 3), 0U);
  EXPECT_EQ(count(Allocation::equal, 101, 0), 50U);
  EXPECT_EQ(count(Allocation::equal, 101, 1), 50U);
  EXPECT_EQ(count(Allocation::equal, 5000, 1), 200U);
  EXPECT_EQ(count(Allocation::proportional, 1, 0), 1U);
}

TEST(Uncertainty, IsEntropyAsAShare) {
  const std::vector<double> got = uncertainty(std::vector<double>{1, 0, 0, 0, 1, 1, 1, 1, 3, 3, 0, 0}, 4);
  EXPECT_NEAR(got[0], 0.0, 1e-15);
  EXPECT_NEAR(got[1], 1.0, 1e-12);
  EXPECT_NEAR(got[2], 0.5, 1e-12);
}

// Labelling the unsure rows first biases a plain mean; with the probabilities kept nothing is biased.
TEST(Pick, UncertainRowsWithProbabilitiesGiveTheShare) {
  constexpr std::size_t kRows = 400;
  std::vector<double> prediction(kRows);
  std::vector<double> truth(kRows);
  std::vector<double> unsure(kRows);
  double share = 0.0;
  for (std::size_t i = 0; i < kRows; ++i) {
    prediction[i] = static_cast<double>(i % 20) / 20.0;
    truth[i] = static_cast<double>(i * 7919 % 100) < 100.0 * std::sqrt(prediction[i]) ? 1.0 : 0.0;
    unsure[i] = prediction[i] * (1.0 - prediction[i]);
    share += truth[i] / kRows;
  }
  double sum = 0.0;
  int held = 0;
  constexpr int kSeeds = 300;
  for (int seed = 0; seed < kSeeds; ++seed) {
    std::vector<LabelledRow> labelled;
    for (const PickedRow& one : pick_by_size(unsure, 80, static_cast<std::uint64_t>(seed))) {
      labelled.push_back({one.row, truth[one.row], one.probability});
    }
    DslOptions options;
    options.normalise = false;
    const AssistedShare got = dsl_share(prediction, labelled, options);
    sum += got.share / kSeeds;
    held += got.interval.low <= share && share <= got.interval.high;
  }
  EXPECT_NEAR(sum, share, 0.01);
  EXPECT_GT(held, kSeeds * 9 / 10);
}

TEST(Pick, WrongUseIsRefused) {
  EXPECT_THROW(rows_to_label(0.0), Error);
  EXPECT_THROW(rows_to_label(1.0), Error);
  EXPECT_THROW(pick_by_size(std::vector<double>{1.0, -1.0}, 1, 1), Error);
  EXPECT_THROW(pick_by_size(std::vector<double>{1.0}, 1, 1, 1.5), Error);
  EXPECT_THROW(pick_by_size(std::vector<double>{std::nan("")}, 1, 1), Error);
  EXPECT_THROW(pick_by_stratum(std::vector<std::uint32_t>{3}, 3, 1, Allocation::equal, 1), Error);
}

}  // namespace
}  // namespace ykien
