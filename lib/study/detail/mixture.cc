#include "study/detail/mixture.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include "topic/fit/plain_math.h"

namespace ykien::detail {
namespace {

constexpr int kFirstEmSteps = 2;
constexpr int kMaxNewtonSteps = 60;
constexpr int kMaxHalvings = 40;
constexpr int kRescueEmSteps = 5000;
constexpr double kInterior = 1e-3;       // how much of the uniform is mixed into the start
constexpr double kMissing = 1e-12;       // of the maximum, estimated, when the search ends
constexpr double kEnoughOfSlope = 0.5;   // the slope along a step may turn up to this
constexpr double kShortOfBorder = 0.99;  // with a prior the maximum lies inside

double log_floor(double p, double log_top) {
  const double ratio = plain_log(p) - log_top;
  return ratio > kLeastLogRatio ? ratio : kLeastLogRatio;
}

}  // namespace

MixtureRows::MixtureRows(std::span<const double> posterior, std::span<const std::uint32_t> rows,
                         std::size_t topics)
    : rows_(rows.size()), topics_(topics), log_ratio_(blocks() * topics) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::span<const double> row = posterior.subspan(rows[i] * topics, topics);
    const double log_top = plain_log(*std::max_element(row.begin(), row.end()));
    Lanes* const block = log_ratio_.data() + (i / kLanes) * topics;
    for (std::size_t k = 0; k < topics; ++k) block[k].value[i % kLanes] = log_floor(row[k], log_top);
  }
}

MixtureSolver::MixtureSolver(std::size_t topics)
    : topics_(topics),
      pseudo_count_(topics),
      gradient_(topics),
      hessian_(topics * topics),
      target_(topics),
      linear_(topics),
      step_(topics),
      candidate_(topics),
      scratch_(mixture_scratch(topics)),
      program_(topics) {}

void MixtureSolver::set_densities(const MixtureRows& rows, double scale, std::span<const double> shift) {
  own_density_.resize(rows.blocks() * topics_);
  exponentials(rows.log_ratio(), scale, shift.data(), rows.blocks(), topics_, own_density_.data());
  set_densities(rows.rows(), own_density_);
}

void MixtureSolver::set_densities(std::size_t rows, std::span<const Lanes> density) {
  rows_ = rows;
  density_ = density;
}

void MixtureSolver::set_weights(std::span<const double> weight) {
  weight_.resize((weight.size() + kLanes - 1) / kLanes);
  weight_sum_ = 0.0;
  if (weight.empty()) return;
  weight_.back() = {};
  std::memcpy(static_cast<void*>(weight_.data()), weight.data(), weight.size() * sizeof(double));
  weight_sum_ = std::accumulate(weight.begin(), weight.end(), 0.0);
}

void MixtureSolver::set_prior(std::span<const double> pseudo_count) {
  pseudo_count_.assign(pseudo_count.begin(), pseudo_count.end());
}

void MixtureSolver::differentiate(std::span<const double> q) {
  mixture_sums(density_.data(), weight_.data(), weight_.size(), topics_, q.data(), gradient_.data(),
               hessian_.data(), scratch_.data());
  for (double& value : hessian_) value /= weight_sum_;
  for (std::size_t k = 0; k < topics_; ++k) {
    gradient_[k] /= weight_sum_;
    if (!(pseudo_count_[k] > 0.0)) continue;
    const double share = pseudo_count_[k] / weight_sum_ / q[k];
    gradient_[k] += share;
    hessian_[k * topics_ + k] += share / q[k];
  }
}

// q_k <- (sum_i w_i q_k u_ik + a_k) / (sum of weights and pseudo-counts): Saerens, Latinne and Decaestecker
// 2002.
void MixtureSolver::em_step(std::span<double> q) {
  mixture_sums(density_.data(), weight_.data(), weight_.size(), topics_, q.data(), gradient_.data(), nullptr,
               scratch_.data());
  double sum = 0.0;
  for (std::size_t k = 0; k < topics_; ++k) sum += q[k] = q[k] * gradient_[k] + pseudo_count_[k];
  for (double& value : q) value /= sum;
}

double MixtureSolver::slope_along(std::span<const double> step) const {
  double slope = 0.0;
  for (std::size_t k = 0; k < topics_; ++k) slope += gradient_[k] * step[k];
  return slope;
}

