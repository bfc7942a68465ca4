#include "ykien/study/compare.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ykien/base/error.h"
#include "ykien/study/keyness.h"

namespace ykien {
namespace {

double sum(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

Interval difference_interval(const TopicComparison& one) {
  const double below = std::hypot(one.share_b - one.interval_b.low, one.interval_a.high - one.share_a);
  const double above = std::hypot(one.interval_b.high - one.share_b, one.share_a - one.interval_a.low);
  return {std::max(-1.0, one.difference - below), std::min(1.0, one.difference + above)};
}

TopicComparison compared(const WordCounts& counts, double level) {
  TopicComparison one;
  one.interval_a = wilson(counts.target, counts.target_total, level);
  one.interval_b = wilson(counts.reference, counts.reference_total, level);
  if (counts.target_total > 0.0) one.share_a = counts.target / counts.target_total;
  if (counts.reference_total > 0.0) one.share_b = counts.reference / counts.reference_total;
  if (counts.target_total > 0.0 && counts.reference_total > 0.0) one.difference = one.share_b - one.share_a;
  one.difference_interval = difference_interval(one);
  one.log_p = log_p_value(g2(counts));
  return one;
}

void check_counts(std::span<const double> counts, double rows) {
  const auto good = [rows](double count) { return count >= 0.0 && count <= rows; };
  if (std::isfinite(rows) && std::all_of(counts.begin(), counts.end(), good)) return;
  throw Error(ErrorCode::usage, "comparison", "a count is negative, not finite or above the number of rows");
}

}  // namespace

std::vector<TopicComparison> compare_presence(std::span<const double> counts_a, double rows_a,
                                              std::span<const double> counts_b, double rows_b, double level) {
  if (counts_a.size() != counts_b.size())
    throw Error(ErrorCode::usage, "comparison", "both groups need a count for each topic");
  check_counts(counts_a, rows_a);
  check_counts(counts_b, rows_b);
  std::vector<TopicComparison> topics;
  std::vector<double> log_p;
  for (std::size_t k = 0; k < counts_a.size(); ++k) {
    topics.push_back(compared({counts_a[k], counts_b[k], rows_a, rows_b}, level));
    log_p.push_back(topics.back().log_p);
  }
  const std::vector<double> log_q = log_adjusted(log_p);
  for (std::size_t k = 0; k < topics.size(); ++k) topics[k].log_q = log_q[k];
  return topics;
}

std::vector<TopicComparison> compare_shares(std::span<const double> counts_a,
                                            std::span<const double> counts_b, double level) {
  return compare_presence(counts_a, sum(counts_a), counts_b, sum(counts_b), level);
}

}  // namespace ykien
