// Evaluation against scikit-learn, by hand, and at the edges.
#include "ykien/topic/evaluate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "unit/topic/fit_fixture.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using testing::Posteriors;
using testing::read_named_numbers;
using testing::read_posteriors;
using Topics = std::vector<std::uint32_t>;

TEST(Evaluate, AgreesWithScikitLearn) {
  const Posteriors rows = read_posteriors();
  auto expected = read_named_numbers("evaluation.txt");
  const Evaluation got = evaluate(rows.label, rows.probability, 7);
  EXPECT_EQ(got.n, 700U);
  const struct {
    const char* name;
    double value;
  } figures[] = {{"accuracy", got.accuracy}, {"macro_f1", got.macro_f1},
                 {"micro_f1", got.micro_f1}, {"weighted_f1", got.weighted_f1},
                 {"log_loss", got.log_loss}, {"brier", got.brier},
                 {"ece", got.ece},           {"kappa", got.kappa}};
  for (const auto& figure : figures) {
    ASSERT_EQ(expected[figure.name].size(), 1U) << figure.name;
    EXPECT_NEAR(figure.value, expected[figure.name][0], 1e-12) << figure.name;
  }
  for (std::size_t k = 0; k < 7; ++k) {
    EXPECT_NEAR(got.per_topic[k].precision, expected["precision"][k], 1e-12);
    EXPECT_NEAR(got.per_topic[k].recall, expected["recall"][k], 1e-12);
    EXPECT_NEAR(got.per_topic[k].f1, expected["f1"][k], 1e-12);
    EXPECT_EQ(static_cast<double>(got.per_topic[k].support), expected["support"][k]);
  }
  for (std::size_t cell = 0; cell < 49; ++cell) {
    EXPECT_EQ(static_cast<double>(got.confusion[cell]), expected["confusion"][cell]);
  }
}

// Three topics, worked out by hand: topic 2 is decided but never true, topic 3 is neither.
TEST(Evaluate, CountsTopicsPresentInTruthOrDecision) {
  const Topics truth{0, 0, 0, 1};
  const Topics decided{0, 0, 2, 1};
  const Evaluation got = evaluate_decisions(truth, decided, 4);
  EXPECT_DOUBLE_EQ(got.accuracy, 0.75);
  EXPECT_DOUBLE_EQ(got.per_topic[0].f1, 0.8);
  EXPECT_DOUBLE_EQ(got.macro_f1, (0.8 + 1.0 + 0.0) / 3.0);
  EXPECT_DOUBLE_EQ(got.weighted_f1, (3 * 0.8 + 1.0) / 4.0);
  EXPECT_EQ(got.per_topic[2].predicted, 1U);
  EXPECT_EQ(got.per_topic[2].precision, 0.0);
  EXPECT_EQ(got.per_topic[3].recall, 0.0);
  EXPECT_EQ(got.confusion[0 * 4 + 2], 1U);
  EXPECT_EQ(got.log_loss, 0.0);
  EXPECT_TRUE(got.reliability.empty());
}

TEST(Evaluate, TiesGoToTheLowerTopicUnlessDecidedOtherwise) {
  const std::vector<double> p{0.4, 0.4, 0.2};
  EXPECT_EQ(evaluate(Topics{0}, p, 3).accuracy, 1.0);
  const Evaluation other = evaluate(Topics{0}, p, 3, Topics{2});
  EXPECT_EQ(other.accuracy, 0.0);
  EXPECT_EQ(other.coverage.back().confidence, 0.2);
}

TEST(Evaluate, AProbabilityOfZeroCostsAFiniteLoss) {
  const Evaluation got = evaluate(Topics{1}, std::vector<double>{1.0, 0.0}, 2);
  EXPECT_NEAR(got.log_loss, 52 * std::log(2.0), 1e-12);  // scikit-learn 1.2: 36.0436...
  EXPECT_EQ(got.brier, 2.0);
  EXPECT_EQ(got.ece, 1.0);
}

TEST(Evaluate, NoRowsGiveZeros) {
  const Evaluation got = evaluate({}, {}, 3);
  EXPECT_EQ(got.n, 0U);
  for (const double figure :
       {got.accuracy, got.macro_f1, got.weighted_f1, got.kappa, got.log_loss, got.brier, got.ece,
        got.accuracy_interval.high, got.coverage[6].accuracy, got.reliability[3].accuracy}) {
    EXPECT_EQ(figure, 0.0);
  }
  EXPECT_EQ(got.per_topic.size(), 3U);
  EXPECT_EQ(evaluate({}, {}, 0).n, 0U);
}

TEST(Evaluate, OneTopicIsAlwaysRightAndProvesNothing) {
  const Evaluation got = evaluate(Topics{0, 0}, std::vector<double>{1.0, 1.0}, 1);
  EXPECT_EQ(got.accuracy, 1.0);
  EXPECT_EQ(got.macro_f1, 1.0);
  EXPECT_EQ(got.kappa, 0.0);
  EXPECT_NEAR(got.log_loss, 0.0, 1e-15);
  EXPECT_EQ(got.macro_f1_interval.low, 1.0);
}

