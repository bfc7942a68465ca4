#include "topic/fit/f_scores.h"

#include <algorithm>
#include <numeric>

namespace ykien::detail {

double TopicCounts::rows() const noexcept { return std::accumulate(truth.begin(), truth.end(), 0.0); }

double TopicCounts::accuracy() const noexcept {
  const double n = rows();
  return n > 0.0 ? std::accumulate(hits.begin(), hits.end(), 0.0) / n : 0.0;
}

double TopicCounts::f1(std::size_t topic) const noexcept {
  const double both = truth[topic] + predicted[topic];
  return both > 0.0 ? 2.0 * hits[topic] / both : 0.0;
}

double TopicCounts::macro_f1() const noexcept {
  double sum = 0.0;
  double present = 0.0;
  for (std::size_t k = 0; k < topics(); ++k) {
    if (truth[k] + predicted[k] <= 0.0) continue;
    sum += f1(k);
    present += 1.0;
  }
  return present > 0.0 ? sum / present : 0.0;
}

double TopicCounts::weighted_f1() const noexcept {
  double sum = 0.0;
  for (std::size_t k = 0; k < topics(); ++k) sum += truth[k] * f1(k);
  const double n = rows();
  return n > 0.0 ? sum / n : 0.0;
}

TopicCounts count_topics(std::span<const std::uint32_t> truth, std::span<const std::uint32_t> predicted,
                         std::size_t topics) {
  TopicCounts counts(topics);
  for (std::size_t i = 0; i < truth.size(); ++i) counts.add(truth[i], predicted[i]);
  return counts;
}

std::uint32_t arg_max(std::span<const double> values) noexcept {
  return static_cast<std::uint32_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

}  // namespace ykien::detail
