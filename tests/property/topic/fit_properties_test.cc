// What holds for any rows: optimality of fits, folds, calibration, thresholds, evaluation.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "topic/fit/folds.h"
#include "topic/fit/logistic.h"
#include "topic/fit/random.h"
#include "ykien/topic/calibrate.h"
#include "ykien/topic/evaluate.h"

namespace ykien {
namespace {

using detail::SplitMix64;

struct Problem {
  SparseMatrix matrix;
  std::vector<std::uint32_t> label;
  std::uint32_t classes = 2;
};

Problem random_problem(SplitMix64& random) {
  Problem problem;
  problem.classes =
      static_cast<std::uint32_t>(1 + random.below(18));  // odd and even strides, compiled in and not
  problem.matrix.columns = static_cast<std::uint32_t>(1 + random.below(30));
  const std::uint64_t rows = 1 + random.below(40);
  for (std::uint64_t i = 0; i < rows; ++i) {
    std::vector<std::uint32_t> columns;
    std::vector<float> values;
    for (std::uint32_t j = 0; j < problem.matrix.columns; ++j) {
      if (random.below(4) != 0) continue;
      columns.push_back(j);
      values.push_back(static_cast<float>(2.0 * random.uniform() - 0.5));
    }
    problem.matrix.append(columns, values);
    problem.label.push_back(static_cast<std::uint32_t>(random.below(problem.classes)));
  }
  return problem;
}

std::vector<double> softmax(std::vector<double> z) {
  const double top = *std::max_element(z.begin(), z.end());
  double sum = 0.0;
  for (double& value : z) sum += value = std::exp(value - top);
  for (double& value : z) value /= sum;
  return z;
}

// The gradient of C * sum_i s_i logloss_i + 1/2 ||W||^2 by W and b, written down as it stands, and its
// largest entry.
double largest_slope(const Problem& problem, const LogisticModel& model, double c,
                     const std::vector<double>& weight, const std::vector<bool>& present) {
  std::vector<double> by_weight = model.weight;
  std::vector<double> by_intercept(problem.classes, 0.0);
  for (std::size_t i = 0; i < problem.label.size(); ++i) {
    const SparseRow row = problem.matrix.row(i);
    std::vector<double> z(problem.classes);
    model.logits(row, z);
    for (std::size_t k = 0; k < z.size(); ++k) z[k] = present[k] ? z[k] : -1e300;
    const std::vector<double> p = softmax(z);
    for (std::size_t k = 0; k < problem.classes; ++k) {
      const double slope = c * weight[problem.label[i]] * (p[k] - (k == problem.label[i] ? 1.0 : 0.0));
      by_intercept[k] += slope;
      for (std::size_t j = 0; j < row.size(); ++j)
        by_weight[row.column[j] * problem.classes + k] += slope * row.value[j];
    }
  }
  double largest = 0.0;
  for (const double g : by_weight) largest = std::max(largest, std::fabs(g));
  for (const double g : by_intercept) largest = std::max(largest, std::fabs(g));
  return largest;
}

RC_GTEST_PROP(FitProperties, NoSlopeIsLeftAtTheOptimum, ()) {
  SplitMix64 random(*rc::gen::arbitrary<std::uint64_t>());
  const Problem problem = random_problem(random);
  const LogisticProblem fitter(problem.matrix, problem.label, problem.classes);
  LogisticOptions options;
  options.c = 0.1 * static_cast<double>(1 + random.below(100));
  options.class_weight = balanced_class_weights(fitter.class_counts(), random.uniform());
  options.tolerance = 1e-9;
  const LogisticFit fit = fitter.fit(options);
  std::vector<bool> present;
  for (const std::size_t count : fitter.class_counts()) present.push_back(count > 0);
  RC_ASSERT(fit.converged);
  const double scale = options.c * static_cast<double>(problem.label.size());
  RC_ASSERT(largest_slope(problem, fit.model, options.c, options.class_weight, present) <
            1e-6 * std::max(1.0, scale));
}

RC_GTEST_PROP(FoldProperties, GroupsStayTogetherAndClassesAreSpread, ()) {
  SplitMix64 random(*rc::gen::arbitrary<std::uint64_t>());
  const std::size_t rows = static_cast<std::size_t>(2 + random.below(100));
  std::vector<std::uint32_t> labels(rows);
  std::vector<std::uint32_t> groups(rows);
  for (std::uint32_t& label : labels) label = static_cast<std::uint32_t>(random.below(5));
  for (std::uint32_t& group : groups) group = static_cast<std::uint32_t>(random.below(rows));
  groups[0] = 1000;  // at least two groups
  const std::uint32_t folds =
      static_cast<std::uint32_t>(2 + random.below(std::min<std::uint64_t>(rows - 1, 9)));
  const std::size_t different = std::set<std::uint32_t>(groups.begin(), groups.end()).size();
  const std::uint64_t seed = random.next();
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> cells;
  const std::vector<std::uint32_t> even = stratified_folds(labels, folds, seed);
  for (std::size_t i = 0; i < rows; ++i) ++cells[{labels[i], even[i]}];
  for (std::uint32_t k = 0; k < 5; ++k) {
    int least = 1000;
    int most = 0;
    for (std::uint32_t fold = 0; fold < folds; ++fold) {
      least = std::min(least, cells[{k, fold}]);
      most = std::max(most, cells[{k, fold}]);
    }
    RC_ASSERT(most - least <= 1);
  }
  RC_PRE(folds <= different);
  const std::vector<std::uint32_t> grouped = grouped_folds(labels, groups, folds, seed);
  std::map<std::uint32_t, std::uint32_t> fold_of_group;
  for (std::size_t i = 0; i < rows; ++i) {
    RC_ASSERT(fold_of_group.try_emplace(groups[i], grouped[i]).first->second == grouped[i]);
  }
}

// Logits whose scale and labels vary from hopeless to separable.
std::vector<double> random_logits(SplitMix64& random, std::size_t count) {
  const double scale = std::exp(6.0 * random.uniform() - 2.0);
  std::vector<double> logits(count);
  for (double& z : logits) z = scale * (random.uniform() - 0.5);
  return logits;
}

RC_GTEST_PROP(CalibrationProperties, NeverRaisesTheLossAndGivesProbabilities, ()) {
  SplitMix64 random(*rc::gen::arbitrary<std::uint64_t>());
  const std::uint32_t topics = static_cast<std::uint32_t>(1 + random.below(8));
  const std::size_t rows = static_cast<std::size_t>(random.below(60));
  const std::vector<double> logits = random_logits(random, rows * topics);
  std::vector<std::uint32_t> labels(rows);
  for (std::uint32_t& label : labels) label = static_cast<std::uint32_t>(random.below(topics));
  CalibrationOptions options;
  options.kind = random.below(2) == 0 ? CalibrationKind::temperature : CalibrationKind::bias_corrected;
  options.bias_penalty = random.below(2) == 0 ? 0.0 : 0.1;
  const CalibrationFit fit = fit_calibration(logits, labels, topics, options);
  RC_ASSERT(fit.log_loss_after <= fit.log_loss_before + 1e-12);
  RC_ASSERT(fit.calibration.scale >= options.min_scale && fit.calibration.scale <= options.max_scale);
  const std::vector<double> p = calibrated_rows(fit.calibration, logits, topics);
  for (std::size_t i = 0; i < rows; ++i) {
    const auto row = p.begin() + static_cast<std::ptrdiff_t>(i * topics);
    RC_ASSERT(std::fabs(std::accumulate(row, row + topics, 0.0) - 1.0) < 1e-12);
    RC_ASSERT(std::all_of(row, row + topics, [](double x) { return x >= 0.0 && x <= 1.0; }));
  }
}

RC_GTEST_PROP(ThresholdProperties, AcceptedRowsReachTheTarget, ()) {
  SplitMix64 random(*rc::gen::arbitrary<std::uint64_t>());
  const std::size_t rows = static_cast<std::size_t>(random.below(200));
  std::vector<double> top(rows);
  std::vector<std::uint8_t> correct(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    top[i] = static_cast<double>(random.below(20)) / 19.0;
    correct[i] = random.uniform() < top[i] ? 1 : 0;
  }
  const double target = random.uniform();
  const Threshold threshold = choose_review_threshold(top, correct, target);
  RC_ASSERT(threshold.value >= 0.0 && threshold.value <= 1.0);
  RC_ASSERT(!threshold.provenance.empty());
  double accepted = 0.0;
  double right = 0.0;
  for (std::size_t i = 0; i < rows; ++i) {
    if (top[i] < threshold.value) continue;
    accepted += 1.0;
    right += correct[i];
  }
  RC_ASSERT(threshold.value >= 1.0 || rows == 0 || right >= target * accepted);
}

RC_GTEST_PROP(EvaluationProperties, DoesNotDependOnTheOrderOfRows, ()) {
  SplitMix64 random(*rc::gen::arbitrary<std::uint64_t>());
  const std::uint32_t topics = static_cast<std::uint32_t>(1 + random.below(6));
  const std::size_t rows = static_cast<std::size_t>(random.below(50));
  std::vector<std::uint32_t> truth(rows);
  for (std::uint32_t& label : truth) label = static_cast<std::uint32_t>(random.below(topics));
  const std::vector<double> p = calibrated_rows({}, random_logits(random, rows * topics), topics);
  std::vector<std::uint32_t> reversed(truth.rbegin(), truth.rend());
  std::vector<double> reversed_p;
  for (std::size_t i = rows; i-- > 0;) {
    const auto row = p.begin() + static_cast<std::ptrdiff_t>(i * topics);
    reversed_p.insert(reversed_p.end(), row, row + topics);
  }
  EvaluateOptions options;
  options.resamples = 20;
  const Evaluation a = evaluate(truth, p, topics, {}, options);
  const Evaluation b = evaluate(reversed, reversed_p, topics, {}, options);
  RC_ASSERT(a.confusion == b.confusion);
  RC_ASSERT(a.macro_f1 == b.macro_f1);
  RC_ASSERT(std::fabs(a.log_loss - b.log_loss) <= 1e-12 * std::max(1.0, a.log_loss));
  RC_ASSERT(std::fabs(a.brier - b.brier) < 1e-12);
  std::size_t in_bins = 0;
  for (const ReliabilityBin& bin : a.reliability) in_bins += bin.rows;
  RC_ASSERT(in_bins == rows);
  RC_ASSERT(std::accumulate(a.confusion.begin(), a.confusion.end(), std::size_t{0}) == rows);
  RC_ASSERT(std::fabs(a.coverage.back().accuracy - a.accuracy) < 1e-15);
  for (const double x : {a.accuracy, a.macro_f1, a.weighted_f1, a.ece}) RC_ASSERT(x >= 0.0 && x <= 1.0);
}

}  // namespace
}  // namespace ykien
