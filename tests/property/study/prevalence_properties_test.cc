// Whatever the rows: shares that are shares, intervals that are intervals, never NaN.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "topic/fit/random.h"
#include "ykien/study/prevalence.h"

namespace ykien {
namespace {

using detail::SplitMix64;

struct Rows {
  std::vector<double> posterior;
  std::vector<std::uint32_t> label;
};

// Rows of every kind: certain ones, zeros, ties, all alike, not summing to 1.
Rows random_rows(SplitMix64& random, std::uint32_t topics, std::size_t count) {
  Rows rows;
  const std::uint64_t kind = random.below(5);
  const std::uint64_t some = 1 + random.below(topics);  // topics that occur among the labels
  for (std::size_t i = 0; i < count; ++i) {
    const auto label = static_cast<std::uint32_t>(random.below(some));
    rows.label.push_back(label);
    for (std::uint32_t k = 0; k < topics; ++k) {
      const double own = k == label ? 1.0 : 0.0;
      const double values[] = {own, 0.25, k == 0 ? 1.0 : 0.0, random.uniform() + own + 1e-300,
                               std::exp(-300.0 * random.uniform()) + 2.0 * own};
      rows.posterior.push_back(values[kind]);
    }
  }
  return rows;
}

bool is_share(double value) { return value >= 0.0 && value <= 1.0; }

void check_shares(const std::vector<double>& share, bool empty) {
  RC_ASSERT(std::all_of(share.begin(), share.end(), is_share));
  RC_ASSERT(std::fabs(std::accumulate(share.begin(), share.end(), 0.0) - (empty ? 0.0 : 1.0)) < 1e-9);
}

void check_interval(const Interval& interval) {
  RC_ASSERT(is_share(interval.low) && is_share(interval.high) && interval.low <= interval.high);
}

void check_cell(const CellEstimate& cell) {
  std::vector<double> share;
  std::vector<double> counted;
  for (const ShareEstimate& topic : cell.topics) {
    share.push_back(topic.share);
    counted.push_back(topic.counted);
    check_interval(topic.interval);
    check_interval(topic.counted_interval);
    RC_ASSERT(is_share(topic.mean_posterior - 1e-12) || topic.mean_posterior < 1e-9);
    RC_ASSERT(std::isfinite(topic.standard_error) && topic.standard_error >= 0.0);
    RC_ASSERT(topic.interval.low <= topic.share + 1e-12 && topic.share <= topic.interval.high + 1e-12);
  }
  check_shares(share, cell.n == 0);
  check_shares(counted, cell.n == 0);
  RC_ASSERT(std::isfinite(cell.shift_statistic) && is_share(cell.shift_p));
}

RC_GTEST_PROP(PrevalenceProperties, NoRowsMakeNonsense, (std::uint64_t seed)) {
  SplitMix64 random(seed);
  const auto topics = static_cast<std::uint32_t>(1 + random.below(6));
  const Rows validation = random_rows(random, topics, random.below(40));
  const Rows rows = random_rows(random, topics, random.below(60));
  const Quantifier quantifier({validation.posterior, validation.label, topics});
  PrevalenceOptions options;
  options.resamples = 6;
  options.threads = 1;
  options.seed = seed;
  options.joint = random.below(2) == 0;
  if (random.below(3) > 0) options.method = static_cast<QuantifyMethod>(random.below(kQuantifyMethods));
  std::vector<std::uint32_t> cell;
  for (std::size_t i = 0; i < rows.label.size(); ++i)
    cell.push_back(random.below(9) == 0 ? kNoCell : static_cast<std::uint32_t>(random.below(4)));
  for (const CellEstimate& one : PrevalenceEstimator(quantifier, options).estimate(rows.posterior, cell, 4)) {
    check_cell(one);
  }
  for (std::size_t m = 0; m < kQuantifyMethods; ++m) {
    check_shares(quantifier.estimate(rows.posterior, static_cast<QuantifyMethod>(m)), rows.label.empty());
  }
  const EmqFit fit = quantifier.emq(rows.posterior, 0.5);
  check_shares(fit.share, rows.label.empty());
  for (const double error : fit.standard_error) RC_ASSERT(error >= 0.0);
  RC_ASSERT(is_share(fit.shift_p));
  RC_ASSERT(quantifier.condition() >= 1.0 && quantifier.condition(true) >= 1.0);
}

// What a row is scaled by, and where it stands, says nothing.
RC_GTEST_PROP(PrevalenceProperties, OrderAndScaleOfRowsDoNotMatter, (std::uint64_t seed)) {
  SplitMix64 random(seed);
  constexpr std::uint32_t kTopics = 3;
  Rows validation;
  Rows rows;
  for (Rows* each : {&validation, &rows}) {
    for (int i = 0; i < 60; ++i) {
      each->label.push_back(static_cast<std::uint32_t>(random.below(kTopics)));
      for (std::uint32_t k = 0; k < kTopics; ++k)
        each->posterior.push_back(0.05 + random.uniform() + (k == each->label.back() ? 1.0 : 0.0));
    }
  }
  const Quantifier quantifier({validation.posterior, validation.label, kTopics});
  std::vector<std::uint32_t> order(60);
  std::iota(order.begin(), order.end(), 0U);
  detail::shuffle(std::span(order), random);
  std::vector<double> other;
  for (const std::uint32_t i : order) {
    const double scale = 0.1 + random.uniform();
    for (std::uint32_t k = 0; k < kTopics; ++k) other.push_back(scale * rows.posterior[i * kTopics + k]);
  }
  for (std::size_t m = 0; m < kQuantifyMethods; ++m) {
    const auto method = static_cast<QuantifyMethod>(m);
    const std::vector<double> a = quantifier.estimate(rows.posterior, method);
    const std::vector<double> b = quantifier.estimate(other, method);
    for (std::size_t k = 0; k < kTopics; ++k) RC_ASSERT(std::fabs(a[k] - b[k]) < 1e-8);
  }
}

}  // namespace
}  // namespace ykien
