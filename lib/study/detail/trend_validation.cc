// What is known of the classifier's errors, and what a reader must be told of them.
#include <algorithm>
#include <array>

#include "study/detail/presence.h"
#include "study/detail/share_problems.h"
#include "study/detail/trend_parts.h"

namespace ykien::detail {
namespace {

// Cautions that make figures doubtful, not only less sharp.
constexpr std::array kSeriousCautions = {
    Caution::no_validation, Caution::absent_topic, Caution::ill_conditioned, Caution::unidentifiable,
    Caution::collapsed,     Caution::one_topic,    Caution::too_few_rows};

std::span<const double> posterior_of(const ValidationRows& rows, std::size_t row, std::size_t topics) {
  return std::span(rows.posterior).subspan(row * topics, topics);
}

void add_confusion(const StudyState& state, ReportValidation& validation) {
  const ValidationRows& rows = state.input.validation;
  validation.confusion.assign(state.topics * state.topics, 0);
  for (std::size_t row = 0; row < rows.label.size(); ++row) {
    const auto posterior = posterior_of(rows, row, state.topics);
    const auto best = std::ranges::max_element(posterior) - posterior.begin();
    ++validation.confusion[rows.label[row] * state.topics + static_cast<std::size_t>(best)];
  }
}

ReportPresence presence_of(const StudyState& state, const ShareProblem& problem, const CellEstimate& whole) {
  const ValidationRows& rows = state.input.validation;
  const auto topic = static_cast<std::uint32_t>(problem.first);
  const std::vector<std::uint32_t> labels = presence_labels(rows.label, rows.further, topic);
  ReportPresence presence;
  for (std::size_t row = 0; row < labels.size(); ++row) {
    const bool given = is_given(posterior_of(rows, row, state.topics), topic, state.input.presence_threshold);
    const bool has = labels[row] == kPresent;
    ++(has ? (given ? presence.found : presence.missed) : (given ? presence.wrong : presence.rest));
  }
  presence.condition = problem.quantifier.condition();
  presence.shift_statistic = whole.shift_statistic;
  presence.shift_p = whole.shift_p;
  return presence;
}

void add_errors(const StudyState& state, const ShareProblems& problems, std::span<const CellEstimate> whole,
                ReportValidation& validation) {
  if (state.input.multi_label) {
    for (std::size_t i = 0; i < whole.size(); ++i)
      validation.presence.push_back(presence_of(state, problems.all()[i], whole[i]));
    return;
  }
  add_confusion(state, validation);
  validation.condition = problems.all()[0].quantifier.condition();
  validation.shift_statistic = whole[0].shift_statistic;
  validation.shift_p = whole[0].shift_p;
}

// The shares of all rows by every method, side by side.
void add_methods(const StudyState& state, const ShareProblems& problems, ReportValidation& validation) {
  const bool corrected = !state.input.validation.label.empty();
  for (std::size_t m = 0; m < (corrected ? kQuantifyMethods : 1); ++m)
    validation.methods.push_back({std::string(method_name(static_cast<QuantifyMethod>(m))), {}});
  std::vector<double> kept;
  for (const ShareProblem& problem : problems.all()) {
    const auto posterior = problems.posterior_for(problem, state.input.posterior, kept);
    for (std::size_t m = 0; m < validation.methods.size(); ++m) {
      const std::vector<double> shares =
          problem.quantifier.estimate(posterior, static_cast<QuantifyMethod>(m));
      std::vector<double>& to = validation.methods[m].share;
      to.insert(to.end(), shares.begin(), shares.begin() + static_cast<std::ptrdiff_t>(problem.count));
    }
  }
}

void tell_cautions(const ShareProblems& problems, std::span<const CellEstimate> whole, TrendReport& report) {
  Cautions all;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (std::size_t k = 0; k < problems.all()[i].count; ++k)
      all.add(cautions_of(problems.all()[i], whole[i], k));
  }
  for (const Caution caution : all_cautions()) {
    if (!all.has(caution)) continue;
    const bool serious = std::ranges::find(kSeriousCautions, caution) != kSeriousCautions.end();
    add_notice(report, std::string(caution_name(caution)), serious,
               {std::string(caution_sentence(caution, ReportLanguage::vietnamese)),
                std::string(caution_sentence(caution, ReportLanguage::english))});
  }
}

}  // namespace

void add_validation(const StudyState& state, const ShareProblems& problems,
                    std::span<const CellEstimate> whole, TrendReport& report) {
  ReportValidation& validation = report.validation;
  validation.rows = state.input.validation.label.size();
  validation.source = state.input.validation.source;
  if (validation.rows > 0) add_errors(state, problems, whole, validation);
  add_methods(state, problems, validation);
  tell_cautions(problems, whole, report);
}

}  // namespace ykien::detail
