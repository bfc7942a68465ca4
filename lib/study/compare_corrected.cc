#include <algorithm>

#include "study/detail/presence.h"
#include "study/detail/share_problems.h"
#include "ykien/base/error.h"
#include "ykien/study/compare.h"
#include "ykien/study/keyness.h"

namespace ykien {
namespace {

using detail::ShareProblem;
using detail::ShareProblems;

constexpr std::uint32_t kFirst = 0;
constexpr std::uint32_t kSecond = 1;

// Which group comes first when random numbers are drawn: the same whichever is called a.
bool in_order(std::span<const double> a, std::span<const double> b) {
  if (a.size() != b.size()) return a.size() < b.size();
  return !std::lexicographical_compare(b.begin(), b.end(), a.begin(), a.end());
}

// Rows given each topic.
std::vector<double> given(const ComparedRows& rows, std::span<const double> posterior) {
  std::vector<double> counts(rows.topics);
  const double threshold = rows.multi_label ? rows.presence_threshold : 2.0;  // else only what leads is given
  for (std::size_t i = 0; i < posterior.size(); i += rows.topics) {
    for (std::size_t k = 0; k < rows.topics; ++k)
      counts[k] += detail::is_given(posterior.subspan(i, rows.topics), k, threshold) ? 1 : 0;
  }
  return counts;
}

CorrectedComparison compared(const ShareProblem& problem, const CellEstimate& a, const CellEstimate& b,
                             const ShareDifference& difference, std::size_t topic) {
  CorrectedComparison result;
  result.a = report_cell(problem, a, topic);
  result.b = report_cell(problem, b, topic);
  result.difference = difference;
  result.difference.cautions = cautions_of(problem, a, topic);
  result.difference.cautions.add(cautions_of(problem, b, topic));
  // A topic is refused too when all that is left beside it is.
  if (!result.difference.cautions.refuses()) return result;
  result.difference.interval = {-1.0, 1.0};
  result.difference.standard_error = result.difference.log_p = 0.0;
  return result;
}

void adjust(Adjustment adjustment, std::vector<CorrectedComparison>& topics) {
  std::vector<double> log_p;
  for (const CorrectedComparison& one : topics) {
    if (!one.difference.cautions.refuses()) log_p.push_back(one.difference.log_p);
  }
  const std::vector<double> log_q = adjustment == Adjustment::holm ? log_holm(log_p) : log_adjusted(log_p);
  auto next = log_q.begin();
  for (CorrectedComparison& one : topics) {
    if (!one.difference.cautions.refuses()) one.log_q = *next++;
  }
}

}  // namespace

std::vector<CorrectedComparison> compare_corrected(const ComparedRows& rows, const PrevalenceOptions& options,
                                                   Adjustment adjustment) {
  if (rows.topics == 0 || rows.posterior_a.size() % rows.topics != 0 ||
      rows.posterior_b.size() % rows.topics != 0)
    throw Error(ErrorCode::usage, "comparison", "there is not one posterior for each row and topic");
  const bool a_first = in_order(rows.posterior_a, rows.posterior_b);
  const std::span first = a_first ? rows.posterior_a : rows.posterior_b;
  const std::span second = a_first ? rows.posterior_b : rows.posterior_a;
  std::vector<double> both(first.begin(), first.end());
  both.insert(both.end(), second.begin(), second.end());
  std::vector<std::uint32_t> group(both.size() / rows.topics, kFirst);
  std::fill(group.begin() + static_cast<std::ptrdiff_t>(first.size() / rows.topics), group.end(), kSecond);
  PrevalenceOptions all = options;
  all.keep_replicates = true;
  const ShareProblems problems(
      {both, rows.validation, rows.topics, rows.multi_label, rows.presence_threshold}, all);
  std::vector<CorrectedComparison> topics;
  problems.estimate(group, 2, [&](const ShareProblem& problem, std::span<const CellEstimate> cells) {
    const CellEstimate& a = cells[a_first ? kFirst : kSecond];
    const CellEstimate& b = cells[a_first ? kSecond : kFirst];
    const std::vector<ShareDifference> found = differences(a, b);
    for (std::size_t k = 0; k < problem.count; ++k) topics.push_back(compared(problem, a, b, found[k], k));
  });
  const auto counted = compare_presence(
      given(rows, rows.posterior_a), static_cast<double>(rows.posterior_a.size() / rows.topics),
      given(rows, rows.posterior_b), static_cast<double>(rows.posterior_b.size() / rows.topics),
      options.joint ? joint_level(options.level, rows.topics, !rows.multi_label) : options.level);
  for (std::size_t k = 0; k < topics.size(); ++k) topics[k].counted = counted[k];
  adjust(adjustment, topics);
  return topics;
}

}  // namespace ykien
