// Change points in the raw counts.
#include <algorithm>

#include "study/detail/trend_parts.h"
#include "ykien/study/change_posterior.h"
#include "ykien/study/changepoint.h"

namespace ykien::detail {
namespace {

constexpr std::size_t kLeastPeriods = 4;  // fewer show no change that could be told from chance
constexpr std::size_t kMostExactPeriods = 2000;

// Raw shares of the periods [first, last).
std::vector<double> shares_of(const StudyState& state, std::size_t first, std::size_t last) {
  std::vector<double> shares(state.topics);
  double all = 0;
  for (std::size_t p = first; p < last; ++p) {
    all += state.rows[p];
    for (std::size_t k = 0; k < state.topics; ++k) shares[k] += state.counts[p * state.topics + k];
  }
  for (double& share : shares) share = all > 0 ? share / all : 0;
  return shares;
}

void add_windows(const StudyState& state, double dispersion, TrendReport& report) {
  if (report.periods.size() > kMostPosteriorPeriods) return;
  std::vector<std::size_t> places;
  for (const ReportChange& change : report.changes) places.push_back(change.period);
  ChangePosteriorOptions options;
  options.dispersion = std::max(1.0, dispersion);
  const ChangePosterior posterior = change_posterior(state.table(), places, options);
  for (std::size_t i = 0; i < report.changes.size(); ++i) {
    report.changes[i].earliest = posterior.windows[i].first;
    report.changes[i].latest = posterior.windows[i].last;
    report.changes[i].probability = posterior.windows[i].probability;
  }
}

}  // namespace

void add_changes(const StudyState& state, TrendReport& report) {
  if (report.periods.size() < kLeastPeriods) return;
  ChangePointOptions options;
  if (report.periods.size() > kMostExactPeriods) options.search = ChangeSearch::pruned;
  const ChangePoints found = find_change_points(state.table(), options);
  std::size_t start = 0;
  for (std::size_t i = 0; i + 1 < found.ends.size(); ++i) {
    const std::size_t here = found.ends[i];
    report.changes.push_back(
        {here, here, here, -1.0, shares_of(state, start, here), shares_of(state, here, found.ends[i + 1])});
    start = here;
  }
  if (!report.changes.empty()) add_windows(state, found.dispersion, report);
}

}  // namespace ykien::detail
