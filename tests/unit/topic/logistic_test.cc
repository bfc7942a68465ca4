// The fit against scikit-learn's, and what it does at the edges.
#include "topic/fit/logistic.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <ostream>
#include <thread>

#include "topic/fit/columns.h"
#include "unit/topic/fit_fixture.h"

namespace ykien {
namespace {

using testing::FitProblem;
using testing::read_problem;
using testing::ReferenceFit;

constexpr double kTight = 1e-8;

LogisticOptions options_of(const ReferenceFit& reference) {
  LogisticOptions options;
  options.c = reference.c;
  options.class_weight = reference.class_weight;
  options.tolerance = kTight;
  return options;
}

void expect_close(const std::vector<double>& ours, const std::vector<double>& theirs) {
  ASSERT_EQ(ours.size(), theirs.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    EXPECT_NEAR(ours[i], theirs[i], 1e-4 * std::max(std::fabs(theirs[i]), 1e-2)) << "at " << i;
  }
}

class AgainstScikitLearn : public ::testing::TestWithParam<const char*> {};

TEST_P(AgainstScikitLearn, CoefficientsAgree) {
  const FitProblem problem = read_problem(GetParam());
  const LogisticProblem fitter(problem.matrix, problem.label, problem.classes);
  for (const ReferenceFit& reference : problem.fits) {
    const LogisticFit fit = fitter.fit(options_of(reference));
    EXPECT_TRUE(fit.converged) << fit.gradient_norm;
    EXPECT_NEAR(fit.objective, reference.objective, 1e-8 * reference.objective);
    expect_close(fit.model.weight, reference.weight);
    expect_close(fit.model.intercept, reference.intercept);
  }
}

TEST_P(AgainstScikitLearn, AWarmStartEndsAtTheSameOptimum) {
  const FitProblem problem = read_problem(GetParam());
  const LogisticProblem fitter(problem.matrix, problem.label, problem.classes);
  LogisticOptions other = options_of(problem.fits[0]);
  other.c *= 0.3;
  const LogisticFit start = fitter.fit(other);
  const LogisticFit fit = fitter.fit(options_of(problem.fits[0]), &start.model);
  expect_close(fit.model.weight, problem.fits[0].weight);
  // From the optimum itself there is nothing left to do.
  EXPECT_LE(fitter.fit(options_of(problem.fits[0]), &fit.model).evaluations, 2);
}

INSTANTIATE_TEST_SUITE_P(Problems, AgainstScikitLearn,
                         ::testing::Values("two_classes.txt", "three_classes.txt", "five_classes.txt"));

// FNV-1a over the bits of the weights.
std::uint64_t fingerprint(const LogisticModel& model) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const double w : model.weight) hash = (hash ^ std::bit_cast<std::uint64_t>(w)) * 0x100000001b3ULL;
  return hash;
}

TEST(Logistic, GivesTheSameBitsOnEveryRunAndThread) {
  const FitProblem problem = read_problem("five_classes.txt");
  const LogisticProblem fitter(problem.matrix, problem.label, problem.classes);
  const std::uint64_t expected = fingerprint(fitter.fit({}).model);
  std::vector<std::uint64_t> got(4);
  std::vector<std::thread> threads;
  for (std::uint64_t& hash : got) threads.emplace_back([&] { hash = fingerprint(fitter.fit({}).model); });
  for (std::thread& thread : threads) thread.join();
  for (const std::uint64_t hash : got) EXPECT_EQ(hash, expected);
#if defined(__SSE2__) && !defined(__AVX__)
  // On every compiler and processor; a build for wider registers than the baseline sums in another order.
  EXPECT_EQ(expected, 11099411182272110827ULL);
#endif
}

