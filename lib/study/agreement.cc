#include "ykien/study/agreement.h"

#include <algorithm>
#include <utility>

#include "study/detail/coincidences.h"
#include "study/detail/kappas.h"
#include "study/detail/label_sets.h"
#include "study/detail/rated_units.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using detail::Measure;
using detail::RatedUnits;
using detail::RatedValues;

constexpr std::int32_t kMostCategories = 1 << 16;
constexpr std::size_t kTwo = 2;  // ratings, for two can be compared

[[noreturn]] void wrong_use(const char* what) { throw Error(ErrorCode::usage, "agreement", what); }

void check_shape(std::size_t cells, std::size_t raters) {
  if (raters < kTwo) wrong_use("there must be two raters at least");
  if (cells % raters != 0) wrong_use("the cells do not make whole rows of raters");
}

void check(const Ratings& ratings, const AgreementOptions& options) {
  check_shape(ratings.cells.size(), ratings.raters);
  detail::check_options(options);
  const auto good = [](std::int32_t cell) { return cell >= kNoRating && cell < kMostCategories; };
  if (!std::all_of(ratings.cells.begin(), ratings.cells.end(), good)) wrong_use("a category is out of range");
}

Agreement by_habits(const Ratings& ratings, Scale scale, const AgreementOptions& options) {
  check(ratings, options);
  const RatedValues values(ratings.cells);
  RatedUnits rated(ratings, values, ratings.raters);
  const std::size_t items = rated.units.size();
  const Measure measure = detail::habits_measure(std::move(rated.units), ratings.raters, values.size(),
                                                 detail::scale_distances(scale, values));
  return detail::measured(items, rated.left_out, measure, options);
}

// Ratings and options that have been checked.
Agreement by_coincidences(const Ratings& ratings, const RatedValues& values, detail::Distances distances,
                          const AgreementOptions& options) {
  RatedUnits rated(ratings, values, kTwo);
  const std::size_t items = rated.units.size();
  const Measure measure =
      detail::krippendorff_measure(std::move(rated.units), values.size(), std::move(distances));
  return detail::measured(items, rated.left_out, measure, options);
}

}  // namespace

Agreement cohen(std::span<const std::int32_t> one, std::span<const std::int32_t> other, Scale scale,
                const AgreementOptions& options) {
  if (one.size() != other.size()) wrong_use("both raters need a cell for each item");
  std::vector<std::int32_t> cells;
  for (std::size_t i = 0; i < one.size(); ++i) cells.insert(cells.end(), {one[i], other[i]});
  return by_habits({cells, 2}, scale, options);
}

Agreement conger(const Ratings& ratings, const AgreementOptions& options) {
  return by_habits(ratings, Scale::nominal, options);
}

Agreement fleiss(const Ratings& ratings, const AgreementOptions& options) {
  check(ratings, options);
  const RatedValues values(ratings.cells);
  RatedUnits rated(ratings, values, kTwo);
  const std::size_t items = rated.units.size();
  return detail::measured(items, rated.left_out,
                          detail::pooled_measure(std::move(rated.units), values.size()), options);
}

Agreement krippendorff(const Ratings& ratings, Scale scale, const AgreementOptions& options) {
  check(ratings, options);
  const RatedValues values(ratings.cells);
  return by_coincidences(ratings, values, detail::scale_distances(scale, values), options);
}

Agreement krippendorff(const SetRatings& ratings, SetDistance kind, const AgreementOptions& options) {
  check_shape(ratings.cells.size(), ratings.raters);
  detail::check_options(options);
  const std::vector<LabelSet> sets = detail::different_sets(ratings.cells);
  const std::vector<std::int32_t> numbers = detail::numbers_of(ratings.cells, sets);
  return by_coincidences({numbers, ratings.raters}, RatedValues(numbers), detail::set_distances(kind, sets),
                         options);
}

}  // namespace ykien
