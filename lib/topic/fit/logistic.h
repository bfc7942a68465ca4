// Multinomial logistic regression with an L2 penalty: the linear model behind every topic decision.
//
// Minimises  C * sum_i s_i * logloss_i + 1/2 ||W||^2  over the weights W and the unpenalised intercepts,
// where logloss_i = -ln softmax(W x_i + b)[y_i] and s_i is the weight of the row's class: the objective of
// scikit-learn's LogisticRegression(multi_class="multinomial", solver="lbfgs", C=C, class_weight=...).
#ifndef YKIEN_TOPIC_FIT_LOGISTIC_H_
#define YKIEN_TOPIC_FIT_LOGISTIC_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "topic/fit/sparse_matrix.h"

namespace ykien {

// logit_k(x) = intercept[k] + sum_j x_j * weight[j * classes + k]. Rows of the same feature lie together.
struct LogisticModel {
  std::uint32_t features = 0;
  std::uint32_t classes = 0;
  std::vector<double> weight;     // features * classes, feature-major
  std::vector<double> intercept;  // classes

  // Writes the logits of `row` to out[0 .. classes). Columns >= features are ignored. Safe to share between
  // threads.
  void logits(SparseRow row, std::span<double> out) const noexcept;
  // The logits of every row, row-major: rows.size() * classes.
  std::vector<double> logits(const SparseRows& rows) const;
};

struct LogisticOptions {
  double c = 1.0;                    // inverse strength of the penalty, > 0
  std::vector<double> class_weight;  // s_k > 0 for each class; empty: 1 for all
  double tolerance = 1e-4;           // stop when gradient_norm <= tolerance, > 0
  int max_iterations = 500;          // of L-BFGS
  int memory = 5;  // correction pairs of L-BFGS (fewer where they would take more than 1 GiB)
};

// How the fit ended. Nothing here depends on time or threads.
struct LogisticFit {
  LogisticModel model;
  int iterations = 0;      // of L-BFGS, restarts included
  int evaluations = 0;     // of objective and gradient
  double objective = 0.0;  // the objective at the top of this file
  // 2-norm of the gradient of objective / (C * sum_i s_i), each component divided by the square root of an
  // estimate of the curvature along it: half its square estimates how far that mean objective is above its
  // minimum.
  double gradient_norm = 0.0;
  bool converged = false;  // gradient_norm <= tolerance
};

// The selected rows in the form that fitting wants; build once, fit for several C and class weights.
//
// A class without a row has no optimum (its intercept would run to minus infinity): it takes no part, and
// gets zero weights and the intercept min(0, lowest fitted intercept) - ln(rows + 1), which never wins.
// Deterministic to the bit for any number of threads elsewhere. const is safe to share between threads.
class LogisticProblem {
 public:
  // labels[i] < classes is the class of row i of the whole matrix (not of the selection). Copies what it
  // needs. Throws Error(usage) for no rows, no classes, or a label out of range.
  LogisticProblem(const SparseRows& rows, std::span<const std::uint32_t> labels, std::uint32_t classes);
  ~LogisticProblem();
  LogisticProblem(LogisticProblem&&) noexcept;
  LogisticProblem& operator=(LogisticProblem&&) noexcept;

  // Rows of each class in the selection.
  const std::vector<std::size_t>& class_counts() const noexcept;

  // Fits from `start` (same features and classes), or from zero. Throws Error(usage) for options out of
  // range. An optimizer that gets stuck is restarted; if that does not help, the best point comes back,
  // converged = false.
  LogisticFit fit(const LogisticOptions& options, const LogisticModel* start = nullptr) const;

 private:
  struct Data;
  std::unique_ptr<Data> data_;
};

// weight_k = (n / (K' n_k))^power for the K' classes that have rows, 1 for the others. power 0: all 1;
// power 1: scikit-learn's class_weight="balanced"; anything between is a compromise.
std::vector<double> balanced_class_weights(std::span<const std::size_t> class_counts, double power);

}  // namespace ykien

#endif  // YKIEN_TOPIC_FIT_LOGISTIC_H_
