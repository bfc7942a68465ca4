// Estimates by cells: the same as the quantifier's, the same bytes for any number of threads, intervals that
// make sense, and what is refused.
#include "ykien/study/prevalence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "study/detail/share_interval.h"
#include "unit/study/posterior_fixture.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using ::testing::HasSubstr;
using testing::PosteriorRows;
using testing::shifted_rows;
using testing::validation_rows;

PrevalenceOptions quick(QuantifyMethod method = QuantifyMethod::emq_bcts) {
  PrevalenceOptions options;
  options.method = method;
  options.resamples = 40;
  options.threads = 1;
  return options;
}

const Quantifier& quantifier() {
  static const Quantifier one(validation_rows().view());
  return one;
}

// Rows 0, 3, 6 ... to cell 0, and so on; every tenth to none.
std::vector<std::uint32_t> three_cells(std::size_t rows) {
  std::vector<std::uint32_t> cell(rows);
  for (std::uint32_t i = 0; i < rows; ++i) cell[i] = i % 10 == 9 ? kNoCell : i % 3;
  return cell;
}

TEST(Prevalence, TheFiguresAreThoseOfTheQuantifier) {
  const PosteriorRows rows = shifted_rows();
  for (std::size_t m = 0; m < kQuantifyMethods; ++m) {
    const auto method = static_cast<QuantifyMethod>(m);
    const CellEstimate cell = PrevalenceEstimator(quantifier(), quick(method)).estimate(rows.posterior);
    const std::vector<double> share = quantifier().estimate(rows.posterior, method);
    const std::vector<double> counted = quantifier().estimate(rows.posterior, QuantifyMethod::cc);
    const std::vector<double> mean = quantifier().estimate(rows.posterior, QuantifyMethod::pcc);
    ASSERT_EQ(cell.topics.size(), 7U);
    EXPECT_EQ(cell.n, 400U);
    EXPECT_EQ(cell.method, method);
    for (std::size_t k = 0; k < 7; ++k) {
      EXPECT_NEAR(cell.topics[k].share, share[k], 1e-9);
      EXPECT_NEAR(cell.topics[k].counted, counted[k], 1e-12);
      EXPECT_NEAR(cell.topics[k].mean_posterior, mean[k], 1e-12);
    }
    EXPECT_NEAR(cell.shift_statistic, quantifier().emq(rows.posterior).shift_statistic, 1e-8);
    EXPECT_TRUE(cell.cautions.has(Caution::shifted));
    EXPECT_FALSE(cell.cautions.refuses());
  }
}

TEST(Prevalence, IntervalsHoldTheTruthOfTheShiftedRows) {
  const PosteriorRows rows = shifted_rows();
  const CellEstimate cell = PrevalenceEstimator(quantifier(), quick()).estimate(rows.posterior);
  const double truth[] = {.085, .135, .145, .0475, .4575, .08, .05};
  for (std::size_t k = 0; k < 7; ++k) {
    const ShareEstimate& topic = cell.topics[k];
    EXPECT_LT(topic.interval.low, topic.share);
    EXPECT_GT(topic.interval.high, topic.share);
    EXPECT_LT(std::fabs(topic.share - truth[k]), 3.0 * topic.standard_error + 0.02) << k;
    EXPECT_GT(topic.standard_error, 0.005);
    EXPECT_LT(topic.standard_error, 0.06);
  }
  // Counting misses the topic that grew by far.
  EXPECT_LT(cell.topics[4].counted_interval.high, truth[4]);
}

TEST(Prevalence, JointIntervalsAreWider) {
  PrevalenceOptions joint = quick();
  joint.joint = true;
  const PosteriorRows rows = shifted_rows();
  const CellEstimate one = PrevalenceEstimator(quantifier(), quick()).estimate(rows.posterior);
  const CellEstimate all = PrevalenceEstimator(quantifier(), joint).estimate(rows.posterior);
  for (std::size_t k = 0; k < 7; ++k) {
    EXPECT_LT(all.topics[k].interval.low, one.topics[k].interval.low);
    EXPECT_GT(all.topics[k].interval.high, one.topics[k].interval.high);
    EXPECT_GT(all.topics[k].counted_interval.high, one.topics[k].counted_interval.high);
  }
}

