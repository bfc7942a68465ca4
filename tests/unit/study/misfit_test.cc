// What EMQ is off by where posteriors are not true, seen on validation rows.
#include "study/detail/misfit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "study/detail/share_interval.h"
#include "unit/study/posterior_fixture.h"
#include "ykien/study/prevalence.h"

namespace ykien {
namespace {

using ::testing::Each;
using ::testing::Ge;
using ::testing::Lt;
using testing::PosteriorRows;
using testing::shifted_rows;
using testing::validation_rows;

constexpr std::size_t kGrown =
    4;  // of the seven topics: .037 of the validation rows, .4575 of the shifted ones
const std::vector<double> kTruth{.085, .135, .145, .0475, .4575, .08, .05};

std::vector<double> squared_bias(const std::vector<double>& share, QuantifyMethod method) {
  const PosteriorRows validation = validation_rows();
  const detail::ValidationRows rows = detail::copy_rows(validation.view());
  std::vector<std::uint32_t> all(rows.size());
  std::iota(all.begin(), all.end(), 0U);
  const detail::ValidationFit fit = detail::fit_validation(rows, all, QuantifierOptions{}.calibration);
  detail::MixtureSolver solver(PosteriorRows::kTopics);
  return detail::Misfit(rows, fit, method).squared_bias(share, solver);
}

// What EMQ-BCTS gives back of the rows whose group is not left out, weighted to `share`: the whole way.
std::vector<double> given_back(const std::vector<double>& share, const detail::ValidationRows& rows,
                               const detail::ValidationFit& fit, std::size_t left_out) {
  std::vector<std::uint32_t> all(rows.size());
  std::iota(all.begin(), all.end(), 0U);
  std::vector<std::size_t> dealt(share.size());
  std::vector<bool> in(rows.size());
  std::vector<double> count(share.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    in[i] = dealt[rows.label[i]]++ % 10 != left_out;
    count[rows.label[i]] += in[i] ? 1.0 : 0.0;
  }
  std::vector<double> weight(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    weight[i] = in[i] ? share[rows.label[i]] / count[rows.label[i]] : 0.0;
  std::vector<double> found = share;
  detail::ShareEstimator(share.size())
      .estimate({rows.posterior, all, share.size()}, weight, fit, QuantifyMethod::emq_bcts, found);
  return found;
}

TEST(Misfit, CalibratedPosteriorsGiveTheirOwnSharesBack) {
  const Quantifier quantifier(validation_rows().view());
  std::vector<double> labels;
  for (const std::size_t count : quantifier.support())
    labels.push_back(static_cast<double>(count) / static_cast<double>(quantifier.rows()));
  EXPECT_THAT(squared_bias(labels, QuantifyMethod::emq_bcts), Each(Lt(1e-6)));
}

// Posteriors that are too sure find .38 of the grown topic in place of .46; the validation rows say so.
TEST(Misfit, SeesWhatRawPosteriorsMiss) {
  const std::vector<double> raw = squared_bias(kTruth, QuantifyMethod::emq);
  EXPECT_GT(std::sqrt(raw[kGrown]), 0.04);
  EXPECT_LT(std::sqrt(raw[kGrown]), 0.12);
  EXPECT_THAT(raw, Each(Ge(0.0)));
  const std::vector<double> calibrated = squared_bias(kTruth, QuantifyMethod::emq_bcts);
  EXPECT_LT(calibrated[kGrown], raw[kGrown] / 2);
}

// The jackknife in full, every group left out solved to the end, against one step for each.
TEST(Misfit, OneStepIsAsGoodAsTheWholeWay) {
  const PosteriorRows validation = validation_rows();
  const detail::ValidationRows rows = detail::copy_rows(validation.view());
  std::vector<std::uint32_t> all(rows.size());
  std::iota(all.begin(), all.end(), 0U);
  const detail::ValidationFit fit = detail::fit_validation(rows, all, QuantifierOptions{}.calibration);
  for (const std::vector<double>& share : {kTruth, {.3, .05, .05, .3, .1, .1, .1}, {0, 0, .2, 0, .8, 0, 0}}) {
    const std::vector<double> whole = given_back(share, rows, fit, 10);
    std::vector<double> sums(7);
    std::vector<double> squares(7);
    for (std::size_t group = 0; group < 10; ++group) {
      const std::vector<double> found = given_back(share, rows, fit, group);
      for (std::size_t k = 0; k < 7; ++k) sums[k] += found[k], squares[k] += found[k] * found[k];
    }
    const std::vector<double> ours = squared_bias(share, QuantifyMethod::emq_bcts);
    for (std::size_t k = 0; k < 7; ++k) {
      const double variance = 0.9 * (squares[k] - sums[k] * sums[k] / 10);
      const double missed = whole[k] - share[k];
      const double square = std::max(0.0, missed * missed - variance);
      EXPECT_NEAR(ours[k], square, 2e-5 + 0.04 * square) << k;
    }
  }
}

TEST(Misfit, SharesOfTopicsWithoutRowsAreNoNonsense) {
  std::vector<double> one(7);
  one[kGrown] = 1.0;
  for (const double square : squared_bias(one, QuantifyMethod::emq_bcts))
    EXPECT_TRUE(square >= 0.0 && square <= 1.0);
  EXPECT_THAT(squared_bias(std::vector<double>(7), QuantifyMethod::emq_bcts), Each(Lt(1e-12)));
}

TEST(Misfit, IntervalsAreWidenedByIt) {
  PrevalenceOptions options;
  options.method = QuantifyMethod::emq;
  options.keep_replicates = true;
  options.resamples = 50;
  const CellEstimate cell =
      PrevalenceEstimator(Quantifier(validation_rows().view()), options).estimate(shifted_rows().posterior);
  std::vector<double> share;
  for (const ShareEstimate& topic : cell.topics) share.push_back(topic.share);
  const std::vector<double> bias = squared_bias(share, QuantifyMethod::emq);
  for (std::size_t k = 0; k < 7; ++k) {
    const auto moments = detail::replicate_moments(cell.replicates.data(), options.resamples, 7, k);
    EXPECT_NEAR(cell.topics[k].standard_error, std::hypot(moments.standard_error, std::sqrt(bias[k])), 1e-12);
  }
  const auto moments = detail::replicate_moments(cell.replicates.data(), options.resamples, 7, kGrown);
  const Interval alone = detail::share_interval(cell.topics[kGrown].share, moments, 400, 0.95);
  EXPECT_GT(cell.topics[kGrown].interval.high, alone.high + 0.01);
  EXPECT_GT(cell.topics[kGrown].interval.high, kTruth[kGrown]);
}

}  // namespace
}  // namespace ykien
