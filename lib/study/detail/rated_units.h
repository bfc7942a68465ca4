// Ratings as numbers of values, item by item, and how far apart values are.
#ifndef YKIEN_STUDY_DETAIL_RATED_UNITS_H_
#define YKIEN_STUDY_DETAIL_RATED_UNITS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "study/detail/coincidences.h"

namespace ykien::detail {

// Categories renumbered 0..V-1 in ascending order, so that squares of them stay small.
class RatedValues {
 public:
  // kNoRating is none.
  explicit RatedValues(std::span<const std::int32_t> cells);

  std::uint32_t of(std::int32_t category) const;
  double category(std::size_t value) const { return categories_[value]; }
  std::size_t size() const { return categories_.size(); }

 private:
  std::vector<std::int32_t> categories_;
};

// The values given to each item with `least` ratings at least; the rest are left out.
struct RatedUnits {
  RatedUnits(const Ratings& ratings, const RatedValues& values, std::size_t least);

  std::vector<std::vector<std::uint32_t>> units;
  std::size_t left_out = 0;
};

Distances scale_distances(Scale scale, const RatedValues& values);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_RATED_UNITS_H_
