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
  explicit Misfit(const ValidationRows& rows);

  // Of each topic, the square of that bias as far as it is more than chance: the square of what is missed
  // less its variance, by the jackknife over ten groups of rows (Efron 1982); at least 0. share: what
  // `method`, an EMQ, found with `fit`, the fit on all of the rows.
  std::vector<double> squared_bias(std::span<const double> share, const ValidationFit& fit,
                                   QuantifyMethod method, ShareEstimator& estimator) const;

 private:
  std::vector<double> weights(std::span<const double> share, std::size_t left_out) const;

  CellRows rows_;
  std::vector<std::uint32_t> label_;
  std::vector<std::uint32_t> group_;  // the rows of each label dealt out in turn
};

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_MISFIT_H_
