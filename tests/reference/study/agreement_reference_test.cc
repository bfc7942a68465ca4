// Figures of the R package irr 0.84 and of NLTK 3.8 on published ratings.
#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "ykien/study/agreement.h"

namespace ykien {
namespace {

constexpr AgreementOptions kNoBootstrap{0, 0.95, 1};

// Diagnoses of 30 patients by 6 psychiatrists each (Fleiss 1971): how many chose each of depression,
// personality disorder, schizophrenia, neurosis, other.
constexpr std::array<std::array<int, 5>, 30> kDiagnoses{
    {{0, 0, 0, 6, 0}, {0, 3, 0, 0, 3}, {0, 1, 4, 0, 1}, {0, 0, 0, 0, 6}, {0, 3, 0, 3, 0}, {2, 0, 4, 0, 0},
     {0, 0, 4, 0, 2}, {2, 0, 3, 1, 0}, {2, 0, 0, 4, 0}, {0, 0, 0, 0, 6}, {1, 0, 0, 5, 0}, {1, 1, 0, 4, 0},
     {0, 3, 3, 0, 0}, {1, 0, 0, 5, 0}, {0, 2, 0, 3, 1}, {0, 0, 5, 0, 1}, {3, 0, 0, 1, 2}, {5, 1, 0, 0, 0},
     {0, 2, 0, 4, 0}, {1, 0, 2, 0, 3}, {0, 0, 0, 0, 6}, {0, 1, 0, 5, 0}, {0, 2, 0, 1, 3}, {2, 0, 0, 4, 0},
     {1, 0, 0, 4, 1}, {0, 5, 0, 1, 0}, {4, 0, 0, 0, 2}, {0, 2, 0, 4, 0}, {1, 0, 5, 0, 0}, {0, 0, 0, 0, 6}}};

// The ratings of a patient in the order of the diagnoses, as irr's data set has them.
std::vector<std::int32_t> diagnoses() {
  std::vector<std::int32_t> cells;
  for (const auto& patient : kDiagnoses) {
    for (std::int32_t k = 0; k < 5; ++k)
      cells.insert(cells.end(), static_cast<std::size_t>(patient[static_cast<std::size_t>(k)]), k);
  }
  return cells;
}

std::vector<std::int32_t> rater(const std::vector<std::int32_t>& cells, std::size_t number) {
  std::vector<std::int32_t> column;
  for (std::size_t i = number; i < cells.size(); i += 6) column.push_back(cells[i]);
  return column;
}

TEST(AgreementReference, Diagnoses) {
  const std::vector<std::int32_t> cells = diagnoses();
  EXPECT_NEAR(fleiss({cells, 6}, kNoBootstrap).value, 0.43024452, 5e-9);
  EXPECT_NEAR(conger({cells, 6}, kNoBootstrap).value, 0.44180854, 5e-9);
  EXPECT_NEAR(cohen(rater(cells, 1), rater(cells, 2), Scale::nominal, kNoBootstrap).value, 0.63114754, 5e-9);
}

// Fleiss' kappa of one category against all others.
TEST(AgreementReference, DiagnosesOneByOne) {
  const std::array<double, 5> expected{0.245, 0.245, 0.520, 0.471, 0.566};
  for (std::int32_t k = 0; k < 5; ++k) {
    std::vector<std::int32_t> cells = diagnoses();
    for (std::int32_t& cell : cells) cell = cell == k ? 1 : 0;
    EXPECT_NEAR(fleiss({cells, 6}, kNoBootstrap).value, expected[static_cast<std::size_t>(k)], 5e-4) << k;
  }
}

// Anxiety of 20 people by two raters (irr's data set anxiety).
TEST(AgreementReference, WeightedKappa) {
  const std::vector<std::int32_t> one{3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3};
  const std::vector<std::int32_t> other{3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4};
  EXPECT_NEAR(cohen(one, other, Scale::interval, kNoBootstrap).value, 0.29676512, 5e-9);
}

// Four observers, twelve units, some missing (Krippendorff 2011).
TEST(AgreementReference, Krippendorff) {
  constexpr std::int32_t no = kNoRating;
  const std::vector<std::int32_t> cells{1, 1, no, 1, 2,  2, 3, 2, 3,  3,  3, 3, 3,  3, 3,  3,
                                        2, 2, 2,  2, 1,  2, 3, 4, 4,  4,  4, 4, 1,  1, 2,  1,
                                        2, 2, 2,  2, no, 5, 5, 5, no, no, 1, 1, no, 3, no, no};
  const struct {
    Scale scale;
    double alpha;
  } cases[] = {{Scale::nominal, 0.74342105},
               {Scale::ordinal, 0.8153875},
               {Scale::interval, 0.84910714},
               {Scale::ratio, 0.79740277}};
  for (const auto& one : cases) {
    const Agreement found = krippendorff(Ratings{cells, 4}, one.scale, kNoBootstrap);
    EXPECT_NEAR(found.value, one.alpha, 5e-9) << static_cast<int>(one.scale);
    EXPECT_EQ(found.items, 11U);
    EXPECT_EQ(found.left_out, 1U);
  }
}

// Twelve items, three raters, several labels each, some missing, some empty; figures of NLTK 3.8.
TEST(AgreementReference, SetsOfLabels) {
  constexpr LabelSet a = 1, b = 2, c = 4, d = 8, no = kNoLabels;
  const std::vector<LabelSet> cells{a, a, a, a | b, a | b, a,  b,     b,     no,    b | c,     c,     b | c,
                                    c, c, c, a,     b,     d,  d,     no,    d,     a | b | c, a | b, c | d,
                                    0, a, 0, b,     no,    no, c | d, c | d, c | d, a | c,     b | c, a | c};
  const struct {
    SetDistance distance;
    double alpha;
  } cases[] = {{SetDistance::binary, 0.5047169811},
               {SetDistance::jaccard, 0.5556872038},
               {SetDistance::masi, 0.5304821430}};
  for (const auto& one : cases) {
    const Agreement found = krippendorff(SetRatings{cells, 3}, one.distance, kNoBootstrap);
    EXPECT_NEAR(found.value, one.alpha, 5e-11) << static_cast<int>(one.distance);
    EXPECT_EQ(found.items, 11U);
  }
}

}  // namespace
}  // namespace ykien
