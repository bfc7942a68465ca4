// The objective of logistic.h, scaled to a mean and put into coordinates that L-BFGS likes, with its
// gradient.
#ifndef YKIEN_TOPIC_FIT_SOFTMAX_OBJECTIVE_H_
#define YKIEN_TOPIC_FIT_SOFTMAX_OBJECTIVE_H_

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "topic/fit/column_passes.h"
#include "topic/fit/columns.h"

namespace ykien::detail {

// f(W, b) = sum_i s_i logloss_i / S + lambda/2 ||W||^2 with S = sum_i s_i and lambda = 1 / (C S).
//
// x holds `stride` numbers for each shared column, then for each lone one, then the intercepts. stride is the
// number of classes rounded up to a whole number of SIMD registers; the spare numbers stay zero. Coordinates:
//   w_j = x_j / d_j, d_j = sqrt(lambda + h_j), h_j an estimate of the curvature of the loss along w_j;
//   b = x_b / d_b - sum_j m_j w_j, with m_j the mean of column j: as if columns were centred, still sparse.
// The optimum is the same, the Hessian is near the identity, and L-BFGS needs a tenth of the steps.
//
// All sums run in a fixed order, so f is the same to the bit on every machine. One object per thread.
class SoftmaxObjective {
 public:
  // label[i] < classes for row i of the columns; class_weight has one entry for each class. All must outlive
  // this.
  SoftmaxObjective(const Columns& columns, std::span<const std::uint32_t> label,
                   std::span<const double> class_weight, double c);

  // The objective at x; writes its gradient by x.
  double operator()(const Eigen::VectorXd& x, Eigen::VectorXd& gradient);

  // From weights and intercepts (laid out like x) to x, and back.
  void to_coordinates(Eigen::VectorXd& weights) const;
  void to_weights(Eigen::VectorXd& x) const;

  Eigen::Index size() const noexcept { return static_cast<Eigen::Index>((columns_.size() + 1) * stride_); }
  std::size_t stride() const noexcept { return stride_; }
  double weight_sum() const noexcept { return weight_sum_; }

  // Of the latest evaluation, and their number.
  double value() const noexcept { return value_; }
  double gradient_norm() const noexcept { return gradient_norm_; }
  int evaluations() const noexcept { return evaluations_; }

 private:
  void measure_columns();
  void shift_intercepts(Eigen::VectorXd& weights, double sign) const;

  // What lies in a cache line: rows of eight numbers stay within one.
  struct alignas(64) Line {
    double numbers[8];
  };
  static double* numbers_of(std::vector<Line>& lines) noexcept {
    return lines.empty() ? nullptr : lines.front().numbers;  // without features there are none
  }

  const Columns& columns_;
  std::span<const std::uint32_t> label_;
  std::span<const double> class_weight_;
  const PassKernels& kernels_;
  std::size_t stride_;
  double weight_sum_ = 0.0;
  double lambda_ = 0.0;
  double curvature_ = 0.0;             // of the loss by a logit
  std::vector<double> inverse_scale_;  // 1 / d for each column, shared and lone, and for the intercepts
  std::vector<double> mean_;           // m for each shared column
  std::vector<Line> weights_;          // columns * stride: w at the latest x
  std::vector<Line> row_;              // rows * stride: logits, then the derivatives of f by them
  std::vector<double> offset_;  // stride: what every row's logits still lack after the pass over columns
  double value_ = 0.0;
  double gradient_norm_ = 0.0;
  int evaluations_ = 0;
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_FIT_SOFTMAX_OBJECTIVE_H_
