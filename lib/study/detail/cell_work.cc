#include "study/detail/cell_work.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <numeric>

#include "study/detail/distributions.h"
#include "study/detail/resample.h"
#include "study/detail/share_estimator.h"
#include "study/detail/share_interval.h"
#include "topic/fit/parallel.h"
#include "ykien/base/error.h"

namespace ykien::detail {
namespace {

constexpr std::uint64_t kFewRows = 30;
constexpr std::size_t kLeastChunk = 25;         // replicates in one task ...
constexpr std::size_t kRowsOfTask = 2'000'000;  // ... or as many as make so many rows
constexpr double kShiftLevel = 0.05;
constexpr double kCollapsedShare = 0.95;
constexpr double kCollapsedCount = 0.5;

class ProgressCounter {
 public:
  ProgressCounter(const PrevalenceProgress& report, std::uint64_t total) : report_(report), total_(total) {}

  void add(std::uint64_t work) {
    if (!report_) return;
    const std::lock_guard lock(mutex_);
    report_(done_ += work, total_);
  }

 private:
  const PrevalenceProgress& report_;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
  std::mutex mutex_;
};

// Some replicates of one cell.
struct Task {
  std::size_t cell;
  std::size_t first;  // replicate
  std::size_t last;   // one past
};

// All that is done with the rows of one cell, for one call of estimate().
class CellWork {
 public:
  CellWork(const PrevalenceEstimator::Data& data, std::span<const double> posterior, CellIndex index)
      : data_(data),
        posterior_(posterior),
        index_(std::move(index)),
        result_(index_.begin.size() - 1),
        left_(result_.size()) {
    for (std::size_t cell = 0; cell < result_.size(); ++cell) plan(cell);
  }

  std::vector<CellEstimate> run() {
    ProgressCounter progress(data_.options.progress, total_);
    parallel_for(tasks_.size(), data_.options.threads, [&](std::size_t t) {
      work(tasks_[t]);
      progress.add(rows_of(tasks_[t]));
    });
    return std::move(result_);
  }

 private:
  std::uint64_t rows_of(const Task& task) const {
    return std::max<std::uint64_t>(1, index_.rows(task.cell).size()) * (task.last - task.first + 1);
  }

  bool refused(std::size_t cell) const { return result_[cell].cautions.refuses(); }

  void plan(std::size_t cell) {
    CellEstimate& estimate = result_[cell];
    estimate.n = index_.rows(cell).size();
    estimate.method = data_.choice.method;
    estimate.topics.resize(data_.topics());
    estimate.cautions = cautions_before(estimate.n);
    const std::size_t resamples = refused(cell) ? 0 : data_.options.resamples;
    const std::size_t chunk = std::max(kLeastChunk, kRowsOfTask / std::max<std::size_t>(1, estimate.n));
    estimate.replicates.resize(resamples * data_.topics());
    std::size_t parts = 0;
    for (std::size_t first = 0; first == 0 || first < resamples; first += chunk, ++parts) {
      tasks_.push_back({cell, first, std::min(first + chunk, resamples)});
      total_ += rows_of(tasks_.back());
    }
    left_[cell] = parts;
  }

  Cautions cautions_before(std::size_t n) const {
    Cautions cautions = data_.quantifier.cautions(data_.choice.method);
    cautions.add(data_.choice.cautions);
    if (n == 0) {
      cautions.add(Caution::no_rows);
    } else if (n < data_.quantifier.options().least_rows) {
      cautions.add(Caution::too_few_rows);
    } else if (n < kFewRows) {
      cautions.add(Caution::few_rows);
    }
    return cautions;
  }

  void work(const Task& task) {
    const CellRows rows(posterior_, index_.rows(task.cell), data_.topics());
    ShareEstimator estimator(data_.topics());
    CellEstimate& estimate = result_[task.cell];
    if (task.first == 0) count(rows, estimate);
    if (!refused(task.cell)) correct(task, rows, estimator, estimate);
    if (--left_[task.cell] == 0) finish(estimator, estimate);
  }

  void count(const CellRows& rows, CellEstimate& estimate) const {
    const std::size_t topics = data_.topics();
    std::vector<double> counts(topics);
    for (const std::uint32_t k : rows.decided()) counts[k] += 1.0;
    const double n = static_cast<double>(rows.size());
    for (std::size_t k = 0; k < topics; ++k) {
      ShareEstimate& topic = estimate.topics[k];
      topic.counted = n > 0.0 ? counts[k] / n : 0.0;
      topic.counted_interval = wilson(counts[k], n, level());
      for (std::size_t i = 0; i < rows.size(); ++i) topic.mean_posterior += rows.posterior(i)[k] / n;
    }
  }

  double level() const {
    const PrevalenceOptions& options = data_.options;
    return options.joint ? joint_level(options.level, data_.topics(), true) : options.level;
  }

  // The figures themselves (in every task: replicates start from them), and this task's replicates.
  void correct(const Task& task, const CellRows& rows, ShareEstimator& estimator, CellEstimate& estimate) {
    std::vector<double> weight(rows.size(), 1.0);
    const std::vector<double> point =
        point_of(rows, weight, estimator, task.first == 0 ? &estimate : nullptr);
    for (std::size_t b = task.first; b < task.last; ++b) {
      SplitMix64 random = stream(data_.options.seed, task.cell + 1, b);
      draw_weights(random, weight);
      const std::span<double> share =
          std::span(estimate.replicates).subspan(b * data_.topics(), data_.topics());
      std::copy(point.begin(), point.end(), share.begin());
      estimator.estimate(rows, weight, data_.replicates[b], estimate.method, share, true);
    }
  }

