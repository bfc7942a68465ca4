// The cheapest way to cut a series into segments, for any cost of a segment.
#ifndef YKIEN_STUDY_DETAIL_PARTITION_H_
#define YKIEN_STUDY_DETAIL_PARTITION_H_

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

namespace ykien::detail {

struct Partition {
  std::vector<std::size_t> ends;  // of the segments, ascending; the last is the length. Empty for length 0.
  double objective = 0.0;         // costs of all segments + penalty for each cut
};

// What a search knows of the best partition of each beginning of the series.
struct Beginnings {
  explicit Beginnings(std::size_t length)
      : best(length + 1, std::numeric_limits<double>::infinity()), last_cut(length + 1, 0) {
    best[0] = 0.0;
  }

  // Offers `cut` as the last cut of the first `end` items; the earlier offer wins among equals.
  void offer(std::size_t end, std::size_t cut, double value) {
    if (value < best[end]) best[end] = value, last_cut[end] = cut;
  }

  Partition partition() const {
    Partition result;
    result.objective = best.back();
    for (std::size_t end = best.size() - 1; end > 0; end = last_cut[end]) result.ends.push_back(end);
    std::reverse(result.ends.begin(), result.ends.end());
    return result;
  }

  std::vector<double> best;
  std::vector<std::size_t> last_cut;
};

// A series too short for two segments stays whole, however short it is.
inline std::size_t possible_size(std::size_t least_size, std::size_t length) {
  return std::max<std::size_t>(1, std::min(least_size, length));
}

// Optimal partitioning (Jackson et al. 2005): minimises over all cuts the sum of cost(begin, end) and
// `penalty` for each cut; every segment has at least `least_size` items. Among equals the earliest last cut
// wins. O(length^2) calls of `cost`.
template <class Cost>
Partition optimal_partition(std::size_t length, const Cost& cost, double penalty, std::size_t least_size) {
  const std::size_t size = possible_size(least_size, length);
  Beginnings found(length);
  for (std::size_t end = size; end <= length; ++end) {
    for (std::size_t cut = 0; cut + size <= end; ++cut) {
      found.offer(end, cut, found.best[cut] + cost(cut, end) + (cut > 0 ? penalty : 0.0));
    }
  }
  return found.partition();
}

// The same by PELT (Killick, Fearnhead and Eckley 2012), for costs that no cut makes larger: nearly linear
// when there are many changes. A cut is given up only once the next segment could begin where it was found
// wanting.
template <class Cost>
Partition pruned_partition(std::size_t length, const Cost& cost, double penalty, std::size_t least_size) {
  struct Candidate {
    std::size_t cut;
    std::size_t given_up;  // from this end on
  };
  constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();
  constexpr double kRounding = 1e-9;  // a candidate that is as good up to rounding is kept
  const std::size_t size = possible_size(least_size, length);
  Beginnings found(length);
  std::vector<Candidate> candidates;
  std::vector<double> values;
  for (std::size_t end = size; end <= length; ++end) {
    candidates.push_back({end - size, kNever});
    std::erase_if(candidates, [end](const Candidate& one) { return one.given_up <= end; });
    values.clear();
    for (const Candidate& one : candidates) {
      values.push_back(found.best[one.cut] + cost(one.cut, end) + (one.cut > 0 ? penalty : 0.0));
      found.offer(end, one.cut, values.back());
    }
    const double hopeless = found.best[end] + penalty + kRounding * (1.0 + found.best[end]);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (values[i] > hopeless && candidates[i].given_up == kNever) candidates[i].given_up = end + size;
    }
  }
  return found.partition();
}

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_PARTITION_H_
