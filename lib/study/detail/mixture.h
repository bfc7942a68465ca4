// Maximum likelihood of the shares of a mixture whose components' densities are known at every row: what EMQ
// iterates towards.
//
// Maximises L(q) = sum_i w_i ln sum_k q_k r_ik + sum_k a_k ln q_k over the simplex. L is concave, so Newton's
// method with an exact quadratic program in each step finds the one maximum in a handful of passes where EM
// takes 50 to thousands (Kim, Carbonetto, Stephens and Anitescu 2020, "A fast algorithm for maximum
// likelihood estimation of mixture proportions using sequential quadratic programming").
#ifndef YKIEN_STUDY_DETAIL_MIXTURE_H_
#define YKIEN_STUDY_DETAIL_MIXTURE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "study/detail/mixture_kernels.h"
#include "study/detail/simplex_qp.h"

namespace ykien::detail {

// Logarithms of posteriors below the largest of their row by more than this count as this: e^-60 of the
// likelihood is as good as none, and nothing overflows.
inline constexpr double kLeastLogRatio = -60.0;

// Selected rows as kernels want them: ln p - ln max p, in blocks of four.
class MixtureRows {
 public:
  // posterior: row-major with `topics` numbers a row, each >= 0, in any row one > 0; rows: which to take.
  MixtureRows(std::span<const double> posterior, std::span<const std::uint32_t> rows, std::size_t topics);

  std::size_t rows() const noexcept { return rows_; }
  std::size_t blocks() const noexcept { return (rows_ + kLanes - 1) / kLanes; }
  std::size_t topics() const noexcept { return topics_; }
  const Lanes* log_ratio() const noexcept { return log_ratio_.data(); }

 private:
  std::size_t rows_;
  std::size_t topics_;
  std::vector<Lanes> log_ratio_;
};

struct MixtureResult {
  // max_k g_k - q'g for the gradient g of L / sum w: bounds what that lacks of its maximum. 0 if near.
  double excess = 0.0;
  int passes = 0;  // over the rows
  bool converged = false;
};

// Buffers and the method. One object per thread; sized by the largest rows seen.
class MixtureSolver {
 public:
  explicit MixtureSolver(std::size_t topics);
  MixtureSolver(const MixtureSolver&) = delete;
  MixtureSolver& operator=(const MixtureSolver&) = delete;

  // r_ik = exp(scale * z_ik + shift_k), up to a factor of each row, which changes nothing.
  void set_densities(const MixtureRows& rows, double scale, std::span<const double> shift);
  // The same, made before: `rows` of them in blocks. A view: it must live as long as it is used.
  void set_densities(std::size_t rows, std::span<const Lanes> density);
  // The weight w_i >= 0 of each row; their sum > 0.
  void set_weights(std::span<const double> weight);
  // The pseudo-counts a_k >= 0; all zero until set.
  void set_prior(std::span<const double> pseudo_count);

  // q: a point to start from, then the maximum: within 1e-9 of it in each coordinate unless L is flat there.
  // near: the start is no guess; then no EM step comes before Newton's, and no proof after.
  MixtureResult solve(std::span<double> q, bool near = false);

  // From q, whose derivatives of L / sum w are given, to the maximum of their quadratic model: one step of
  // solve(). gradient: topics; hessian: topics * topics, negative.
  void step(std::span<double> q, std::span<const double> gradient, std::span<const double> hessian);

  // At q, the negative Hessian of L in all `topics` coordinates, row-major, without the prior.
  std::vector<double> information(std::span<const double> q);
  // sum_i w_i ln(f_i(q) / f_i(other)).
  double log_likelihood_gain(std::span<const double> q, std::span<const double> other) const;

 private:
  void differentiate(std::span<const double> q);
  double aim(std::span<const double> q);
  void em_step(std::span<double> q);
  double slope_along(std::span<const double> step) const;
  double search(std::span<const double> q, std::span<const double> step, int& passes);

  std::size_t topics_;
  std::size_t rows_ = 0;
  std::span<const Lanes> density_;
  std::vector<Lanes> own_density_;
  std::vector<Lanes> weight_;
  std::vector<double> pseudo_count_;
  double weight_sum_ = 0.0;
  std::vector<double> gradient_;  // of L / sum of weights, at the latest point
  std::vector<double> hessian_;   // its negative Hessian
  std::vector<double> target_, linear_, step_, candidate_;
  std::vector<Lanes> scratch_;
  SimplexQp program_;
};

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_MIXTURE_H_
