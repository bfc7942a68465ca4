// doubtful: labels that cross-validation disagrees with, to be read again by a person. In the library
// ykien::study.
#ifndef YKIEN_TOPIC_DOUBTFUL_H_
#define YKIEN_TOPIC_DOUBTFUL_H_

#include <cstdint>
#include <span>
#include <vector>

#include "ykien/base/export.h"

namespace ykien {

// A row whose label is in doubt.
struct Doubtful {
  std::uint32_t row = 0;
  std::uint32_t label = 0;      // the topic it was given
  std::uint32_t predicted = 0;  // the topic it seems to have
  double probability = 0.0;     // of `predicted`
  double probability_of_label = 0.0;
};

// The rows for which the classifier, without having seen them, is sure of another topic than their label,
// after confident learning (Northcutt, Jiang and Chuang 2021): the most probable topic (the lowest number
// among equals) is not the label, and its probability reaches the mean that this topic has over the rows
// labelled with it. The surest first: by probability less probability_of_label, then by row. labels: n topics
// below `topics`. probabilities: n * topics, row-major, each in 0..1, of rows that were held out
// (Trained::out_of_fold). A topic without rows is never predicted. This finds labels that are wrong and items
// that are hard, and cannot tell them apart. Safe to call from several threads. Throws Error(usage) for sizes
// that do not match, or labels or probabilities out of range.
YKIEN_API std::vector<Doubtful> doubtful(std::span<const std::uint32_t> labels,
                                         std::span<const double> probabilities, std::uint32_t topics);

}  // namespace ykien

#endif  // YKIEN_TOPIC_DOUBTFUL_H_
