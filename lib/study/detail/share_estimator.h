// Shares of topics in one set of rows by any method, with weights on the rows: the inside of estimates and of
// every bootstrap replicate.
#ifndef YKIEN_STUDY_DETAIL_SHARE_ESTIMATOR_H_
#define YKIEN_STUDY_DETAIL_SHARE_ESTIMATOR_H_

#include <cstdint>
#include <span>
#include <vector>

#include "study/detail/mixture.h"
#include "study/detail/validation_fit.h"

namespace ykien::detail {

// Selected rows in the forms that the methods want. Immutable.
class CellRows {
 public:
  // rows: which rows of the row-major `posterior` (checked) belong to it.
  CellRows(std::span<const double> posterior, std::span<const std::uint32_t> rows, std::size_t topics);

  std::size_t size() const noexcept { return mixture_.rows(); }
  std::size_t topics() const noexcept { return mixture_.topics(); }
  const MixtureRows& mixture() const noexcept { return mixture_; }
  std::span<const std::uint32_t> decided() const noexcept { return decided_; }
  // Row i's posteriors, sum 1.
  std::span<const double> posterior(std::size_t i) const {
    return std::span(posterior_).subspan(i * topics(), topics());
  }

 private:
  MixtureRows mixture_;
  std::vector<std::uint32_t> decided_;
  std::vector<double> posterior_;
};

// Buffers for one thread.
class ShareEstimator {
 public:
  explicit ShareEstimator(std::size_t topics);

  // weight: one >= 0 for each row, their sum > 0. share: where EMQ starts, a point of the simplex (near: of
  // another replicate); then the estimate. Returns how EMQ ended; converged for the other methods.
  MixtureResult estimate(const CellRows& rows, std::span<const double> weight, const ValidationFit& fit,
                         QuantifyMethod method, std::span<double> share, bool near = false);

  MixtureSolver& solver() noexcept { return solver_; }

 private:
  void unmix(std::span<const double> matrix, std::span<double> share);

  std::size_t topics_;
  MixtureSolver solver_;
  SimplexQp program_;
  std::vector<double> counted_, normal_, linear_;
};

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_SHARE_ESTIMATOR_H_
