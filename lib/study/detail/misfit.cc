#include "study/detail/misfit.h"

#include <algorithm>
#include <numeric>

namespace ykien::detail {
namespace {

constexpr std::size_t kGroups = 10;
constexpr std::size_t kNone = kGroups;

std::vector<std::uint32_t> all_rows(std::size_t count) {
  std::vector<std::uint32_t> rows(count);
  std::iota(rows.begin(), rows.end(), 0U);
  return rows;
}

}  // namespace

Misfit::Misfit(const ValidationRows& rows)
    : rows_(rows.posterior, all_rows(rows.size()), rows.topics), label_(rows.label) {
  std::vector<std::uint32_t> dealt(rows.topics);
  for (const std::uint32_t label : label_) group_.push_back(static_cast<std::uint32_t>(dealt[label]++ % kGroups));
}

// Those of a label sum to its share, whichever group is left out. A label without rows has none.
std::vector<double> Misfit::weights(std::span<const double> share, std::size_t left_out) const {
  std::vector<double> rows(share.size());
  for (std::size_t i = 0; i < label_.size(); ++i) rows[label_[i]] += group_[i] == left_out ? 0.0 : 1.0;
  std::vector<double> weight(label_.size());
  for (std::size_t i = 0; i < label_.size(); ++i)
    weight[i] = group_[i] == left_out ? 0.0 : share[label_[i]] / rows[label_[i]];
  return weight;
}

std::vector<double> Misfit::squared_bias(std::span<const double> share, const ValidationFit& fit,
                                         QuantifyMethod method, ShareEstimator& estimator) const {
  const std::size_t topics = share.size();
  std::vector<double> square(topics);
  std::vector<double> whole(share.begin(), share.end());
  std::vector<double> sums(topics);
  std::vector<double> squares(topics);
  const auto give_back = [&](std::size_t left_out, std::vector<double>& found) {
    const std::vector<double> weight = weights(share, left_out);
    if (std::ranges::all_of(weight, [](double one) { return one == 0.0; })) return;
    estimator.estimate(rows_, weight, fit, method, found, left_out != kNone);
  };
  give_back(kNone, whole);
  for (std::size_t group = 0; group < kGroups; ++group) {
    std::vector<double> found = whole;
    give_back(group, found);
    for (std::size_t k = 0; k < topics; ++k) sums[k] += found[k], squares[k] += found[k] * found[k];
  }
  constexpr double kCount = kGroups;
  for (std::size_t k = 0; k < topics; ++k) {
    const double variance = (kCount - 1) / kCount * (squares[k] - sums[k] * sums[k] / kCount);
    const double missed = whole[k] - share[k];
    square[k] = std::max(0.0, missed * missed - std::max(0.0, variance));
  }
  return square;
}

}  // namespace ykien::detail
