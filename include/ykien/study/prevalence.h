// The shares of topics in many cells (periods, wards, periods by wards) with intervals that cover both the
// sampling of rows and what is not known of the classifier's errors. In the library ykien::study.
#ifndef YKIEN_STUDY_PREVALENCE_H_
#define YKIEN_STUDY_PREVALENCE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/study/interval.h"
#include "ykien/study/quantify.h"

namespace ykien {

// Called now and then with the work done and the whole of it, in the same unit, from one thread at a time.
using PrevalenceProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

struct PrevalenceOptions {
  std::optional<QuantifyMethod> method;  // none: what choose_method() says
  std::uint32_t resamples = 200;         // of the bootstrap, >= 2
  double level = 0.95;                   // of the intervals, 0 < level < 1
  // Whether the intervals of a cell's topics hold together: sup-t over the replicates, at least Bonferroni's
  // with Student's t of 30 degrees of freedom. Those of the counts are Goodman's (1965) then. Two topics,
  // whose shares sum to 1, are one statement.
  bool joint = false;
  std::uint64_t seed = 1;        // equal seeds give equal bytes for any number of threads
  unsigned threads = 0;          // 0: all
  bool keep_replicates = false;  // for differences()
  PrevalenceProgress progress;
};

// One topic in one cell. All in 0..1; never NaN.
struct ShareEstimate {
  double counted = 0.0;         // share of rows decided for it (CC)
  Interval counted_interval;    // Wilson's (Goodman's if joint): of sampling alone
  double mean_posterior = 0.0;  // PCC
  double share = 0.0;           // corrected; the counted share where the cell is refused
  double standard_error = 0.0;  // over replicates, and of EMQ with its bias; 0 where refused
  Interval interval;            // of the corrected share; 0..1 where the cell or the topic is refused
  Cautions cautions;            // of this topic in this cell
};

struct CellEstimate {
  std::size_t n = 0;  // rows
  QuantifyMethod method = QuantifyMethod::cc;
  std::vector<ShareEstimate> topics;  // one for each; `share` sums to 1 unless n = 0
  // EMQ-BCTS against the shares of the validation rows; see EmqFit. 0 and 1 where refused.
  double shift_statistic = 0.0;
  double shift_p = 1.0;
  Cautions cautions;               // of the cell: if cautions.refuses(), no corrected share may be shown
  std::vector<double> replicates;  // resamples * topics, row-major, if kept and not refused
};

inline constexpr std::uint32_t kNoCell = 0xffffffff;

// Estimates shares by cells. Each bootstrap replicate draws the validation rows anew, fits calibration and
// misclassification on them, draws the cell's rows anew and estimates. Replicate b has the same validation
// draw in all cells, so that cells can be compared (differences()). The replicates' variance gives an
// effective number of rows, and that the score interval (Wilson 1927): its coverage at a nominal 95% and 150
// rows is 94-95% where the percentiles of the replicates come to 92-93% (bench/coverage.cc). What EMQ takes
// for true and is not is a bias that no replicate sees; the validation rows, weighted to the shares that were
// found, show it, and as far as it is more than chance the intervals of EMQ and EMQ-BCTS are widened by it.
// Immutable; const is safe to share between threads.
class YKIEN_API PrevalenceEstimator {
 public:
  // Chooses the method if need be and fits the replicates of validation, in parallel.
  // Throws Error(usage) for options out of range.
  explicit PrevalenceEstimator(const Quantifier& quantifier, const PrevalenceOptions& options = {});

  QuantifyMethod method() const noexcept;
  const MethodChoice& choice() const noexcept;  // without scores when the method was given

  // posterior: n * topics as in LabelledPosteriors; cell_of_row: n, each below `cells` or kNoCell for rows of
  // none. One estimate for each cell, in order, also for empty ones. Time: about n * resamples * topics^2
  // operations; memory beside the arguments: some 200 bytes a row of the largest cell and thread, and
  // resamples * topics doubles for each cell if kept.
  // Throws Error(usage) for sizes that do not match, a cell out of range or a bad posterior.
  std::vector<CellEstimate> estimate(std::span<const double> posterior,
                                     std::span<const std::uint32_t> cell_of_row, std::size_t cells) const;

  // All rows as one cell.
  CellEstimate estimate(std::span<const double> posterior) const;

  struct Data;

 private:
  std::shared_ptr<const Data> data_;
};

// How much larger the share of a topic is in one cell than in another.
struct ShareDifference {
  double difference = 0.0;  // b - a, -1..1
  double standard_error = 0.0;
  Interval interval;  // -1..1; -1..1 where either is refused
  // ln of the p value of no difference: 1 less the level at which the interval (not joint) comes to hold 0. 0
  // where refused.
  double log_p = 0.0;
  Cautions cautions;  // of both
};

// b - a for each topic, for estimates by the same PrevalenceEstimator with kept replicates. The interval is
// that of Zou and Donner (2008, MOVER) from the intervals of both, with the correlation of their replicates.
// Throws Error(usage) if their topics differ or replicates are missing where neither is refused.
YKIEN_API std::vector<ShareDifference> differences(const CellEstimate& a, const CellEstimate& b);

}  // namespace ykien

#endif  // YKIEN_STUDY_PREVALENCE_H_
