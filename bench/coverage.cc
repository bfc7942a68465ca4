// How often the intervals hold the truth: the simulation behind the default of study/prevalence.h.
//
//   bench_coverage [--sets N] [--months M] [--rows R] [--validation V]
//
// Draws N validation sets of V rows (700); for each, M months of R rows (150) without a shift, with a
// moderate one and with a wave in which one topic grows tenfold; estimates them and counts how many 95%
// intervals hold the true share; of the intervals that are to hold together, how many months have all of
// theirs right; and how many intervals of the difference between two months hold the true difference, one by
// one and those of all topics at once. Prints a table; fails when the coverage of the default intervals is
// outside .92 to .97, or that of the joint ones outside .92 to .99 (they may hold more often than they say;
// those of differences have no upper bound, for what EMQ is off by is in both months and mostly cancels). The
// whole (100 sets, 6 months) takes about two minutes of one processor.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "study/detail/share_interval.h"
#include "support/label_shift.h"
#include "topic/fit/random.h"
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
  double joint_high = 0.99;
};

// How often a truth was held, of one kind.
struct Tally {
  double trials = 0.0;
  double held[kShiftTopics] = {};
  double width = 0.0;
  double error = 0.0;
  double signed_error[kShiftTopics] = {};
  double set_held = 0.0;  // of the set under way
  double set_trials = 0.0;
  double of_sets = 0.0;  // sum and sum of squares of the coverage in each set, for its standard error
  double of_sets_squared = 0.0;

  void add(std::size_t topic, const Interval& interval, double estimate, double truth) {
    const double holds = interval.low <= truth && truth <= interval.high ? 1.0 : 0.0;
    held[topic] += holds;
    set_held += holds;
    trials += 1.0;
    set_trials += 1.0;
    width += interval.high - interval.low;
    error += std::fabs(estimate - truth);
    signed_error[topic] += estimate - truth;
  }
  void end_set() {
    const double mean = set_trials > 0.0 ? set_held / set_trials : 0.0;
    of_sets += mean;
    of_sets_squared += mean * mean;
    set_held = set_trials = 0.0;
  }
  double coverage() const {
    double sum = 0.0;
    for (const double one : held) sum += one;
    return sum / trials;
  }
  double worst() const {
    double least = held[0];
    for (const double one : held) least = std::fmin(least, one);
    return least * kShiftTopics / trials;
  }
  // The largest of all topics: what no number of rows takes away.
  double bias() const {
    double most = 0.0;
    for (const double one : signed_error) most = std::fmax(most, std::fabs(one));
    return most * kShiftTopics / trials;
  }
  double standard_error(double sets) const {
    const double mean = of_sets / sets;
    return std::sqrt(std::fmax(0.0, of_sets_squared / sets - mean * mean) / sets);
  }
};

// Months, or pairs of months, of which all topics' joint intervals are right.
struct JointTally {
  double months = 0.0;
  double held = 0.0;
  double width = 0.0;

  void add(std::size_t topic, const Interval& interval, double truth) {
    if (topic == 0) months += 1.0, all_held_ = true;
    all_held_ = all_held_ && interval.low <= truth && truth <= interval.high;
    width += (interval.high - interval.low) / kShiftTopics;
    if (topic + 1 == kShiftTopics) held += all_held_ ? 1.0 : 0.0;
  }

 private:
  bool all_held_ = true;
};

enum Kind { kCounted, kCorrected, kDefault, kKinds };
constexpr const char* kKindNames[] = {"CC, Wilson", "EMQ-BCTS", "default (method chosen)"};

struct Tallies {
  Tally share[kScenarioCount][kKinds];
  Tally difference[kScenarioCount][kKinds];  // of a month of the scenario to one without a shift
  JointTally joint[kScenarioCount][kKinds];
  JointTally joint_difference[kScenarioCount][kKinds];
};

