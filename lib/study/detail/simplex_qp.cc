#include "study/detail/simplex_qp.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ykien::detail {
namespace {

constexpr double kRidge = 1e-13;
constexpr double kSlopeTolerance = 1e-12;

double largest_diagonal(std::span<const double> h, std::size_t size) {
  double largest = std::numeric_limits<double>::min();
  for (std::size_t k = 0; k < size; ++k) largest = std::max(largest, h[k * size + k]);
  return largest;
}

}  // namespace

SimplexQp::SimplexQp(std::size_t size) : size_(size), factor_(size * size), target_(size), ones_(size) {
  free_.reserve(size);
}

// Cholesky by rows. A pivot that rounding made negative is taken as the ridge.
void SimplexQp::factor(std::span<const double> h) {
  const double ridge = kRidge * largest_diagonal(h, size_);
  for (std::size_t i = 0; i < free_.size(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = h[free_[i] * size_ + free_[j]];
      for (std::size_t m = 0; m < j; ++m) sum -= factor_[i * size_ + m] * factor_[j * size_ + m];
      factor_[i * size_ + j] = i == j ? std::sqrt(std::max(sum, 0.0) + ridge) : sum / factor_[j * size_ + j];
    }
  }
}

void SimplexQp::substitute(std::span<double> x) const {
  const std::size_t n = free_.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) x[i] -= factor_[i * size_ + j] * x[j];
    x[i] /= factor_[i * size_ + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = i + 1; j < n; ++j) x[i] -= factor_[j * size_ + i] * x[j];
    x[i] /= factor_[i * size_ + i];
  }
}

// With H y = b + m 1 on the free coordinates and sum y = 1: two systems, then m.
void SimplexQp::aim(std::span<const double> b) {
  for (std::size_t i = 0; i < free_.size(); ++i) {
    target_[i] = b[free_[i]];
    ones_[i] = 1.0;
  }
  substitute(target_);
  substitute(ones_);
  double sum = 0.0;
  double weight = 0.0;
  for (std::size_t i = 0; i < free_.size(); ++i) {
    sum += target_[i];
    weight += ones_[i];
  }
  multiplier_ = (1.0 - sum) / weight;
  for (std::size_t i = 0; i < free_.size(); ++i) target_[i] += multiplier_ * ones_[i];
}

// Goes towards the target as far as y >= 0 allows; whether it got there. What stands in the way is fixed at
// 0.
bool SimplexQp::step_to_border(std::span<double> y) {
  double reach = 1.0;
  std::size_t border = free_.size();
  for (std::size_t i = 0; i < free_.size(); ++i) {
    const double from = y[free_[i]];
    if (target_[i] >= 0.0 || from >= reach * (from - target_[i])) continue;
    reach = from / (from - target_[i]);
    border = i;
  }
  for (std::size_t i = 0; i < free_.size(); ++i) {
    double& at = y[free_[i]];
    at = reach < 1.0 ? std::max(0.0, at + reach * (target_[i] - at)) : target_[i];
  }
  if (border == free_.size()) return true;
  y[free_[border]] = 0.0;
  free_.erase(free_.begin() + static_cast<std::ptrdiff_t>(border));
  return false;
}

// Frees the coordinate at 0 along which the value falls most; false if there is none: y is the minimum.
bool SimplexQp::admit(std::span<const double> h, std::span<const double> b, std::span<const double> y) {
  double scale = std::fabs(multiplier_);
  for (const double value : b) scale = std::max(scale, std::fabs(value));
  double least = multiplier_ - kSlopeTolerance * std::max(scale, largest_diagonal(h, size_));
  std::size_t best = size_;
  for (std::size_t k = 0; k < size_; ++k) {
    if (std::find(free_.begin(), free_.end(), k) != free_.end()) continue;
    double slope = -b[k];
    for (std::size_t j = 0; j < size_; ++j) slope += h[k * size_ + j] * y[j];
    if (slope >= least) continue;
    least = slope;
    best = k;
  }
  if (best == size_) return false;
  free_.push_back(best);
  return true;
}

void SimplexQp::solve(std::span<const double> h, std::span<const double> b, std::span<double> y) {
  free_.clear();
  for (std::size_t k = 0; k < size_; ++k) {
    if (y[k] > 0.0) free_.push_back(k);
  }
  // Each pass fixes or frees one coordinate; rounding alone could make it go round.
  for (std::size_t pass = 0; pass < 10 * size_ + 10 && !free_.empty(); ++pass) {
    factor(h);
    aim(b);
    if (step_to_border(y) && !admit(h, b, y)) break;
  }
  double sum = 0.0;
  for (const double value : y) sum += value;
  for (double& value : y) value /= sum;
}

}  // namespace ykien::detail
