#include "ykien/study/agreement.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "study/detail/coincidences.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using detail::Disagreement;
using detail::Measure;
using detail::ValueSquare;
using Items = std::span<const std::uint32_t>;

constexpr std::int32_t kMostCategories = 1 << 16;
constexpr std::size_t kMostSets = 2000;

[[noreturn]] void wrong_use(const char* what) { throw Error(ErrorCode::usage, "agreement", what); }

void check_shape(std::size_t cells, std::size_t raters) {
  if (raters < 2) wrong_use("there must be two raters at least");
  if (cells % raters != 0) wrong_use("the cells do not make whole rows of raters");
}

void check(const Ratings& ratings, const AgreementOptions& options) {
  check_shape(ratings.cells.size(), ratings.raters);
  detail::check_options(options);
  const auto good = [](std::int32_t cell) { return cell >= kNoRating && cell < kMostCategories; };
  if (!std::all_of(ratings.cells.begin(), ratings.cells.end(), good)) wrong_use("a category is out of range");
}

// Categories renumbered 0..V-1 in ascending order, so that squares of them stay small; `meaning` tells them
// back.
struct Values {
  std::vector<std::int32_t> meaning;

  explicit Values(std::span<const std::int32_t> cells) : meaning(cells.begin(), cells.end()) {
    std::erase(meaning, kNoRating);
    std::sort(meaning.begin(), meaning.end());
    meaning.erase(std::unique(meaning.begin(), meaning.end()), meaning.end());
  }
  std::uint32_t of(std::int32_t category) const {
    return static_cast<std::uint32_t>(std::lower_bound(meaning.begin(), meaning.end(), category) -
                                      meaning.begin());
  }
  std::size_t size() const { return meaning.size(); }
};

// Ranks between two values: half of each and all that lie between (Krippendorff 2011).
double ordinal_distance(std::span<const double> used, std::size_t a, std::size_t b) {
  const double between = std::accumulate(used.begin() + static_cast<std::ptrdiff_t>(a),
                                         used.begin() + static_cast<std::ptrdiff_t>(b) + 1, 0.0);
  const double ranks = between - 0.5 * (used[a] + used[b]);
  return ranks * ranks;
}

double distance(Scale scale, const Values& values, std::span<const double> used, std::size_t a,
                std::size_t b) {
  const auto low = static_cast<double>(values.meaning[a]);
  const auto high = static_cast<double>(values.meaning[b]);
  switch (scale) {
    case Scale::ordinal: return ordinal_distance(used, a, b);
    case Scale::interval: return (high - low) * (high - low);
    case Scale::ratio: return (high - low) * (high - low) / ((high + low) * (high + low));
    case Scale::nominal: break;
  }
  return 1.0;
}

ValueSquare distances(Scale scale, const Values& values, std::span<const double> used) {
  ValueSquare square(values.size());
  for (std::size_t a = 0; a < values.size(); ++a) {
    for (std::size_t b = a + 1; b < values.size(); ++b)
      square.at(a, b) = square.at(b, a) = distance(scale, values, used, a, b);
  }
  return square;
}

// The ratings of each item with `least` at least; the rest are left out.
struct Units {
  std::vector<std::vector<std::uint32_t>> units;
  std::size_t left_out = 0;
};

Units units_of(const Ratings& ratings, const Values& values, std::size_t least) {
  Units result;
  for (std::size_t item = 0; item < ratings.items(); ++item) {
    std::vector<std::uint32_t> unit;
    for (std::size_t rater = 0; rater < ratings.raters; ++rater) {
      if (ratings.at(item, rater) != kNoRating) unit.push_back(values.of(ratings.at(item, rater)));
    }
    if (unit.size() >= least)
      result.units.push_back(std::move(unit));
    else
      ++result.left_out;
  }
  return result;
}

// Mean distance of two raters' ratings: of the same item, and of any two items.
struct HabitsMeasure {
  std::vector<std::vector<std::uint32_t>> units;  // of R ratings each
  std::size_t raters;
  Values values;
  Scale scale;

