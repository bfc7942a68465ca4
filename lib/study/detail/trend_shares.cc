// Shares by period, by period and stratum, and as a whole, with what is known of the classifier's errors.
#include <algorithm>

#include "study/detail/hand_labels.h"
#include "study/detail/share_problems.h"
#include "study/detail/trend_parts.h"

namespace ykien::detail {
namespace {

// How much of the whole work each of the four passes over the rows is.
constexpr double kWorkOfShares = 0.9;

// Estimates series after series; tells the progress of all together.
class SharePasses {
 public:
  explicit SharePasses(const StudyState& state)
      : state_(state),
        problems_(rows_of(state.input), with_progress()),
        passes_((state.input.strata.empty() ? 2 : 4) * problems_.all().size()) {}

  const ShareProblems& problems() const { return problems_; }

  // cells * K.
  std::vector<ReportCell> estimate(std::span<const std::uint32_t> cell_of_row, std::size_t cells) {
    std::vector<ReportCell> shares(cells * state_.topics);
    problems_.estimate(
        cell_of_row, cells, [&](const ShareProblem& problem, std::span<const CellEstimate> found) {
          for (std::size_t c = 0; c < cells; ++c) {
            for (std::size_t k = 0; k < problem.count; ++k)
              shares[c * state_.topics + problem.first + k] = report_cell(problem, found[c], k);
          }
          ++finished_;
        });
    return shares;
  }

  // All rows as one cell, for each problem.
  std::vector<CellEstimate> estimate_whole() {
    std::vector<CellEstimate> whole;
    const std::vector<std::uint32_t> one(state_.input.period.size(), 0);
    problems_.estimate(one, 1, [&](const ShareProblem&, std::span<const CellEstimate> found) {
      whole.push_back(found[0]);
      ++finished_;
    });
    return whole;
  }

 private:
  static ShareRows rows_of(const StudyInput& input) {
    return {input.posterior, input.validation, input.topics.size(), input.multi_label,
            input.presence_threshold};
  }

  PrevalenceOptions with_progress() {
    PrevalenceOptions options = state_.options.prevalence;
    options.progress = [this](std::uint64_t done, std::uint64_t total) {
      const double part = total == 0 ? 0 : static_cast<double>(done) / static_cast<double>(total);
      state_.tell(kWorkOfShares * (static_cast<double>(finished_) + part) / static_cast<double>(passes_));
    };
    return options;
  }

  const StudyState& state_;
  ShareProblems problems_;
  std::size_t passes_;
  std::size_t finished_ = 0;
};

std::vector<ReportCell> cells_of(const ShareProblems& problems, std::span<const CellEstimate> whole) {
  std::vector<ReportCell> cells;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const ShareProblem& problem = problems.all()[i];
    for (std::size_t k = 0; k < problem.count; ++k) cells.push_back(report_cell(problem, whole[i], k));
  }
  return cells;
}

// Rows of each of the cells.
std::vector<std::size_t> sizes_of(std::span<const std::uint32_t> cell_of_row, std::size_t cells) {
  std::vector<std::size_t> sizes(cells);
  for (const std::uint32_t cell : cell_of_row) ++sizes[cell];
  return sizes;
}

void use_labels(const HandLabels& labels, std::size_t first_cell, std::size_t topics,
                std::vector<ReportCell>& cells) {
  for (std::size_t i = 0; i < cells.size() / topics; ++i)
    labels.replace(first_cell + i, std::span(cells).subspan(i * topics, topics));
}

void add_all_rows(const StudyState& state, SharePasses& passes, std::span<const CellEstimate> whole,
                  TrendReport& report) {
  const std::size_t periods = state.input.periods.size();
  report.series.push_back({"", sizes_of(state.input.period, periods),
                           passes.estimate(state.input.period, periods), cells_of(passes.problems(), whole)});
  use_labels(HandLabels(state, state.input.period, periods), 0, state.topics, report.series[0].cells);
  const std::vector<std::uint32_t> one_cell(state.input.period.size(), 0);
  use_labels(HandLabels(state, one_cell, 1), 0, state.topics, report.series[0].whole);
}

// The cells [first, first + count) of all.
std::vector<ReportCell> part_of(const std::vector<ReportCell>& all, std::size_t first, std::size_t count,
                                std::size_t topics) {
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first * topics);
  return {begin, begin + static_cast<std::ptrdiff_t>(count * topics)};
}

void add_strata(const StudyState& state, SharePasses& passes, TrendReport& report) {
  const StudyInput& input = state.input;
  if (input.strata.empty()) return;
  const std::size_t periods = input.periods.size();
  const std::size_t strata = input.strata.size();
  std::vector<std::uint32_t> cells(input.period);
  for (std::size_t row = 0; row < cells.size(); ++row)
    cells[row] += static_cast<std::uint32_t>(input.stratum[row] * periods);
  std::vector<ReportCell> by_both = passes.estimate(cells, periods * strata);
  std::vector<ReportCell> by_stratum = passes.estimate(input.stratum, strata);
  use_labels(HandLabels(state, cells, periods * strata), 0, state.topics, by_both);
  use_labels(HandLabels(state, input.stratum, strata), 0, state.topics, by_stratum);
  const std::vector<std::size_t> sizes = sizes_of(cells, periods * strata);
  for (std::size_t s = 0; s < strata; ++s) {
    const auto begin = sizes.begin() + static_cast<std::ptrdiff_t>(s * periods);
    report.series.push_back({input.strata[s],
                             {begin, begin + static_cast<std::ptrdiff_t>(periods)},
                             part_of(by_both, s * periods, periods, state.topics),
                             part_of(by_stratum, s, 1, state.topics)});
  }
}

// Periods with rows whose shares had to be left blank.
void tell_blanks(const StudyState& state, TrendReport& report) {
  const ReportSeries& all = report.series[0];
  std::size_t blank = 0;
  for (std::size_t p = 0; p < all.rows.size(); ++p) {
    const auto cells = std::span(all.cells).subspan(p * state.topics, state.topics);
    const bool none = std::ranges::none_of(cells, &ReportCell::estimated);
    blank += all.rows[p] > 0 && none ? 1 : 0;
  }
  const auto empty = static_cast<std::size_t>(std::ranges::count(all.rows, 0U));
  if (blank > 0) {
    add_notice(report, "blank_periods", false,
               {std::to_string(blank) + " kỳ có quá ít căn cứ để hiệu chỉnh nên được bỏ trống.",
                "Left blank, for there is too little to go on for a correction: " + std::to_string(blank) +
                    " of the periods."});
  }
  if (empty > 0) {
    add_notice(report, "empty_periods", false,
               {std::to_string(empty) + " kỳ không có ý kiến nào.",
                "Without any row: " + std::to_string(empty) + " of the periods."});
  }
}

}  // namespace

void add_shares(const StudyState& state, TrendReport& report) {
  SharePasses passes(state);
  const std::vector<CellEstimate> whole = passes.estimate_whole();
  add_all_rows(state, passes, whole, report);
  add_strata(state, passes, report);
  add_validation(state, passes.problems(), whole, report);
  tell_blanks(state, report);
}

}  // namespace ykien::detail