// How much of `step` to take: L is concave along it, so a slope that is still positive, or has turned by less
// than kEnoughOfSlope, is progress, and no logarithm is needed. Leaves the derivatives at that point.
double MixtureSolver::search(std::span<const double> q, std::span<const double> step, int& passes) {
  const double slope = slope_along(step);
  double share = 1.0;
  for (std::size_t k = 0; k < topics_; ++k) {
    const bool leaves = pseudo_count_[k] > 0.0 && q[k] + step[k] <= 0.0;
    if (leaves) share = std::min(share, -kShortOfBorder * q[k] / step[k]);
  }
  for (int halving = 0; halving < kMaxHalvings; ++halving) {
    for (std::size_t k = 0; k < topics_; ++k) candidate_[k] = std::max(0.0, q[k] + share * step[k]);
    differentiate(candidate_);
    ++passes;
    const double turned = slope_along(step);
    if (turned >= -kEnoughOfSlope * slope) return share;
    share *= std::clamp(slope / (slope - turned), 0.05, 0.5);
  }
  return 0.0;
}

// Sets the Newton step: the quadratic model at q is 1/2 y'Hy - (Hq + g)'y. Returns an estimate of what will
// be missing after it: the step's largest coordinate times its length in the norm of H, by which densities,
// and so H, change from here to there.
double MixtureSolver::aim(std::span<const double> q) {
  for (std::size_t k = 0; k < topics_; ++k) {
    linear_[k] = gradient_[k];
    for (std::size_t l = 0; l < topics_; ++l) linear_[k] += hessian_[k * topics_ + l] * q[l];
  }
  target_.assign(q.begin(), q.end());
  program_.solve(hessian_, linear_, target_);
  double largest = 0.0;
  for (std::size_t k = 0; k < topics_; ++k) {
    step_[k] = target_[k] - q[k];
    largest = std::max(largest, std::fabs(step_[k]));
  }
  double square = 0.0;
  for (std::size_t k = 0; k < topics_; ++k) {
    for (std::size_t l = 0; l < topics_; ++l) square += step_[k] * hessian_[k * topics_ + l] * step_[l];
  }
  return largest * std::sqrt(std::max(square, 0.0));
}

void MixtureSolver::step(std::span<double> q, std::span<const double> gradient,
                         std::span<const double> hessian) {
  gradient_.assign(gradient.begin(), gradient.end());
  hessian_.assign(hessian.begin(), hessian.end());
  aim(q);
  std::copy(target_.begin(), target_.end(), q.begin());
}

MixtureResult MixtureSolver::solve(std::span<double> q, bool near) {
  MixtureResult result;
  for (double& value : q) value = (1.0 - kInterior) * value + kInterior / static_cast<double>(topics_);
  for (int i = 0; i < kFirstEmSteps && !near; ++i, ++result.passes) em_step(q);
  differentiate(q);
  ++result.passes;
  for (int i = 0; i < kMaxNewtonSteps; ++i) {
    result.converged = aim(q) <= kMissing;
    if (result.converged) break;
    if (!(search(q, step_, result.passes) > 0.0)) break;
    std::copy(candidate_.begin(), candidate_.end(), q.begin());
  }
  if (result.converged) std::copy(target_.begin(), target_.end(), q.begin());
  for (int i = 0; i < kRescueEmSteps && !result.converged; ++i) em_step(q);
  if (near) return result;
  differentiate(q);
  result.excess = *std::max_element(gradient_.begin(), gradient_.end()) - slope_along(q);
  return result;
}

std::vector<double> MixtureSolver::information(std::span<const double> q) {
  std::vector<double> gradient(topics_);
  std::vector<double> hessian(topics_ * topics_);
  mixture_sums(density_.data(), weight_.data(), weight_.size(), topics_, q.data(), gradient.data(),
               hessian.data(), scratch_.data());
  return hessian;
}

double MixtureSolver::log_likelihood_gain(std::span<const double> q, std::span<const double> other) const {
  double gain = 0.0;
  for (std::size_t i = 0; i < rows_; ++i) {
    double f = 0.0;
    double g = 0.0;
    for (std::size_t k = 0; k < topics_; ++k) {
      const double r = density_[(i / kLanes) * topics_ + k].value[i % kLanes];
      f += q[k] * r;
      g += other[k] * r;
    }
    gain += weight_[i / kLanes].value[i % kLanes] * (plain_log(f) - plain_log(g));
  }
  return gain;
}

}  // namespace ykien::detail
