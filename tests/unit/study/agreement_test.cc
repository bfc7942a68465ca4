#include "ykien/study/agreement.h"

#include <gtest/gtest.h>

#include <cmath>

#include "ykien/base/error.h"

namespace ykien {
namespace {

TEST(Agreement, PerfectAndWorstAgreement) {
  const std::vector<std::int32_t> same{0, 0, 1, 1, 2, 2, 1, 1};
  for (const Agreement& found : {conger({same, 2}), fleiss({same, 2}), krippendorff(Ratings{same, 2})}) {
    EXPECT_TRUE(found.defined);
    EXPECT_EQ(found.value, 1.0);
    EXPECT_EQ(found.interval.low, 1.0);
    EXPECT_EQ(found.interval.high, 1.0);
    EXPECT_EQ(found.items, 4U);
  }
  const std::vector<std::int32_t> opposite{0, 1, 1, 0, 0, 1, 1, 0};
  EXPECT_EQ(conger({opposite, 2}).value, -1.0);
}

// Cohen's kappa by hand: po = 7/10, pe = .5 * .6 + .5 * .4 = .5.
TEST(Agreement, CohenByHand) {
  const std::vector<std::int32_t> one{0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
  const std::vector<std::int32_t> other{0, 0, 0, 0, 1, 1, 1, 1, 0, 0};
  const Agreement found = cohen(one, other);
  EXPECT_NEAR(found.value, 0.4, 1e-12);
  EXPECT_LT(found.interval.low, found.value);
  EXPECT_GT(found.interval.high, found.value);
  EXPECT_GE(found.interval.low, -1.0);
  EXPECT_LE(found.interval.high, 1.0);
}

TEST(Agreement, MissingRatings) {
  constexpr std::int32_t no = kNoRating;
  const std::vector<std::int32_t> cells{0, 0, 0, 1, 1, no, no, 2, no, 2, 2, 2, no, no, no};
  EXPECT_EQ(conger({cells, 3}).items, 2U);  // rated by all three
  EXPECT_EQ(conger({cells, 3}).left_out, 3U);
  EXPECT_EQ(fleiss({cells, 3}).items, 3U);
  EXPECT_EQ(krippendorff(Ratings{cells, 3}).items, 3U);
}

TEST(Agreement, UndefinedIsSaidAndNeverNan) {
  constexpr std::int32_t no = kNoRating;
  const std::vector<std::vector<std::int32_t>> cases{{}, {no, no}, {1, no, no, 2}, {3, 3, 3, 3}, {0, 0}};
  for (const auto& cells : cases) {
    for (const Agreement& found : {cohen({}, {}), conger({cells, 2}), fleiss({cells, 2}),
                                   krippendorff(Ratings{cells, 2}, Scale::ordinal)}) {
      EXPECT_FALSE(found.defined);
      EXPECT_EQ(found.value, 0.0);
      EXPECT_EQ(found.interval.low, -1.0);
      EXPECT_EQ(found.interval.high, 1.0);
    }
  }
}

TEST(Agreement, SameSeedSameInterval) {
  std::vector<std::int32_t> cells;
  for (int i = 0; i < 60; ++i) cells.insert(cells.end(), {i % 3, i % 7 == 0 ? (i + 1) % 3 : i % 3});
  const Agreement one = krippendorff(Ratings{cells, 2});
  const Agreement again = krippendorff(Ratings{cells, 2});
  const Agreement other = krippendorff(Ratings{cells, 2}, Scale::nominal, {1000, 0.95, 7});
  EXPECT_EQ(one.interval.low, again.interval.low);
  EXPECT_NE(one.interval.low, other.interval.low);
  EXPECT_LT(one.interval.high - one.interval.low, 0.4);
}

TEST(SetAgreement, PartlySharedSetsAgreePartly) {
  constexpr LabelSet a = 1, b = 2, c = 4;
  const std::vector<LabelSet> cells{a, a, b, b, a | b, a, c, c, b | c, c};
  const double binary = krippendorff(SetRatings{cells, 2}, SetDistance::binary).value;
  const double jaccard = krippendorff(SetRatings{cells, 2}, SetDistance::jaccard).value;
  EXPECT_GT(jaccard, binary);
  const std::vector<LabelSet> missing{a, kNoLabels, b, b, 0, 0};
  const Agreement found = krippendorff(SetRatings{missing, 2}, SetDistance::masi);
  EXPECT_EQ(found.items, 2U);  // an empty set is a rating
  EXPECT_EQ(found.value, 1.0);
}

TEST(Agreement, RefusesNonsense) {
  const std::vector<std::int32_t> cells{0, 1, 2};
  const std::vector<std::int32_t> negative{0, -2};
  EXPECT_THROW(fleiss({cells, 2}), Error);
  EXPECT_THROW(fleiss({cells, 1}), Error);
  EXPECT_THROW(fleiss({negative, 2}), Error);
  EXPECT_THROW(cohen(cells, negative), Error);
  EXPECT_THROW(fleiss({{}, 2}, {10, 1.0, 1}), Error);
}

}  // namespace
}  // namespace ykien
