// How often the intervals hold the truth: the simulation behind the default of study/prevalence.h.
//
//   bench_coverage [--sets N] [--months M] [--rows R] [--validation V]
//
// Draws N validation sets of V rows (700); for each, M months of R rows (150) without a shift, with a
// moderate one and with a wave in which one topic grows tenfold; estimates them and counts how many 95%
// intervals hold the true share. Prints a table; fails when the coverage of the default interval is outside
// .92 to .97. The whole (100 sets, 6 months) takes about a minute of one processor.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "support/label_shift.h"
#include "topic/fit/random.h"
#include "ykien/study/ppi.h"
#include "ykien/study/prevalence.h"

namespace {

using ykien::CellEstimate;
using ykien::Interval;
using ykien::QuantifyMethod;
using ykien::bench::kShiftTopics;
using ykien::bench::Shares;
using ykien::bench::ShiftedRows;

struct Scenario {
  const char* name;
  Shares truth;
};
constexpr Scenario kScenarios[] = {
    {"no shift", ykien::bench::kUsual}, {"moderate", ykien::bench::kModerate}, {"wave", ykien::bench::kWave}};
constexpr std::size_t kScenarioCount = 3;

struct Plan {
  std::size_t sets = 100;
  std::size_t months = 6;
  std::size_t rows = 150;
  std::size_t validation = 700;
  double low = 0.92;  // bounds of coverage
  double high = 0.97;
};

// Of one kind of interval in one scenario.
struct Tally {
  double intervals = 0.0;
  double held[kShiftTopics] = {};
  double width = 0.0;
  double error = 0.0;
  double of_sets = 0.0;  // sum and sum of squares of the coverage in each set, for its standard error
  double of_sets_squared = 0.0;

  double coverage() const {
    double sum = 0.0;
    for (const double one : held) sum += one;
    return sum / intervals;
  }
  double worst() const {
    double least = held[0];
    for (const double one : held) least = std::fmin(least, one);
    return least * kShiftTopics / intervals;
  }
  double standard_error(double sets) const {
    const double mean = of_sets / sets;
    return std::sqrt(std::fmax(0.0, of_sets_squared / sets - mean * mean) / sets);
  }
};

enum Kind { kCounted, kCorrected, kDefault, kKinds };
constexpr const char* kKindNames[] = {"CC, Wilson", "EMQ-BCTS", "default (method chosen)"};

void add_cell(const CellEstimate& cell, const Shares& truth, bool counted, Tally& tally, double& held) {
  for (std::size_t k = 0; k < kShiftTopics; ++k) {
    const Interval& interval = counted ? cell.topics[k].counted_interval : cell.topics[k].interval;
    const double share = counted ? cell.topics[k].counted : cell.topics[k].share;
    const bool holds = interval.low <= truth[k] && truth[k] <= interval.high;
    tally.held[k] += holds;
    held += holds;
    tally.intervals += 1.0;
    tally.width += interval.high - interval.low;
    tally.error += std::fabs(share - truth[k]);
  }
}

void add_months(const std::vector<CellEstimate>& months, const Shares& truth, bool counted, Tally& tally) {
  double held = 0.0;
  for (const CellEstimate& month : months) add_cell(month, truth, counted, tally, held);
  const double coverage = held / static_cast<double>(months.size() * kShiftTopics);
  tally.of_sets += coverage;
  tally.of_sets_squared += coverage * coverage;
}

// Far from those of other numbers, which a congruential generator does not see to by itself.
ykien::bench::LabelShift generator(std::uint64_t number) {
  return ykien::bench::LabelShift(ykien::detail::SplitMix64(number).next());
}

// One validation set: all scenarios; whether the default chose another method than EMQ-BCTS.
bool simulate(const Plan& plan, std::uint64_t set, Tally (&tally)[kScenarioCount][kKinds]) {
  ykien::bench::LabelShift made = generator(set);
  const ShiftedRows validation = made.sample(plan.validation, ykien::bench::kUsual);
  const ykien::Quantifier quantifier(validation.view());
  ykien::PrevalenceOptions options;
  options.seed = set + 1;
  const QuantifyMethod chosen = ykien::choose_method(validation.view()).method;
  options.method = QuantifyMethod::emq_bcts;
  const ykien::PrevalenceEstimator corrected(quantifier, options);
  const bool other = chosen != QuantifyMethod::emq_bcts;
  options.method = chosen;
  const ykien::PrevalenceEstimator by_default =
      other ? ykien::PrevalenceEstimator(quantifier, options) : corrected;
  std::vector<std::uint32_t> month(plan.months * plan.rows);
  for (std::size_t i = 0; i < month.size(); ++i) month[i] = static_cast<std::uint32_t>(i / plan.rows);
  for (std::size_t s = 0; s < kScenarioCount; ++s) {
    const Shares& truth = kScenarios[s].truth;
    const ShiftedRows rows = made.sample(month.size(), truth);
    const std::vector<CellEstimate> cells = corrected.estimate(rows.posterior, month, plan.months);
    add_months(cells, truth, true, tally[s][kCounted]);
    add_months(cells, truth, false, tally[s][kCorrected]);
    add_months(other ? by_default.estimate(rows.posterior, month, plan.months) : cells, truth, false,
               tally[s][kDefault]);
  }
  return other;
}

// Months of `rows` rows in the wave, the first `labels` of them labelled.
struct LabelledMonths {
  std::size_t rows;
  std::size_t labels;
};
constexpr LabelledMonths kLabelledMonths[] = {{150, 50}, {400, 50}, {400, 100}, {400, 200}, {2000, 200}};

struct Held {
  double times = 0.0;
  double width = 0.0;

