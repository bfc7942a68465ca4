// Temperature scaling, BCTS and the thresholds.
#include "ykien/topic/calibrate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "unit/topic/fit_fixture.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using ::testing::HasSubstr;
using testing::Posteriors;
using testing::read_posteriors;

std::vector<double> logs_of(const std::vector<double>& probabilities) {
  std::vector<double> logs;
  for (const double p : probabilities) logs.push_back(std::log(p));
  return logs;
}

CalibrationOptions kind(CalibrationKind which, double penalty) {
  CalibrationOptions options;
  options.kind = which;
  options.bias_penalty = penalty;
  return options;
}

double mean_log_loss(const std::vector<double>& p, const std::vector<std::uint32_t>& labels,
                     std::size_t topics) {
  double sum = 0.0;
  for (std::size_t i = 0; i < labels.size(); ++i) sum -= std::log(p[i * topics + labels[i]]);
  return sum / static_cast<double>(labels.size());
}

// The reference figures: SciPy's BFGS (gtol 1e-9) on the same rows.
TEST(Calibrate, BctsAgreesWithTheReference) {
  const Posteriors rows = read_posteriors();
  const std::vector<double> logits = logs_of(rows.probability);
  const CalibrationFit fit =
      fit_calibration(logits, rows.label, 7, kind(CalibrationKind::bias_corrected, 0.0));
  EXPECT_NEAR(fit.calibration.scale, 1.1067931839, 1e-7);
  EXPECT_NEAR(fit.log_loss_before, 0.746731773932098, 1e-9);
  EXPECT_NEAR(fit.log_loss_after, 0.6996653216832573, 1e-12);
  const double mean = std::accumulate(fit.calibration.bias.begin(), fit.calibration.bias.end(), 0.0) / 7.0;
  const std::vector<double> centred{-0.5564755, -0.85545409, -0.87930379, 0.0390807,
                                    0.89366888, 0.60225141,  0.75623239};
  for (std::size_t k = 0; k < 7; ++k) EXPECT_NEAR(fit.calibration.bias[k] - mean, centred[k], 1e-7);
  // At the optimum the mean probability of each class is its share among the labels.
  const std::vector<double> p = calibrated_rows(fit.calibration, logits, 7);
  EXPECT_NEAR(mean_log_loss(p, rows.label, 7), fit.log_loss_after, 1e-12);
  for (std::size_t k = 0; k < 7; ++k) {
    double sum = 0.0;
    for (std::size_t i = 0; i < rows.label.size(); ++i) sum += p[7 * i + k];
    EXPECT_NEAR(sum, static_cast<double>(std::count(rows.label.begin(), rows.label.end(), k)), 1e-6);
  }
}

TEST(Calibrate, TemperatureAgreesWithTheReference) {
  const Posteriors rows = read_posteriors();
  const CalibrationFit fit =
      fit_calibration(logs_of(rows.probability), rows.label, 7, kind(CalibrationKind::temperature, 0.1));
  EXPECT_NEAR(fit.log_loss_after, 0.7437124087, 1e-8);
  EXPECT_EQ(fit.calibration.bias, std::vector<double>(7, 0.0));
  EXPECT_LT(fit.calibration.scale, 1.0);
}

TEST(Calibrate, TheDefaultPenaltyHardlyMoves) {
  const Posteriors rows = read_posteriors();
  const CalibrationFit fit = fit_calibration(logs_of(rows.probability), rows.label, 7);
  EXPECT_NEAR(fit.log_loss_after, 0.699665322, 5e-5);
  EXPECT_NEAR(fit.calibration.scale, 1.106806, 5e-3);
}

TEST(Calibrate, ToleranceAndStartHardlyMoveTheOptimum) {
  const Posteriors rows = read_posteriors();
  const std::vector<double> logits = logs_of(rows.probability);
  const CalibrationFit whole = fit_calibration(logits, rows.label, 7);
  CalibrationOptions options;
  options.tolerance = 1e-6;
  for (const bool near : {false, true}) {
    if (near) options.start = {1.2, {0.3, 0.1, 0.0, 0.0, 0.5, 0.0, -0.4}};
    const CalibrationFit fit = fit_calibration(logits, rows.label, 7, options);
    EXPECT_NEAR(fit.calibration.scale, whole.calibration.scale, 1e-8);
    for (std::size_t k = 0; k < 7; ++k) EXPECT_NEAR(fit.calibration.bias[k], whole.calibration.bias[k], 1e-7);
    EXPECT_NEAR(fit.log_loss_after, whole.log_loss_after, 1e-12);
  }
  options.start = {1.0, {0.0}};
  EXPECT_THROW(fit_calibration(logits, rows.label, 7, options), Error);
}

