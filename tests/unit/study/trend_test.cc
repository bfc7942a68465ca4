#include "ykien/study/trend.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "ykien/base/error.h"

namespace ykien {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

template <class Call>
std::string refusal(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(TrendDesign, Columns) {
  const Design design = trend_design(9, {4, 2, true, {{"order", 2, 5}}});
  EXPECT_THAT(design.names,
              ElementsAre("1", "order", "sin 1", "cos 1", "sin 2", "line"));  // at 2 per round sin only
  EXPECT_EQ(design.rows(), 9U);
  const auto row = [&](std::size_t t) { return std::span(design.cells).subspan(t * 6, 6); };
  EXPECT_EQ(row(1)[1], 0.0);
  EXPECT_EQ(row(2)[1], 1.0);
  EXPECT_EQ(row(5)[1], 0.0);
  EXPECT_NEAR(row(0)[2], 1.0, 1e-15);
  EXPECT_DOUBLE_EQ(row(7)[5], 2.0);
}

TEST(TrendDesign, RefusesASeasonOnTwoRounds) {
  for (const std::size_t periods : {1U, 12U, 24U})
    EXPECT_THAT(refusal([&] { trend_design(periods); }), HasSubstr("season")) << periods;
  EXPECT_NO_THROW(trend_design(25));
  EXPECT_NO_THROW(trend_design(24, {.harmonics = 0}));
}

TEST(TrendDesign, RefusesAnEventWithoutContrast) {
  const auto with = [](std::size_t from, std::size_t to) {
    return refusal([&] { trend_design(10, {12, 0, false, {{"Chỉ thị 16", from, to}}}); });
  };
  EXPECT_THAT(with(0, kToTheEnd), HasSubstr("Chỉ thị 16"));
  EXPECT_THAT(with(10, 12), HasSubstr("none or all"));
  EXPECT_THAT(with(5, 5), HasSubstr("none or all"));
  EXPECT_EQ(with(5, kToTheEnd), "");
}

// One step between two groups of periods: the effect is the difference of their logits.
TEST(FitShare, EventEffectByHand) {
  const std::vector<double> cells{20, 80, 22, 78, 18, 82, 40, 60, 44, 56, 36, 64};
  const Design design = trend_design(6, {12, 0, false, {{"event", 3}}});
  const ShareFit fit = fit_share({cells, 2}, 0, design);
  EXPECT_NEAR(fit.effects[0][0].estimate, std::log(60.0 / 240), 1e-10);
  EXPECT_NEAR(fit.effects[0][1].estimate, std::log(120.0 / 180) - std::log(60.0 / 240), 1e-10);
  EXPECT_NEAR(fit.effects[0][1].multinomial_error, std::sqrt(1 / 60. + 1 / 240. + 1 / 120. + 1 / 180.),
              1e-10);
  EXPECT_NEAR(fit.shares[0], 0.2, 1e-12);
  EXPECT_LT(fit.effects[0][1].p, 0.01);
}

TEST(FitShares, BaselineAndAbsentTopics) {
  const std::vector<double> cells{20, 0, 30, 50, 25, 0, 25, 50, 18, 0, 30, 52, 22, 0, 26, 52};
  const Design design = trend_design(4, {12, 0, false, {{"event", 2}}});
  const ShareFit fit = fit_shares({cells, 4}, design);
  EXPECT_EQ(fit.baseline, 3U);
  EXPECT_EQ(fit.effects[0].size(), 2U);
  EXPECT_TRUE(fit.effects[1].empty());  // never seen
  EXPECT_TRUE(fit.effects[3].empty());
  EXPECT_EQ(fit.shares[1], 0.0);
  EXPECT_EQ(fit_shares({cells, 4}, design, 0).effects[0].size(), 0U);
  EXPECT_NEAR(fit_shares({cells, 4}, design, 0).log_likelihood, fit.log_likelihood, 1e-8);
  EXPECT_THROW(fit_shares({cells, 4}, design, 1), Error);
}

TEST(FitShares, RefusesInPlainWords) {
  const Design constant{{"1"}, {1, 1, 1}};
  const std::vector<double> one_topic{5, 0, 6, 0, 7, 0};
  EXPECT_THAT(refusal([&] { fit_shares({one_topic, 2}, constant); }), HasSubstr("fewer than two topics"));
  const std::vector<double> one_period{5, 3, 0, 0, 0, 0};
  EXPECT_THAT(refusal([&] { fit_shares({one_period, 2}, constant); }), HasSubstr("too few"));
  const Design twice{{"1", "again"}, {1, 2, 1, 2, 1, 2}};
  const std::vector<double> good{5, 3, 6, 2, 4, 4};
  EXPECT_THAT(refusal([&] { fit_shares({good, 2}, twice); }), HasSubstr("same thing twice"));
  const std::vector<double> absent_before{0, 10, 0, 12, 0, 9, 5, 8, 6, 7};
  const Design step = trend_design(5, {12, 0, false, {{"event", 3}}});
  EXPECT_THAT(refusal([&] { fit_share({absent_before, 2}, 0, step); }), HasSubstr("absent"));
  EXPECT_THROW(fit_shares({good, 2}, {{"1"}, {1, 1}}), Error);
  EXPECT_THROW(fit_shares({good, 2}, {{"1"}, {1, NAN, 1}}), Error);
  EXPECT_THROW(fit_share({good, 2}, 2, constant), Error);
}

// Without any spread about the fit there is nothing to test against.
TEST(FitShares, PerfectFitHasNoTest) {
  const std::vector<double> cells{5, 5, 5, 5, 5, 5};
  const ShareFit fit = fit_shares({cells, 2}, {{"1"}, {1, 1, 1}});
  EXPECT_NEAR(fit.dispersion, 0.0, 1e-12);
  EXPECT_TRUE(std::isfinite(fit.effects[1].empty() ? fit.effects[0][0].p : fit.effects[1][0].p));
}

}  // namespace
}  // namespace ykien
