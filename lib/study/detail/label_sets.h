// Sets of labels as values: which there are and how far apart they are.
#ifndef YKIEN_STUDY_DETAIL_LABEL_SETS_H_
#define YKIEN_STUDY_DETAIL_LABEL_SETS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "study/detail/coincidences.h"

namespace ykien::detail {

// The different sets in ascending order, without kNoLabels. Throws Error(limit) above 2,000.
std::vector<LabelSet> different_sets(std::span<const LabelSet> cells);

// The number of each cell's set among `sets`, or kNoRating.
std::vector<std::int32_t> numbers_of(std::span<const LabelSet> cells, std::span<const LabelSet> sets);

Distances set_distances(SetDistance kind, std::span<const LabelSet> sets);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_LABEL_SETS_H_
