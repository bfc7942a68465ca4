// The posterior of change points: how sure one can be that, and where, the shares changed. In ykien::study.
#ifndef YKIEN_STUDY_CHANGE_POSTERIOR_H_
#define YKIEN_STUDY_CHANGE_POSTERIOR_H_

#include <cstddef>
#include <span>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/study/count_table.h"

namespace ykien {

// The T x T sums are kept in memory: 72 MB at this many periods.
inline constexpr std::size_t kMostPosteriorPeriods = 3000;

struct ChangePosteriorOptions {
  double change_probability = 1.0 / 12.0;  // prior: of a change between two periods, inside 0..1
  double concentration = 1.0;  // Dirichlet prior of the shares of a segment, the same for each topic, > 0
  // Every count is divided by it, >= 1: overdispersed counts say less than as many independent items would.
  // Take ChangePoints::dispersion.
  double dispersion = 1.0;
  double level = 0.95;  // of the windows, inside 0..1
};

// The shortest run of places around a change in which, with at least the wanted posterior probability, the
// shares changed at least once. A place is named by the number of periods before it: first = 8, last = 10
// says after 8, 9 or 10 periods. Where even all places together do not reach the level they are given, with
// what they reach.
struct ChangeWindow {
  std::size_t change = 0;  // the place asked about
  std::size_t first = 0;
  std::size_t last = 0;
  double probability = 0.0;  // of a change in first..last, 0..1
};

struct ChangePosterior {
  double log_evidence = 0.0;        // ln probability of the items in their order, over all ways to cut
  std::vector<double> probability;  // T values: [t] of a change after t periods; [0] is 0
  double expected_changes = 0.0;
  std::vector<ChangeWindow> windows;  // one for each place asked about
};

// The exact posterior over all 2^(T-1) ways to cut T periods into segments with shares of their own, by the
// forward and backward recursions of Fearnhead (2006). `changes`: places to give windows for, each in 1..T-1,
// e.g. the ends found by find_change_points() but the last. O(T^2 K). Deterministic; safe to call from
// several threads. Throws Error(usage) for a bad table, options or places out of range, Error(limit) above
// kMostPosteriorPeriods.
YKIEN_API ChangePosterior change_posterior(const CountTable& table, std::span<const std::size_t> changes = {},
                                           const ChangePosteriorOptions& options = {});

}  // namespace ykien

#endif  // YKIEN_STUDY_CHANGE_POSTERIOR_H_
