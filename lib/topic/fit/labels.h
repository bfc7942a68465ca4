// Labels: topic ids of training texts -> numbers.
#ifndef YKIEN_TOPIC_FIT_LABELS_H_
#define YKIEN_TOPIC_FIT_LABELS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "ykien/topic/train.h"

namespace ykien::detail {

struct Labels {
  std::vector<Topic> topics;
  std::vector<std::uint32_t> primary;                 // by text
  std::vector<std::vector<std::uint32_t>> secondary;  // by text
  std::vector<std::uint32_t> group;                   // by text; equal numbers stay in one fold
  bool grouped = false;                               // some texts share a group
};

// Throws Error(usage) for features, shares or topics of which no model can be made: before any work.
void check_options(const TrainOptions& options);

// Throws Error(usage): no texts, an empty or unknown topic, of a sample too, one topic only or more than kMostTopics,
// fewer texts of a topic than folds.
Labels read_labels(std::span<const LabelledText> texts, const TrainOptions& options);

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_FIT_LABELS_H_