TEST(Logistic, ASelectionIsTheSameAsACopyOfItsRows) {
  const FitProblem problem = read_problem("three_classes.txt");
  std::vector<std::uint32_t> rows;
  SparseMatrix copy;
  copy.columns = problem.matrix.columns;
  std::vector<std::uint32_t> labels;
  for (std::uint32_t i = 0; i < problem.matrix.rows(); i += 2) {
    rows.push_back(i);
    copy.append(problem.matrix.row(i).column, problem.matrix.row(i).value);
    labels.push_back(problem.label[i]);
  }
  const LogisticFit selected =
      LogisticProblem(SparseRows(problem.matrix, rows), problem.label, problem.classes).fit({});
  const LogisticFit copied = LogisticProblem(copy, labels, problem.classes).fit({});
  EXPECT_EQ(selected.model.weight, copied.model.weight);
  EXPECT_EQ(selected.model.intercept, copied.model.intercept);
}

TEST(Logistic, AClassWithoutRowsNeverWins) {
  const FitProblem problem = read_problem("three_classes.txt");
  const LogisticFit fit = LogisticProblem(problem.matrix, problem.label, 5).fit({});
  EXPECT_TRUE(fit.converged);
  const std::vector<double> logits = fit.model.logits(problem.matrix);
  for (std::size_t i = 0; i < problem.matrix.rows(); ++i) {
    const auto row = logits.begin() + static_cast<std::ptrdiff_t>(5 * i);
    EXPECT_LT(std::max_element(row, row + 5) - row, 3);
    EXPECT_TRUE(std::isfinite(row[3]));
  }
}

TEST(Logistic, OneClassNeedsNoFitting) {
  const FitProblem problem = read_problem("two_classes.txt");
  const std::vector<std::uint32_t> labels(problem.label.size(), 0);
  const LogisticFit fit = LogisticProblem(problem.matrix, labels, 1).fit({});
  EXPECT_TRUE(fit.converged);
  EXPECT_EQ(fit.objective, 0.0);
  EXPECT_TRUE(
      std::all_of(fit.model.weight.begin(), fit.model.weight.end(), [](double w) { return w == 0.0; }));
}

TEST(Logistic, SaysWhenItStoppedEarly) {
  const FitProblem problem = read_problem("five_classes.txt");
  LogisticOptions options;
  options.tolerance = kTight;
  options.max_iterations = 2;
  const LogisticFit fit = LogisticProblem(problem.matrix, problem.label, problem.classes).fit(options);
  EXPECT_FALSE(fit.converged);
  EXPECT_GT(fit.gradient_norm, kTight);
  EXPECT_LE(fit.iterations, 2);
}

// Beyond the last digits of a double no line search gets anywhere: the fit must end, and say so.
TEST(Logistic, EndsWhereDoublesEnd) {
  const FitProblem problem = read_problem("five_classes.txt");
  LogisticOptions options;
  options.tolerance = 1e-300;
  const LogisticFit fit = LogisticProblem(problem.matrix, problem.label, problem.classes).fit(options);
  EXPECT_FALSE(fit.converged);
  EXPECT_LT(fit.gradient_norm, 1e-6);
}

TEST(Logistic, SeparableRowsStayFiniteAtAnyStrength) {
  SparseMatrix matrix;
  matrix.columns = 2;
  for (std::uint32_t i = 0; i < 20; ++i)
    matrix.append(std::vector<std::uint32_t>{i % 2}, std::vector<float>{1.0F});
  std::vector<std::uint32_t> labels;
  for (std::uint32_t i = 0; i < 20; ++i) labels.push_back(i % 2);
  for (const double c : {1e-6, 1.0, 1e6}) {
    LogisticOptions options;
    options.c = c;
    const LogisticFit fit = LogisticProblem(matrix, labels, 2).fit(options);
    EXPECT_TRUE(fit.converged) << c;
    EXPECT_TRUE(std::isfinite(fit.objective));
    EXPECT_NEAR(fit.model.weight[0], -fit.model.weight[1], 1e-9 * std::fabs(fit.model.weight[0]));
  }
}

