// What a calibration cannot express: how far EMQ lies off at given shares, seen on the validation rows.
#ifndef YKIEN_STUDY_DETAIL_MISFIT_H_
#define YKIEN_STUDY_DETAIL_MISFIT_H_

#include <cstdint>
#include <span>
#include <vector>

#include "study/detail/share_estimator.h"

namespace ykien::detail {

// EM takes the calibrated posteriors for true ones. Where they are not, its shares are off by a bias that no
// bootstrap sees and no number of rows takes away. But the validation rows, weighted so that their labels
// have the shares that were found, are to it as a cell with those shares (that is label shift): what it gives
// back of them lacks just that bias (one step of indirect inference, Gourieroux, Monfort and Renault 1993).
// Immutable; safe to share between threads.
class Misfit {
 public:
  // fit: on all of the rows. The methods that are no EMQ take no posterior for true: they have no such bias.
  Misfit(const ValidationRows& rows, const ValidationFit& fit, QuantifyMethod method);

  // Of each topic, the square of that bias as far as it is more than chance: the square of what is missed
  // less its variance, by the jackknife over ten groups of rows (Efron 1982), each group left out by one step
  // of Newton's from what all give; at least 0. share: what the method found.
  std::vector<double> squared_bias(std::span<const double> share, MixtureSolver& solver) const;

 private:
  // Rows of one label in one group: blocks of four, the last one filled up with rows that count nothing.
  struct Segment {
    std::size_t first_block = 0;
    std::size_t blocks = 0;
    double rows = 0.0;
  };

  // Of a log-likelihood: its gradient, K numbers, and behind it its negative Hessian, K * K.
  using Derivatives = std::vector<double>;

  const Segment& segment(std::size_t label, std::size_t group) const;
  double rows_of(std::size_t label) const;
  std::vector<double> weights(std::span<const double> share) const;
  std::vector<Derivatives> derivatives(std::span<const double> share) const;
  std::vector<double> variance(std::span<const double> share, std::span<const double> whole,
                               MixtureSolver& solver) const;

  std::size_t topics_;
  std::vector<Segment> segments_;  // label by label, the groups of each; empty for no EMQ
  std::vector<Lanes> density_;
  std::vector<Lanes> counts_;  // 1 for a row, 0 for what fills up
};

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_MISFIT_H_
