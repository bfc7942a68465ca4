#include "ykien/topic/doubtful.h"

#include <gtest/gtest.h>

#include <limits>

#include "ykien/base/error.h"

namespace ykien {
namespace {

using Labels = std::vector<std::uint32_t>;
using Probabilities = std::vector<double>;

TEST(Doubtful, FindsWhatIsSureOfAnotherTopic) {
  // The bars: topic 0 (0.9 + 0.8 + 0.1) / 3 = 0.6, topic 1 (0.7 + 0.3) / 2 = 0.5.
  const Labels labels = {0, 0, 0, 1, 1};
  const Probabilities probabilities = {0.9, 0.1, 0.8, 0.2, 0.1, 0.9, 0.3, 0.7, 0.7, 0.3};
  const std::vector<Doubtful> found = doubtful(labels, probabilities, 2);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].row, 2U);
  EXPECT_EQ(found[0].label, 0U);
  EXPECT_EQ(found[0].predicted, 1U);
  EXPECT_DOUBLE_EQ(found[0].probability, 0.9);
  EXPECT_DOUBLE_EQ(found[0].probability_of_label, 0.1);
  EXPECT_EQ(found[1].row, 4U);
  EXPECT_EQ(found[1].predicted, 0U);
}

TEST(Doubtful, BarsAreEachTopicsOwn) {
  // 0.55 is little for topic 0, whose rows have 0.9 and 0.8, and much for topic 1, whose rows have 0.45 and
  // 0.3.
  const Labels labels = {0, 0, 0, 1, 1};
  const Probabilities probabilities = {0.9, 0.1, 0.8, 0.2, 0.45, 0.55, 0.55, 0.45, 0.7, 0.3};
  const std::vector<Doubtful> found = doubtful(labels, probabilities, 2);
  ASSERT_EQ(found.size(), 1U);  // rows 3 and 4 do not reach (0.9 + 0.8 + 0.45) / 3 = 0.717
  EXPECT_EQ(found[0].row, 2U);
}

TEST(Doubtful, SortsByMarginThenRow) {
  const Labels labels = {0, 1, 2};
  const Probabilities probabilities = {0.1, 0.5, 0.4, 0.7, 0.2, 0.1, 0.7, 0.0, 0.3};
  const std::vector<Doubtful> found = doubtful(labels, probabilities, 3);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].row, 1U);
  EXPECT_EQ(found[1].row, 0U);  // margins of rows 0 and 2 are equal: the lower row first
  EXPECT_EQ(found[1].predicted, 1U);
  EXPECT_EQ(found[2].row, 2U);
}

TEST(Doubtful, NothingWhereAllAgree) {
  EXPECT_TRUE(doubtful(Labels{0, 1}, Probabilities{0.9, 0.1, 0.2, 0.8}, 2).empty());
  EXPECT_TRUE(doubtful({}, {}, 2).empty());
}

TEST(Doubtful, TopicsWithoutRowsAreNotPredicted) {
  for (const Doubtful& one : doubtful(Labels{0, 0}, Probabilities{0.2, 0.8, 0.0, 1.0}, 2))
    EXPECT_NE(one.predicted, 1U);
}

TEST(Doubtful, RefusesWhatDoesNotFit) {
  EXPECT_THROW(doubtful(Labels{0}, Probabilities{1.0}, 2), Error);
  EXPECT_THROW(doubtful(Labels{}, Probabilities{}, 0), Error);
  EXPECT_THROW(doubtful(Labels{2}, Probabilities{0.5, 0.5}, 2), Error);
  EXPECT_THROW(doubtful(Labels{0}, Probabilities{0.5, 1.5}, 2), Error);
  EXPECT_THROW(doubtful(Labels{0}, Probabilities{0.5, std::numeric_limits<double>::quiet_NaN()}, 2), Error);
}

}  // namespace
}  // namespace ykien
