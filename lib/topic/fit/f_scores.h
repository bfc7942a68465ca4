// Counts of hits per topic, and the F1 scores made of them.
#ifndef YKIEN_TOPIC_FIT_F_SCORES_H_
#define YKIEN_TOPIC_FIT_F_SCORES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ykien::detail {

// For each topic: rows where it is true and predicted, true, predicted.
struct TopicCounts {
  std::vector<double> hits;
  std::vector<double> truth;
  std::vector<double> predicted;

  explicit TopicCounts(std::size_t topics) : hits(topics), truth(topics), predicted(topics) {}

  void add(std::uint32_t true_topic, std::uint32_t predicted_topic) noexcept {
    truth[true_topic] += 1.0;
    predicted[predicted_topic] += 1.0;
    if (true_topic == predicted_topic) hits[true_topic] += 1.0;
  }

  std::size_t topics() const noexcept { return hits.size(); }
  double rows() const noexcept;
  double accuracy() const noexcept;             // 0 without rows
  double f1(std::size_t topic) const noexcept;  // 2 hits / (truth + predicted), 0 when both are 0
  // The mean of f1 over topics present in truth or prediction (scikit-learn, zero_division=0); 0 if there are
  // none.
  double macro_f1() const noexcept;
  double weighted_f1() const noexcept;  // the mean of f1 weighted by truth; 0 without rows
};

TopicCounts count_topics(std::span<const std::uint32_t> truth, std::span<const std::uint32_t> predicted,
                         std::size_t topics);

// The largest of a row's values; the lowest number among equals. values is not empty.
std::uint32_t arg_max(std::span<const double> values) noexcept;

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_FIT_F_SCORES_H_
