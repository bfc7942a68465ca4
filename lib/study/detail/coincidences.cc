#include "study/detail/coincidences.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "topic/fit/random.h"
#include "ykien/base/error.h"

namespace ykien::detail {
namespace {

// The quantile of ascending values, linear between neighbours (R's type 7).
double quantile(const std::vector<double>& ascending, double share) {
  const double place = share * static_cast<double>(ascending.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(place));
  const std::size_t above = std::min(below + 1, ascending.size() - 1);
  return ascending[below] + (place - std::floor(place)) * (ascending[above] - ascending[below]);
}

Interval bootstrap(std::size_t items, const Measure& measure, const AgreementOptions& options) {
  SplitMix64 random(options.seed);
  std::vector<std::uint32_t> draw(items);
  std::vector<double> values;
  for (std::uint32_t resample = 0; resample < options.resamples; ++resample) {
    for (std::uint32_t& item : draw) item = static_cast<std::uint32_t>(random.below(items));
    const Disagreement found = measure(draw);
    if (found.defined()) values.push_back(found.agreement());
  }
  if (values.empty()) return {-1.0, 1.0};
  std::sort(values.begin(), values.end());
  return {quantile(values, 0.5 * (1.0 - options.level)), quantile(values, 0.5 * (1.0 + options.level))};
}

// How often each pair of values of an item stands together, each item with the weight of its ratings.
class Units {
 public:
  Units(std::vector<std::vector<std::uint32_t>> units, std::size_t values, Distances distances)
      : units_(std::move(units)), values_(values), distances_(std::move(distances)) {}

  Disagreement operator()(std::span<const std::uint32_t> items) const {
    std::vector<double> used(values_, 0.0);
    for (const std::uint32_t item : items) {
      for (const std::uint32_t value : units_[item]) used[value] += 1.0;
    }
    const double ratings = std::accumulate(used.begin(), used.end(), 0.0);
    if (ratings < 2.0) return {};
    const ValueSquare distance = distances_(used);
    double observed = 0.0;
    for (const std::uint32_t item : items) observed += within(units_[item], distance);
    return {observed / ratings, between(used, distance) / (ratings * (ratings - 1.0))};
  }

 private:
  // Sum of the distances of all ordered pairs of ratings of an item, over one less than its ratings.
  static double within(const std::vector<std::uint32_t>& unit, const ValueSquare& distance) {
    double sum = 0.0;
    for (std::size_t i = 0; i < unit.size(); ++i) {
      for (std::size_t j = i + 1; j < unit.size(); ++j) sum += 2.0 * distance.at(unit[i], unit[j]);
    }
    return sum / (static_cast<double>(unit.size()) - 1.0);
  }

  static double between(const std::vector<double>& used, const ValueSquare& distance) {
    double sum = 0.0;
    for (std::size_t a = 0; a < used.size(); ++a) {
      for (std::size_t b = a + 1; b < used.size(); ++b) sum += 2.0 * used[a] * used[b] * distance.at(a, b);
    }
    return sum;
  }

  std::vector<std::vector<std::uint32_t>> units_;
  std::size_t values_;
  Distances distances_;
};

}  // namespace

void check_options(const AgreementOptions& options) {
  if (options.level > 0.0 && options.level < 1.0) return;
  throw Error(ErrorCode::usage, "agreement", "the level of an interval lies between 0 and 1");
}

Agreement measured(std::size_t items, std::size_t left_out, const Measure& measure,
                   const AgreementOptions& options) {
  Agreement result;
  result.items = items;
  result.left_out = left_out;
  if (items == 0) return result;
  std::vector<std::uint32_t> all(items);
  std::iota(all.begin(), all.end(), 0U);
  const Disagreement whole = measure(all);
  if (!whole.defined()) return result;
  result.defined = true;
  result.observed = whole.observed;
  result.expected = whole.expected;
  result.value = whole.agreement();
  if (options.resamples > 0) result.interval = bootstrap(items, measure, options);
  return result;
}

Measure krippendorff_measure(std::vector<std::vector<std::uint32_t>> units, std::size_t values,
                             Distances distances) {
  return Units(std::move(units), values, std::move(distances));
}

}  // namespace ykien::detail