TEST(Calibrate, AMissingTopicKeepsAFiniteBias) {
  const Posteriors rows = read_posteriors();
  std::vector<double> probability;
  std::vector<std::uint32_t> labels;
  for (std::size_t i = 0; i < rows.label.size(); ++i) {
    if (rows.label[i] == 6) continue;
    labels.push_back(rows.label[i]);
    probability.insert(probability.end(), rows.probability.begin() + static_cast<std::ptrdiff_t>(7 * i),
                       rows.probability.begin() + static_cast<std::ptrdiff_t>(7 * i + 7));
  }
  const CalibrationFit fit = fit_calibration(logs_of(probability), labels, 7);
  EXPECT_TRUE(std::isfinite(fit.calibration.bias[6]));
  EXPECT_EQ(std::min_element(fit.calibration.bias.begin(), fit.calibration.bias.end()) -
                fit.calibration.bias.begin(),
            6);
  EXPECT_LT(fit.log_loss_after, fit.log_loss_before);
}

TEST(Calibrate, SeparableRowsStopAtTheBound) {
  const std::vector<double> logits{1.0, 0.0, 0.0, 1.0, 2.0, 0.0, 0.0, 3.0};
  const std::vector<std::uint32_t> labels{0, 1, 0, 1};
  for (const CalibrationKind which : {CalibrationKind::temperature, CalibrationKind::bias_corrected}) {
    const CalibrationFit fit = fit_calibration(logits, labels, 2, kind(which, 0.1));
    EXPECT_EQ(fit.calibration.scale, CalibrationOptions{}.max_scale);
    EXPECT_TRUE(std::isfinite(fit.calibration.bias[0]));
  }
  // Every row wrong: the other bound.
  const CalibrationFit wrong = fit_calibration(logits, std::vector<std::uint32_t>{1, 0, 1, 0}, 2,
                                               kind(CalibrationKind::temperature, 0.1));
  EXPECT_EQ(wrong.calibration.scale, CalibrationOptions{}.min_scale);
}

TEST(Calibrate, NothingToLearnFromMeansNoChange) {
  const CalibrationFit none = fit_calibration({}, {}, 3);
  EXPECT_EQ(none.calibration.scale, 1.0);
  EXPECT_EQ(none.calibration.bias, std::vector<double>(3, 0.0));
  const CalibrationFit flat =
      fit_calibration(std::vector<double>(6, 5.0), std::vector<std::uint32_t>{0, 1}, 3);
  EXPECT_EQ(flat.calibration.scale, 1.0);  // equal logits say nothing about it
  EXPECT_TRUE(std::isfinite(flat.calibration.bias[2]));
  const CalibrationFit one =
      fit_calibration(std::vector<double>{3.0, 4.0}, std::vector<std::uint32_t>{0, 0}, 1);
  EXPECT_EQ(one.log_loss_after, 0.0);
}

TEST(Calibrate, ProbabilitiesOfARow) {
  const std::vector<double> p = calibrated({2.0, {0.0, std::log(3.0)}}, std::vector<double>{1.0, 1.0});
  EXPECT_NEAR(p[0], 0.25, 1e-15);
  EXPECT_NEAR(p[1], 0.75, 1e-15);
  EXPECT_EQ(calibrated({}, std::vector<double>{-800.0, 800.0}), (std::vector<double>{0.0, 1.0}));
  EXPECT_TRUE(calibrated({}, {}).empty());
  EXPECT_THROW(calibrated({1.0, {0.0}}, std::vector<double>{1.0, 1.0}), Error);
}

TEST(Calibrate, RefusesWhatMakesNoSense) {
  const std::vector<double> logits{1.0, 2.0};
  EXPECT_THROW(fit_calibration(logits, std::vector<std::uint32_t>{2}, 2), Error);
  EXPECT_THROW(fit_calibration(logits, std::vector<std::uint32_t>{0}, 3), Error);
  EXPECT_THROW(fit_calibration({}, {}, 0), Error);
  EXPECT_THROW(fit_calibration(std::vector<double>{1.0, NAN}, std::vector<std::uint32_t>{0}, 2), Error);
}

// 100 rows at .9 all right, 100 at .6 of which 70 are right, 50 at .4 of which 10 are right.
struct Outcomes {
  std::vector<double> probability;
  std::vector<std::uint8_t> correct;

  void add(double p, int right, int wrong) {
    probability.insert(probability.end(), static_cast<std::size_t>(right + wrong), p);
    correct.insert(correct.end(), static_cast<std::size_t>(right), 1);
    correct.insert(correct.end(), static_cast<std::size_t>(wrong), 0);
  }
};

