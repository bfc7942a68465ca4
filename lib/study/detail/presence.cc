#include "study/detail/presence.h"

#include <algorithm>
#include <numeric>

namespace ykien::detail {
namespace {

// A threshold of 0 or 1 would leave no odds.
constexpr double kLeastThreshold = 0.01;
constexpr double kEven = 0.5;
constexpr double kBelowEven = 0.4999;

}  // namespace

bool is_given(std::span<const double> row, std::size_t topic, double threshold) {
  if (row[topic] >= threshold) return true;
  const auto leading = std::max_element(row.begin(), row.end()) - row.begin();
  return static_cast<std::size_t>(leading) == topic;
}

std::vector<double> presence_posterior(std::span<const double> posterior, std::size_t topics,
                                       std::size_t topic, double threshold) {
  const double even = std::clamp(threshold, kLeastThreshold, 1.0 - kLeastThreshold);
  std::vector<double> pairs;
  pairs.reserve(posterior.size() / topics * 2);
  for (std::size_t i = 0; i < posterior.size(); i += topics) {
    const std::span row = posterior.subspan(i, topics);
    const double all = std::accumulate(row.begin(), row.end(), 0.0);
    const double has = row[topic] * (1.0 - even);
    const double lacks = std::max(0.0, all - row[topic]) * even;
    const double moved = has / (has + lacks);
    const double present =
        is_given(row, topic, threshold) ? std::max(moved, kEven) : std::min(moved, kBelowEven);
    pairs.push_back(present);
    pairs.push_back(1.0 - present);
  }
  return pairs;
}

std::vector<std::uint32_t> presence_labels(std::span<const std::uint32_t> first,
                                           std::span<const FurtherLabel> further, std::uint32_t topic) {
  std::vector<std::uint32_t> labels;
  labels.reserve(first.size());
  for (const std::uint32_t label : first) labels.push_back(label == topic ? kPresent : kAbsent);
  for (const FurtherLabel& label : further) {
    if (label.topic == topic) labels[label.row] = kPresent;
  }
  return labels;
}

}  // namespace ykien::detail
