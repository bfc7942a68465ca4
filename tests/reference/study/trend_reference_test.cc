// Figures of R 4.2.2: glm(cbind(t4, n - t4) ~ ev + sin + cos + t / 12), binomial and quasi-binomial;
// nnet::multinom.
#include <gtest/gtest.h>

#include <cmath>

#include "reference/study/months.h"
#include "ykien/study/trend.h"

namespace ykien {
namespace {

// The 24 months are two rounds of the season, which trend_design() refuses: written down as it would be.
Design months_design() {
  Design design{{"1", "event", "sin 1", "cos 1", "line"}, {}};
  for (int t = 1; t <= 24; ++t) {
    const double angle = 2 * std::acos(-1.0) * t / 12;
    design.cells.insert(design.cells.end(),
                        {1, t >= 10 && t <= 17 ? 1.0 : 0.0, std::sin(angle), std::cos(angle), t / 12.0});
  }
  return design;
}

struct Row {
  double estimate, error, z_error_ratio, quasi_error, t, p;
};

TEST(TrendReference, SeasonAndEventQuasiBinomial) {
  const std::vector<double> cells = testing::month_counts();
  const ShareFit fit = fit_share({cells, 7}, 4, months_design());
  const Row rows[] = {
      {-2.93714123623, 0.242394274, -12.1172055026, 0.257741697, -11.3956774181, 6.16950205e-10},
      {2.50896224390, 0.196910078, 12.7416650059, 0.209377625, 11.9829530123, 2.65384521e-10},
      {0.16472777043, 0.103608721, 1.5899025529, 0.110168805, 1.4952306137, 1.51279080e-1},
      {0.00660641919, 0.108892333, 0.0606692775, 0.115786954, 0.0570566799, 9.55095815e-1},
      {-0.27663941493, 0.211446642, -1.3083178458, 0.224834586, -1.2304130790, 2.33558952e-1}};
  ASSERT_EQ(fit.effects[0].size(), 5U);
  EXPECT_TRUE(fit.effects[1].empty());
  for (std::size_t i = 0; i < 5; ++i) {
    const Effect& effect = fit.effects[0][i];
    EXPECT_NEAR(effect.estimate, rows[i].estimate, 1e-9) << effect.name;
    EXPECT_NEAR(effect.multinomial_error, rows[i].error, 1e-8) << effect.name;
    EXPECT_NEAR(effect.estimate / effect.multinomial_error, rows[i].z_error_ratio, 1e-6) << effect.name;
    EXPECT_NEAR(effect.standard_error, rows[i].quasi_error, 1e-8) << effect.name;
    EXPECT_NEAR(effect.t, rows[i].t, 1e-6) << effect.name;
    EXPECT_NEAR(effect.p, rows[i].p, 1e-5 * rows[i].p) << effect.name;
  }
  EXPECT_NEAR(fit.deviance, 22.6070376, 5e-7);
  EXPECT_NEAR(fit.dispersion, 1.1306408, 5e-7);
  EXPECT_EQ(fit.degrees, 19.0);
}

TEST(TrendReference, EventMultinomial) {
  const std::vector<double> cells = testing::month_counts();
  Design design{{"1"}, std::vector<double>(24, 1.0)};
  const double without = fit_shares({cells, 7}, design).log_likelihood;
  EXPECT_NEAR(without, -3718.1015, 5e-5);
  const Design with_event = trend_design(24, {12, 0, false, {{"event", 9, 17}}});
  const double with = fit_shares({cells, 7}, with_event).log_likelihood;
  EXPECT_NEAR(with, -3510.27882, 5e-6);
  EXPECT_NEAR(2 * (with - without), 415.645358, 5e-7 * 10);
}

}  // namespace
}  // namespace ykien
