// Whatever two groups are like: none differs from itself, and exchanging them changes signs alone.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "topic/fit/random.h"
#include "ykien/study/compare.h"

namespace ykien {
namespace {

using detail::SplitMix64;

constexpr std::uint32_t kTopics = 3;

// A topic for each row, and posteriors that show it more or less.
std::vector<double> random_posteriors(SplitMix64& random, std::size_t count, double skill,
                                      std::vector<std::uint32_t>* labels = nullptr) {
  std::vector<double> posterior;
  const std::uint64_t some = 1 + random.below(kTopics);
  for (std::size_t i = 0; i < count; ++i) {
    const auto label = static_cast<std::uint32_t>(random.below(some));
    if (labels != nullptr) labels->push_back(label);
    for (std::uint32_t k = 0; k < kTopics; ++k)
      posterior.push_back(rounded_posterior(random.uniform() + (k == label ? skill : 0.0)));
  }
  return posterior;
}

struct Case {
  ValidationRows validation;
  std::vector<double> a;
  std::vector<double> b;
  PrevalenceOptions options;
  Adjustment adjustment;
  bool multi_label;

  explicit Case(SplitMix64& random) {
    const double skill = 0.2 + 2 * random.uniform();
    validation.posterior = random_posteriors(random, random.below(90), skill, &validation.label);
    for (std::uint32_t row = 0; row < validation.label.size(); row += 3)
      validation.further.push_back({row, (validation.label[row] + 1) % kTopics});
    a = random_posteriors(random, random.below(60), skill);
    b = random_posteriors(random, random.below(60), skill);
    options.resamples = 12;
    options.threads = 1;
    options.seed = random.next();
    if (random.below(3) > 0) options.method = static_cast<QuantifyMethod>(random.below(kQuantifyMethods));
    adjustment = random.below(2) == 0 ? Adjustment::holm : Adjustment::benjamini_hochberg;
    multi_label = random.below(2) == 0;
  }

  std::vector<CorrectedComparison> compare(const std::vector<double>& one,
                                           const std::vector<double>& other) const {
    return compare_corrected({one, other, kTopics, validation, multi_label, 0.4}, options, adjustment);
  }
};

RC_GTEST_PROP(CompareProperties, NothingDiffersFromItself, (std::uint64_t seed)) {
  SplitMix64 random(seed);
  const Case one(random);
  for (const CorrectedComparison& topic : one.compare(one.a, one.a)) {
    RC_ASSERT(topic.difference.difference == 0.0);
    RC_ASSERT(topic.difference.interval.low <= 0.0 && topic.difference.interval.high >= 0.0);
    RC_ASSERT(topic.difference.log_p == 0.0 && topic.log_q == 0.0);
    RC_ASSERT(topic.counted.difference == 0.0 && std::fabs(topic.counted.log_q) < 1e-9);
  }
}

RC_GTEST_PROP(CompareProperties, ExchangingTheGroupsChangesSignsAlone, (std::uint64_t seed)) {
  SplitMix64 random(seed);
  const Case one(random);
  const auto there = one.compare(one.a, one.b);
  const auto back = one.compare(one.b, one.a);
  RC_ASSERT(there.size() == kTopics && back.size() == kTopics);
  for (std::uint32_t k = 0; k < kTopics; ++k) {
    RC_ASSERT(there[k].difference.difference == -back[k].difference.difference);
    RC_ASSERT(there[k].difference.interval.low == -back[k].difference.interval.high);
    RC_ASSERT(there[k].difference.interval.high == -back[k].difference.interval.low);
    RC_ASSERT(there[k].difference.log_p == back[k].difference.log_p && there[k].log_q == back[k].log_q);
    RC_ASSERT(there[k].difference.cautions == back[k].difference.cautions);
    RC_ASSERT(there[k].a.share == back[k].b.share && there[k].a.interval.low == back[k].b.interval.low);
    RC_ASSERT(there[k].counted.difference == -back[k].counted.difference);
    RC_ASSERT(std::fabs(there[k].counted.log_p - back[k].counted.log_p) < 1e-9);
  }
}

// A p value below 1 - level is the same as an interval without 0; a refused topic has neither.
RC_GTEST_PROP(CompareProperties, PValuesAndIntervalsSayTheSame, (std::uint64_t seed)) {
  SplitMix64 random(seed);
  const Case one(random);
  for (const CorrectedComparison& topic : one.compare(one.a, one.b)) {
    const ShareDifference& found = topic.difference;
    if (found.cautions.refuses()) {
      RC_ASSERT(found.interval.low == -1.0 && found.interval.high == 1.0 && found.log_p == 0.0);
      continue;
    }
    RC_ASSERT(std::isfinite(found.log_p) && found.log_p <= 0.0 && topic.log_q >= found.log_p &&
              topic.log_q <= 0.0);
    RC_ASSERT(found.interval.low <= found.difference && found.difference <= found.interval.high);
    const bool without = found.interval.low > 1e-9 || found.interval.high < -1e-9;
    const bool with = found.interval.low < -1e-9 && found.interval.high > 1e-9;
    if (without) RC_ASSERT(found.log_p <= std::log(0.05) + 1e-6);
    if (with) RC_ASSERT(found.log_p >= std::log(0.05) - 1e-6);
  }
}

}  // namespace
}  // namespace ykien
