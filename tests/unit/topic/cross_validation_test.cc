// Folds, out-of-fold scores and the grid.
#include "topic/fit/cross_validation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <stdexcept>
#include <string>

#include "topic/fit/logistic.h"
#include "topic/fit/parallel.h"
#include "unit/topic/fit_fixture.h"

namespace ykien {
namespace {

using testing::FitProblem;
using testing::read_problem;

// counts[k] rows of class k, class after class.
std::vector<std::uint32_t> labels_of(std::initializer_list<std::uint32_t> counts) {
  std::vector<std::uint32_t> labels;
  std::uint32_t label = 0;
  for (const std::uint32_t count : counts) labels.insert(labels.end(), count, label++);
  return labels;
}

// Rows of each (class, fold).
std::map<std::pair<std::uint32_t, std::uint32_t>, int> table(const std::vector<std::uint32_t>& labels,
                                                             const std::vector<std::uint32_t>& folds) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> cells;
  for (std::size_t i = 0; i < labels.size(); ++i) ++cells[{labels[i], folds[i]}];
  return cells;
}

TEST(StratifiedFolds, SpreadEveryClassEvenly) {
  const std::vector<std::uint32_t> labels = labels_of({53, 20, 7, 2});
  const std::vector<std::uint32_t> folds = stratified_folds(labels, 5, 1);
  auto cells = table(labels, folds);
  for (std::uint32_t fold = 0; fold < 5; ++fold) {
    EXPECT_GE((cells[{0, fold}]), 10);
    EXPECT_LE((cells[{0, fold}]), 11);
    EXPECT_EQ((cells[{1, fold}]), 4);
    EXPECT_GE((cells[{2, fold}]), 1);
    EXPECT_LE((cells[{2, fold}]), 2);
    const auto size = std::count(folds.begin(), folds.end(), fold);
    EXPECT_GE(size, 16);
    EXPECT_LE(size, 17);
  }
}

TEST(StratifiedFolds, DependOnTheSeedAlone) {
  const std::vector<std::uint32_t> labels = labels_of({30, 30});
  EXPECT_EQ(stratified_folds(labels, 3, 7), stratified_folds(labels, 3, 7));
  EXPECT_NE(stratified_folds(labels, 3, 7), stratified_folds(labels, 3, 8));
  // What this seed gives on every machine.
  const std::vector<std::uint32_t> folds = stratified_folds(labels_of({11, 9}), 3, 42);
  std::string text;
  for (const std::uint32_t fold : folds) text += static_cast<char>('0' + fold);
  EXPECT_EQ(text, "20011100212222100011");
}

TEST(StratifiedFolds, RefuseTooManyOrTooFew) {
  const std::vector<std::uint32_t> labels = labels_of({3});
  EXPECT_THROW(stratified_folds(labels, 1, 1), Error);
  EXPECT_THROW(stratified_folds(labels, 4, 1), Error);
  EXPECT_THROW(stratified_folds({}, 2, 1), Error);
}

TEST(GroupedFolds, KeepGroupsTogetherAndClassesEven) {
  const std::vector<std::uint32_t> labels = labels_of({60, 30, 30});
  std::vector<std::uint32_t> groups(labels.size());
  for (std::uint32_t i = 0; i < groups.size(); ++i) groups[i] = i / 3 * 17;  // threes, ids with gaps
  const std::vector<std::uint32_t> folds = grouped_folds(labels, groups, 5, 3);
  std::map<std::uint32_t, std::set<std::uint32_t>> folds_of_group;
  for (std::size_t i = 0; i < folds.size(); ++i) folds_of_group[groups[i]].insert(folds[i]);
  for (const auto& [group, where] : folds_of_group) EXPECT_EQ(where.size(), 1U) << group;
  auto cells = table(labels, folds);
  for (std::uint32_t fold = 0; fold < 5; ++fold) {
    EXPECT_EQ((cells[{0, fold}]), 12);
    EXPECT_EQ((cells[{1, fold}]), 6);
    EXPECT_EQ((cells[{2, fold}]), 6);
  }
}

TEST(GroupedFolds, AHugeGroupGetsAFoldOfItsOwn) {
  const std::vector<std::uint32_t> labels = labels_of({40});
  std::vector<std::uint32_t> groups(40, 0);
  for (std::uint32_t i = 20; i < 40; ++i) groups[i] = i;
  const std::vector<std::uint32_t> folds = grouped_folds(labels, groups, 3, 1);
  EXPECT_EQ(std::count(folds.begin(), folds.end(), folds[0]), 20);
  EXPECT_THROW(grouped_folds(labels, std::vector<std::uint32_t>(40, 0), 2, 1), Error);
  EXPECT_THROW(grouped_folds(labels, std::vector<std::uint32_t>(39, 0), 2, 1), Error);
}

TEST(OutOfFoldLogits, PutsEveryRowWhereItBelongs) {
  const std::vector<std::uint32_t> fold_of_row{2, 0, 1, 0, 2, 1};
  const std::vector<Split> folds = splits(fold_of_row);
  ASSERT_EQ(folds.size(), 3U);
  EXPECT_EQ(folds[0].held_out, (std::vector<std::uint32_t>{1, 3}));
  EXPECT_EQ(folds[0].train, (std::vector<std::uint32_t>{0, 2, 4, 5}));
  const FoldScorer scorer = [](const Split& split, std::span<double> logits) {
    for (std::size_t i = 0; i < split.held_out.size(); ++i) {
      logits[2 * i] = split.held_out[i];
      logits[2 * i + 1] = -1.0;
    }
  };
  std::vector<std::size_t> told;
  const std::vector<double> logits =
      out_of_fold_logits(folds, 6, 2, scorer, 2, [&](std::size_t done, std::size_t total) {
        EXPECT_EQ(total, 3U);
        told.push_back(done);
      });
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(logits[2 * i], static_cast<double>(i));
  EXPECT_EQ(told, (std::vector<std::size_t>{1, 2, 3}));
}

GridOptions small_grid(unsigned threads) {
  GridOptions options;
  options.c = {10.0, 0.1, 1.0};
  options.class_weight_power = {0.0, 1.0};
  options.threads = threads;
  return options;
}

TEST(GridSearch, IsTheSameForAnyNumberOfThreads) {
  const FitProblem problem = read_problem("five_classes.txt");
  const std::vector<std::uint32_t> folds = stratified_folds(problem.label, 4, 1);
  const GridResult one = grid_search(problem.matrix, problem.label, 5, folds, small_grid(1));
  for (const unsigned threads : {2U, 7U}) {
    const GridResult many = grid_search(problem.matrix, problem.label, 5, folds, small_grid(threads));
    EXPECT_EQ(many.best, one.best);
    EXPECT_EQ(many.logits, one.logits);
    for (std::size_t i = 0; i < one.table.size(); ++i) {
      EXPECT_EQ(many.table[i].log_loss, one.table[i].log_loss);
      EXPECT_EQ(many.table[i].macro_f1, one.table[i].macro_f1);
    }
  }
}

TEST(GridSearch, TellsWhatPlainCrossValidationTells) {
  const FitProblem problem = read_problem("three_classes.txt");
  const std::vector<std::uint32_t> folds = stratified_folds(problem.label, 4, 1);
  GridOptions options = small_grid(2);
  options.tolerance = 1e-7;
  options.score = GridScore::log_loss;
  const GridResult grid = grid_search(problem.matrix, problem.label, 3, folds, options);
  ASSERT_EQ(grid.table.size(), 6U);
  const GridRow& best = grid.table[grid.best];
  const std::vector<double> logits = out_of_fold_logits(
      splits(folds), problem.label.size(), 3, [&](const Split& split, std::span<double> out) {
        const LogisticProblem fold(SparseRows(problem.matrix, split.train), problem.label, 3);
        LogisticOptions fit;
        fit.c = best.c;
        fit.class_weight = balanced_class_weights(fold.class_counts(), best.class_weight_power);
        fit.tolerance = 1e-7;
        const std::vector<double> got =
            fold.fit(fit).model.logits(SparseRows(problem.matrix, split.held_out));
        std::copy(got.begin(), got.end(), out.begin());
      });
  for (std::size_t i = 0; i < logits.size(); ++i) EXPECT_NEAR(grid.logits[i], logits[i], 1e-5);
  for (const GridRow& row : grid.table) {
    EXPECT_TRUE(row.converged);
    EXPECT_GE(row.log_loss, best.log_loss);
    EXPECT_GT(row.standard_error, 0.0);
  }
}

// Rows that are not judged are held out too: their labels change no figure, and their logits come after the
// others.
TEST(GridSearch, RowsBeyondTheJudgedOnesGetLogitsAndChangeNoFigure) {
  const FitProblem problem = read_problem("five_classes.txt");
  const std::vector<std::uint32_t> folds = stratified_folds(problem.label, 4, 1);
  GridOptions options = small_grid(1);
  options.c = {1.0};
  options.class_weight_power = {0.0};
  const GridResult all = grid_search(problem.matrix, problem.label, 5, folds, options);
  options.judged_rows = problem.label.size() / 2;
  const GridResult half = grid_search(problem.matrix, problem.label, 5, folds, options);
  EXPECT_EQ(half.logits, all.logits);
  std::size_t right = 0;
  for (std::size_t i = 0; i < options.judged_rows; ++i) {
    const auto row = half.logits.begin() + static_cast<std::ptrdiff_t>(5 * i);
    right += std::max_element(row, row + 5) - row == problem.label[i] ? 1 : 0;
  }
  EXPECT_DOUBLE_EQ(half.table[0].accuracy,
                   static_cast<double>(right) / static_cast<double>(options.judged_rows));
}

// Labels without any relation to the features: every C predicts the majority, and the strongest penalty must
// win.
TEST(GridSearch, EqualScoresGoToTheStrongerPenalty) {
  SparseMatrix matrix;
  matrix.columns = 1;
  for (int i = 0; i < 20; ++i) matrix.append(std::vector<std::uint32_t>{0}, std::vector<float>{1.0F});
  const std::vector<std::uint32_t> labels = labels_of({15, 5});
  GridOptions options;
  options.c = {10.0, 0.1, 1.0};
  const GridResult grid = grid_search(matrix, labels, 2, stratified_folds(labels, 5, 1), options);
  EXPECT_EQ(grid.table[grid.best].c, 0.1);
  EXPECT_EQ(grid.table[0].macro_f1, grid.table[2].macro_f1);
}

TEST(GridSearch, OneStandardErrorNeverTakesALargerC) {
  const FitProblem problem = read_problem("five_classes.txt");
  const std::vector<std::uint32_t> folds = stratified_folds(problem.label, 4, 1);
  GridOptions options = small_grid(1);
  const GridResult plain = grid_search(problem.matrix, problem.label, 5, folds, options);
  options.one_standard_error = true;
  const GridResult careful = grid_search(problem.matrix, problem.label, 5, folds, options);
  const GridRow& best = plain.table[plain.best];
  const GridRow& chosen = careful.table[careful.best];
  EXPECT_LE(chosen.c, best.c);
  EXPECT_GE(chosen.macro_f1, best.macro_f1 - best.standard_error);
  for (const GridRow& row : careful.table) {
    if (row.c < chosen.c) {
      EXPECT_LT(row.macro_f1, best.macro_f1 - best.standard_error);
    }
  }
}

TEST(GridSearch, RefusesWhatMakesNoSense) {
  const FitProblem problem = read_problem("two_classes.txt");
  const std::vector<std::uint32_t> folds = stratified_folds(problem.label, 2, 1);
  GridOptions none;
  none.c.clear();
  EXPECT_THROW(grid_search(problem.matrix, problem.label, 2, folds, none), Error);
  EXPECT_THROW(grid_search(problem.matrix, problem.label, 1, folds, {}), Error);
  EXPECT_THROW(grid_search(problem.matrix, problem.label, 2, std::vector<std::uint32_t>(50, 0), {}), Error);
}

TEST(ParallelFor, RunsEverythingOnceAndPassesOnFailures) {
  std::vector<std::atomic<int>> runs(100);
  detail::parallel_for(runs.size(), 4, [&](std::size_t i) { ++runs[i]; });
  for (const auto& count : runs) EXPECT_EQ(count, 1);
  EXPECT_THROW(detail::parallel_for(5, 3, [](std::size_t) { throw std::runtime_error("no"); }),
               std::runtime_error);
  detail::parallel_for(0, 3, [](std::size_t) { FAIL(); });
}

}  // namespace
}  // namespace ykien
