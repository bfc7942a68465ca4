// Shares by period, by period and stratum, and as a whole, with what is known of the classifier's errors.
#include <algorithm>
#include <array>

#include "study/detail/hand_labels.h"
#include "study/detail/trend_parts.h"

namespace ykien::detail {
namespace {

// How much of the whole work each of the four passes over the rows is.
constexpr double kWorkOfShares = 0.9;

// Cautions that make figures doubtful, not only less sharp.
constexpr std::array kSeriousCautions = {
    Caution::no_validation, Caution::absent_topic, Caution::ill_conditioned, Caution::unidentifiable,
    Caution::collapsed,     Caution::one_topic,    Caution::too_few_rows};

LabelledPosteriors labelled(const StudyState& state) {
  const ValidationRows& validation = state.input.validation;
  return {validation.posterior, validation.label, static_cast<std::uint32_t>(state.topics)};
}

ReportCell cell_of(const CellEstimate& estimate, std::size_t topic) {
  const ShareEstimate& share = estimate.topics[topic];
  Cautions cautions = estimate.cautions;
  cautions.add(share.cautions);
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

void append_cells(const CellEstimate& estimate, std::vector<ReportCell>& cells) {
  for (std::size_t k = 0; k < estimate.topics.size(); ++k) cells.push_back(cell_of(estimate, k));
}

// Estimates series after series; tells the progress of all together.
class SharePasses {
 public:
  explicit SharePasses(const StudyState& state)
      : state_(state),
        passes_(state.input.strata.empty() ? 2 : 4),
        quantifier_(labelled(state)),
        estimator_(quantifier_, with_progress()) {}

  const Quantifier& quantifier() const { return quantifier_; }
  const PrevalenceEstimator& estimator() const { return estimator_; }

  std::vector<CellEstimate> estimate(std::span<const std::uint32_t> cell_of_row, std::size_t cells) {
    auto result = estimator_.estimate(state_.input.posterior, cell_of_row, cells);
    ++finished_;
    return result;
  }

  CellEstimate estimate_whole() {
    auto result = estimator_.estimate(state_.input.posterior);
    ++finished_;
    return result;
  }

 private:
  PrevalenceOptions with_progress() {
    PrevalenceOptions options = state_.options.prevalence;
    options.progress = [this](std::uint64_t done, std::uint64_t total) {
      const double part = total == 0 ? 0 : static_cast<double>(done) / static_cast<double>(total);
      state_.tell(kWorkOfShares * (static_cast<double>(finished_) + part) / static_cast<double>(passes_));
    };
    return options;
  }

  const StudyState& state_;
  std::size_t passes_;
  std::size_t finished_ = 0;
  Quantifier quantifier_;
  PrevalenceEstimator estimator_;
};

// Cells 0 .. P-1 of one series, with what people's labels say in place of the corrections.
ReportSeries series_of(std::span<const CellEstimate> periods, const CellEstimate& whole,
                       const std::string& stratum) {
  ReportSeries series;
  series.stratum = stratum;
  for (const CellEstimate& estimate : periods) {
    series.rows.push_back(estimate.n);
    append_cells(estimate, series.cells);
  }
  append_cells(whole, series.whole);
  return series;
}

void use_labels(const HandLabels& labels, std::size_t first_cell, std::size_t topics,
                std::vector<ReportCell>& cells) {
  for (std::size_t i = 0; i < cells.size() / topics; ++i)
    labels.replace(first_cell + i, std::span(cells).subspan(i * topics, topics));
}

void add_all_rows(const StudyState& state, SharePasses& passes, const CellEstimate& whole,
                  TrendReport& report) {
  const std::size_t periods = state.input.periods.size();
  report.series.push_back(series_of(passes.estimate(state.input.period, periods), whole, ""));
  use_labels(HandLabels(state, state.input.period, periods), 0, state.topics, report.series[0].cells);
  const std::vector<std::uint32_t> one_cell(state.input.period.size(), 0);
  use_labels(HandLabels(state, one_cell, 1), 0, state.topics, report.series[0].whole);
}

void add_strata(const StudyState& state, SharePasses& passes, TrendReport& report) {
  const StudyInput& input = state.input;
  if (input.strata.empty()) return;
  const std::size_t periods = input.periods.size();
  std::vector<std::uint32_t> cells(input.period);
  for (std::size_t row = 0; row < cells.size(); ++row)
    cells[row] += static_cast<std::uint32_t>(input.stratum[row] * periods);
  const std::vector<CellEstimate> by_both = passes.estimate(cells, periods * input.strata.size());
  const std::vector<CellEstimate> by_stratum = passes.estimate(input.stratum, input.strata.size());
  const HandLabels labels_of_both(state, cells, by_both.size());
  const HandLabels labels_of_stratum(state, input.stratum, by_stratum.size());
  for (std::size_t s = 0; s < input.strata.size(); ++s) {
    ReportSeries series =
        series_of(std::span(by_both).subspan(s * periods, periods), by_stratum[s], input.strata[s]);
    use_labels(labels_of_both, s * periods, state.topics, series.cells);
    use_labels(labels_of_stratum, s, state.topics, series.whole);
    report.series.push_back(std::move(series));
  }
}

void add_confusion(const StudyState& state, ReportValidation& validation) {
  const ValidationRows& rows = state.input.validation;
  validation.rows = rows.label.size();
  validation.source = rows.source;
  if (rows.label.empty()) return;
  validation.confusion.assign(state.topics * state.topics, 0);
  for (std::size_t row = 0; row < rows.label.size(); ++row) {
    const auto first = rows.posterior.begin() + static_cast<std::ptrdiff_t>(row * state.topics);
    const auto best = std::max_element(first, first + static_cast<std::ptrdiff_t>(state.topics)) - first;
    ++validation.confusion[rows.label[row] * state.topics + static_cast<std::size_t>(best)];
  }
}

void add_validation(const StudyState& state, const Quantifier& quantifier, const CellEstimate& whole,
                    ReportValidation& validation) {
  add_confusion(state, validation);
  validation.condition = quantifier.condition();
  validation.shift_statistic = whole.shift_statistic;
  validation.shift_p = whole.shift_p;
  const bool corrected = quantifier.rows() > 0;
  for (std::size_t m = 0; m < (corrected ? kQuantifyMethods : 1); ++m) {
    const auto method = static_cast<QuantifyMethod>(m);
    validation.methods.push_back(
        {std::string(method_name(method)), quantifier.estimate(state.input.posterior, method)});
  }
}

void tell_cautions(const CellEstimate& whole, TrendReport& report) {
  Cautions all = whole.cautions;
  for (const ShareEstimate& share : whole.topics) all.add(share.cautions);
  for (const Caution caution : all_cautions()) {
    if (!all.has(caution)) continue;
    const bool serious = std::ranges::find(kSeriousCautions, caution) != kSeriousCautions.end();
    add_notice(report, std::string(caution_name(caution)), serious,
               {std::string(caution_sentence(caution, ReportLanguage::vietnamese)),
                std::string(caution_sentence(caution, ReportLanguage::english))});
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
    add_notice(
        report, "blank_periods", false,
        {std::to_string(blank) + " kỳ có quá ít căn cứ để hiệu chỉnh nên được bỏ trống.",
         std::to_string(blank) + " periods have too little to go on for a correction and are left blank."});
  }
  if (empty > 0) {
    add_notice(report, "empty_periods", false,
               {std::to_string(empty) + " kỳ không có ý kiến nào.",
                std::to_string(empty) + " periods have no row at all."});
  }
}

}  // namespace

void add_shares(const StudyState& state, TrendReport& report) {
  SharePasses passes(state);
  const CellEstimate whole = passes.estimate_whole();
  add_all_rows(state, passes, whole, report);
  add_strata(state, passes, report);
  add_validation(state, passes.quantifier(), whole, report.validation);
  tell_cautions(whole, report);
  tell_blanks(state, report);
}

}  // namespace ykien::detail
