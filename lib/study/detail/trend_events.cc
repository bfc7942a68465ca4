// How much events moved the shares of topics.
#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "base/detail/counted.h"
#include "study/detail/presence.h"
#include "study/detail/trend_parts.h"
#include "ykien/base/error.h"
#include "ykien/study/keyness.h"
#include "ykien/study/trend.h"

namespace ykien::detail {
namespace {

// Names of which the same is to be told.
struct Names {
  BothLanguages list;

  bool empty() const { return list.english.empty(); }
  void add(const std::string& vietnamese, const std::string& english) {
    const char* const comma = empty() ? "" : ", ";
    list.vietnamese += comma + vietnamese;
    list.english += comma + english;
  }
  void tell(const char* code, const std::string& vietnamese, const std::string& english,
            TrendReport& report) const {
    if (empty()) return;
    add_notice(report, code, false, {vietnamese + list.vietnamese + ".", english + list.english + "."});
  }
};

// Rows given the topic, and the others, by period.
std::vector<double> presence_counts(const StudyState& state, std::uint32_t topic) {
  std::vector<double> cells;
  for (std::size_t p = 0; p < state.rows.size(); ++p) {
    const double given = state.counts[p * state.topics + topic];
    cells.insert(cells.end(), {given, state.rows[p] - given});
  }
  return cells;
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

// An event as a step between periods.
struct Step {
  Event event;
  std::size_t before = 0;  // periods with rows
};

std::vector<Step> all_steps(const StudyState& state) {
  const auto all = state.input.periods.all();
  std::vector<Step> steps;
  for (const ReportEvent& event : state.input.events) {
    // The first period that begins on the day or later: the one in which it falls is half before, half after.
    const auto after = std::ranges::lower_bound(all, event.day, {}, &Period::begin);
    const auto from = static_cast<std::size_t>(after - all.begin());
    const auto before = std::count_if(state.rows.begin(), state.rows.begin() + (after - all.begin()),
                                      [](double rows) { return rows > 0.0; });
    steps.push_back({{event.name, from, kToTheEnd}, static_cast<std::size_t>(before)});
  }
  return steps;
}

std::size_t periods_with_rows(const StudyState& state) {
  return state.rows.size() - static_cast<std::size_t>(std::ranges::count(state.rows, 0.0));
}

// Those that can be told from each other and from nothing; the report says which cannot.
std::vector<Event> usable_events(const StudyState& state, TrendReport& report) {
  const std::vector<Step> steps = all_steps(state);
  const std::size_t periods = periods_with_rows(state);
  std::vector<Event> usable;
  Names outside;
  Names together;
  for (const Step& step : steps) {
    const auto same = std::ranges::count(steps, step.before, &Step::before);
    const std::string& name = step.event.name;
    if (step.before == 0 || step.before == periods)
      outside.add(name, name);
    else if (same > 1)
      together.add(name, name);
    else
      usable.push_back(step.event);
  }
  outside.tell(
      "events_outside",
      "Không so sánh được sự kiện mà trước hoặc sau đó không có kỳ trọn vẹn nào có ý kiến: ",
      "Not compared, for no whole period with rows lies before the event, or none after it: ", report);
  together.tell("events_together", "Không tách được tác động của các sự kiện rơi vào giữa cùng hai kỳ: ",
                "Not compared, for events between the same two periods cannot be told apart: ", report);
  return usable;
}

Design design_of(const StudyState& state, const std::vector<Event>& events) {
  TrendOptions options;
  const std::size_t cycle = cycle_of(state.input.periods.kind());
  options.cycle = std::max<std::size_t>(2, cycle);
  options.harmonics = cycle > 0 && state.input.periods.size() > 2 * cycle ? 1 : 0;
  options.events = events;
  return trend_design(state.input.periods.size(), options);
}

void add_effect(const Effect& effect, std::uint32_t topic, double degrees, TrendReport& report) {
  const boost::math::students_t distribution(degrees);
  const double wide = boost::math::quantile(distribution, 0.5 + report.level / 2) * effect.standard_error;
  const ReportEffect found{effect.name,
                           topic,
                           std::exp(effect.estimate),
                           {std::exp(effect.estimate - wide), std::exp(effect.estimate + wide)},
                           effect.p};
  if (std::isfinite(found.interval.high)) report.effects.push_back(found);
}

// Whether the topic's shares have a finite answer.
bool add_effects_on(const StudyState& state, std::uint32_t topic, std::size_t events, const Design& design,
                    TrendReport& report) {
  try {
    const ShareFit fit = fit_share({presence_counts(state, topic), 2}, kPresent, design);
    for (std::size_t i = 1; i <= events; ++i) add_effect(fit.effects[0][i], topic, fit.degrees, report);
    return true;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::format) throw;
    return false;
  }
}

// Benjamini and Hochberg over all effects together.
void adjust(std::vector<ReportEffect>& effects) {
  std::vector<double> p;
  for (const ReportEffect& effect : effects) p.push_back(effect.q);
  const std::vector<double> q = adjusted(p);
  for (std::size_t i = 0; i < effects.size(); ++i) effects[i].q = q[i];
}

}  // namespace

void add_effects(const StudyState& state, TrendReport& report) {
  const std::vector<Event> events = usable_events(state, report);
  if (events.empty()) return;
  const Design design = design_of(state, events);
  const std::size_t periods = periods_with_rows(state);
  if (periods <= design.columns()) {
    add_notice(report, "events_not_tested", false,
               {"Không kiểm định được sự kiện: " + std::to_string(periods) +
                    " kỳ có ý kiến là quá ít. Hãy chọn kỳ ngắn hơn hoặc bớt sự kiện.",
                "The events could not be tested: " + counted(periods, "period") +
                    " with rows are too few. Take shorter periods or fewer events."});
    return;
  }
  Names untested;
  for (std::uint32_t topic = 0; topic < state.topics; ++topic) {
    if (add_effects_on(state, topic, events.size(), design, report)) continue;
    const Topic& of = state.input.topics[topic];
    untested.add(of.name.empty() ? of.id : of.name, of.english.empty() ? of.id : of.english);
  }
  untested.tell(
      "events_not_tested_in_topics",
      "Không kiểm định được sự kiện ở nhóm vắng hẳn, hoặc chiếm hết, trước hay sau một sự kiện: ",
      "The events could not be tested in topics that are absent, or the only one, before or after one: ",
      report);
  adjust(report.effects);
}

}  // namespace ykien::detail
