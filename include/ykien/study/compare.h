// Two groups side by side: the shares of their topics and how sure their differences are. In ykien::study.
#ifndef YKIEN_STUDY_COMPARE_H_
#define YKIEN_STUDY_COMPARE_H_

#include <span>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/study/interval.h"

namespace ykien {

// One topic in two groups of counted items; shares 0..1, never NaN.
struct TopicComparison {
  double share_a = 0.0;  // 0 in a group without items
  double share_b = 0.0;
  Interval interval_a;  // Wilson (1927); 0..1 without items
  Interval interval_b;
  double difference = 0.0;       // b - a
  Interval difference_interval;  // the hybrid score interval of Newcombe (1998, method 10) from the two above
  double log_p = 0.0;            // ln p of the log-likelihood ratio G2 of this topic against all others
  double log_q = 0.0;            // the same after Benjamini and Hochberg over the topics
};

// `counts_a`, `counts_b`: items of each topic, >= 0 and finite, one for each topic in the same order. What is
// compared is what was counted: a classifier's errors are in it (see quantify.h for shares corrected for
// them). Throws Error(usage) for spans of different size, bad counts or a level outside 0..1. Thread-safe.
YKIEN_API std::vector<TopicComparison> compare_shares(std::span<const double> counts_a,
                                                      std::span<const double> counts_b, double level = 0.95);

}  // namespace ykien

#endif  // YKIEN_STUDY_COMPARE_H_
