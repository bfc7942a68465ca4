#include "ykien/study/changepoint.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <numeric>
#include <optional>

#include "study/detail/partition.h"
#include "study/detail/running_sums.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

// -2 ln likelihood of a segment at its own shares.
class SegmentCost {
 public:
  explicit SegmentCost(const CountTable& table) : sums_(table) {}

  double operator()(std::size_t begin, std::size_t end) const {
    double items = 0.0;
    double sum = 0.0;  // of n_k ln n_k
    for (std::size_t k = 0; k < sums_.topics(); ++k) {
      const double count = sums_.count(begin, end, k);
      if (count <= 0.0) continue;
      items += count;
      sum += count * std::log(count);
    }
    return items > 0.0 ? 2.0 * (items * std::log(items) - sum) : 0.0;
  }

 private:
  detail::RunningSums sums_;
};

void check_options(const ChangePointOptions& options) {
  const auto refuse = [](const char* what) { throw Error(ErrorCode::usage, "change points", what); };
  if (!std::isfinite(options.penalty)) refuse("the penalty is not finite");
  if (!std::isfinite(options.dispersion)) refuse("the dispersion is not finite");
  if (options.least_size == 0) refuse("a segment has at least one period");
}

double sum_of(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

// Pearson's chi-square of two periods over the median of its distribution; none when it says nothing.
std::optional<double> relative_chi_square(std::span<const double> one, std::span<const double> other) {
  const double n1 = sum_of(one);
  const double n2 = sum_of(other);
  if (n1 <= 0.0 || n2 <= 0.0) return std::nullopt;
  double chi_square = 0.0;
  int topics = 0;
  for (std::size_t k = 0; k < one.size(); ++k) {
    const double both = one[k] + other[k];
    if (both <= 0.0) continue;
    const double difference = one[k] - both * n1 / (n1 + n2);
    chi_square += difference * difference * (n1 + n2) * (n1 + n2) / (both * n1 * n2);
    ++topics;
  }
  if (topics < 2) return std::nullopt;
  return chi_square / boost::math::median(boost::math::chi_squared(topics - 1));
}

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

double default_penalty(const CountTable& table, double dispersion) {
  const double periods = std::max(1.0, static_cast<double>(table.periods()));
  return static_cast<double>(table.topics) * std::log(periods) * dispersion;
}

}  // namespace

double adjacent_dispersion(const CountTable& table) {
  check(table);
  std::vector<double> ratios;
  for (std::size_t t = 0; t + 1 < table.periods(); ++t) {
    if (const auto ratio = relative_chi_square(table.period(t), table.period(t + 1)))
      ratios.push_back(*ratio);
  }
  return ratios.empty() ? 1.0 : median_of(std::move(ratios));
}

ChangePoints find_change_points(const CountTable& table, const ChangePointOptions& options) {
  check(table);
  check_options(options);
  ChangePoints result;
  result.dispersion =
      options.dispersion >= 1.0 ? options.dispersion : std::max(1.0, adjacent_dispersion(table));
  result.penalty = options.penalty >= 0.0 ? options.penalty : default_penalty(table, result.dispersion);
  const SegmentCost cost(table);
  const auto search = options.search == ChangeSearch::exact ? detail::optimal_partition<SegmentCost>
                                                            : detail::pruned_partition<SegmentCost>;
  detail::Partition best = search(table.periods(), cost, result.penalty, options.least_size);
  result.cost_whole = cost(0, table.periods());
  result.objective = best.objective;
  result.ends = std::move(best.ends);
  return result;
}

}  // namespace ykien