void add_share(const CellEstimate& cell, const Shares& truth, bool counted, Tally& tally) {
  for (std::size_t k = 0; k < kShiftTopics; ++k) {
    const ykien::ShareEstimate& one = cell.topics[k];
    tally.add(k, counted ? one.counted_interval : one.interval, counted ? one.counted : one.share, truth[k]);
  }
}

void add_difference(const CellEstimate& from, const CellEstimate& to, const Shares& before,
                    const Shares& after, Tally& tally) {
  const std::vector<ykien::ShareDifference> found = ykien::differences(from, to);
  for (std::size_t k = 0; k < kShiftTopics; ++k)
    tally.add(k, found[k].interval, found[k].difference, after[k] - before[k]);
}

// The intervals that PrevalenceOptions::joint gives, from the same replicates.
CellEstimate with_joint(CellEstimate cell) {
  const std::size_t count = cell.replicates.size() / kShiftTopics;
  const double reach =
      ykien::detail::joint_reach(cell.replicates.data(), count, kShiftTopics, kShiftTopics, 0.95);
  for (std::size_t k = 0; k < kShiftTopics; ++k) {
    auto moments = ykien::detail::replicate_moments(cell.replicates.data(), count, kShiftTopics, k);
    moments.standard_error = cell.topics[k].standard_error;
    cell.topics[k].interval =
        ykien::detail::share_interval_at(cell.topics[k].share, moments, static_cast<double>(cell.n), reach);
  }
  return cell;
}

void add_joint(const CellEstimate& from, const CellEstimate& to, const Shares& before, const Shares& after,
               JointTally& shares, JointTally& differences) {
  const CellEstimate joint = with_joint(to);
  const std::vector<ykien::ShareDifference> found = ykien::differences(with_joint(from), joint);
  for (std::size_t k = 0; k < kShiftTopics; ++k) {
    shares.add(k, joint.topics[k].interval, after[k]);
    differences.add(k, found[k].interval, after[k] - before[k]);
  }
}

// cells: months of each scenario, and then as many more without a shift.
void add_cells(const Plan& plan, const std::vector<CellEstimate>& cells, Kind kind, Tallies& tallies) {
  const CellEstimate* const others = cells.data() + kScenarioCount * plan.months;
  for (std::size_t s = 0; s < kScenarioCount; ++s) {
    const Shares& truth = kScenarios[s].truth;
    for (std::size_t m = 0; m < plan.months; ++m) {
      const CellEstimate& cell = cells[s * plan.months + m];
      add_share(cell, truth, kind == kCounted, tallies.share[s][kind]);
      if (kind == kCounted) continue;
      add_difference(others[m], cell, kScenarios[0].truth, truth, tallies.difference[s][kind]);
      add_joint(others[m], cell, kScenarios[0].truth, truth, tallies.joint[s][kind],
                tallies.joint_difference[s][kind]);
    }
    tallies.share[s][kind].end_set();
    tallies.difference[s][kind].end_set();
  }
}

// Far from those of other numbers, which a congruential generator does not see to by itself.
ykien::bench::LabelShift generator(std::uint64_t number) {
  return ykien::bench::LabelShift(ykien::detail::SplitMix64(number).next());
}

// One validation set: all scenarios; whether the default chose another method than EMQ-BCTS.
bool simulate(const Plan& plan, std::uint64_t set, Tallies& tallies) {
  ykien::bench::LabelShift made = generator(set);
  const ShiftedRows validation = made.sample(plan.validation, ykien::bench::kUsual);
  const ykien::Quantifier quantifier(validation.view());
  std::vector<double> posterior;
  for (std::size_t s = 0; s <= kScenarioCount; ++s) {
    const ShiftedRows rows = made.sample(plan.months * plan.rows, kScenarios[s % kScenarioCount].truth);
    posterior.insert(posterior.end(), rows.posterior.begin(), rows.posterior.end());
  }
  std::vector<std::uint32_t> month(posterior.size() / kShiftTopics);
  for (std::size_t i = 0; i < month.size(); ++i) month[i] = static_cast<std::uint32_t>(i / plan.rows);
  const std::size_t cells = (kScenarioCount + 1) * plan.months;
  ykien::PrevalenceOptions options;
  options.seed = set + 1;
  options.keep_replicates = true;
  options.method = QuantifyMethod::emq_bcts;
  const auto corrected = ykien::PrevalenceEstimator(quantifier, options).estimate(posterior, month, cells);
  options.method = ykien::choose_method(validation.view()).method;
  const bool other = options.method != QuantifyMethod::emq_bcts;
  add_cells(plan, corrected, kCounted, tallies);
  add_cells(plan, corrected, kCorrected, tallies);
  add_cells(
      plan,
      other ? ykien::PrevalenceEstimator(quantifier, options).estimate(posterior, month, cells) : corrected,
      kDefault, tallies);
  return other;
}

