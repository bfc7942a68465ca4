// What ppi_py and the R package DSL printed: the 400 shifted rows, the first 80 labelled.
#include <gtest/gtest.h>

#include <cmath>

#include "unit/study/posterior_fixture.h"
#include "ykien/study/ppi.h"

namespace ykien {
namespace {

using testing::PosteriorRows;
using testing::shifted_rows;

constexpr std::size_t kLabelled = 80;
constexpr std::size_t kTopics = 7;

const PosteriorRows& rows() {
  static const PosteriorRows all = shifted_rows();
  return all;
}

std::vector<AssistedShare> by_ppi(bool soft, std::optional<double> lambda) {
  const std::span posterior(rows().posterior);
  const LabelledPosteriors labelled{posterior.first(kLabelled * kTopics),
                                    std::span(rows().label).first(kLabelled), 7};
  PpiOptions options;
  options.lambda = lambda;
  return ppi_shares(labelled, posterior.subspan(kLabelled * kTopics), soft, options);
}

struct PpiRow {
  const char* name;
  bool soft;
  std::optional<double> lambda;
  double printed[kTopics][3];  // estimate and 95% interval
};

const PpiRow kPpiRows[] = {
    {"hard, plain",
     false,
     1.0,
     {{0.021875, -0.066618, 0.110368},
      {0.162500, 0.043261, 0.281739},
      {0.143750, 0.047200, 0.240300},
      {0.034375, -0.030754, 0.099504},
      {0.500000, 0.388399, 0.611601},
      {0.093750, 0.011419, 0.176081},
      {0.043750, 0.001233, 0.086267}}},
    {"hard, tuned",
     false,
     std::nullopt,
     {{0.058484, 0.007786, 0.109182},
      {0.103348, 0.037902, 0.168793},
      {0.111227, 0.052210, 0.170244},
      {0.045478, 0.000473, 0.090483},
      {0.477309, 0.374206, 0.580411},
      {0.109325, 0.033454, 0.185195},
      {0.043750, 0.001233, 0.086267}}},
    {"labels alone",
     false,
     0.0,
     {{0.075000, 0.017283, 0.132717},
      {0.100000, 0.034261, 0.165739},
      {0.100000, 0.034261, 0.165739},
      {0.050000, 0.002242, 0.097758},
      {0.462500, 0.353243, 0.571757},
      {0.150000, 0.071755, 0.228245},
      {0.062500, 0.009457, 0.115543}}},
    {"soft, plain",
     true,
     1.0,
     {{0.062457, 0.007668, 0.117245},
      {0.133874, 0.052080, 0.215668},
      {0.131480, 0.067024, 0.195936},
      {0.039751, -0.002669, 0.082171},
      {0.469304, 0.372981, 0.565627},
      {0.117125, 0.053714, 0.180537},
      {0.046008, 0.003112, 0.088905}}},
    {"soft, tuned",
     true,
     std::nullopt,
     {{0.067541, 0.022016, 0.113065},
      {0.106836, 0.042862, 0.170811},
      {0.114405, 0.058694, 0.170116},
      {0.042615, 0.002153, 0.083076},
      {0.469233, 0.372918, 0.565547},
      {0.117125, 0.053714, 0.180537},
      {0.046008, 0.003112, 0.088905}}},
};

constexpr double kSixDigits = 0.6e-6;

TEST(PpiReference, EveryPrintedFigure) {
  for (const PpiRow& row : kPpiRows) {
    const std::vector<AssistedShare> got = by_ppi(row.soft, row.lambda);
    for (std::size_t k = 0; k < kTopics; ++k) {
      EXPECT_NEAR(got[k].share, row.printed[k][0], kSixDigits) << row.name << ", topic " << k;
      EXPECT_NEAR(got[k].wald.low, row.printed[k][1], kSixDigits) << row.name << ", topic " << k;
      EXPECT_NEAR(got[k].wald.high, row.printed[k][2], kSixDigits) << row.name << ", topic " << k;
    }
  }
}

// Estimate and standard error, by the package and by its formula.
const double kDsl[2][kTopics][2] = {{{0.0325, 0.03973171749},
                                     {0.15, 0.05425633604},
                                     {0.135, 0.04378284481},
                                     {0.0375, 0.02898679656},
                                     {0.4925, 0.06422506812},
                                     {0.105, 0.04012402647},
                                     {0.0475, 0.02209319748}},
                                    {{0.06496537229, 0.02792864579},
                                     {0.1270991648, 0.04025326307},
                                     {0.1251843287, 0.03319079337},
                                     {0.04180068269, 0.02106721033},
                                     {0.4679433029, 0.05940114841},
                                     {0.1237003659, 0.03391775043},
                                     {0.04930678263, 0.0228063066}}};

double prediction(std::size_t row, std::size_t topic, bool soft) {
  const double* p = rows().posterior.data() + row * kTopics;
  if (soft) return p[topic];
  for (std::size_t k = 0; k < kTopics; ++k) {
    if (p[k] > p[topic] || (p[k] == p[topic] && k < topic)) return 0.0;
  }
  return 1.0;
}

// The rows `first`, `first + step` ...
AssistedShare by_dsl(std::size_t topic, bool soft, std::size_t first = 0, std::size_t step = 1) {
  std::vector<double> f;
  std::vector<LabelledRow> labelled;
  for (std::size_t i = first; i < rows().label.size(); i += step) {
    if (i < kLabelled)
      labelled.push_back({static_cast<std::uint32_t>(f.size()), rows().label[i] == topic ? 1.0 : 0.0, 0.2});
    f.push_back(prediction(i, topic, soft));
  }
  return dsl_share(f, labelled);
}

TEST(DslReference, EveryPrintedFigure) {
  for (const bool soft : {false, true}) {
    for (std::size_t k = 0; k < kTopics; ++k) {
      const AssistedShare got = by_dsl(k, soft);
      EXPECT_NEAR(got.share, kDsl[soft ? 1 : 0][k][0], 1e-9) << soft << ", topic " << k;
      EXPECT_NEAR(got.standard_error, kDsl[soft ? 1 : 0][k][1], 1e-11) << soft << ", topic " << k;
    }
  }
}

// The package fits a logit of topic 4 on a stratum, 1 for every second row and 2 for the others (its
// optimizer stops at 3e-7).
TEST(DslReference, InterceptAndSlopeOnAStratum) {
  const AssistedShare first = by_dsl(4, true, 0, 2);
  const AssistedShare second = by_dsl(4, true, 1, 2);
  const LogOddsRatio ratio = log_odds_ratio(first, second);
  EXPECT_NEAR(ratio.value, -0.3418359841, 5e-7);
  EXPECT_NEAR(ratio.standard_error, 0.4799256086, 5e-7);
  // Extrapolated to stratum 0: twice the first less the second.
  const auto log_odds = [](const AssistedShare& one) { return std::log(one.share / (1 - one.share)); };
  const auto error = [](const AssistedShare& one) {
    return one.standard_error / (one.share * (1 - one.share));
  };
  EXPECT_NEAR(2 * log_odds(first) - log_odds(second), 0.3834123872, 1e-6);
  EXPECT_NEAR(std::hypot(2 * error(first), error(second)), 0.7753583504, 1e-6);
}

}  // namespace
}  // namespace ykien
