#include "ykien/study/changepoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "ykien/base/error.h"
#include "ykien/study/change_posterior.h"

namespace ykien {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// `before` periods of {70, 30}, then `after` of {30, 70}.
std::vector<double> one_change(std::size_t before, std::size_t after) {
  std::vector<double> cells;
  for (std::size_t t = 0; t < before + after; ++t) {
    cells.push_back(t < before ? 70 : 30);
    cells.push_back(t < before ? 30 : 70);
  }
  return cells;
}

TEST(ChangePoints, FindsTheChange) {
  const std::vector<double> cells = one_change(5, 7);
  const ChangePoints found = find_change_points({cells, 2});
  EXPECT_THAT(found.ends, ElementsAre(5, 12));
  EXPECT_EQ(found.changes(), 1U);
  EXPECT_DOUBLE_EQ(found.dispersion, 1.0);  // the counts vary less than by chance
  EXPECT_DOUBLE_EQ(found.penalty, 2 * std::log(12));
}

TEST(ChangePoints, DegenerateTablesAreOneSegment) {
  const struct {
    const char* what;
    std::vector<double> cells;
    std::size_t topics;
    std::vector<std::size_t> ends;
  } cases[] = {{"no period", {}, 3, {}},
               {"one period", {1, 2, 3}, 3, {1}},
               {"one topic", {5, 9, 2}, 1, {3}},
               {"no items", {0, 0, 0, 0}, 2, {2}},
               {"all in one topic", {7, 0, 9, 0, 3, 0}, 2, {3}},
               {"one period with items", {0, 0, 4, 4, 0, 0}, 2, {3}}};
  for (const auto& one : cases) {
    for (const ChangeSearch search : {ChangeSearch::exact, ChangeSearch::pruned}) {
      const ChangePoints found = find_change_points({one.cells, one.topics}, {search});
      EXPECT_EQ(found.ends, one.ends) << one.what;
      EXPECT_TRUE(std::isfinite(found.objective) && std::isfinite(found.penalty)) << one.what;
    }
    const ChangePosterior posterior = change_posterior({one.cells, one.topics});
    EXPECT_TRUE(std::isfinite(posterior.log_evidence)) << one.what;
    for (const double p : posterior.probability) EXPECT_TRUE(p >= 0 && p <= 1) << one.what;
  }
}

// A segment may be required to be long: then two changes too near to each other are not both found.
TEST(ChangePoints, LeastSize) {
  std::vector<double> cells = one_change(6, 2);
  const std::vector<double> again = one_change(6, 0);
  cells.insert(cells.end(), again.begin(), again.end());
  EXPECT_THAT(find_change_points({cells, 2}).ends, ElementsAre(6, 8, 14));
  for (const ChangeSearch search : {ChangeSearch::exact, ChangeSearch::pruned}) {
    const ChangePoints found = find_change_points({cells, 2}, {search, 1.0, 1.0, 3});
    std::size_t begin = 0;
    for (const std::size_t end : found.ends) EXPECT_GE(end - begin, 3U), begin = end;
  }
}

TEST(ChangePoints, EmptyPeriodsDoNotHideAChange) {
  std::vector<double> cells = one_change(5, 0);
  cells.insert(cells.end(), 6, 0.0);  // three empty periods
  const std::vector<double> after{30, 70, 30, 70, 30, 70, 30, 70};
  cells.insert(cells.end(), after.begin(), after.end());
  EXPECT_THAT(find_change_points({cells, 2}).ends, ElementsAre(5, 12));
}

TEST(ChangePoints, RefusesNonsense) {
  const std::vector<double> cells{1, 2, 3, 4};
  const std::vector<double> negative{1, -2};
  EXPECT_THROW(find_change_points({cells, 3}), Error);
  EXPECT_THROW(find_change_points({cells, 0}), Error);
  EXPECT_THROW(find_change_points({negative, 2}), Error);
  EXPECT_THROW(find_change_points({cells, 2}, {ChangeSearch::exact, -1, 0, 0}), Error);
  EXPECT_THROW(find_change_points({cells, 2}, {ChangeSearch::exact, NAN}), Error);
  const std::size_t outside[] = {2};
  EXPECT_THROW(change_posterior({cells, 2}, outside), Error);
  EXPECT_THROW(change_posterior({cells, 2}, {}, {.change_probability = 1.0}), Error);
}

TEST(ChangePosterior, WindowsAroundSureAndUnsureChanges) {
  const std::vector<double> sure = one_change(6, 6);
  const std::size_t place[] = {6};
  const ChangePosterior posterior = change_posterior({sure, 2}, place);
  ASSERT_EQ(posterior.windows.size(), 1U);
  EXPECT_EQ(posterior.windows[0].first, 6U);
  EXPECT_EQ(posterior.windows[0].last, 6U);
  EXPECT_GT(posterior.windows[0].probability, 0.95);
  const std::vector<double> flat(24, 10.0);
  const ChangeWindow unsure = change_posterior({flat, 2}, place).windows[0];
  EXPECT_EQ(unsure.first, 1U);
  EXPECT_EQ(unsure.last, 11U);
  EXPECT_LT(unsure.probability, 0.95);
}

// Counts that vary too much must not be taken for many sure items.
TEST(ChangePosterior, DispersionMakesItLessSure) {
  const std::vector<double> cells{60, 40, 55, 45, 62, 38, 45, 55, 47, 53, 40, 60};
  const double plain = change_posterior({cells, 2}).probability[3];
  const double wide = change_posterior({cells, 2}, {}, {.dispersion = 3.0}).probability[3];
  EXPECT_NEAR(plain, 0.814011831, 1e-8);
  EXPECT_NEAR(wide, 0.120691130, 1e-8);  // as if there were a third of the items
}

TEST(ChangePosterior, RefusesTooManyPeriods) {
  const std::vector<double> cells(kMostPosteriorPeriods + 1, 1.0);
  EXPECT_THROW(change_posterior({cells, 1}), Error);
}

}  // namespace
}  // namespace ykien
