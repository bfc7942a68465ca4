#include "topic/fit/cross_validation.h"

#include <algorithm>
#include <cmath>
#include <mutex>

#include "topic/fit/f_scores.h"
#include "topic/fit/logistic.h"
#include "topic/fit/parallel.h"
#include "topic/fit/plain_math.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

// Counts finished work and tells about it, one call at a time.
class Counter {
 public:
  Counter(const Progress& progress, std::size_t total) : progress_(progress), total_(total) {}

  void tick() {
    const std::lock_guard lock(mutex_);
    ++done_;
    if (progress_) progress_(done_, total_);
  }

 private:
  const Progress& progress_;
  std::size_t total_;
  std::size_t done_ = 0;
  std::mutex mutex_;
};

// Puts the logits of held-out rows, in the order of `rows`, to their places among all rows.
void scatter(std::span<const double> logits, std::span<const std::uint32_t> rows, std::size_t classes,
             std::vector<double>& all) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::copy_n(logits.begin() + static_cast<std::ptrdiff_t>(i * classes), classes,
                all.begin() + static_cast<std::ptrdiff_t>(rows[i] * classes));
  }
}

double log_loss_of(std::span<const double> logits, std::uint32_t label) {
  const double top = *std::max_element(logits.begin(), logits.end());
  double sum = 0.0;
  for (const double z : logits) sum += detail::plain_exp(z - top);
  return detail::plain_log(sum) + top - logits[label];
}

struct Scores {
  double accuracy = 0.0;
  double macro_f1 = 0.0;
  double log_loss = 0.0;

  double of(GridScore which) const {
    if (which == GridScore::log_loss) return -log_loss;
    return which == GridScore::macro_f1 ? macro_f1 : (accuracy + macro_f1) / 2;
  }
};

class Grid {
 public:
  Grid(std::span<const std::uint32_t> labels, std::uint32_t classes, std::vector<Split> folds,
       const GridOptions& options)
      : labels_(labels), classes_(classes), folds_(std::move(folds)), options_(options) {
    std::sort(options_.c.begin(), options_.c.end());
    for (const double power : options_.class_weight_power) {
      for (const double c : options_.c) result_.table.push_back({.c = c, .class_weight_power = power});
    }
    judged_ = std::min(options_.judged_rows, labels.size());
    logits_.assign(result_.table.size(), std::vector<double>(labels.size() * classes));
    converged_.assign(result_.table.size(), std::vector<char>(folds_.size(), 0));
  }

  GridResult run(const FoldMatrix& matrix) {
    Counter counter(options_.progress, result_.table.size() * folds_.size());
    detail::parallel_for(folds_.size(), options_.threads,
                         [&](std::size_t fold) { fit_fold(*matrix(folds_[fold]), fold, counter); });
    for (std::size_t i = 0; i < result_.table.size(); ++i) judge(i);
    result_.best = choose();
    result_.logits = std::move(logits_[result_.best]);
    return std::move(result_);
  }

 private:
  void fit_fold(const SparseMatrix& matrix, std::size_t fold, Counter& counter) {
    const Split& split = folds_[fold];
    const LogisticProblem problem(SparseRows(matrix, split.train), labels_, classes_);
    const SparseRows held_out(matrix, split.held_out);
    LogisticOptions options;
    options.tolerance = options_.tolerance;
    options.memory = 3;  // nearly as few steps as with 5, each with a third less to read
    LogisticFit fit;
    for (std::size_t step = 0; step < result_.table.size(); ++step) {
      const std::size_t i = candidate_at(step);
      options.c = result_.table[i].c;
      options.class_weight =
          balanced_class_weights(problem.class_counts(), result_.table[i].class_weight_power);
      fit = problem.fit(options, step == 0 ? nullptr : &fit.model);
      scatter(fit.model.logits(held_out), split.held_out, classes_, logits_[i]);
      converged_[i][fold] = fit.converged ? 1 : 0;
      counter.tick();
    }
  }

  // The order of the fits of a fold: C upwards, and for each C through the powers, every other time
  // backwards, so that each fit starts from the weights of a neighbour.
  std::size_t candidate_at(std::size_t step) const {
    const std::size_t powers = options_.class_weight_power.size();
    const std::size_t c = step / powers;
    const std::size_t power = c % 2 == 0 ? step % powers : powers - 1 - step % powers;
    return power * options_.c.size() + c;
  }

  Scores score(std::size_t candidate, std::span<const std::uint32_t> rows) const {
    detail::TopicCounts counts(classes_);
    double loss = 0.0;
    for (const std::uint32_t row : rows) {
      if (row >= judged_) continue;
      const std::span logits = std::span(logits_[candidate]).subspan(std::size_t{row} * classes_, classes_);
      counts.add(labels_[row], detail::arg_max(logits));
      loss += log_loss_of(logits, labels_[row]);
    }
    return {counts.accuracy(), counts.macro_f1(), loss / std::max(1.0, counts.rows())};
  }