  // Fills `estimate` too, unless it is null.
  std::vector<double> point_of(const CellRows& rows, std::span<const double> weight,
                               ShareEstimator& estimator, CellEstimate* estimate) const {
    const ValidationFit& fit = data_.quantifier.data().fit;
    const QuantifyMethod method = data_.choice.method;
    if (estimate != nullptr) test_shift(rows, weight, estimator, *estimate);
    std::vector<double> share(data_.start(method != QuantifyMethod::emq).begin(),
                              data_.start(method != QuantifyMethod::emq).end());
    const MixtureResult end = estimator.estimate(rows, weight, fit, method, share);
    if (estimate == nullptr) return share;
    if (!end.converged) estimate->cautions.add(Caution::not_converged);
    for (std::size_t k = 0; k < share.size(); ++k) estimate->topics[k].share = share[k];
    return share;
  }

  void test_shift(const CellRows& rows, std::span<const double> weight, ShareEstimator& estimator,
                  CellEstimate& estimate) const {
    std::vector<double> share(data_.start(true).begin(), data_.start(true).end());
    estimator.estimate(rows, weight, data_.quantifier.data().fit, QuantifyMethod::emq_bcts, share);
    const double gain = estimator.solver().log_likelihood_gain(share, data_.start(true));
    estimate.shift_statistic = std::max(0.0, 2.0 * gain);
    if (share.size() < 2) return;
    estimate.shift_p = chi_square_tail(estimate.shift_statistic, static_cast<double>(share.size()) - 1.0);
    if (estimate.shift_p < kShiftLevel) estimate.cautions.add(Caution::shifted);
  }

  void finish(ShareEstimator& estimator, CellEstimate& estimate) const {
    const double reach = reach_of(estimate);
    const std::vector<double> squared_bias = bias_of(estimator, estimate);
    for (std::size_t k = 0; k < data_.topics(); ++k) finish_topic(estimate, k, squared_bias[k], reach);
    if (!data_.options.keep_replicates) std::vector<double>().swap(estimate.replicates);
    if (estimate.n < 2) return;
    const auto all = [](const ShareEstimate& topic) { return topic.counted >= 1.0; };
    const auto collapsed = [](const ShareEstimate& topic) {
      return topic.share > kCollapsedShare && topic.counted < kCollapsedCount;
    };
    if (std::any_of(estimate.topics.begin(), estimate.topics.end(), all))
      estimate.cautions.add(Caution::one_topic);
    if (std::any_of(estimate.topics.begin(), estimate.topics.end(), collapsed))
      estimate.cautions.add(Caution::collapsed);
  }

  // Standard errors that the intervals reach; 0 where refused.
  double reach_of(const CellEstimate& estimate) const {
    if (estimate.replicates.empty()) return 0.0;
    const PrevalenceOptions& options = data_.options;
    if (!options.joint) return normal_quantile(0.5 * (1.0 + options.level));
    return joint_reach(estimate.replicates.data(), options.resamples, data_.topics(),
                       statements_of(data_.topics()), options.level);
  }

  // Where there are figures.
  std::vector<double> bias_of(ShareEstimator& estimator, const CellEstimate& estimate) const {
    std::vector<double> share;
    for (const ShareEstimate& topic : estimate.topics) share.push_back(topic.share);
    if (estimate.cautions.refuses()) return std::vector<double>(share.size());
    return data_.misfit.squared_bias(share, estimator.solver());
  }

  void finish_topic(CellEstimate& estimate, std::size_t k, double squared_bias, double reach) const {
    ShareEstimate& topic = estimate.topics[k];
    topic.cautions = topic_cautions(data_.quantifier.data().fit, k);
    topic.interval = {0.0, 1.0};
    if (estimate.cautions.refuses()) {
      topic.share = topic.counted;
      return;
    }
    ReplicateMoments moments =
        replicate_moments(estimate.replicates.data(), data_.options.resamples, data_.topics(), k);
    moments.standard_error = std::sqrt(moments.standard_error * moments.standard_error + squared_bias);
    topic.standard_error = moments.standard_error;
    if (topic.cautions.refuses()) return;
    topic.interval = share_interval_at(topic.share, moments, static_cast<double>(estimate.n), reach);
  }

  const PrevalenceEstimator::Data& data_;
  std::span<const double> posterior_;
  CellIndex index_;
  std::vector<CellEstimate> result_;
  std::vector<std::atomic<std::size_t>> left_;  // tasks of each cell
  std::vector<Task> tasks_;
  std::uint64_t total_ = 0;
};

}  // namespace

CellIndex::CellIndex(std::span<const std::uint32_t> cell_of_row, std::size_t cells) : begin(cells + 1, 0) {
  for (const std::uint32_t cell : cell_of_row) {
    if (cell == kNoCell) continue;
    if (cell >= cells) throw Error(ErrorCode::usage, "prevalence", "a cell is out of range");
    ++begin[cell + 1];
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  row.resize(begin.back());
  std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
  for (std::uint32_t i = 0; i < cell_of_row.size(); ++i) {
    if (cell_of_row[i] != kNoCell) row[next[cell_of_row[i]]++] = i;
  }
}

std::vector<CellEstimate> estimate_cells(const PrevalenceEstimator::Data& data,
                                         std::span<const double> posterior, CellIndex index) {
  return CellWork(data, posterior, std::move(index)).run();
}

}  // namespace ykien::detail
