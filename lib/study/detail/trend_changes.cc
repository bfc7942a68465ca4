// Change points in the raw counts, and the effects of events.
#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "study/detail/presence.h"
#include "study/detail/trend_parts.h"
#include "ykien/base/error.h"
#include "ykien/study/change_posterior.h"
#include "ykien/study/changepoint.h"
#include "ykien/study/keyness.h"
#include "ykien/study/trend.h"

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

// Rows given the topic, and the others, by period.
std::vector<double> presence_counts(const StudyState& state, std::uint32_t topic) {
  std::vector<double> cells;
  for (std::size_t p = 0; p < state.rows.size(); ++p) {
    const double given = state.counts[p * state.topics + topic];
    cells.insert(cells.end(), {given, state.rows[p] - given});
  }
  return cells;
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

// Periods in a season's round; 0: none is looked for.
std::size_t cycle_of(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::week: return 52;
    case PeriodKind::month: return 12;
    case PeriodKind::quarter: return 4;
    default: return 0;
  }
}

std::vector<Event> steps_of(const StudyState& state) {
  std::vector<Event> steps;
  for (const ReportEvent& event : state.input.events) {
    const auto all = state.input.periods.all();
    // The first period that begins on the day or later: the one in which it falls is half before, half after.
    const auto after = std::ranges::lower_bound(all, event.day, {}, &Period::begin);
    steps.push_back({event.name, static_cast<std::size_t>(after - all.begin()), kToTheEnd});
  }
  return steps;
}

TrendOptions design_of(const StudyState& state) {
  TrendOptions options;
  const std::size_t cycle = cycle_of(state.input.periods.kind());
  options.cycle = std::max<std::size_t>(2, cycle);
  options.harmonics = cycle > 0 && state.input.periods.size() > 2 * cycle ? 1 : 0;
  options.events = steps_of(state);
  return options;
}

void add_effect(const std::string& event, std::uint32_t topic, const ShareFit& fit, double level,
                std::vector<ReportEffect>& effects) {
  for (const Effect& effect : fit.effects[0]) {
    if (effect.name != event) continue;
    const boost::math::students_t distribution(fit.degrees);
    const double wide = boost::math::quantile(distribution, 0.5 + level / 2) * effect.standard_error;
    const ReportEffect found{event,
                             topic,
                             std::exp(effect.estimate),
                             {std::exp(effect.estimate - wide), std::exp(effect.estimate + wide)},
                             effect.p};
    if (std::isfinite(found.interval.high)) effects.push_back(found);
  }
}

void tell_why_not(const Error& error, TrendReport& report) {
  add_notice(report, "events_not_tested", false,
             {std::string("Không kiểm định được sự kiện: ") + error.what(),
              std::string("The events could not be tested: ") + error.what()});
}

// Benjamini and Hochberg over all effects together.
void adjust(std::vector<ReportEffect>& effects) {
  std::vector<double> p;
  for (const ReportEffect& effect : effects) p.push_back(effect.q);
  const std::vector<double> q = adjusted(p);
  for (std::size_t i = 0; i < effects.size(); ++i) effects[i].q = q[i];
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

void add_effects(const StudyState& state, TrendReport& report) {
  if (state.input.events.empty()) return;
  try {
    const Design design = trend_design(report.periods.size(), design_of(state));
    for (std::uint32_t topic = 0; topic < state.topics; ++topic) {
      try {
        const ShareFit fit = fit_share({presence_counts(state, topic), 2}, kPresent, design);
        for (const ReportEvent& event : state.input.events)
          add_effect(event.name, topic, fit, report.level, report.effects);
      } catch (const Error& error) {
        if (error.code() != ErrorCode::format) throw;
        tell_why_not(error, report);
      }
    }
  } catch (const Error& error) {
    if (error.code() != ErrorCode::format) throw;
    tell_why_not(error, report);
  }
  adjust(report.effects);
}

}  // namespace ykien::detail
