#include "study/detail/kappas.h"

#include <utility>

namespace ykien::detail {
namespace {

using Items = std::span<const std::uint32_t>;
using Units = std::vector<std::vector<std::uint32_t>>;

struct HabitsMeasure {
  Units units;
  std::size_t raters;
  std::size_t values;
  Distances distances;

  Disagreement operator()(Items items) const {
    std::vector<double> used(values, 0.0);
    std::vector<std::vector<double>> habits(raters, std::vector<double>(values, 0.0));
    for (const std::uint32_t item : items) {
      for (std::size_t rater = 0; rater < raters; ++rater) {
        habits[rater][units[item][rater]] += 1.0;
        used[units[item][rater]] += 1.0;
      }
    }
    const ValueSquare square = distances(used);
    const double n = static_cast<double>(items.size());
    const double pairs = 0.5 * static_cast<double>(raters * (raters - 1));
    Disagreement sum;
    for (std::size_t one = 0; one < raters; ++one) {
      for (std::size_t other = one + 1; other < raters; ++other) {
        for (const std::uint32_t item : items)
          sum.observed += square.at(units[item][one], units[item][other]);
        sum.expected += by_habit(habits[one], habits[other], square);
      }
    }
    return {sum.observed / (n * pairs), sum.expected / (n * n * pairs)};
  }

  static double by_habit(const std::vector<double>& one, const std::vector<double>& other,
                         const ValueSquare& square) {
    double sum = 0.0;
    for (std::size_t a = 0; a < one.size(); ++a) {
      if (one[a] == 0.0) continue;
      for (std::size_t b = 0; b < other.size(); ++b) sum += one[a] * other[b] * square.at(a, b);
    }
    return sum;
  }
};

struct PooledMeasure {
  Units units;
  std::size_t values;

  Disagreement operator()(Items items) const {
    std::vector<double> used(values, 0.0);
    double ratings = 0.0;
    double observed = 0.0;
    for (const std::uint32_t item : items) {
      const auto& unit = units[item];
      double different = 0.0;
      for (std::size_t i = 0; i < unit.size(); ++i) {
        used[unit[i]] += 1.0;
        for (std::size_t j = i + 1; j < unit.size(); ++j) different += unit[i] != unit[j] ? 2.0 : 0.0;
      }
      const auto m = static_cast<double>(unit.size());
      ratings += m;
      observed += different / (m * (m - 1.0));
    }
    double expected = 1.0;
    for (const double count : used) expected -= count / ratings * (count / ratings);
    constexpr double kRounding = 1e-12;  // one category alone leaves nothing but that
    return {observed / static_cast<double>(items.size()), expected > kRounding ? expected : 0.0};
  }
};

}  // namespace

Measure habits_measure(Units units, std::size_t raters, std::size_t values, Distances distances) {
  return HabitsMeasure{std::move(units), raters, values, std::move(distances)};
}

Measure pooled_measure(Units units, std::size_t values) { return PooledMeasure{std::move(units), values}; }

}  // namespace ykien::detail
