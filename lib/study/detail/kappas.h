// Chance as the kappas see it: by each rater's own habits, or by those of all together.
#ifndef YKIEN_STUDY_DETAIL_KAPPAS_H_
#define YKIEN_STUDY_DETAIL_KAPPAS_H_

#include "study/detail/coincidences.h"

namespace ykien::detail {

// Cohen and Conger: the mean distance of two raters' ratings of the same item against that of any two items.
// units: `raters` ratings each.
Measure habits_measure(std::vector<std::vector<std::uint32_t>> units, std::size_t raters, std::size_t values,
                       Distances distances);

// Fleiss: each item counts alike, chance by the shares of all ratings. units: two ratings at least.
Measure pooled_measure(std::vector<std::vector<std::uint32_t>> units, std::size_t values);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_KAPPAS_H_
