// What hand labels can and cannot say: the formulas on small rows, labels all alike, none at all.
#include "ykien/study/ppi.h"

#include <gtest/gtest.h>

#include <cmath>

#include "ykien/base/error.h"

namespace ykien {
namespace {

TEST(Ppi, APerfectClassifierCountsAllRows) {
  std::vector<double> truth;
  std::vector<double> others;
  for (int i = 0; i < 100; ++i) truth.push_back(i % 4 == 0 ? 1.0 : 0.0);
  for (int i = 0; i < 900; ++i) others.push_back(i % 4 == 0 ? 1.0 : 0.0);
  const AssistedShare got = ppi_share(truth, truth, others);
  EXPECT_NEAR(got.share, 0.25, 1e-12);
  EXPECT_NEAR(got.lambda, 0.9, 0.01);
  // As good as 1,000 labels.
  EXPECT_NEAR(got.effective_rows, 1000.0, 10.0);
  EXPECT_NEAR(got.interval.high - got.interval.low, wilson(250, 1000).high - wilson(250, 1000).low, 1e-3);
}

TEST(Ppi, AUselessClassifierIsLeftOut) {
  std::vector<double> truth;
  std::vector<double> prediction;
  for (int i = 0; i < 64; ++i) {
    truth.push_back(i % 2);
    prediction.push_back(i / 2 % 2);
  }
  const AssistedShare got = ppi_share(truth, prediction, prediction);
  EXPECT_EQ(got.lambda, 0.0);
  EXPECT_NEAR(got.share, 0.5, 1e-12);
  EXPECT_NEAR(got.effective_rows, 64.0, 1e-9);
}

// Without a label of the topic the variance is 0: that must not pass for certainty.
TEST(Ppi, LabelsAllAlikeAreNoCertainty) {
  const std::vector<double> none(20, 0.0);
  const std::vector<double> all(20, 1.0);
  const std::vector<double> faint(500, 0.001);
  for (const auto& lambda : {std::optional<double>(), std::optional<double>(1.0)}) {
    PpiOptions options;
    options.lambda = lambda;
    const AssistedShare low = ppi_share(none, std::vector<double>(20, 0.001), faint, options);
    EXPECT_NEAR(low.interval.high, wilson(0, 20).high, 2e-3);
    const AssistedShare high = ppi_share(all, std::vector<double>(20, 0.999), faint, options);
    EXPECT_LE(high.interval.low, wilson(20, 20).low + 1e-12);
  }
}

TEST(Ppi, TooFewLabelsAreRefused) {
  const std::vector<double> one{1.0};
  const AssistedShare got = ppi_share(one, one, std::vector<double>(9, 0.5));
  EXPECT_TRUE(got.cautions.refuses());
  EXPECT_EQ(got.interval.low, 0.0);
  EXPECT_EQ(got.interval.high, 1.0);
  EXPECT_TRUE(ppi_share({}, {}, {}).cautions.refuses());
  EXPECT_TRUE(dsl_share(std::vector<double>(9, 0.5), {}).cautions.refuses());
}

TEST(Ppi, WithoutOtherRowsTheLabelsSpeakAlone) {
  const std::vector<double> truth{1, 0, 0, 1, 0};
  const AssistedShare got = ppi_share(truth, truth, {});
  EXPECT_NEAR(got.share, 0.4, 1e-15);
  EXPECT_EQ(got.lambda, 0.0);
  EXPECT_TRUE(got.cautions.has(Caution::few_rows));
}

TEST(Dsl, WeightsUndoUnequalChances) {
  // Two rows of a large group picked at 1 in 50, three of a small one at 1 in 2; the classifier knows
  // nothing.
  std::vector<double> prediction(106, 0.5);
  const std::vector<LabelledRow> labelled{
      {0, 1, 0.02}, {1, 1, 0.02}, {100, 0, 0.5}, {101, 0, 0.5}, {102, 0, 0.5}};
  EXPECT_NEAR(dsl_share(prediction, labelled).share, 100.0 / 106.0, 1e-12);
  DslOptions plain;
  plain.normalise = false;
  const double raw = 0.5 + (2 * 50 * 0.5 - 3 * 2 * 0.5) / 106.0;
  EXPECT_NEAR(dsl_share(prediction, labelled, plain).share, raw, 1e-12);
}

TEST(LogOddsRatio, IsFiniteAtTheEnds) {
  AssistedShare none;
  none.effective_rows = 20;
  AssistedShare some;
  some.share = 0.3;
  some.standard_error = 0.1;
  some.effective_rows = 21;
  const LogOddsRatio ratio = log_odds_ratio(none, some);
  EXPECT_GT(ratio.value, 0.0);
  EXPECT_TRUE(std::isfinite(ratio.value) && std::isfinite(ratio.standard_error));
  EXPECT_GT(ratio.standard_error, 1.0);
}

TEST(Ppi, WrongUseIsRefused) {
  const std::vector<double> two{0.0, 1.0};
  EXPECT_THROW(ppi_share(two, std::vector<double>{0.5}, two), Error);
  EXPECT_THROW(ppi_share(std::vector<double>{0.0, 2.0}, two, two), Error);
  EXPECT_THROW(ppi_share(two, two, std::vector<double>{std::nan("")}), Error);
  PpiOptions options;
  options.lambda = 1.5;
  EXPECT_THROW(ppi_share(two, two, two, options), Error);
  const std::vector<LabelledRow> twice{{0, 1, 1}, {0, 1, 1}};
  EXPECT_THROW(dsl_share(two, twice), Error);
  const std::vector<LabelledRow> never{{0, 1, 0}, {1, 1, 1}};
  EXPECT_THROW(dsl_share(two, never), Error);
  const std::vector<LabelledRow> beyond{{0, 1, 1}, {2, 1, 1}};
  EXPECT_THROW(dsl_share(two, beyond), Error);
}

}  // namespace
}  // namespace ykien
