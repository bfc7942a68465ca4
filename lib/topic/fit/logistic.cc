#include "topic/fit/logistic.h"

#include <LBFGS.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "topic/fit/columns.h"
#include "topic/fit/convex_line_search.h"
#include "topic/fit/plain_math.h"
#include "topic/fit/softmax_objective.h"

namespace ykien {
namespace {

using detail::Columns;
using detail::SoftmaxObjective;
using LBFGSpp::LBFGSParam;
using LBFGSpp::LBFGSSolver;

constexpr int kMaxRestarts = 3;
constexpr double kMaxHistoryBytes = 1024.0 * 1024.0 * 1024.0;

[[noreturn]] void wrong_use(const std::string& what, const std::string& cure = {}) {
  throw Error(ErrorCode::usage, "logistic regression", what, cure);
}

void check_options(const LogisticOptions& options, std::size_t classes) {
  if (!(options.c > 0.0) || !std::isfinite(options.c)) wrong_use("C must be positive and finite");
  if (!(options.tolerance > 0.0)) wrong_use("the tolerance must be positive");
  if (options.max_iterations < 1 || options.memory < 1) wrong_use("iterations and memory must be at least 1");
  if (!options.class_weight.empty() && options.class_weight.size() != classes) {
    wrong_use("there must be one class weight for each class");
  }
  for (const double s : options.class_weight) {
    if (!(s > 0.0) || !std::isfinite(s)) wrong_use("class weights must be positive and finite");
  }
}

LBFGSParam<double> parameters(const LogisticOptions& options, Eigen::Index size) {
  LBFGSParam<double> param;
  const double fits = kMaxHistoryBytes / (16.0 * static_cast<double>(size));
  param.m = std::clamp(static_cast<int>(std::min(fits, 1e6)), std::min(3, options.memory), options.memory);
  param.epsilon = options.tolerance;
  param.epsilon_rel = 0.0;
  return param;
}

// One run of L-BFGS from x; returns its iterations. A line search that finds no step throws and leaves x at
// the best point; whether that is good enough is for the gradient to say.
int run(SoftmaxObjective& objective, const LBFGSParam<double>& param, Eigen::VectorXd& x) {
  const int before = objective.evaluations();
  try {
    double value = 0.0;
    return LBFGSSolver<double, detail::ConvexLineSearch>(param).minimize(objective, x, value);
  } catch (const std::runtime_error&) {
    // Said by gradient_norm().
  }
  return std::max(1, objective.evaluations() - before);  // LBFGS++ keeps the count of a failed run to itself
}

// Moves x to the optimum; returns the iterations. A run that got stuck starts again where it stopped with an
// empty memory, that is with a step of steepest descent. f is convex: a small gradient means the optimum.
int minimise(SoftmaxObjective& objective, const LogisticOptions& options, Eigen::VectorXd& x) {
  int iterations = 0;
  LBFGSParam<double> param = parameters(options, objective.size());
  for (int restart = 0; restart <= kMaxRestarts && iterations < options.max_iterations; ++restart) {
    param.max_iterations = options.max_iterations - iterations;
    iterations += run(objective, param, x);
    if (objective.gradient_norm() <= options.tolerance) break;
  }
  return iterations;
}

}  // namespace

struct LogisticProblem::Data {
  std::uint32_t features = 0;
  Columns columns;
  std::vector<std::size_t> class_counts;
  std::vector<std::uint32_t> active;  // classes that have rows, ascending
  std::vector<std::uint32_t> label;   // place in `active`, for each selected row