TEST(Evaluate, BinsAreOpenBelowAndClosedAbove) {
  EvaluateOptions options;
  options.reliability_bins = 4;
  const Topics decided{0, 0, 0, 0};
  const std::vector<double> p{0.0, 1.0, 0.25, 0.75, 0.5, 0.5, 1.0, 0.0};
  const Evaluation got = evaluate(Topics{0, 0, 1, 0}, p, 2, decided, options);
  ASSERT_EQ(got.reliability.size(), 4U);
  EXPECT_EQ(got.reliability[0].rows, 2U);
  EXPECT_DOUBLE_EQ(got.reliability[0].confidence, 0.125);
  EXPECT_EQ(got.reliability[1].rows, 1U);
  EXPECT_EQ(got.reliability[2].rows, 0U);
  EXPECT_EQ(got.reliability[3].rows, 1U);
  EXPECT_DOUBLE_EQ(got.ece, (2 * 0.875 + 0.5 + 0.0) / 4.0);
}

TEST(Evaluate, CoverageTakesTheSurestFirst) {
  EvaluateOptions options;
  options.coverage_shares = {0.7, 0.01, 1.0};
  std::vector<double> p;
  Topics truth;
  for (int i = 0; i < 10; ++i) {  // ever less sure; the last three are wrong
    p.insert(p.end(), {0.99 - 0.04 * i, 0.01 + 0.04 * i});
    truth.push_back(i < 7 ? 0 : 1);
  }
  const Evaluation got = evaluate(truth, p, 2, {}, options);
  EXPECT_EQ(got.coverage[0].rows, 7U);
  EXPECT_EQ(got.coverage[0].accuracy, 1.0);
  EXPECT_DOUBLE_EQ(got.coverage[0].confidence, 0.99 - 0.24);
  EXPECT_EQ(got.coverage[1].rows, 1U);
  EXPECT_DOUBLE_EQ(got.coverage[2].accuracy, 0.7);
}

// For accuracy the bootstrap is a binomial: n = 700, p = .71, so +- 1.96 * .01715.
TEST(Evaluate, IntervalsHaveTheRightWidth) {
  const Posteriors rows = read_posteriors();
  EvaluateOptions options;
  options.resamples = 4000;
  const Evaluation got = evaluate(rows.label, rows.probability, 7, {}, options);
  EXPECT_NEAR(got.accuracy_interval.low, 0.71 - 0.0336, 0.004);
  EXPECT_NEAR(got.accuracy_interval.high, 0.71 + 0.0336, 0.004);
  EXPECT_LT(got.macro_f1_interval.low, got.macro_f1);
  EXPECT_GT(got.macro_f1_interval.high, got.macro_f1);
  for (const TopicScores& topic : got.per_topic) {
    EXPECT_LE(topic.f1_interval.low, topic.f1);
    EXPECT_GE(topic.f1_interval.high, topic.f1);
  }
}

TEST(Evaluate, IntervalsDependOnTheSeedAndLevel) {
  const Posteriors rows = read_posteriors();
  EvaluateOptions options;
  options.resamples = 200;
  const Interval first = evaluate(rows.label, rows.probability, 7, {}, options).macro_f1_interval;
  const Interval again = evaluate(rows.label, rows.probability, 7, {}, options).macro_f1_interval;
  EXPECT_EQ(first.low, again.low);
  EXPECT_EQ(first.high, again.high);
  options.level = 0.5;
  const Interval narrow = evaluate(rows.label, rows.probability, 7, {}, options).macro_f1_interval;
  EXPECT_LT(narrow.high - narrow.low, first.high - first.low);
  options.seed = 2;
  EXPECT_NE(evaluate(rows.label, rows.probability, 7, {}, options).macro_f1_interval.low, narrow.low);
  options.resamples = 0;
  EXPECT_EQ(evaluate(rows.label, rows.probability, 7, {}, options).macro_f1_interval.high, 0.0);
}

TEST(Evaluate, RefusesWhatMakesNoSense) {
  const std::vector<double> p{0.5, 0.5};
  EXPECT_THROW(evaluate(Topics{2}, p, 2), Error);
  EXPECT_THROW(evaluate(Topics{0}, p, 3), Error);
  EXPECT_THROW(evaluate(Topics{0}, p, 2, Topics{2}), Error);
  EXPECT_THROW(evaluate(Topics{0}, p, 2, Topics{1, 1}), Error);
  EXPECT_THROW(evaluate(Topics{0}, std::vector<double>{NAN, 0.5}, 2), Error);
  EXPECT_THROW(evaluate_decisions(Topics{0}, Topics{}, 2), Error);
  EvaluateOptions options;
  options.level = 1.0;
  EXPECT_THROW(evaluate(Topics{0}, p, 2, {}, options), Error);
  options = {};
  options.coverage_shares = {0.0};
  EXPECT_THROW(evaluate(Topics{0}, p, 2, {}, options), Error);
  options = {};
  options.reliability_bins = 0;
  EXPECT_THROW(evaluate(Topics{0}, p, 2, {}, options), Error);
}

}  // namespace
}  // namespace ykien
