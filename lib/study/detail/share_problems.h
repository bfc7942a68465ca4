// The estimation of a study's shares: one problem of all topics or, where rows may have several, one for each
// topic.
#ifndef YKIEN_STUDY_DETAIL_SHARE_PROBLEMS_H_
#define YKIEN_STUDY_DETAIL_SHARE_PROBLEMS_H_

#include <functional>
#include <span>
#include <vector>

#include "ykien/study/prevalence.h"
#include "ykien/study/trend_report.h"
#include "ykien/study/trends.h"

namespace ykien::detail {

// One mixture: some topics, told apart by posteriors.
struct ShareProblem {
  Quantifier quantifier;
  PrevalenceEstimator estimator;
  std::size_t first = 0;  // topic of the study; the problem's topics 0 .. count-1 are those from it on
  std::size_t count = 0;  // of the problem's topics that are topics of the study (not: "has it not")
};

// Rows whose shares are wanted, and rows whose topics are known. Views.
struct ShareRows {
  std::span<const double> posterior;  // n * topics
  const ValidationRows& validation;
  std::size_t topics = 0;
  bool multi_label = false;
  double presence_threshold = 0.5;
};

class ShareProblems {
 public:
  ShareProblems(const ShareRows& rows, const PrevalenceOptions& options);

  const std::vector<ShareProblem>& all() const noexcept { return problems_; }

  // The posteriors that a problem wants of `posterior`, n * topics; `kept` holds them if need be.
  std::span<const double> posterior_for(const ShareProblem& problem, std::span<const double> posterior,
                                        std::vector<double>& kept) const;

  // For each problem the estimates of the cells; `each` is called with the problem and them.
  void estimate(std::span<const std::uint32_t> cell_of_row, std::size_t cells,
                const std::function<void(const ShareProblem&, std::span<const CellEstimate>)>& each) const;

 private:
  ShareRows rows_;
  std::vector<ShareProblem> problems_;
};

// Cautions of a topic of a problem in a cell: of both.
Cautions cautions_of(const ShareProblem& problem, const CellEstimate& estimate, std::size_t topic);

// A topic of the problem (0 .. count-1) in a cell, for a report.
ReportCell report_cell(const ShareProblem& problem, const CellEstimate& estimate, std::size_t topic);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_SHARE_PROBLEMS_H_
