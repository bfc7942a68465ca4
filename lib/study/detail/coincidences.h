// Items with their ratings as numbers of values, and agreement on draws of them.
#ifndef YKIEN_STUDY_DETAIL_COINCIDENCES_H_
#define YKIEN_STUDY_DETAIL_COINCIDENCES_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "ykien/study/agreement.h"

namespace ykien::detail {

// Observed and expected disagreement on some items.
struct Disagreement {
  double observed = 0.0;
  double expected = 0.0;

  bool defined() const noexcept { return expected > 0.0; }
  double agreement() const noexcept { return 1.0 - observed / expected; }
};

// Disagreement on the items with these numbers (an item may come several times).
using Measure = std::function<Disagreement(std::span<const std::uint32_t> items)>;

// Measures all of `items` items and puts a bootstrap interval around.
Agreement measured(std::size_t items, std::size_t left_out, const Measure& measure,
                   const AgreementOptions& options);

// Throws Error(usage) for options out of range.
void check_options(const AgreementOptions& options);

// A square of numbers by two values 0..V-1.
class ValueSquare {
 public:
  explicit ValueSquare(std::size_t values) : values_(values), cells_(values * values, 0.0) {}
  double& at(std::size_t a, std::size_t b) { return cells_[a * values_ + b]; }
  double at(std::size_t a, std::size_t b) const { return cells_[a * values_ + b]; }
  std::size_t values() const noexcept { return values_; }

 private:
  std::size_t values_;
  std::vector<double> cells_;
};

// The distance of two values given how often each was used (only ordinal scales look at that).
using Distances = std::function<ValueSquare(std::span<const double> used)>;

// Krippendorff's alpha for units of values: units[u] holds the values given to item u, two at least.
Measure krippendorff_measure(std::vector<std::vector<std::uint32_t>> units, std::size_t values,
                             Distances distances);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_COINCIDENCES_H_
