// Two groups side by side: the shares of their topics and how sure their differences are. In ykien::study.
#ifndef YKIEN_STUDY_COMPARE_H_
#define YKIEN_STUDY_COMPARE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/study/interval.h"
#include "ykien/study/prevalence.h"
#include "ykien/study/trends.h"

namespace ykien {

// One topic in two groups of counted items; shares 0..1, never NaN.
struct TopicComparison {
  double share_a = 0.0;  // 0 in a group without items
  double share_b = 0.0;
  Interval interval_a;  // Wilson (1927), Goodman (1965) if joint; 0..1 without items
  Interval interval_b;
  double difference = 0.0;       // b - a
  Interval difference_interval;  // the hybrid score interval of Newcombe (1998, method 10) from the two above
  double log_p = 0.0;            // ln p of the log-likelihood ratio G2 of this topic against all others
  double log_q = 0.0;            // the same after Benjamini and Hochberg over the topics
};

// `counts_a`, `counts_b`: items of each topic, >= 0 and finite, one for each topic in the same order. What is
// compared is what was counted: a classifier's errors are in it (see compare_corrected()). Throws
// Error(usage) for spans of different size, bad counts or a level outside 0..1. Thread-safe.
YKIEN_API std::vector<TopicComparison> compare_shares(std::span<const double> counts_a,
                                                      std::span<const double> counts_b, double level = 0.95);

// The same where a row may have several topics: `rows_a`, `rows_b` >= every count of theirs.
YKIEN_API std::vector<TopicComparison> compare_presence(std::span<const double> counts_a, double rows_a,
                                                        std::span<const double> counts_b, double rows_b,
                                                        double level = 0.95);

// Two groups of rows that one classifier has seen; views.
struct ComparedRows {
  std::span<const double> posterior_a;  // n * K, row-major, as rounded_posterior() gives them
  std::span<const double> posterior_b;
  std::size_t topics = 0;  // K
  const ValidationRows& validation;
  bool multi_label = false;         // as StudyInput says
  double presence_threshold = 0.5;  // the same
};

// How p values of several topics are made to hold together.
enum class Adjustment : std::uint8_t {
  benjamini_hochberg,  // bounds the share of false differences among those that are found
  holm,                // bounds the chance of any
};

// One topic in two groups, corrected for the classifier's errors.
struct CorrectedComparison {
  TopicComparison counted;  // the classifier's decisions, as compare_shares() and compare_presence() say
  ReportCell a;             // corrected shares; not estimated where none can be defended
  ReportCell b;
  ShareDifference difference;  // b - a; the cautions say whether it is refused
  double log_q = 0.0;          // of difference.log_p over the topics that are not refused; 0 where refused
};

// Compares two groups by PrevalenceEstimator and differences(): the intervals and p values cover the choice
// of rows and what is not known of the classifier's errors, which both groups share. Exchanging the groups
// changes signs and nothing else. options: keep_replicates is not used; joint: the intervals of each group's
// shares hold together, and those of the differences, counted and corrected. One result for each topic.
// Throws Error(usage) for sizes that do not match or bad posteriors.
YKIEN_API std::vector<CorrectedComparison> compare_corrected(
    const ComparedRows& rows, const PrevalenceOptions& options = {},
    Adjustment adjustment = Adjustment::benjamini_hochberg);

}  // namespace ykien

#endif  // YKIEN_STUDY_COMPARE_H_