// Two topics whose shares sum to 1 are one statement: joint intervals are those of Student's t.
TEST(Prevalence, TwoTopicsAreOneStatement) {
  const PosteriorRows seven = validation_rows();
  PosteriorRows two;
  for (std::size_t i = 0; i < seven.label.size(); ++i) {
    const double first = seven.posterior[i * 7];
    two.posterior.insert(two.posterior.end(), {first, 1.0 - first});
    two.label.push_back(seven.label[i] == 0 ? 0 : 1);
  }
  const Quantifier quantifier({two.posterior, two.label, 2});
  PrevalenceOptions single = quick();
  single.resamples = 2000;
  PrevalenceOptions joint = single;
  joint.joint = true;
  const std::vector<double> some(two.posterior.begin(), two.posterior.begin() + 300);
  const Interval one = PrevalenceEstimator(quantifier, single).estimate(some).topics[0].interval;
  const CellEstimate all = PrevalenceEstimator(quantifier, joint).estimate(some);
  const Interval together = all.topics[0].interval;
  // t / z at .975 is 1.042; Bonferroni over two would give 1.2.
  const double wider = (together.high - together.low) / (one.high - one.low);
  EXPECT_GE(wider, 1.03);
  EXPECT_LT(wider, 1.12);
  EXPECT_NEAR(all.topics[1].interval.low, 1.0 - together.high, 1e-9);
}

// 200 replicates of two topics, of which the second has one far tail.
TEST(Prevalence, JointIntervalsReachAsFarAsTheWorstTopicDoes) {
  std::vector<double> replicates;
  for (int b = 0; b < 200; ++b) {
    replicates.push_back(0.5 + 0.001 * (b % 20 - 9.5));
    replicates.push_back(b % 16 == 0 ? 0.9 : 0.1);
  }
  const double bonferroni_t = 2.3596;  // Student's t with 30 degrees of freedom at .9875
  // One replicate in 16 is 3.87 standard errors off: more than 1 in 20.
  EXPECT_NEAR(detail::joint_reach(replicates.data(), 200, 2, 2, 0.95), 3.87, 0.1);
  for (double& value : replicates) value = value > 0.8 ? 0.1 : value;
  EXPECT_NEAR(detail::joint_reach(replicates.data(), 200, 2, 2, 0.95), bonferroni_t, 1e-3);
}

bool same(const CellEstimate& a, const CellEstimate& b) {
  for (std::size_t k = 0; k < a.topics.size(); ++k) {
    if (a.topics[k].share != b.topics[k].share || a.topics[k].interval.low != b.topics[k].interval.low ||
        a.topics[k].interval.high != b.topics[k].interval.high) {
      return false;
    }
  }
  return a.replicates == b.replicates && a.n == b.n && a.cautions == b.cautions;
}

TEST(Prevalence, ThreadsChangeNothingAndSeedsDo) {
  const PosteriorRows rows = shifted_rows();
  const std::vector<std::uint32_t> cell = three_cells(rows.label.size());
  std::vector<std::vector<CellEstimate>> runs;
  for (const unsigned threads : {1U, 3U, 7U}) {
    PrevalenceOptions options = quick();
    options.threads = threads;
    options.keep_replicates = true;
    options.seed = threads == 7 ? 2 : 1;
    runs.push_back(PrevalenceEstimator(quantifier(), options).estimate(rows.posterior, cell, 3));
  }
  for (std::size_t c = 0; c < 3; ++c) {
    EXPECT_TRUE(same(runs[0][c], runs[1][c]));
    EXPECT_FALSE(same(runs[0][c], runs[2][c]));
    EXPECT_EQ(runs[0][c].n, 120U);
  }
}