bool within(double coverage, double low, double high) { return coverage >= low && coverage <= high; }

bool print_tally(const char* scenario, const char* what, Kind kind, const Tally& one, const Plan& plan) {
  const bool good = kind == kCounted || within(one.coverage(), plan.low, plan.high);
  std::printf("%-10s %-11s %-24s %8.3f %6.3f %6.3f %7.4f %7.4f %7.4f%s\n", scenario, what, kKindNames[kind],
              one.coverage(), one.standard_error(static_cast<double>(plan.sets)), one.worst(),
              one.width / one.trials, one.error / one.trials, one.bias(), good ? "" : "  OUT OF BOUNDS");
  return good;
}

bool print_joint(const char* scenario, const char* what, Kind kind, const JointTally& one, double low,
                 double high) {
  const double coverage = one.held / one.months;
  const bool good = within(coverage, low, high);
  std::printf("%-10s %-11s %-24s %8.3f %6.3f %6s %7.4f %7s %7s%s\n", scenario, what, kKindNames[kind],
              coverage, std::sqrt(coverage * (1.0 - coverage) / one.months), "", one.width / one.months, "",
              "", good ? "" : "  OUT OF BOUNDS");
  return good;
}

bool print_all(const Plan& plan, const Tallies& tallies) {
  std::printf("%-10s %-11s %-24s %8s %6s %6s %7s %7s %7s\n", "", "", "interval", "coverage", "+-se", "worst",
              "width", "MAE", "bias");
  bool good = true;
  for (std::size_t s = 0; s < kScenarioCount; ++s) {
    for (const Kind kind : {kCounted, kCorrected, kDefault})
      good = print_tally(kScenarios[s].name, "share", kind, tallies.share[s][kind], plan) && good;
    for (const Kind kind : {kCorrected, kDefault})
      good = print_tally(kScenarios[s].name, "difference", kind, tallies.difference[s][kind], plan) && good;
    for (const Kind kind : {kCorrected, kDefault})
      good =
          print_joint(kScenarios[s].name, "joint", kind, tallies.joint[s][kind], plan.low, plan.joint_high) &&
          good;
    for (const Kind kind : {kCorrected, kDefault})
      good = print_joint(kScenarios[s].name, "joint diff.", kind, tallies.joint_difference[s][kind], plan.low,
                         1.0) &&
             good;
  }
  return good;
}

Plan plan_of(int count, char** arguments) {
  Plan plan;
  for (int i = 1; i < count; ++i) {
    const std::string_view name = arguments[i];
    // As one test among many: enough to see that nothing is broken, with room for chance.
    if (name.starts_with("--benchmark_min_time")) plan = {6, 2, 150, 700, 0.8, 0.995, 1.0};
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
  Tallies tallies;
  std::size_t others = 0;
  for (std::uint64_t set = 0; set < plan.sets; ++set) others += simulate(plan, set, tallies);
  std::printf(
      "%zu validation sets of %zu rows, %zu months of %zu rows; the default chose another method than "
      "EMQ-BCTS %zu times\n",
      plan.sets, plan.validation, plan.months, plan.rows, others);
  return print_all(plan, tallies) ? 0 : 1;
}
