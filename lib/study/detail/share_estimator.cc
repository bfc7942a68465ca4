#include "study/detail/share_estimator.h"

#include <algorithm>
#include <numeric>

namespace ykien::detail {
namespace {

void count_decisions(const CellRows& rows, std::span<const double> weight, std::span<double> share) {
  std::fill(share.begin(), share.end(), 0.0);
  for (std::size_t i = 0; i < rows.size(); ++i) share[rows.decided()[i]] += weight[i];
}

void sum_posteriors(const CellRows& rows, std::span<const double> weight, std::span<double> share) {
  std::fill(share.begin(), share.end(), 0.0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::span<const double> row = rows.posterior(i);
    for (std::size_t k = 0; k < share.size(); ++k) share[k] += weight[i] * row[k];
  }
}

void normalise(std::span<double> share) {
  const double sum = std::accumulate(share.begin(), share.end(), 0.0);
  for (double& value : share) value /= sum;
}

bool is_soft(QuantifyMethod method) {
  return method == QuantifyMethod::pcc || method == QuantifyMethod::pacc;
}

}  // namespace

CellRows::CellRows(std::span<const double> posterior, std::span<const std::uint32_t> rows, std::size_t topics)
    : mixture_(posterior, rows, topics) {
  decided_.reserve(rows.size());
  posterior_.reserve(rows.size() * topics);
  for (const std::uint32_t i : rows) {
    const std::span<const double> row = posterior.subspan(i * topics, topics);
    decided_.push_back(static_cast<std::uint32_t>(std::max_element(row.begin(), row.end()) - row.begin()));
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    for (const double p : row) posterior_.push_back(p / sum);
  }
}

ShareEstimator::ShareEstimator(std::size_t topics)
    : topics_(topics),
      solver_(topics),
      program_(topics),
      counted_(topics),
      normal_(topics * topics),
      linear_(topics) {}

// Least squares: min ||M q - c||^2 over the simplex, c the shares counted.
void ShareEstimator::unmix(std::span<const double> matrix, std::span<double> share) {
  counted_.assign(share.begin(), share.end());
  for (std::size_t k = 0; k < topics_; ++k) {
    linear_[k] = 0.0;
    for (std::size_t j = 0; j < topics_; ++j) linear_[k] += matrix[j * topics_ + k] * counted_[j];
    for (std::size_t l = 0; l < topics_; ++l) {
      double sum = 0.0;
      for (std::size_t j = 0; j < topics_; ++j) sum += matrix[j * topics_ + k] * matrix[j * topics_ + l];
      normal_[k * topics_ + l] = sum;
    }
  }
  program_.solve(normal_, linear_, share);
}

MixtureResult ShareEstimator::estimate(const CellRows& rows, std::span<const double> weight,
                                       const ValidationFit& fit, QuantifyMethod method,
                                       std::span<double> share, bool near) {
  if (method == QuantifyMethod::emq || method == QuantifyMethod::emq_bcts) {
    const Densities& densities = method == QuantifyMethod::emq ? fit.raw : fit.calibrated;
    solver_.set_densities(rows.mixture(), densities.scale, densities.shift);
    solver_.set_weights(weight);
    return solver_.solve(share, near);
  }
  is_soft(method) ? sum_posteriors(rows, weight, share) : count_decisions(rows, weight, share);
  normalise(share);
  if (method == QuantifyMethod::acc) unmix(fit.hard, share);
  if (method == QuantifyMethod::pacc) unmix(fit.soft, share);
  return {0.0, 1, true};
}

}  // namespace ykien::detail