  Disagreement operator()(Items items) const {
    std::vector<double> used(values.size(), 0.0);
    std::vector<std::vector<double>> habits(raters, std::vector<double>(values.size(), 0.0));
    for (const std::uint32_t item : items) {
      for (std::size_t rater = 0; rater < raters; ++rater) {
        habits[rater][units[item][rater]] += 1.0;
        used[units[item][rater]] += 1.0;
      }
    }
    const ValueSquare square = distances(scale, values, used);
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

// Fleiss: each item counts alike, chance by the shares of all ratings.
struct PooledMeasure {
  std::vector<std::vector<std::uint32_t>> units;  // of two ratings at least
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

double set_distance(SetDistance kind, LabelSet a, LabelSet b) {
  if (a == b) return 0.0;
  if (kind == SetDistance::binary) return 1.0;
  const int shared = std::popcount(a & b);
  const double jaccard = static_cast<double>(shared) / std::popcount(a | b);
  if (kind == SetDistance::jaccard) return 1.0 - jaccard;
  if (shared == 0) return 1.0;
  const bool one_holds_the_other = shared == std::min(std::popcount(a), std::popcount(b));
  return 1.0 - jaccard * (one_holds_the_other ? 0.67 : 0.33);
}

// The different sets in ascending order.
std::vector<LabelSet> different_sets(std::span<const LabelSet> cells) {
  std::vector<LabelSet> sets(cells.begin(), cells.end());
  std::erase(sets, kNoLabels);
  std::sort(sets.begin(), sets.end());
  sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
  if (sets.size() <= kMostSets) return sets;
  throw Error(ErrorCode::limit, "agreement", "there are more than 2,000 different sets of labels",
              "check that the columns hold labels and not texts");
}

Agreement by_habits(const Ratings& ratings, Scale scale, const AgreementOptions& options) {
  check(ratings, options);
  const Values values(ratings.cells);
  Units units = units_of(ratings, values, ratings.raters);
  const std::size_t items = units.units.size();
  const HabitsMeasure measure{std::move(units.units), ratings.raters, values, scale};
  return detail::measured(items, units.left_out, measure, options);
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
  const Values values(ratings.cells);
  Units units = units_of(ratings, values, 2);
  const std::size_t items = units.units.size();
  return detail::measured(items, units.left_out, PooledMeasure{std::move(units.units), values.size()},
                          options);
}

Agreement krippendorff(const Ratings& ratings, Scale scale, const AgreementOptions& options) {
  check(ratings, options);
  const Values values(ratings.cells);
  Units units = units_of(ratings, values, 2);
  const std::size_t items = units.units.size();
  const auto by_scale = [scale, values](std::span<const double> used) {
    return distances(scale, values, used);
  };
  const Measure measure = detail::krippendorff_measure(std::move(units.units), values.size(), by_scale);
  return detail::measured(items, units.left_out, measure, options);
}

Agreement krippendorff(const SetRatings& ratings, SetDistance kind, const AgreementOptions& options) {
  check_shape(ratings.cells.size(), ratings.raters);
  detail::check_options(options);
  const std::vector<LabelSet> sets = different_sets(ratings.cells);
  std::vector<std::int32_t> numbers;
  for (const LabelSet set : ratings.cells) {
    const auto place = std::lower_bound(sets.begin(), sets.end(), set) - sets.begin();
    numbers.push_back(set == kNoLabels ? kNoRating : static_cast<std::int32_t>(place));
  }
  const Values values(numbers);
  Units units = units_of({numbers, ratings.raters}, values, 2);
  const std::size_t items = units.units.size();
  ValueSquare square(sets.size());
  for (std::size_t a = 0; a < sets.size(); ++a) {
    for (std::size_t b = 0; b < sets.size(); ++b) square.at(a, b) = set_distance(kind, sets[a], sets[b]);
  }
  const auto same = [square](std::span<const double>) { return square; };
  return detail::measured(items, units.left_out,
                          detail::krippendorff_measure(std::move(units.units), sets.size(), same), options);
}

}  // namespace ykien