TEST(Prevalence, ProgressRunsToItsEnd) {
  const PosteriorRows rows = shifted_rows();
  PrevalenceOptions options = quick();
  std::uint64_t last = 0;
  std::uint64_t whole = 0;
  options.progress = [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_GT(done, last);
    last = done;
    whole = total;
  };
  PrevalenceEstimator(quantifier(), options).estimate(rows.posterior, three_cells(rows.label.size()), 3);
  EXPECT_GT(whole, 0U);
  EXPECT_EQ(last, whole);
}

TEST(Prevalence, EmptyAndTinyCellsAreRefused) {
  const PosteriorRows rows = shifted_rows();
  std::vector<std::uint32_t> cell(rows.label.size(), kNoCell);
  cell[0] = cell[1] = cell[2] = 1;
  for (std::size_t i = 10; i < 30; ++i) cell[i] = 2;
  const auto cells = PrevalenceEstimator(quantifier(), quick()).estimate(rows.posterior, cell, 3);
  EXPECT_TRUE(cells[0].cautions.has(Caution::no_rows));
  EXPECT_TRUE(cells[1].cautions.has(Caution::too_few_rows));
  EXPECT_TRUE(cells[0].cautions.refuses() && cells[1].cautions.refuses());
  EXPECT_TRUE(cells[2].cautions.has(Caution::few_rows));
  EXPECT_FALSE(cells[2].cautions.refuses());
  for (const ShareEstimate& topic : cells[1].topics) {
    EXPECT_EQ(topic.share, topic.counted);
    EXPECT_EQ(topic.interval.low, 0.0);
    EXPECT_EQ(topic.interval.high, 1.0);
  }
}

TEST(Prevalence, ATopicWithoutValidationRowsIsRefusedAlone) {
  PosteriorRows some = validation_rows();
  PosteriorRows known;
  for (std::size_t i = 0; i < some.label.size(); ++i) {
    if (some.label[i] == 6) continue;
    known.label.push_back(some.label[i]);
    known.posterior.insert(known.posterior.end(), some.posterior.begin() + static_cast<std::ptrdiff_t>(7 * i),
                           some.posterior.begin() + static_cast<std::ptrdiff_t>(7 * i + 7));
  }
  const Quantifier without(known.view());
  const CellEstimate cell = PrevalenceEstimator(without, quick()).estimate(shifted_rows().posterior);
  EXPECT_FALSE(cell.cautions.refuses());
  EXPECT_TRUE(cell.topics[6].cautions.has(Caution::absent_topic));
  EXPECT_EQ(cell.topics[6].interval.high, 1.0);
  EXPECT_TRUE(cell.topics[0].cautions.empty());
  EXPECT_LT(cell.topics[0].interval.high, 0.5);
}

TEST(Prevalence, WithoutValidationOnlyCountsAreGiven) {
  const Quantifier nothing(LabelledPosteriors{{}, {}, 7});
  const CellEstimate cell = PrevalenceEstimator(nothing).estimate(shifted_rows().posterior);
  EXPECT_TRUE(cell.cautions.has(Caution::no_validation));
  EXPECT_TRUE(cell.cautions.refuses());
  EXPECT_NEAR(cell.topics[1].share, .2875, 1e-12);
  EXPECT_GT(cell.topics[1].counted_interval.low, 0.2);
}

