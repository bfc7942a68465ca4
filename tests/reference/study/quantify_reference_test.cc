// What QuaPy 0.2.0, SciPy and R printed on the two sets of posteriors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "unit/study/posterior_fixture.h"
#include "ykien/study/quantify.h"

namespace ykien {
namespace {

using ::testing::DoubleNear;
using ::testing::Pointwise;
using testing::shifted_rows;
using testing::validation_rows;

// BCTS without a penalty, as the reference fits it.
QuantifierOptions unpenalised() {
  QuantifierOptions options;
  options.calibration.bias_penalty = 0.0;
  return options;
}

const Quantifier& reference() {
  static const Quantifier quantifier(validation_rows().view(), unpenalised());
  return quantifier;
}

const std::vector<double>& shifted() {
  static const std::vector<double> posterior = shifted_rows().posterior;
  return posterior;
}

struct MethodRow {
  QuantifyMethod method;
  std::vector<double> share;
  double tolerance;
};

class EveryMethod : public ::testing::TestWithParam<MethodRow> {};

TEST_P(EveryMethod, AgreesToThePrintedPrecision) {
  const std::vector<double> share = reference().estimate(shifted(), GetParam().method);
  for (std::size_t k = 0; k < share.size(); ++k) {
    EXPECT_NEAR(share[k], GetParam().share[k], GetParam().tolerance) << "topic " << k;
  }
}

constexpr double kSixDigits = 0.6e-6;
INSTANTIATE_TEST_SUITE_P(
    Shifted, EveryMethod,
    ::testing::Values(
        MethodRow{QuantifyMethod::cc, {.1825, .2875, .2725, .0625, .1425, .0425, .01}, 1e-12},
        MethodRow{
            QuantifyMethod::pcc, {.195963, .256274, .261356, .078107, .135978, .054904, .017418}, kSixDigits},
        // SciPy's SLSQP stopped early here; see AccIsNoWorseThanTheReference.
        MethodRow{QuantifyMethod::acc, {0, .215558, .063372, .113414, .499676, .09247, .01551}, 2e-4},
        MethodRow{QuantifyMethod::pacc,
                  {.025873, .191267, .114011, .026285, .525385, .096693, .020486},
                  kSixDigits},
        MethodRow{
            QuantifyMethod::emq, {.095074, .217579, .188515, .069081, .383473, .0403, .005979}, kSixDigits},
        MethodRow{
            QuantifyMethod::emq_bcts, {.073527, .103498, .121395, .065093, .526595, .068228, .041664}, 2e-4}),
    [](const auto& row) {
      std::string name(method_name(row.param.method));
      std::erase(name, '-');
      return name;
    });

TEST(QuantifyReference, BctsCalibration) {
  EXPECT_NEAR(reference().calibration().scale, 1.1067932, 1e-7);
  EXPECT_NEAR(reference().log_loss(), .6996653217, 1e-10);
  // At the optimum the calibrated posteriors average to the shares of the labels.
  const std::vector<double> labels{.272857, .245714, .311429, .06, .037143, .05, .022857};
  EXPECT_THAT(reference().prior(), Pointwise(DoubleNear(kSixDigits), labels));
}

TEST(QuantifyReference, EmqErrorsAndShiftTest) {
  const EmqFit fit = reference().emq(shifted());
  const std::vector<double> errors{.018009, .021998, .021545, .020173, .031305, .018762, .015404};
  EXPECT_THAT(fit.standard_error, Pointwise(DoubleNear(2e-5), errors));
  EXPECT_NEAR(fit.information_condition, 29.7, 0.1);
  EXPECT_NEAR(fit.shift_statistic, 524.336, 0.1);
  EXPECT_LT(fit.shift_p, 1e-100);
  EXPECT_TRUE(fit.converged);
  EXPECT_LT(std::fabs(fit.excess), 1e-9);
}

TEST(QuantifyReference, ModeUnderADirichletPrior) {
  const EmqFit fit = reference().emq(shifted(), 0.5);
  const std::vector<double> share{.0744195, .10386258, .1211888, .06661343, .52119617, .06930309, .04341644};
  EXPECT_THAT(fit.share, Pointwise(DoubleNear(2e-4), share));
}

// What SciPy's optimizer found, to its six digits: ours is no worse, and theirs no better than rounding
// allows.
constexpr double kPrintedScale = 1.106806;
constexpr double kPrintedBias[] = {-0.556486, -0.855489, -0.879352, 0.039127, 0.893692, 0.602288, 0.75622};

std::vector<double> by_printed_calibration(const std::vector<double>& posterior) {
  std::vector<double> calibrated_rows;
  for (std::size_t i = 0; i < posterior.size(); i += 7) {
    double sum = 0.0;
    double row[7];
    for (std::size_t k = 0; k < 7; ++k)
      sum += row[k] = std::exp(kPrintedScale * std::log(posterior[i + k]) + kPrintedBias[k]);
    for (const double value : row) calibrated_rows.push_back(value / sum);
  }
  return calibrated_rows;
}

TEST(QuantifyReference, BctsIsNoWorseThanTheReference) {
  const auto rows = validation_rows();
  const std::vector<double> calibrated_rows = by_printed_calibration(rows.posterior);
  double loss = 0.0;
  for (std::size_t i = 0; i < rows.label.size(); ++i)
    loss -= std::log(calibrated_rows[i * 7 + rows.label[i]]) / static_cast<double>(rows.label.size());
  EXPECT_LE(reference().log_loss(), loss);
  EXPECT_NEAR(loss, .699665322, 1e-9);
}

// With the printed calibration in place of ours every figure comes out as printed: the tolerance of 2e-4 is
// what the two optima lie apart.
TEST(QuantifyReference, EmqAtThePrintedCalibration) {
  auto rows = validation_rows();
  rows.posterior = by_printed_calibration(rows.posterior);
  const Quantifier quantifier(rows.view());
  std::vector<double> calibrated_shifted = by_printed_calibration(shifted());
  // The printed prior is the mean of the calibrated posteriors; emq() without calibration takes the labels'
  // shares.
  const double prior[] = {.272858, .245713, .311426, .060002, .037143, .050001, .022857};
  for (std::size_t i = 0; i < calibrated_shifted.size(); ++i) {
    const double labels =
        static_cast<double>(quantifier.support()[i % 7]) / static_cast<double>(quantifier.rows());
    calibrated_shifted[i] *= labels / prior[i % 7];
  }
  const EmqFit fit = quantifier.emq(calibrated_shifted, 0.0, false);
  const std::vector<double> share{.07352729, .10349767, .12139491, .06509345, .52659503, .0682281, .04166354};
  const std::vector<double> errors{.018009, .021998, .021545, .020173, .031305, .018762, .015404};
  EXPECT_THAT(fit.share, Pointwise(DoubleNear(1e-6), share));
  EXPECT_THAT(fit.standard_error, Pointwise(DoubleNear(1e-6), errors));
  // Twice the gain over the printed prior, under which each row's likelihood is the sum of its posteriors.
  const std::vector<double> posterior = by_printed_calibration(shifted());
  double gain = 0.0;
  for (std::size_t i = 0; i < posterior.size(); i += 7) {
    double likelihood = 0.0;
    for (std::size_t k = 0; k < 7; ++k) likelihood += fit.share[k] * posterior[i + k] / prior[k];
    gain += std::log(likelihood);
  }
  EXPECT_NEAR(2 * gain, 524.336098, 2e-3);
  const std::vector<double> mode{.0744195, .10386258, .1211888, .06661343, .52119617, .06930309, .04341644};
  EXPECT_THAT(quantifier.emq(calibrated_shifted, 0.5, false).share, Pointwise(DoubleNear(1e-6), mode));
}

// EMQ on posteriors calibrated by a temperature alone.
TEST(QuantifyReference, TemperatureScaling) {
  QuantifierOptions options = unpenalised();
  options.calibration.kind = CalibrationKind::temperature;
  const Quantifier quantifier(validation_rows().view(), options);
  const std::vector<double> printed{.069109, .129755, .137221, .065539, .518467, .048472, .031436};
  EXPECT_THAT(quantifier.estimate(shifted(), QuantifyMethod::emq_bcts), Pointwise(DoubleNear(2e-4), printed));
}

TEST(QuantifyReference, TheDefaultPenaltyHardlyMoves) {
  const Quantifier quantifier(validation_rows().view());
  const std::vector<double> share = quantifier.estimate(shifted(), QuantifyMethod::emq_bcts);
  const std::vector<double> printed{.073527, .103498, .121395, .065093, .526595, .068228, .041664};
  EXPECT_THAT(share, Pointwise(DoubleNear(2e-4), printed));
}

// ||M q - c||^2.
double misfit(const std::vector<double>& q) {
  const std::vector<double> counted = reference().estimate(shifted(), QuantifyMethod::cc);
  double sum = 0.0;
  for (std::size_t j = 0; j < 7; ++j) {
    double row = -counted[j];
    for (std::size_t k = 0; k < 7; ++k) row += reference().misclassification()[j * 7 + k] * q[k];
    sum += row * row;
  }
  return sum;
}

TEST(QuantifyReference, AccIsNoWorseThanTheReference) {
  const double ours = misfit(reference().estimate(shifted(), QuantifyMethod::acc));
  const double theirs = misfit({0, .215558, .063372, .113414, .499676, .09247, .01551});
  EXPECT_LT(ours, theirs);
  EXPECT_NEAR(ours, theirs, 1e-8);
}

const std::vector<double>& truth_of_shifted() {
  static const std::vector<double> truth{.085, .135, .145, .0475, .4575, .08, .05};
  return truth;
}

TEST(QuantifyReference, TheShiftedRowsAreTheFixture) {
  const auto rows = shifted_rows();
  std::vector<double> share(7);
  for (const std::uint32_t label : rows.label) share[label] += 1.0 / static_cast<double>(rows.label.size());
  EXPECT_THAT(share, Pointwise(DoubleNear(1e-12), truth_of_shifted()));
}

TEST(QuantifyReference, AbsoluteErrors) {
  // The last: three digits, of EMQ-BCTS.
  const double printed[] = {.11214, .10834, .05746, .04024, .04507, .025};
  for (std::size_t m = 0; m < kQuantifyMethods; ++m) {
    const std::vector<double> share = reference().estimate(shifted(), static_cast<QuantifyMethod>(m));
    double error = 0.0;
    for (std::size_t k = 0; k < 7; ++k) error += std::fabs(share[k] - truth_of_shifted()[k]) / 7.0;
    EXPECT_NEAR(error, printed[m], m < 5 ? 0.7e-5 : 5e-4) << method_name(static_cast<QuantifyMethod>(m));
  }
}

// One step of EM as it is written down (Saerens et al. 2002).
std::vector<double> em_step(const std::vector<double>& share, const std::vector<double>& before) {
  std::vector<double> next(7);
  const auto rows = static_cast<double>(shifted().size() / 7);
  for (std::size_t i = 0; i < shifted().size(); i += 7) {
    double sum = 0.0;
    for (std::size_t k = 0; k < 7; ++k) sum += share[k] * shifted()[i + k] / before[k];
    for (std::size_t k = 0; k < 7; ++k) next[k] += share[k] * shifted()[i + k] / before[k] / sum / rows;
  }
  return next;
}

double mean_step(const std::vector<double>& one, const std::vector<double>& other) {
  double sum = 0.0;
  for (std::size_t k = 0; k < 7; ++k) sum += std::fabs(one[k] - other[k]) / 7.0;
  return sum;
}

// QuaPy stops when, after ten steps, shares move by less than 1e-4: .006615 in place of .005979. Run on, it
// is where ours is.
TEST(QuantifyReference, StoppedEarlyEmIsNotAtItsFixedPoint) {
  std::vector<double> before(7);
  for (std::size_t k = 0; k < 7; ++k)
    before[k] = static_cast<double>(reference().support()[k]) / static_cast<double>(reference().rows());
  std::vector<double> share = before;
  std::vector<double> stopped;
  for (int step = 1; step < 20000; ++step) {
    const std::vector<double> next = em_step(share, before);
    const double moved = mean_step(next, share);
    share = next;
    if (stopped.empty() && step > 10 && moved < 1e-4) stopped = share;
    if (moved < 1e-12) break;
  }
  const std::vector<double> printed{.095039, .217266, .188324, .069133, .383359, .040264, .006615};
  EXPECT_THAT(stopped, Pointwise(DoubleNear(kSixDigits), printed));
  EXPECT_THAT(share, Pointwise(DoubleNear(1e-9), reference().estimate(shifted(), QuantifyMethod::emq)));
}

// QuaPy's "exact" ACC and PACC solve M q = counted without bounds: what it printed, put back, gives the
// counts.
TEST(QuantifyReference, TheMatricesSolveToThePrintedShares) {
  const struct {
    bool soft;
    std::vector<double> share;
  } printed[] = {{false, {-.084939, .204184, .037131, .10979, .605583, .09625, .032}},
                 {true, {.025873, .191267, .114011, .026285, .525385, .096693, .020486}}};
  for (const auto& one : printed) {
    const auto counted = reference().estimate(shifted(), one.soft ? QuantifyMethod::pcc : QuantifyMethod::cc);
    const std::vector<double>& matrix = reference().misclassification(one.soft);
    for (std::size_t j = 0; j < 7; ++j) {
      double sum = 0.0;
      for (std::size_t k = 0; k < 7; ++k) sum += matrix[j * 7 + k] * one.share[k];
      EXPECT_NEAR(sum, counted[j], 1e-6) << one.soft << ", topic " << j;
    }
  }
}

double log_loss(const testing::PosteriorRows& rows, const Calibration& calibration) {
  std::vector<double> logits;
  for (const double p : rows.posterior) logits.push_back(std::log(p));
  const std::vector<double> calibrated = calibrated_rows(calibration, logits, 7);
  double loss = 0.0;
  for (std::size_t i = 0; i < rows.label.size(); ++i)
    loss -= std::log(calibrated[i * 7 + rows.label[i]]) / static_cast<double>(rows.label.size());
  return loss;
}

// Before calibration, by a temperature and by BCTS; on the rows it was fitted on and on the shifted ones
// (where what the optimizers lie apart shows in the fifth digit).
TEST(QuantifyReference, LogLosses) {
  const Calibration none{1.0, std::vector<double>(7)};
  EXPECT_NEAR(log_loss(validation_rows(), none), .746731773932098, 1e-12);
  EXPECT_NEAR(log_loss(shifted_rows(), none), 1.3898647792545875, 1e-12);
  QuantifierOptions options = unpenalised();
  options.calibration.kind = CalibrationKind::temperature;
  const Quantifier by_temperature(validation_rows().view(), options);
  EXPECT_NEAR(by_temperature.log_loss(), .7437124087088806, 1e-9);
  EXPECT_NEAR(log_loss(shifted_rows(), by_temperature.calibration()), 1.3539160378011363, 1e-4);
  EXPECT_NEAR(reference().log_loss(), .6996654194219798, 1e-6);
  EXPECT_NEAR(log_loss(shifted_rows(), reference().calibration()), .9734190414472773, 1e-3);
}

// QuaPy's bootstrap of ACC over the 400 rows alone, means and 95% percentiles. How many draws it took is not
// told: the means lie within three standard errors of a hundred.
TEST(QuantifyReference, BootstrapOfTheRowsAlone) {
  constexpr int kDraws = 1000;
  std::mt19937_64 random(1);
  std::uniform_int_distribution<std::size_t> any(0, shifted().size() / 7 - 1);
  std::vector<std::vector<double>> draws(7);
  for (int draw = 0; draw < kDraws; ++draw) {
    std::vector<double> rows;
    for (std::size_t i = 0; i < shifted().size(); i += 7) {
      const auto row = shifted().begin() + static_cast<std::ptrdiff_t>(any(random) * 7);
      rows.insert(rows.end(), row, row + 7);
    }
    const std::vector<double> share = reference().estimate(rows, QuantifyMethod::acc);
    for (std::size_t k = 0; k < 7; ++k) draws[k].push_back(share[k]);
  }
  const double printed[3][7] = {{.0005, .2096, .0606, .114, .5079, .0931, .0143},
                                {0, .1262, 0, .035, .4007, .0432, 0},
                                {.0057, .2771, .1528, .2018, .6021, .1513, .0401}};
  for (std::size_t k = 0; k < 7; ++k) {
    std::ranges::sort(draws[k]);
    const double deviation = (printed[2][k] - printed[1][k]) / (2 * 1.96);
    EXPECT_NEAR(std::accumulate(draws[k].begin(), draws[k].end(), 0.0) / kDraws, printed[0][k],
                std::max(0.001, 3 * deviation / 10))
        << k;
    EXPECT_NEAR(draws[k][kDraws / 40], printed[1][k], 0.02) << k;
    EXPECT_NEAR(draws[k][kDraws - 1 - kDraws / 40], printed[2][k], 0.02) << k;
  }
}

}  // namespace
}  // namespace ykien
