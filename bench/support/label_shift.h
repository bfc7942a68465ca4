// Posteriors of a made classifier with seven topics, as many as wanted, with any shares: the generator behind
// tests/data/study.
#ifndef YKIEN_BENCH_SUPPORT_LABEL_SHIFT_H_
#define YKIEN_BENCH_SUPPORT_LABEL_SHIFT_H_

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "ykien/study/quantify.h"

namespace ykien::bench {

inline constexpr std::size_t kShiftTopics = 7;
using Shares = std::array<double, kShiftTopics>;

inline constexpr Shares kUsual{.25, .25, .30, .08, .04, .05, .03};     // of validation
inline constexpr Shares kModerate{.20, .20, .25, .08, .15, .08, .04};  // a quieter month
inline constexpr Shares kWave{.10, .15, .15, .05, .40, .10, .05};      // a topic tenfold

struct ShiftedRows {
  std::vector<double> posterior;
  std::vector<std::uint32_t> label;

  LabelledPosteriors view() const { return {posterior, label, kShiftTopics}; }
};

// Knuth's MMIX generator: integers only, so that other languages can draw the same.
class LabelShift {
 public:
  explicit LabelShift(std::uint64_t seed) : state_(seed) {}

  double uniform() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(state_ >> 11) * 0x1p-53;
  }

  std::uint32_t topic(const Shares& shares) {
    const double u = uniform();
    double sum = 0.0;
    for (std::uint32_t k = 0; k < kShiftTopics; ++k) {
      if (u < (sum += shares[k])) return k;
    }
    return kShiftTopics - 1;
  }

  // Mean logits: ln of the usual share, 2.2 more for the true topic, 0.6 for its neighbours; noise of
  // standard deviation 1.04; then overconfident by 1.6.
  void append(std::uint32_t label, ShiftedRows& rows) {
    Shares z{};
    for (std::uint32_t k = 0; k < kShiftTopics; ++k) {
      const double own = label == k ? 2.2 : 0.0;
      const double near = label + 1 == k || k + 1 == label ? 0.6 : 0.0;
      const double noise = 1.8 * (uniform() + uniform() + uniform() + uniform() - 2.0);
      z[k] = 1.6 * (std::log(kUsual[k]) + own + near + noise);
    }
    const double top = *std::max_element(z.begin(), z.end());
    double sum = 0.0;
    for (double& value : z) sum += value = std::exp(value - top);
    for (const double value : z) rows.posterior.push_back(value / sum);
    rows.label.push_back(label);
  }

  ShiftedRows sample(std::size_t count, const Shares& shares) {
    ShiftedRows rows;
    for (std::size_t i = 0; i < count; ++i) append(topic(shares), rows);
    return rows;
  }

 private:
  std::uint64_t state_;
};

}  // namespace ykien::bench

#endif  // YKIEN_BENCH_SUPPORT_LABEL_SHIFT_H_
