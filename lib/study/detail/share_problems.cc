#include "study/detail/share_problems.h"

#include "study/detail/presence.h"

namespace ykien::detail {
namespace {

constexpr std::uint32_t kTwo = 2;

// Also says the problem which of its topics are the study's.
ShareProblem problem_of(const LabelledPosteriors& validation, const PrevalenceOptions& options,
                        std::size_t first, std::size_t count) {
  const Quantifier quantifier(validation);
  return {quantifier, PrevalenceEstimator(quantifier, options), first, count};
}

ShareProblem presence_problem(const ShareRows& rows, const PrevalenceOptions& options, std::uint32_t topic) {
  const ValidationRows& validation = rows.validation;
  const auto pairs = presence_posterior(validation.posterior, rows.topics, topic, rows.presence_threshold);
  const auto labels = presence_labels(validation.label, validation.further, topic);
  return problem_of({pairs, labels, kTwo}, options, topic, 1);
}

}  // namespace

ShareProblems::ShareProblems(const ShareRows& rows, const PrevalenceOptions& options) : rows_(rows) {
  if (rows.multi_label) {
    PrevalenceOptions each = options;
    if (options.joint) each.level = bonferroni(options.level, rows.topics);
    for (std::uint32_t topic = 0; topic < rows.topics; ++topic)
      problems_.push_back(presence_problem(rows, each, topic));
    return;
  }
  const ValidationRows& validation = rows.validation;
  problems_.push_back(
      problem_of({validation.posterior, validation.label, static_cast<std::uint32_t>(rows.topics)}, options,
                 0, rows.topics));
}

std::span<const double> ShareProblems::posterior_for(const ShareProblem& problem,
                                                     std::span<const double> posterior,
                                                     std::vector<double>& kept) const {
  if (!rows_.multi_label) return posterior;
  kept = presence_posterior(posterior, rows_.topics, problem.first, rows_.presence_threshold);
  return kept;
}

void ShareProblems::estimate(
    std::span<const std::uint32_t> cell_of_row, std::size_t cells,
    const std::function<void(const ShareProblem&, std::span<const CellEstimate>)>& each) const {
  std::vector<double> kept;
  for (const ShareProblem& problem : problems_)
    each(problem,
         problem.estimator.estimate(posterior_for(problem, rows_.posterior, kept), cell_of_row, cells));
}

Cautions cautions_of(const ShareProblem& problem, const CellEstimate& estimate, std::size_t topic) {
  Cautions cautions = estimate.cautions;
  cautions.add(estimate.topics[topic].cautions);
  if (problem.count == estimate.topics.size()) return cautions;
  // Whatever makes the rows without the topic unknown makes it unknown too; that no row has it is nothing
  // odd.
  for (const ShareEstimate& other : estimate.topics) cautions.add(other.cautions);
  cautions.remove(Caution::one_topic);
  return cautions;
}

ReportCell report_cell(const ShareProblem& problem, const CellEstimate& estimate, std::size_t topic) {
  const ShareEstimate& share = estimate.topics[topic];
  const Cautions cautions = cautions_of(problem, estimate, topic);
  ReportCell cell;
  cell.raw = share.counted;
  cell.flags = caution_names(cautions);
  cell.estimated = estimate.n > 0 && !cautions.refuses();
  if (!cell.estimated) return cell;
  cell.share = share.share;
  cell.interval = share.interval;
  cell.method = method_name(estimate.method);
  return cell;
}

}  // namespace ykien::detail
