// The 24 months of 7 topics that the reference figures were computed on, drawn again by their integer
// generator.
#ifndef YKIEN_TESTS_REFERENCE_STUDY_MONTHS_H_
#define YKIEN_TESTS_REFERENCE_STUDY_MONTHS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ykien/study/count_table.h"

namespace ykien::testing {

inline constexpr std::size_t kMonths = 24;
inline constexpr std::size_t kMonthTopics = 7;
using MonthShares = std::array<double, kMonthTopics>;

inline constexpr std::array<int, kMonths> kMonthItems{60,  55,  70,  62,  58,  66, 71, 49, 64, 120, 140, 133,
                                                      128, 110, 125, 119, 131, 80, 75, 68, 72, 77,  69,  74};
inline constexpr MonthShares kBefore{.25, .25, .30, .08, .04, .05, .03};
inline constexpr MonthShares kDuring{.20, .15, .15, .05, .32, .08, .05};
inline constexpr MonthShares kAfter{.18, .24, .38, .09, .02, .06, .03};

// A linear congruential generator of 64 bits (Knuth's multiplier); the upper 53 bits count.
class CongruentialGenerator {
 public:
  explicit CongruentialGenerator(std::uint64_t seed) : state_(seed) {}
  double uniform() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(state_ >> 11) * 0x1p-53;
  }

 private:
  std::uint64_t state_;
};

inline std::size_t draw(CongruentialGenerator& random, const MonthShares& shares) {
  const double u = random.uniform();
  double sum = 0.0;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    sum += shares[k];
    if (u < sum) return k;
  }
  return shares.size() - 1;
}

// 24 x 7 counts; the shares change after month 9 and after month 17.
inline std::vector<double> month_counts() {
  CongruentialGenerator random(77);
  std::vector<double> cells(kMonths * kMonthTopics, 0.0);
  for (std::size_t t = 0; t < kMonths; ++t) {
    const MonthShares& shares = t < 9 ? kBefore : t < 17 ? kDuring : kAfter;
    for (int i = 0; i < kMonthItems[t]; ++i) cells[t * kMonthTopics + draw(random, shares)] += 1.0;
  }
  return cells;
}

}  // namespace ykien::testing

#endif  // YKIEN_TESTS_REFERENCE_STUDY_MONTHS_H_
