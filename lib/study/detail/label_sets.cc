#include "study/detail/label_sets.h"

#include <algorithm>
#include <bit>

#include "ykien/base/error.h"

namespace ykien::detail {
namespace {

constexpr std::size_t kMostSets = 2000;

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

}  // namespace

std::vector<LabelSet> different_sets(std::span<const LabelSet> cells) {
  std::vector<LabelSet> sets(cells.begin(), cells.end());
  std::erase(sets, kNoLabels);
  std::sort(sets.begin(), sets.end());
  sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
  if (sets.size() <= kMostSets) return sets;
  throw Error(ErrorCode::limit, "agreement", "there are more than 2,000 different sets of labels",
              "check that the columns hold labels and not texts");
}

std::vector<std::int32_t> numbers_of(std::span<const LabelSet> cells, std::span<const LabelSet> sets) {
  std::vector<std::int32_t> numbers;
  for (const LabelSet set : cells) {
    const auto place = std::lower_bound(sets.begin(), sets.end(), set) - sets.begin();
    numbers.push_back(set == kNoLabels ? kNoRating : static_cast<std::int32_t>(place));
  }
  return numbers;
}

Distances set_distances(SetDistance kind, std::span<const LabelSet> sets) {
  ValueSquare square(sets.size());
  for (std::size_t a = 0; a < sets.size(); ++a) {
    for (std::size_t b = 0; b < sets.size(); ++b) square.at(a, b) = set_distance(kind, sets[a], sets[b]);
  }
  return [square](std::span<const double>) { return square; };
}

}  // namespace ykien::detail
