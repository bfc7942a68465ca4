#include "topic/fit/softmax_objective.h"

#include <algorithm>
#include <cmath>

#include "topic/fit/column_passes.h"

namespace ykien::detail {
namespace {

std::size_t stride_for(std::size_t classes) { return classes + classes % 2; }

// p (1 - p) at p = 1/K is the curvature at the start; near the optimum of a text corpus rows are surer. A
// fifth of it needs the fewest steps over C = 1 .. 10 on news and on short feedback. It moves no optimum.
double typical_curvature(std::size_t classes) {
  const double k = std::max(2.0, static_cast<double>(classes));
  return 0.2 * (k - 1.0) / (k * k);
}

}  // namespace

SoftmaxObjective::SoftmaxObjective(const Columns& columns, std::span<const std::uint32_t> label,
                                   std::span<const double> class_weight, double c)
    : columns_(columns),
      label_(label),
      class_weight_(class_weight),
      kernels_(chosen_pass_kernels()),
      stride_(stride_for(class_weight.size())),
      curvature_(typical_curvature(class_weight.size())),
      weights_((columns.size() * stride_ + 7) / 8),
      row_((columns.rows * stride_ + 7) / 8),
      offset_(stride_) {
  for (const std::uint32_t k : label_) weight_sum_ += class_weight_[k];
  lambda_ = 1.0 / (c * weight_sum_);
  measure_columns();
}

// Means and scales of the columns, rows weighted as in the loss.
void SoftmaxObjective::measure_columns() {
  const auto add_scale = [this](double variance) {
    inverse_scale_.push_back(1.0 / std::sqrt(lambda_ + curvature_ * std::max(0.0, variance)));
  };
  std::vector<double> shares;  // of each row in all
  for (const std::uint32_t label : label_) shares.push_back(class_weight_[label] / weight_sum_);
  for (std::size_t j = 0; j < columns_.shared.size(); ++j) {
    double mean = 0.0;
    double square = 0.0;
    for (const Columns::Entry entry : columns_.column(j)) {
      const double x = entry.value;
      const double share = shares[entry.place];
      mean += share * x;
      square += share * x * x;
    }
    mean_.push_back(mean);
    add_scale(square - mean * mean);
  }
  for (std::size_t j = 0; j < columns_.lone_row.size(); ++j) {
    add_scale(shares[columns_.lone_row[j]] * columns_.lone_value[j] * columns_.lone_value[j]);
  }
  inverse_scale_.push_back(1.0 / std::sqrt(curvature_));
}

double SoftmaxObjective::operator()(const Eigen::VectorXd& x, Eigen::VectorXd& gradient) {
  ++evaluations_;
  gradient.resize(x.size());
  const Pass pass{columns_,
                  stride_,
                  x.data(),
                  inverse_scale_.data(),
                  mean_.data(),
                  numbers_of(weights_),
                  numbers_of(row_),
                  offset_.data()};
  kernels_.forward(pass);
  const double loss = kernels_.derive(pass, {label_, class_weight_, weight_sum_}) / weight_sum_;
  const SquaredNorms norms = kernels_.backward(pass, lambda_, gradient.data());
  gradient_norm_ = std::sqrt(norms.gradient);
  return value_ = loss + 0.5 * lambda_ * norms.weights;
}

void SoftmaxObjective::to_coordinates(Eigen::VectorXd& weights) const {
  shift_intercepts(weights, 1.0);
  const std::size_t size = static_cast<std::size_t>(weights.size());
  for (std::size_t i = 0; i < size; ++i) weights.data()[i] /= inverse_scale_[i / stride_];
}

void SoftmaxObjective::to_weights(Eigen::VectorXd& x) const {
  const std::size_t size = static_cast<std::size_t>(x.size());
  for (std::size_t i = 0; i < size; ++i) x.data()[i] *= inverse_scale_[i / stride_];
  shift_intercepts(x, -1.0);
}

void SoftmaxObjective::shift_intercepts(Eigen::VectorXd& weights, double sign) const {
  const double* w = weights.data();
  double* const intercept = weights.data() + columns_.size() * stride_;
  for (const double mean : mean_) {
    for (std::size_t k = 0; k < stride_; ++k) intercept[k] += sign * mean * w[k];
    w += stride_;
  }
}

}  // namespace ykien::detail