  void add(const Interval& interval, double truth) {
    times += interval.low <= truth && truth <= interval.high ? 1.0 : 0.0;
    width += interval.high - interval.low;
  }
};

bool simulate_labelled(const LabelledMonths& months, std::size_t draws, const Plan& plan) {
  Held score;
  Held wald;
  Held alone;
  for (std::size_t d = 0; d < draws; ++d) {
    const ShiftedRows rows =
        generator(1000003 * months.rows + 10007 * months.labels + d).sample(months.rows, ykien::bench::kWave);
    const std::span posterior(rows.posterior);
    const std::span label = std::span(rows.label).first(months.labels);
    const std::vector<ykien::AssistedShare> shares =
        ykien::ppi_shares({posterior.first(months.labels * kShiftTopics), label, kShiftTopics},
                          posterior.subspan(months.labels * kShiftTopics));
    for (std::size_t k = 0; k < kShiftTopics; ++k) {
      const double truth = ykien::bench::kWave[k];
      score.add(shares[k].interval, truth);
      wald.add(shares[k].wald, truth);
      const auto count = static_cast<double>(std::count(label.begin(), label.end(), k));
      alone.add(ykien::wilson(count, static_cast<double>(months.labels)), truth);
    }
  }
  const auto all = static_cast<double>(draws * kShiftTopics);
  const double coverage = score.times / all;
  const bool good = coverage >= plan.low && coverage <= plan.high;
  std::printf(
      "%5zu rows, %3zu labelled   labels alone %.3f (width %.4f)   PPI++ Wald %.3f (%.4f)   PPI++ %.3f "
      "(%.4f)%s\n",
      months.rows, months.labels, alone.times / all, alone.width / all, wald.times / all, wald.width / all,
      coverage, score.width / all, good ? "" : "  OUT OF BOUNDS");
  return good;
}

Plan plan_of(int count, char** arguments) {
  Plan plan;
  for (int i = 1; i < count; ++i) {
    const std::string_view name = arguments[i];
    // As one test among many: enough to see that nothing is broken, with room for chance.
    if (name.starts_with("--benchmark_min_time")) plan = {6, 2, 150, 700, 0.85, 0.995};
    if (i + 1 == count) continue;
    const auto value = static_cast<std::size_t>(std::atoll(arguments[i + 1]));
    if (name == "--sets") plan.sets = value;
    if (name == "--months") plan.months = value;
    if (name == "--rows") plan.rows = value;
    if (name == "--validation") plan.validation = value;
  }
  return plan;
}

}  // namespace

int main(int count, char** arguments) {
  const Plan plan = plan_of(count, arguments);
  if (plan.sets == 0 || plan.months == 0 || plan.rows == 0) return 2;
  Tally tally[kScenarioCount][kKinds];
  std::size_t others = 0;
  for (std::uint64_t set = 0; set < plan.sets; ++set) others += simulate(plan, set, tally);
  const auto sets = static_cast<double>(plan.sets);
  std::printf(
      "%zu validation sets of %zu rows, %zu months of %zu rows; the default chose another method than "
      "EMQ-BCTS %zu times\n",
      plan.sets, plan.validation, plan.months, plan.rows, others);
  std::printf("%-10s %-24s %8s %6s %6s %7s %7s\n", "", "interval", "coverage", "+-se", "worst", "width",
              "MAE");
  bool good = true;
  for (std::size_t s = 0; s < kScenarioCount; ++s) {
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
      const Tally& one = tally[s][kind];
      const bool held = kind == kCounted || (one.coverage() >= plan.low && one.coverage() <= plan.high);
      good = good && held;
      std::printf("%-10s %-24s %8.3f %6.3f %6.3f %7.4f %7.4f%s\n", kScenarios[s].name, kKindNames[kind],
                  one.coverage(), one.standard_error(sets), one.worst(), one.width / one.intervals,
                  one.error / one.intervals, held ? "" : "  OUT OF BOUNDS");
    }
  }
  for (const LabelledMonths& months : kLabelledMonths) {
    good = simulate_labelled(months, 10 * plan.sets, plan) && good;
  }
  return good ? 0 : 1;
}