  Eigen::VectorXd pack(const LogisticModel& model, std::size_t stride) const;
  LogisticModel unpack(const Eigen::VectorXd& x, std::size_t stride) const;
  std::vector<double> active_weights(const LogisticOptions& options) const;
};

std::vector<double> LogisticProblem::Data::active_weights(const LogisticOptions& options) const {
  std::vector<double> weights(active.size(), 1.0);
  if (options.class_weight.empty()) return weights;
  for (std::size_t k = 0; k < active.size(); ++k) weights[k] = options.class_weight[active[k]];
  return weights;
}

Eigen::VectorXd LogisticProblem::Data::pack(const LogisticModel& model, std::size_t stride) const {
  Eigen::VectorXd x = Eigen::VectorXd::Zero(static_cast<Eigen::Index>((columns.size() + 1) * stride));
  double* out = x.data();
  for (const std::uint32_t column : columns.shared) {
    const double* w = model.weight.data() + std::size_t{column} * model.classes;
    for (std::size_t k = 0; k < active.size(); ++k) out[k] = w[active[k]];
    out += stride;
  }
  for (std::size_t j = 0; j < columns.lone_row.size(); ++j, out += stride) {
    for (std::uint64_t at = columns.lone_begin[j]; at < columns.lone_begin[j + 1]; ++at) {
      const double* w = model.weight.data() + std::size_t{columns.lone_column[at]} * model.classes;
      for (std::size_t k = 0; k < active.size(); ++k) out[k] += columns.lone_share[at] * w[active[k]];
    }
  }
  for (std::size_t k = 0; k < active.size(); ++k) out[k] = model.intercept[active[k]];
  return x;
}

LogisticModel LogisticProblem::Data::unpack(const Eigen::VectorXd& x, std::size_t stride) const {
  LogisticModel model;
  model.features = features;
  model.classes = static_cast<std::uint32_t>(class_counts.size());
  model.weight.assign(std::size_t{features} * model.classes, 0.0);
  const double* in = x.data();
  for (const std::uint32_t column : columns.shared) {
    double* w = model.weight.data() + std::size_t{column} * model.classes;
    for (std::size_t k = 0; k < active.size(); ++k) w[active[k]] = in[k];
    in += stride;
  }
  for (std::size_t j = 0; j < columns.lone_row.size(); ++j, in += stride) {
    for (std::uint64_t at = columns.lone_begin[j]; at < columns.lone_begin[j + 1]; ++at) {
      double* w = model.weight.data() + std::size_t{columns.lone_column[at]} * model.classes;
      for (std::size_t k = 0; k < active.size(); ++k) w[active[k]] = columns.lone_share[at] * in[k];
    }
  }
  const double lowest = std::min(0.0, *std::min_element(in, in + active.size()));
  model.intercept.assign(model.classes, lowest - detail::plain_log(static_cast<double>(columns.rows) + 1.0));
  for (std::size_t k = 0; k < active.size(); ++k) model.intercept[active[k]] = in[k];
  return model;
}

LogisticProblem::LogisticProblem(const SparseRows& rows, std::span<const std::uint32_t> labels,
                                 std::uint32_t classes)
    : data_(std::make_unique<Data>()) {
  if (rows.size() == 0 || classes == 0) wrong_use("there is nothing to fit", "give labelled rows");
  data_->features = rows.columns();
  data_->class_counts.assign(classes, 0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows.index(i) >= labels.size() || labels[rows.index(i)] >= classes) {
      wrong_use("row " + std::to_string(rows.index(i)) + " has no label below " + std::to_string(classes));
    }
    ++data_->class_counts[labels[rows.index(i)]];
  }
  std::vector<std::uint32_t> place(classes, 0);
  for (std::uint32_t k = 0; k < classes; ++k) {
    place[k] = static_cast<std::uint32_t>(data_->active.size());
    if (data_->class_counts[k] > 0) data_->active.push_back(k);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) data_->label.push_back(place[labels[rows.index(i)]]);
  data_->columns = detail::columns_of(rows);
}

LogisticProblem::~LogisticProblem() = default;
LogisticProblem::LogisticProblem(LogisticProblem&&) noexcept = default;
LogisticProblem& LogisticProblem::operator=(LogisticProblem&&) noexcept = default;

const std::vector<std::size_t>& LogisticProblem::class_counts() const noexcept { return data_->class_counts; }

LogisticFit LogisticProblem::fit(const LogisticOptions& options, const LogisticModel* start) const {
  check_options(options, data_->class_counts.size());
  if (start != nullptr &&
      (start->features != data_->features || start->classes != data_->class_counts.size())) {
    wrong_use("the starting weights have another shape");
  }
  const std::vector<double> weights = data_->active_weights(options);
  SoftmaxObjective objective(data_->columns, data_->label, weights, options.c);
  Eigen::VectorXd x = Eigen::VectorXd::Zero(objective.size());
  if (start != nullptr) {
    x = data_->pack(*start, objective.stride());
    objective.to_coordinates(x);
  }
  LogisticFit fit;
  fit.iterations = minimise(objective, options, x);
  fit.evaluations = objective.evaluations();
  fit.gradient_norm = objective.gradient_norm();
  fit.objective = objective.value() * options.c * objective.weight_sum();
  fit.converged = fit.gradient_norm <= options.tolerance;
  objective.to_weights(x);
  fit.model = data_->unpack(x, objective.stride());
  return fit;
}

void LogisticModel::logits(SparseRow row, std::span<double> out) const noexcept {
  std::copy_n(intercept.begin(), std::min<std::size_t>(classes, out.size()), out.begin());
  for (std::size_t j = 0; j < row.size(); ++j) {
    if (row.column[j] >= features) continue;
    const double* w = weight.data() + std::size_t{row.column[j]} * classes;
    const double x = row.value[j];
    for (std::size_t k = 0; k < classes; ++k) out[k] += x * w[k];
  }
}

std::vector<double> LogisticModel::logits(const SparseRows& rows) const {
  std::vector<double> out(rows.size() * classes);
  for (std::size_t i = 0; i < rows.size(); ++i) logits(rows[i], std::span(out).subspan(i * classes, classes));
  return out;
}

std::vector<double> balanced_class_weights(std::span<const std::size_t> class_counts, double power) {
  double rows = 0.0;
  double present = 0.0;
  for (const std::size_t count : class_counts) {
    rows += static_cast<double>(count);
    present += count > 0 ? 1.0 : 0.0;
  }
  std::vector<double> weights;
  for (const std::size_t count : class_counts) {
    const double balanced = count > 0 ? rows / (present * static_cast<double>(count)) : 1.0;
    weights.push_back(detail::plain_exp(power * detail::plain_log(balanced)));
  }
  return weights;
}

}  // namespace ykien
