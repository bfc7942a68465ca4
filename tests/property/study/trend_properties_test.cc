// What holds for any counts: partitions, posteriors, keyness, agreement.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "topic/fit/random.h"
#include "ykien/base/error.h"
#include "ykien/study/agreement.h"
#include "ykien/study/change_posterior.h"
#include "ykien/study/changepoint.h"
#include "ykien/study/keyness.h"
#include "ykien/study/novelty.h"
#include "ykien/study/trend.h"

namespace ykien {
namespace {

using detail::SplitMix64;

struct Counts {
  std::vector<double> cells;
  std::size_t topics;

  CountTable table() const { return {cells, topics}; }
};

// Up to 12 periods of up to 4 topics; some empty, some rare, sometimes with a change.
Counts random_counts(SplitMix64& random) {
  Counts counts{{}, 1 + static_cast<std::size_t>(random.below(4))};
  const std::uint64_t periods = random.below(13);
  const std::uint64_t most = 1 + random.below(40);
  std::uint64_t change = random.below(14);
  for (std::uint64_t t = 0; t < periods; ++t) {
    const bool empty = random.below(6) == 0;
    for (std::size_t k = 0; k < counts.topics; ++k) {
      const std::uint64_t limit = t > change && k == 0 ? 4 * most : most;
      counts.cells.push_back(empty ? 0.0 : static_cast<double>(random.below(limit)));
    }
  }
  return counts;
}

double cost(const CountTable& table, std::size_t begin, std::size_t end) {
  std::vector<double> sums(table.topics, 0.0);
  double n = 0;
  for (std::size_t t = begin; t < end; ++t) {
    for (std::size_t k = 0; k < table.topics; ++k) sums[k] += table.period(t)[k], n += table.period(t)[k];
  }
  double sum = 0;
  for (const double one : sums) sum += one > 0 ? -2 * one * std::log(one / n) : 0;
  return sum;
}

// The cheapest of all 2^(T-1) ways to cut.
double by_trying_all(const CountTable& table, double penalty) {
  const std::size_t periods = table.periods();
  double best = periods == 0 ? 0.0 : INFINITY;
  for (std::size_t cuts = 0; periods > 0 && cuts < std::size_t{1} << (periods - 1); ++cuts) {
    double sum = 0;
    std::size_t begin = 0;
    for (std::size_t t = 1; t <= periods; ++t) {
      if (t < periods && (cuts >> (t - 1) & 1) == 0) continue;
      sum += cost(table, begin, t) + (begin > 0 ? penalty : 0);
      begin = t;
    }
    best = std::min(best, sum);
  }
  return best;
}

RC_GTEST_PROP(ChangePoints, BothSearchesFindTheCheapestCut, (std::uint64_t seed)) {
  SplitMix64 random(seed);
  const Counts counts = random_counts(random);
  const double penalty = 12.0 * random.uniform();
  const ChangePoints exact = find_change_points(counts.table(), {ChangeSearch::exact, penalty});
  const ChangePoints pruned = find_change_points(counts.table(), {ChangeSearch::pruned, penalty});
  RC_ASSERT(exact.ends == pruned.ends);
  RC_ASSERT(std::fabs(exact.objective - by_trying_all(counts.table(), penalty)) < 1e-7);
  RC_ASSERT(std::fabs(exact.objective - pruned.objective) < 1e-7);
  RC_ASSERT(exact.objective <= exact.cost_whole + 1e-7);
}

RC_GTEST_PROP(ChangePoints, LongSegmentsTheSameByBothSearches, (std::uint64_t seed)) {
  SplitMix64 random(seed);
  Counts counts{{}, 3};
  const std::uint64_t periods = 30 + random.below(90);
  std::uint64_t level = 20;
  for (std::uint64_t t = 0; t < periods; ++t) {
    if (random.below(15) == 0) level = 5 + random.below(60);
    for (const std::uint64_t most : {level, std::uint64_t{20}, std::uint64_t{30}})
      counts.cells.push_back(static_cast<double>(random.below(most)));
  }
  const std::size_t least = 1 + static_cast<std::size_t>(random.below(8));
  const ChangePoints exact = find_change_points(counts.table(), {ChangeSearch::exact, -1, 0, least});
  const ChangePoints pruned = find_change_points(counts.table(), {ChangeSearch::pruned, -1, 0, least});
  RC_ASSERT(exact.ends == pruned.ends);
  std::size_t begin = 0;
  for (const std::size_t end : exact.ends) {
    RC_ASSERT(end - begin >= least);
    begin = end;
  }
}

// Sum over all ways to cut, written down as it stands.
struct AllWays {
  double evidence = 0;
  std::vector<double> change;
};

double marginal(const CountTable& table, std::size_t begin, std::size_t end) {
  double n = 0;
  double log = std::lgamma(static_cast<double>(table.topics));
  for (std::size_t k = 0; k < table.topics; ++k) {
    double sum = 0;
    for (std::size_t t = begin; t < end; ++t) sum += table.period(t)[k];
    log += std::lgamma(1 + sum);
    n += sum;
  }
  return log - std::lgamma(static_cast<double>(table.topics) + n);
}

AllWays all_ways(const CountTable& table, double offset) {
  const std::size_t periods = table.periods();
  AllWays result{0, std::vector<double>(periods, 0.0)};
  for (std::size_t cuts = 0; cuts < std::size_t{1} << (periods - 1); ++cuts) {
    double log = 0;
    std::size_t begin = 0;
    for (std::size_t t = 1; t <= periods; ++t) {
      const bool cut = t == periods || (cuts >> (t - 1) & 1) != 0;
      if (t < periods) log += std::log(cut ? 1.0 / 12 : 11.0 / 12);
      if (cut) log += marginal(table, begin, t), begin = t;
    }
    const double weight = std::exp(log - offset);
    result.evidence += weight;
    for (std::size_t t = 1; t < periods; ++t) result.change[t] += (cuts >> (t - 1) & 1) != 0 ? weight : 0;
  }
  return result;
}

RC_GTEST_PROP(ChangePosterior, IsTheSumOverAllWays, (std::uint64_t seed)) {
  SplitMix64 random(seed);
  const Counts counts = random_counts(random);
  const CountTable table = counts.table();
  RC_PRE(table.periods() > 0);
  std::vector<std::size_t> places;
  for (std::size_t t = 1; t < table.periods(); ++t) places.push_back(t);
  const ChangePosterior posterior = change_posterior(table, places);
  const AllWays expected = all_ways(table, posterior.log_evidence);
  RC_ASSERT(std::fabs(expected.evidence - 1.0) < 1e-8);
  for (std::size_t t = 1; t < table.periods(); ++t)
    RC_ASSERT(std::fabs(posterior.probability[t] - expected.change[t]) < 1e-8);
  for (const ChangeWindow& window : posterior.windows) {
    RC_ASSERT(window.first >= 1 && window.first <= window.change && window.change <= window.last);
    RC_ASSERT(window.last < table.periods());
    RC_ASSERT(window.probability >= posterior.probability[window.change] - 1e-9 && window.probability <= 1.0);
  }
}

RC_GTEST_PROP(Keyness, FiniteAndSigned, (std::uint64_t seed)) {
  SplitMix64 random(seed);
  const auto below = [&](double most) { return std::floor(random.uniform() * (most + 1)); };
  const double n1 = below(200);
  const double n2 = below(2000);
  const WordCounts counts{below(n1), below(n2), n1, n2};
  const double gain = counts.target * counts.reference_total - counts.reference * counts.target_total;
  for (const Correction correction : {Correction::none, Correction::yates, Correction::williams}) {
    for (const double value : {g2(counts, correction), chi_square(counts, correction)}) {
      RC_ASSERT(std::isfinite(value));
      RC_ASSERT((value == 0 || (value > 0) == (gain >= 0)));
    }
  }
  RC_ASSERT(log_p_value(g2(counts)) <= 0);
  RC_ASSERT(fisher_exact(counts).log_p <= 0 && std::isfinite(fisher_exact(counts).log_p));
  const OddsRatio odds = odds_ratio(counts);
  RC_ASSERT(odds.interval.low <= odds.ratio && odds.ratio <= odds.interval.high);
  RC_ASSERT(std::isfinite(log_odds(counts, 0.1, 50).z));
}

RC_GTEST_PROP(Keyness, AdjustedIsMonotone, (std::vector<std::uint32_t> raw)) {
  std::vector<double> p;
  for (const std::uint32_t one : raw) p.push_back((one % 1000 + 1) / 1000.0);
  const std::vector<double> q = adjusted(p);
  for (std::size_t i = 0; i < p.size(); ++i) {
    RC_ASSERT(q[i] >= p[i] - 1e-12 && q[i] <= 1.0);
    for (std::size_t j = 0; j < p.size(); ++j) RC_ASSERT((!(p[i] < p[j]) || q[i] <= q[j]));
  }
}

RC_GTEST_PROP(Agreement, OrderOfItemsAndNamesOfCategoriesDoNotMatter, (std::uint64_t seed)) {
  SplitMix64 random(seed);
  const std::size_t raters = 2 + static_cast<std::size_t>(random.below(3));
  const std::size_t items = static_cast<std::size_t>(random.below(12));
  std::vector<std::int32_t> cells;
  for (std::size_t i = 0; i < items * raters; ++i)
    cells.push_back(static_cast<std::int32_t>(random.below(5)) - 1);
  std::vector<std::int32_t> changed;
  for (std::size_t item = items; item-- > 0;) {
    for (std::size_t rater = 0; rater < raters; ++rater) {
      const std::int32_t cell = cells[item * raters + rater];
      changed.push_back(cell == kNoRating ? kNoRating : 9 - 2 * cell);
    }
  }
  const AgreementOptions options{50, 0.9, seed};
  const auto alike = [](const Agreement& a, const Agreement& b) {
    RC_ASSERT(a.defined == b.defined && a.items == b.items && a.left_out == b.left_out);
    RC_ASSERT(std::fabs(a.value - b.value) < 1e-9 && a.value <= 1.0 + 1e-12);
    RC_ASSERT(std::isfinite(a.interval.low) && a.interval.low <= a.interval.high);
  };
  alike(fleiss({cells, raters}, options), fleiss({changed, raters}, options));
  alike(conger({cells, raters}, options), conger({changed, raters}, options));
  alike(krippendorff(Ratings{cells, raters}, Scale::nominal, options),
        krippendorff(Ratings{changed, raters}, Scale::nominal, options));
  alike(krippendorff(Ratings{cells, raters}, Scale::ordinal, options),
        krippendorff(Ratings{changed, raters}, Scale::ordinal, options));
}

RC_GTEST_PROP(FitShares, SharesAddUpOrARefusalInWords, (std::uint64_t seed)) {
  SplitMix64 random(seed);
  const Counts counts = random_counts(random);
  const std::size_t periods = counts.table().periods();
  try {
    const Design design = trend_design(periods, {12, 0, random.below(2) == 0, {{"event", periods / 2}}});
    const ShareFit fit = fit_shares(counts.table(), design);
    for (std::size_t t = 0; t < periods; ++t) {
      double sum = 0;
      double items = 0;
      for (std::size_t k = 0; k < counts.topics; ++k) {
        sum += fit.shares[t * counts.topics + k];
        items += counts.table().period(t)[k];
      }
      RC_ASSERT(std::fabs(sum - (items > 0 ? 1.0 : 0.0)) < 1e-9);
    }
    for (const auto& effects : fit.effects) {
      for (const Effect& effect : effects)
        RC_ASSERT(std::isfinite(effect.estimate) && std::isfinite(effect.standard_error) && effect.p >= 0 &&
                  effect.p <= 1);
    }
  } catch (const Error& error) {
    RC_ASSERT(std::string(error.what()).size() > 20);
  }
}

RC_GTEST_PROP(Novelty, ChartIsFinite, (std::uint64_t seed)) {
  SplitMix64 random(seed);
  std::vector<UnseenWords> periods;
  for (std::uint64_t t = random.below(20); t > 0; --t) {
    const std::uint64_t tokens = random.below(200);
    periods.push_back({random.below(tokens + 1), tokens});
  }
  for (const NoveltyPoint& point : novelty_chart(periods)) {
    for (const double value : {point.share, point.expected, point.limit, point.p, point.overdispersion})
      RC_ASSERT(value >= 0 && value <= 1);
    RC_ASSERT((point.state == NoveltyState::alarm) == (point.share > point.limit));
  }
}

}  // namespace
}  // namespace ykien