TEST(Prevalence, DifferencesBetweenCells) {
  const PosteriorRows before = validation_rows();
  const PosteriorRows after = shifted_rows();
  PrevalenceOptions options = quick();
  options.keep_replicates = true;
  const PrevalenceEstimator estimator(quantifier(), options);
  const CellEstimate a = estimator.estimate(before.posterior);
  const CellEstimate b = estimator.estimate(after.posterior);
  const std::vector<ShareDifference> grown = differences(a, b);
  EXPECT_NEAR(grown[4].difference, b.topics[4].share - a.topics[4].share, 1e-15);
  EXPECT_GT(grown[4].interval.low, 0.3);
  for (const ShareDifference& one : grown) {
    EXPECT_LT(one.interval.low, one.difference);
    EXPECT_GT(one.interval.high, one.difference);
  }
  // A cell against itself: the replicates are the same, so nothing is left but rounding.
  for (const ShareDifference& none : differences(a, a)) EXPECT_NEAR(none.standard_error, 0.0, 1e-9);
  EXPECT_THROW(differences(a, PrevalenceEstimator(quantifier(), quick()).estimate(after.posterior)), Error);
}

TEST(Prevalence, TheMethodIsChosenOnValidationRows) {
  const MethodChoice choice = choose_method(validation_rows().view());
  ASSERT_EQ(choice.scores.size(), kQuantifyMethods);
  EXPECT_EQ(choice.method, choice.scores.front().method);
  for (std::size_t i = 1; i < choice.scores.size(); ++i)
    EXPECT_GE(choice.scores[i].error, choice.scores[i - 1].error);
  // Counting alone is far from the best under arbitrary shares.
  EXPECT_EQ(choice.method, QuantifyMethod::emq_bcts);
  ChoiceOptions three;
  three.threads = 3;
  const MethodChoice again = choose_method(validation_rows().view(), {}, three);
  for (std::size_t i = 0; i < kQuantifyMethods; ++i) EXPECT_EQ(again.scores[i].error, choice.scores[i].error);
}

// 70 validation rows are halved into too few for a calibration: raw posteriors come out first, mostly by
// little.
TEST(Prevalence, RawPosteriorsAreTakenOnlyWhereTheyAreClearlyBetter) {
  const PosteriorRows all = validation_rows();
  int first = 0;
  int taken = 0;
  for (std::size_t part = 0; part < 10; ++part) {
    PosteriorRows some;
    for (std::size_t i = part; i < all.label.size(); i += 10) {
      some.label.push_back(all.label[i]);
      some.posterior.insert(some.posterior.end(), all.posterior.begin() + static_cast<std::ptrdiff_t>(i * 7),
                            all.posterior.begin() + static_cast<std::ptrdiff_t>(i * 7 + 7));
    }
    const MethodChoice choice = choose_method(some.view());
    const MethodScore& best = choice.scores.front();
    if (best.method != QuantifyMethod::emq) {
      EXPECT_EQ(choice.method, best.method);
      continue;
    }
    const auto own = std::ranges::find(choice.scores, QuantifyMethod::emq_bcts, &MethodScore::method);
    const double clearly = 3.0 * std::hypot(best.standard_error, own->standard_error);
    const bool better = best.error + clearly < own->error;
    EXPECT_EQ(choice.method, better ? QuantifyMethod::emq : QuantifyMethod::emq_bcts) << part;
    ++first;
    taken += better ? 1 : 0;
  }
  EXPECT_GT(first, taken);
}

TEST(Prevalence, WrongUseIsNamed) {
  const PosteriorRows rows = shifted_rows();
  const PrevalenceEstimator estimator(quantifier(), quick());
  const std::vector<std::uint32_t> cells(rows.label.size(), 3);
  try {
    estimator.estimate(rows.posterior, cells, 3);
    FAIL() << "a cell out of range went through";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::usage);
    EXPECT_THAT(error.what(), HasSubstr("cell is out of range"));
  }
  PrevalenceOptions none = quick();
  none.resamples = 1;
  EXPECT_THROW(PrevalenceEstimator(quantifier(), none), Error);
  EXPECT_THROW(quantifier().estimate(std::vector<double>(7, 0.0), QuantifyMethod::emq), Error);
  EXPECT_THROW(quantifier().estimate(std::vector<double>(6, 0.5), QuantifyMethod::emq), Error);
  EXPECT_THROW(Quantifier(LabelledPosteriors{}), Error);
}

}  // namespace
}  // namespace ykien