TEST(Logistic, RefusesWhatMakesNoSense) {
  const FitProblem problem = read_problem("two_classes.txt");
  const std::vector<std::uint32_t> none;
  EXPECT_THROW(LogisticProblem(SparseRows(problem.matrix, none), problem.label, 2), Error);
  EXPECT_THROW(LogisticProblem(problem.matrix, problem.label, 1), Error);
  EXPECT_THROW(LogisticProblem(problem.matrix, none, 2), Error);
  const LogisticProblem fitter(problem.matrix, problem.label, 2);
  LogisticOptions options;
  options.c = 0.0;
  EXPECT_THROW(fitter.fit(options), Error);
  options = {};
  options.class_weight = {1.0};
  EXPECT_THROW(fitter.fit(options), Error);
  options.class_weight = {1.0, -1.0};
  EXPECT_THROW(fitter.fit(options), Error);
  const LogisticModel other{1, 2, {0.0, 0.0}, {0.0, 0.0}};
  EXPECT_THROW(fitter.fit({}, &other), Error);
}

TEST(Columns, MergesLoneColumnsAndDropsEmptyOnes) {
  SparseMatrix matrix;
  matrix.columns = 6;
  matrix.append(std::vector<std::uint32_t>{0, 1, 2}, std::vector<float>{1.0F, 3.0F, 4.0F});
  matrix.append(std::vector<std::uint32_t>{0, 3, 5}, std::vector<float>{2.0F, 0.0F, 5.0F});
  const detail::Columns columns = detail::columns_of(matrix);
  EXPECT_EQ(columns.shared, (std::vector<std::uint32_t>{0}));
  ASSERT_EQ(columns.column(0).size(), 2U);
  for (std::uint32_t i = 0; i < 2; ++i) {
    EXPECT_EQ(columns.column(0)[i].place, i);
    EXPECT_EQ(columns.column(0)[i].value, static_cast<float>(i + 1));
    ASSERT_EQ(columns.row(i).size(), 1U);
    EXPECT_EQ(columns.row(i)[0].place, 0U);
    EXPECT_EQ(columns.row(i)[0].value, static_cast<float>(i + 1));
  }
  EXPECT_EQ(columns.lone_row, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(columns.lone_value, (std::vector<double>{5.0, 5.0}));
  EXPECT_EQ(columns.lone_column, (std::vector<std::uint32_t>{1, 2, 5}));
  EXPECT_EQ(columns.lone_share, (std::vector<double>{0.6, 0.8, 1.0}));
}

TEST(SparseMatrix, ChecksItsRows) {
  SparseMatrix matrix;
  matrix.columns = 3;
  matrix.append(std::vector<std::uint32_t>{0, 2}, std::vector<float>{1.0F, 1.0F});
  EXPECT_NO_THROW(matrix.check());
  SparseMatrix unsorted = matrix;
  unsorted.append(std::vector<std::uint32_t>{2, 1}, std::vector<float>{1.0F, 1.0F});
  EXPECT_THROW(unsorted.check(), Error);
  SparseMatrix wide = matrix;
  wide.append(std::vector<std::uint32_t>{3}, std::vector<float>{1.0F});
  EXPECT_THROW(wide.check(), Error);
  SparseMatrix broken = matrix;
  broken.append(std::vector<std::uint32_t>{0}, std::vector<float>{NAN});
  EXPECT_THROW(broken.check(), Error);
}

TEST(BalancedClassWeights, AreScikitLearnsAtPowerOne) {
  const std::vector<std::size_t> counts{6, 3, 0, 1};
  const std::vector<double> balanced = balanced_class_weights(counts, 1.0);
  EXPECT_NEAR(balanced[0], 10.0 / 18.0, 1e-15);
  EXPECT_NEAR(balanced[1], 10.0 / 9.0, 1e-15);
  EXPECT_EQ(balanced[2], 1.0);
  EXPECT_NEAR(balanced[3], 10.0 / 3.0, 1e-14);
  EXPECT_EQ(balanced_class_weights(counts, 0.0), std::vector<double>(4, 1.0));
  EXPECT_NEAR(balanced_class_weights(counts, 0.5)[0], std::sqrt(10.0 / 18.0), 1e-15);
}

}  // namespace
}  // namespace ykien