  void judge(std::size_t candidate) {
    std::vector<std::uint32_t> rows(judged_);
    for (std::uint32_t i = 0; i < rows.size(); ++i) rows[i] = i;
    const Scores pooled = score(candidate, rows);
    GridRow& row = result_.table[candidate];
    row.accuracy = pooled.accuracy;
    row.macro_f1 = pooled.macro_f1;
    row.log_loss = pooled.log_loss;
    row.standard_error = standard_error(candidate);
    const std::vector<char>& ended = converged_[candidate];
    row.converged = std::all_of(ended.begin(), ended.end(), [](char good) { return good != 0; });
  }

  double standard_error(std::size_t candidate) const {
    const double n = static_cast<double>(folds_.size());
    std::vector<double> scores;
    double mean = 0.0;
    for (const Split& split : folds_) {
      scores.push_back(score(candidate, split.held_out).of(options_.score));
      mean += scores.back() / n;
    }
    double square = 0.0;
    for (const double s : scores) square += (s - mean) * (s - mean);
    return std::sqrt(square / (n - 1.0) / n);
  }

  double chosen_score(std::size_t i) const {
    const GridRow& row = result_.table[i];
    return Scores{row.accuracy, row.macro_f1, row.log_loss}.of(options_.score);
  }

  // The best score, the smaller C among equals; with the rule of one standard error the smallest C within
  // it.
  std::size_t choose() const {
    std::size_t best = 0;
    for (std::size_t i = 1; i < result_.table.size(); ++i) {
      const double gain = chosen_score(i) - chosen_score(best);
      if (gain > 0.0 || (!(gain < 0.0) && result_.table[i].c < result_.table[best].c)) best = i;
    }
    if (!options_.one_standard_error) return best;
    const double enough = chosen_score(best) - result_.table[best].standard_error;
    std::size_t simplest = best;
    for (std::size_t i = 0; i < result_.table.size(); ++i) {
      if (chosen_score(i) < enough || result_.table[i].c > result_.table[simplest].c) continue;
      const bool smaller = result_.table[i].c < result_.table[simplest].c;
      if (smaller || chosen_score(i) > chosen_score(simplest)) simplest = i;
    }
    return simplest;
  }

  std::span<const std::uint32_t> labels_;
  std::uint32_t classes_;
  std::vector<Split> folds_;
  GridOptions options_;
  std::size_t judged_ = 0;
  GridResult result_;
  std::vector<std::vector<double>> logits_;  // for each candidate: rows * classes
  // For each candidate and fold; char, so that threads may write at once.
  std::vector<std::vector<char>> converged_;
};

[[noreturn]] void wrong_use(const char* what) { throw Error(ErrorCode::usage, "cross-validation", what); }

}  // namespace

std::vector<double> out_of_fold_logits(std::span<const Split> folds, std::size_t rows, std::uint32_t classes,
                                       const FoldScorer& scorer, unsigned threads, const Progress& progress) {
  std::vector<double> all(rows * classes);
  Counter counter(progress, folds.size());
  detail::parallel_for(folds.size(), threads, [&](std::size_t fold) {
    std::vector<double> logits(folds[fold].held_out.size() * classes);
    scorer(folds[fold], logits);
    scatter(logits, folds[fold].held_out, classes, all);
    counter.tick();
  });
  return all;
}

GridResult grid_search(const FoldMatrix& matrix, std::span<const std::uint32_t> labels, std::uint32_t classes,
                       std::span<const std::uint32_t> fold_of_row, const GridOptions& options) {
  if (options.c.empty() || options.class_weight_power.empty()) wrong_use("there are no candidates");
  if (labels.size() != fold_of_row.size()) wrong_use("there must be a label and a fold for each row");
  for (const std::uint32_t label : labels) {
    if (label >= classes) wrong_use("a label is out of range");
  }
  std::vector<Split> folds = splits(fold_of_row);
  if (folds.size() < 2) wrong_use("there must be at least two folds");
  return Grid(labels, classes, std::move(folds), options).run(matrix);
}

GridResult grid_search(const SparseMatrix& matrix, std::span<const std::uint32_t> labels,
                       std::uint32_t classes, std::span<const std::uint32_t> fold_of_row,
                       const GridOptions& options) {
  if (matrix.rows() != labels.size()) wrong_use("there must be a label for each row of the matrix");
  const std::shared_ptr<const SparseMatrix> shared(std::shared_ptr<void>(), &matrix);  // owns nothing
  return grid_search([&](const Split&) { return shared; }, labels, classes, fold_of_row, options);
}

}  // namespace ykien
