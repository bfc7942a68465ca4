// Figures computed with the R packages changepoint 2.3 and strucchange, with ruptures and by trying all cuts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "reference/study/months.h"
#include "study/detail/cut_posterior.h"
#include "study/detail/partition.h"
#include "ykien/study/change_posterior.h"
#include "ykien/study/changepoint.h"
#include "ykien/study/trend.h"

namespace ykien {
namespace {

using ::testing::ElementsAre;

class Months : public ::testing::Test {
 protected:
  CountTable part(std::size_t begin, std::size_t end) const {
    return {std::span(cells_).subspan(begin * 7, (end - begin) * 7), 7};
  }
  const std::vector<double> cells_ = testing::month_counts();
  const CountTable table_{cells_, 7};
};

TEST_F(Months, AreTheFixture) {
  EXPECT_THAT(std::vector<double>(cells_.begin(), cells_.begin() + 7), ElementsAre(11, 12, 23, 2, 6, 1, 5));
  EXPECT_THAT(std::vector<double>(cells_.end() - 7, cells_.end()), ElementsAre(17, 15, 23, 6, 5, 4, 4));
  EXPECT_EQ(std::accumulate(cells_.begin(), cells_.end(), 0.0), 2076.0);
}

TEST_F(Months, ChangePoints) {
  struct Case {
    double penalty;
    std::vector<std::size_t> ends;
    double objective;
  };
  const Case cases[] = {{7 * std::log(24), {9, 17, 24}, 7056.951519413},
                        {7 * std::log(2076), {9, 17, 24}, 7119.393541208},
                        {14, {2, 9, 17, 24}, 7034.745921476}};
  for (const Case& one : cases) {
    for (const ChangeSearch search : {ChangeSearch::exact, ChangeSearch::pruned}) {
      const ChangePoints found = find_change_points(table_, {search, one.penalty});
      EXPECT_EQ(found.ends, one.ends) << one.penalty;
      EXPECT_NEAR(found.objective, one.objective, 5e-10 * 10);
      EXPECT_NEAR(found.cost_whole, 7436.202993184, 5e-9);
    }
  }
}

TEST_F(Months, DefaultPenaltyIsWidenedByTheDispersion) {
  EXPECT_NEAR(adjacent_dispersion(table_), 1.0157, 5e-5);
  const ChangePoints found = find_change_points(table_);
  EXPECT_THAT(found.ends, ElementsAre(9, 17, 24));
  EXPECT_NEAR(found.penalty, 22.246377 * adjacent_dispersion(table_), 1e-5);
}

// Pearson's chi-square over its degrees of freedom, around shares that stay and around those of the three
// segments.
TEST_F(Months, Dispersion) {
  const Design whole{{"1"}, std::vector<double>(24, 1.0)};
  EXPECT_NEAR(fit_shares(table_, whole).dispersion, 3.7507, 5e-5);
  Design segments{{"1", "from 10", "from 18"}, {}};
  for (int t = 0; t < 24; ++t)
    segments.cells.insert(segments.cells.end(), {1.0, t >= 9 ? 1.0 : 0.0, t >= 17 ? 1.0 : 0.0});
  const ShareFit fit = fit_shares(table_, segments);
  EXPECT_EQ(fit.degrees, 126.0);
  EXPECT_NEAR(fit.dispersion, 1.108171, 5e-7);
  EXPECT_NEAR(fit.dispersion * fit.degrees, 139.629484, 5e-7);
}

// Twice the gain in log-likelihood of the best single change.
TEST_F(Months, LargestLikelihoodRatio) {
  double best = 0;
  std::size_t place = 0;
  for (std::size_t t = 1; t < 24; ++t) {
    const double gain = find_change_points(table_).cost_whole - find_change_points(part(0, t)).cost_whole -
                        find_change_points(part(t, 24)).cost_whole;
    if (gain > best) best = gain, place = t;
  }
  EXPECT_NEAR(best, 185.952204463, 5e-9);
  EXPECT_EQ(place, 17U);
}

TEST_F(Months, Posterior) {
  const ChangePosterior posterior = change_posterior(table_);
  EXPECT_NEAR(posterior.log_evidence, -3558.796887288, 5e-9);
  EXPECT_NEAR(posterior.probability[1], 0.007425, 5e-7);
  EXPECT_NEAR(posterior.probability[2], 0.099407, 5e-7);
  EXPECT_NEAR(posterior.probability[9], 1.0, 5e-7);
  EXPECT_NEAR(posterior.probability[17], 1.0, 5e-7);
  EXPECT_NEAR(posterior.expected_changes, 2.10993923517315, 1e-9);
}

// Annual flow of the Nile at Aswan, 1871-1970, in 10^8 cubic metres (Cobb 1978, R's data set Nile).
const std::vector<double> kNile{
    1120, 1160, 963,  1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110, 994, 1020, 960,  1180,
    799,  958,  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774,  840,  874, 694,  940,  833,
    701,  916,  692,  1020, 1050, 969,  831,  726,  456,  824,  702,  1120, 1100, 832, 764,  821,  768,
    845,  864,  862,  698,  845,  744,  796,  1040, 759,  781,  865,  845,  944,  984, 897,  822,  1010,
    771,  676,  649,  846,  812,  742,  801,  1040, 860,  874,  848,  890,  744,  749, 838,  1050, 918,
    986,  797,  923,  975,  815,  1020, 906,  901,  1170, 912,  746,  919,  718,  714, 740};

double squares(std::size_t begin, std::size_t end) {
  const auto n = static_cast<double>(end - begin);
  double sum = 0;
  double sum_of_squares = 0;
  for (std::size_t i = begin; i < end; ++i) sum += kNile[i], sum_of_squares += kNile[i] * kNile[i];
  return sum_of_squares - sum * sum / n;
}

// Of the segments that end at `ends`.
double squares_of(const std::vector<std::size_t>& ends) {
  double sum = 0;
  std::size_t begin = 0;
  for (const std::size_t end : ends) sum += squares(begin, end), begin = end;
  return sum;
}

// Twice the negative log-likelihood of normal numbers with mean and variance of their own.
double normal_cost(std::size_t begin, std::size_t end) {
  const auto n = static_cast<double>(end - begin);
  const double variance = squares(begin, end) / n;
  return n * (std::log(2 * std::acos(-1.0)) + std::log(variance > 1e-9 ? variance : 1e-11) + 1);
}

// What the modified criterion (Zhang and Siegmund 2007) adds to the cost of a segment.
double length_cost(std::size_t begin, std::size_t end) { return std::log(static_cast<double>(end - begin)); }

// The partition serves any cost; on the Nile its cuts are those of the packages.
TEST(Nile, ChangeInMean) {
  const double variance = squares(0, 100) / 99;
  const auto cost = [variance](std::size_t begin, std::size_t end) { return squares(begin, end) / variance; };
  for (const double penalty : {13.815511, 9.2103404, 4.0}) {
    EXPECT_THAT(detail::optimal_partition(100, cost, penalty, 1).ends, ElementsAre(28, 100)) << penalty;
    EXPECT_THAT(detail::pruned_partition(100, cost, penalty, 1).ends, ElementsAre(28, 100)) << penalty;
  }
  const auto modified = [&](std::size_t begin, std::size_t end) {
    return cost(begin, end) + length_cost(begin, end);
  };
  EXPECT_THAT(detail::optimal_partition(100, modified, 13.815511, 1).ends, ElementsAre(28, 100));
  EXPECT_NEAR(std::accumulate(kNile.begin(), kNile.end(), 0.0) / 100, 919.35, 1e-9);
}

TEST(Nile, ChangeInMeanAndVariance) {
  EXPECT_THAT(detail::optimal_partition(100, normal_cost, 3 * std::log(100), 2).ends,
              ElementsAre(4, 6, 28, 97, 100));
  const auto modified = [](std::size_t begin, std::size_t end) {
    return normal_cost(begin, end) + length_cost(begin, end);
  };
  const std::vector<std::size_t> ends = detail::optimal_partition(100, modified, 4 * std::log(100), 2).ends;
  ASSERT_THAT(ends, ElementsAre(4, 6, 28, 100));
  const double printed[4][2] = {
      {1113.25, 8541.6875}, {1160, 0}, {1089.2727, 20344.926}, {849.97222, 15352.916}};
  std::size_t begin = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto n = static_cast<double>(ends[i] - begin);
    const double sum = std::accumulate(kNile.begin() + static_cast<std::ptrdiff_t>(begin),
                                       kNile.begin() + static_cast<std::ptrdiff_t>(ends[i]), 0.0);
    EXPECT_NEAR(sum / n, printed[i][0], 5e-5) << i;
    EXPECT_NEAR(squares(begin, ends[i]) / n, printed[i][1], 5e-4) << i;
    begin = ends[i];
  }
}

// strucchange: segments of 15 years at least. No penalty leads to three or five breaks (the fourth gains more
// than the third, the fifth nothing): their cuts are taken from the print.
TEST(Nile, LeastSquares) {
  const auto cut = [](double penalty) { return detail::optimal_partition(100, squares, penalty, 15).ends; };
  const struct {
    std::vector<std::size_t> found, ends;
    double sum_of_squares, bic;
  } printed[] = {{cut(2e6), {100}, 2835156.8, 1318.2},
                 {cut(1e5), {28, 100}, 1597457.2, 1270.1},
                 {cut(3e4), {28, 83, 100}, 1552923.6, 1276.5},
                 {{28, 68, 83, 100}, {28, 68, 83, 100}, 1538096.5, 1284.7},
                 {cut(1e4), {28, 45, 68, 83, 100}, 1507888.5, 1291.9},
                 {{15, 30, 45, 68, 83, 100}, {15, 30, 45, 68, 83, 100}, 1659993.5, 1310.8}};
  for (const auto& one : printed) {
    EXPECT_EQ(one.found, one.ends);
    const double sum = squares_of(one.found);
    EXPECT_NEAR(sum, one.sum_of_squares, 0.05 + 1e-6);
    const double likelihood = 100 * (std::log(2 * std::acos(-1.0) * sum / 100) + 1);
    EXPECT_NEAR(likelihood + std::log(100) * 2 * static_cast<double>(one.ends.size()), one.bic, 0.05);
  }
}

// What the model of Barry and Hartigan (1993) leaves open: the precision of a number (halved), the ratio of
// its variance to that of a mean of one and it together, and the chance of a change.
struct OfNormal {
  double half_precision, ratio, change;
};

// A segment of the Nile: its numbers around their mean, and that mean around the mean of all.
detail::CutPosterior normal_posterior(const OfNormal& given) {
  const double mean = std::accumulate(kNile.begin(), kNile.end(), 0.0) / 100;
  const auto log_segment = [&](std::size_t begin, std::size_t end) {
    const auto n = static_cast<double>(end - begin);
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += kNile[i] - mean;
    const double spread = squares(begin, end) + given.ratio * sum * sum / n;
    return 0.5 * std::log(given.ratio) - given.half_precision * spread + (n - 1) * std::log1p(-given.change) +
           (end < 100 ? std::log(given.change) : 0.0);
  };
  return {100, log_segment};
}

// bcp prints posterior chances of a change by a chain of 500 steps. The recursions sum over all partitions
// given the other unknowns, and a grid over those: 1 / precision, and the ratio and the chance uniform up to
// 0.2.
TEST(Nile, BarryAndHartigan) {
  const struct {
    std::size_t place;
    double printed, found;
  } places[] = {{28, .7356, 0}, {45, .1304, 0}, {27, .129, 0}, {26, .1132, 0}, {47, .0972, 0}};
  std::vector<double> found(100);
  double weights = 0;
  OfNormal best{};
  double most = 0;
  for (int s = 0; s < 10; ++s) {
    for (int r = 0; r < 8; ++r) {
      for (int p = 0; p < 8; ++p) {
        const OfNormal given{2.2e-5 * std::exp(0.12 * s), 0.025 * (r + 0.5), 0.025 * (p + 0.5)};
        const detail::CutPosterior posterior = normal_posterior(given);
        const double log_weight = posterior.log_evidence() - 0.5 * std::log(given.ratio) +
                                  49.5 * std::log(given.half_precision) + 560;
        const double weight = std::exp(log_weight);
        if (weight > most) most = weight, best = given;
        weights += weight;
        for (std::size_t t = 1; t < 100; ++t) found[t] += weight * posterior.probability(t);
      }
    }
  }
  for (const auto& one : places) {
    const double error =
        std::sqrt(one.printed * (1 - one.printed) / 500);  // of the chain, if it were independent
    EXPECT_NEAR(found[one.place] / weights, one.printed, 2 * error) << one.place;
  }
  // strucchange's interval of the one break is 25 to 32, by its limit law, for exactly one; ours lies within.
  const std::size_t place = 28;
  const ChangeWindow window = normal_posterior(best).windows({&place, 1}, 0.95)[0];
  EXPECT_EQ(window.first, 26U);
  EXPECT_EQ(window.last, 28U);
}

}  // namespace
}  // namespace ykien