Outcomes three_steps() {
  Outcomes rows;
  rows.add(0.4, 10, 40);
  rows.add(0.9, 100, 0);
  rows.add(0.6, 70, 30);
  return rows;
}

TEST(ReviewThreshold, TakesTheLowestThatIsSure) {
  const Outcomes rows = three_steps();
  // 170 of 200: .85, Wilson's one-sided 95% bound .8037. 100 of 100: .9737. 180 of 250: .72, .6714.
  const struct {
    double target;
    double value;
  } cases[] = {{0.6, 0.0},   {0.67, 0.0},  {0.68, 0.5}, {0.80, 0.5},
               {0.81, 0.75}, {0.97, 0.75}, {0.98, 1.0}, {1.0, 1.0}};
  for (const auto& a_case : cases) {
    EXPECT_EQ(choose_review_threshold(rows.probability, rows.correct, a_case.target).value, a_case.value)
        << a_case.target;
  }
}

TEST(ReviewThreshold, SaysWhereItComesFrom) {
  const Outcomes rows = three_steps();
  const Threshold threshold = choose_review_threshold(rows.probability, rows.correct, 0.8);
  EXPECT_EQ(threshold.provenance,
            "Lowest top probability from which 250 held-out rows reach an accuracy of 80.0% for sure (95% "
            "Wilson bound); "
            "accepts 80.0% of them with an accuracy of 85.0%.");
  EXPECT_THAT(choose_review_threshold(rows.probability, rows.correct, 1.0).provenance,
              HasSubstr("every decision"));
}

TEST(ReviewThreshold, IsNeverNaN) {
  EXPECT_EQ(choose_review_threshold({}, {}, 0.9).value, 0.5);
  EXPECT_EQ(choose_review_threshold(std::vector<double>{0.7}, std::vector<std::uint8_t>{0}, 0.9).value, 1.0);
  EXPECT_EQ(choose_review_threshold(std::vector<double>{0.7}, std::vector<std::uint8_t>{1}, 0.0).value, 0.0);
  EXPECT_THROW(choose_review_threshold(std::vector<double>{NAN}, std::vector<std::uint8_t>{1}, 0.9), Error);
  EXPECT_THROW(choose_review_threshold(std::vector<double>{0.5}, std::vector<std::uint8_t>{1}, NAN), Error);
  EXPECT_THROW(choose_review_threshold(std::vector<double>{0.5}, {}, 0.9), Error);
}

TEST(SecondaryThreshold, MaximisesF1) {
  std::vector<double> probabilities;
  std::vector<std::uint32_t> primary;
  std::vector<std::vector<std::uint32_t>> secondary;
  const auto add = [&](int times, std::vector<double> p, std::vector<std::uint32_t> labels) {
    for (int i = 0; i < times; ++i) {
      probabilities.insert(probabilities.end(), p.begin(), p.end());
      primary.push_back(0);
      secondary.push_back(labels);
    }
  };
  add(10, {0.6, 0.3, 0.1}, {1});
  add(5, {0.8, 0.2, 0.0}, {});
  add(2, {0.8, 0.12, 0.08}, {1, 0});  // the first topic among the labels does not count
  const Threshold threshold = choose_secondary_threshold(probabilities, primary, secondary, 3);
  EXPECT_DOUBLE_EQ(threshold.value, 0.25);
  EXPECT_EQ(
      threshold.provenance,
      "Maximises F1 of 12 secondary labels on 17 held-out rows: F1 0.909, precision 1.000, recall 0.833.");
}

TEST(SecondaryThreshold, HasADefault) {
  const std::vector<std::vector<std::uint32_t>> none(2);
  const Threshold threshold = choose_secondary_threshold(std::vector<double>{0.6, 0.4, 0.5, 0.5},
                                                         std::vector<std::uint32_t>{0, 0}, none, 2);
  EXPECT_EQ(threshold.value, kDefaultSecondaryThreshold);
  EXPECT_EQ(threshold.provenance, "Default of 0.250, as 0 secondary labels are too few to learn it from.");
  EXPECT_EQ(choose_secondary_threshold({}, {}, {}, 2).value, kDefaultSecondaryThreshold);
  EXPECT_THROW(choose_secondary_threshold({}, std::vector<std::uint32_t>{0}, {}, 2), Error);
  EXPECT_THROW(choose_secondary_threshold(std::vector<double>{1.0, 0.0}, std::vector<std::uint32_t>{2},
                                          std::vector(1, none[0]), 2),
               Error);
}

}  // namespace
}  // namespace ykien
