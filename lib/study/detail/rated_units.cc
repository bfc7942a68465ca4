#include "study/detail/rated_units.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ykien::detail {
namespace {

// Ranks between two values: half of each and all that lie between (Krippendorff 2011).
double ordinal_distance(std::span<const double> used, std::size_t a, std::size_t b) {
  const double between = std::accumulate(used.begin() + static_cast<std::ptrdiff_t>(a),
                                         used.begin() + static_cast<std::ptrdiff_t>(b) + 1, 0.0);
  const double ranks = between - 0.5 * (used[a] + used[b]);
  return ranks * ranks;
}

double distance(Scale scale, const RatedValues& values, std::span<const double> used, std::size_t a,
                std::size_t b) {
  const double low = values.category(a);
  const double high = values.category(b);
  switch (scale) {
    case Scale::ordinal: return ordinal_distance(used, a, b);
    case Scale::interval: return (high - low) * (high - low);
    case Scale::ratio: return (high - low) * (high - low) / ((high + low) * (high + low));
    case Scale::nominal: break;
  }
  return 1.0;
}

}  // namespace

RatedValues::RatedValues(std::span<const std::int32_t> cells) : categories_(cells.begin(), cells.end()) {
  std::erase(categories_, kNoRating);
  std::sort(categories_.begin(), categories_.end());
  categories_.erase(std::unique(categories_.begin(), categories_.end()), categories_.end());
}

std::uint32_t RatedValues::of(std::int32_t category) const {
  const auto place = std::lower_bound(categories_.begin(), categories_.end(), category);
  return static_cast<std::uint32_t>(place - categories_.begin());
}

RatedUnits::RatedUnits(const Ratings& ratings, const RatedValues& values, std::size_t least) {
  for (std::size_t item = 0; item < ratings.items(); ++item) {
    std::vector<std::uint32_t> unit;
    for (std::size_t rater = 0; rater < ratings.raters; ++rater) {
      if (ratings.at(item, rater) != kNoRating) unit.push_back(values.of(ratings.at(item, rater)));
    }
    if (unit.size() >= least)
      units.push_back(std::move(unit));
    else
      ++left_out;
  }
}

Distances scale_distances(Scale scale, const RatedValues& values) {
  return [scale, values](std::span<const double> used) {
    ValueSquare square(values.size());
    for (std::size_t a = 0; a < values.size(); ++a) {
      for (std::size_t b = a + 1; b < values.size(); ++b)
        square.at(a, b) = square.at(b, a) = distance(scale, values, used, a, b);
    }
    return square;
  };
}

}  // namespace ykien::detail
