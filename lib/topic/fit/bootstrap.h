// Bootstrap intervals for accuracy and F1.
#ifndef YKIEN_TOPIC_FIT_BOOTSTRAP_H_
#define YKIEN_TOPIC_FIT_BOOTSTRAP_H_

#include <cstdint>
#include <span>
#include <vector>

#include "ykien/topic/evaluate.h"

namespace ykien::detail {

struct BootstrapIntervals {
  Interval accuracy;
  Interval macro_f1;
  std::vector<Interval> f1;  // one for each topic
};

// Percentile intervals from `resamples` draws of n rows with replacement; all 0..0 without rows or resamples.
BootstrapIntervals bootstrap(std::span<const std::uint32_t> truth, std::span<const std::uint32_t> decided,
                             std::uint32_t topics, const EvaluateOptions& options);

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_FIT_BOOTSTRAP_H_
