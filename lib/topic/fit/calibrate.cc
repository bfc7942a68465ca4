#include "ykien/topic/calibrate.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cmath>

#include "topic/fit/plain_math.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

constexpr int kMaxSteps = 200;
constexpr int kMaxHalvings = 50;

[[noreturn]] void wrong_use(const char* what) { throw Error(ErrorCode::usage, "calibration", what); }

// Softmax in place; returns the logarithm of the sum of exponentials.
double softmax(std::span<double> z) noexcept {
  const double top = *std::max_element(z.begin(), z.end());
  double sum = 0.0;
  for (double& value : z) sum += value = detail::plain_exp(value - top);
  for (double& value : z) value /= sum;
  return detail::plain_log(sum) + top;
}

// The parameters are (scale, bias_0 .. bias_{K-1}); with temperature scaling the biases are held at zero.
class CalibrationProblem {
 public:
  CalibrationProblem(std::span<const double> logits, std::span<const std::uint32_t> labels,
                     std::uint32_t topics, const CalibrationOptions& options)
      : logits_(logits.begin(), logits.end()), labels_(labels), topics_(topics), options_(options) {
    // Only differences within a row count; those from the largest are exact where logits are equal.
    for (std::size_t i = 0; i < logits_.size(); i += topics) {
      const std::span row = std::span(logits_).subspan(i, topics);
      const double top = *std::max_element(row.begin(), row.end());
      for (double& z : row) z -= top;
    }
  }

  // The summed log loss with the penalty.
  double value(const Eigen::VectorXd& at) const {
    double sum = 0.5 * options_.bias_penalty * at.tail(topics_).squaredNorm();
    std::vector<double> z(topics());
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      map(at, i, z);
      const double own = z[labels_[i]];
      sum += softmax(z) - own;
    }
    return sum;
  }

  double mean_log_loss(const Eigen::VectorXd& at) const {
    const double penalty = 0.5 * options_.bias_penalty * at.tail(topics_).squaredNorm();
    return labels_.empty() ? 0.0 : (value(at) - penalty) / static_cast<double>(labels_.size());
  }

  // A Newton step from `at`, zero along what is held: biases of temperature scaling, a scale pressed on its
  // bound.
  Eigen::VectorXd step(const Eigen::VectorXd& at) {
    differentiate(at);
    const bool low = at[0] <= options_.min_scale && gradient_[0] > 0.0;
    const bool high = at[0] >= options_.max_scale && gradient_[0] < 0.0;
    if (low || high) hold(0);
    for (Eigen::Index k = 1; k < at.size() && options_.kind == CalibrationKind::temperature; ++k) hold(k);
    return -hessian_.ldlt().solve(gradient_);
  }

  // Of the last step(): gradient' * step, the fall of the value to first order.
  double slope(const Eigen::VectorXd& step) const { return gradient_.dot(step); }

  Eigen::VectorXd clamped(Eigen::VectorXd at) const {
    at[0] = std::clamp(at[0], options_.min_scale, options_.max_scale);
    return at;
  }

 private:
  std::size_t topics() const { return static_cast<std::size_t>(topics_); }

  void map(const Eigen::VectorXd& at, std::size_t row, std::vector<double>& z) const {
    for (std::size_t k = 0; k < topics(); ++k) {
      z[k] = at[0] * logits_[row * topics() + k] + at[static_cast<Eigen::Index>(k) + 1];
    }
  }

  void differentiate(const Eigen::VectorXd& at) {
    gradient_ = options_.bias_penalty * at;
    gradient_[0] = 0.0;
    hessian_ = Eigen::MatrixXd::Zero(at.size(), at.size());
    hessian_.diagonal().tail(topics_).setConstant(options_.bias_penalty);
    std::vector<double> p(topics());
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      map(at, i, p);
      softmax(p);
      add_row(Eigen::Map<const Eigen::VectorXd>(p.data(), topics_),
              Eigen::Map<const Eigen::VectorXd>(logits_.data() + i * topics(), topics_), labels_[i]);
    }
    // Adding a constant to every bias changes nothing: a whisper of a ridge gives the system one solution.
    hessian_.diagonal().array() += 1e-12 * std::max(1.0, hessian_.diagonal().maxCoeff());
  }

  // With z the row's logits: the Hessian is J' (diag p - p p') J for J = [z I].
  void add_row(const Eigen::VectorXd& p, const Eigen::VectorXd& z, std::uint32_t label) {
    const double mean = p.dot(z);
    const Eigen::VectorXd cross = (p.array() * (z.array() - mean)).matrix();
    gradient_[0] += mean - z[label];
    gradient_.tail(topics_) += p;
    gradient_[static_cast<Eigen::Index>(label) + 1] -= 1.0;
    hessian_(0, 0) += cross.dot(z);
    hessian_.col(0).tail(topics_) += cross;
    hessian_.row(0).tail(topics_) += cross.transpose();
    hessian_.bottomRightCorner(topics_, topics_) -= p * p.transpose();
    hessian_.diagonal().tail(topics_) += p;
  }

  void hold(Eigen::Index parameter) {
    gradient_[parameter] = 0.0;
    hessian_.row(parameter).setZero();
    hessian_.col(parameter).setZero();
    hessian_(parameter, parameter) = 1.0;
  }

  std::vector<double> logits_;
  std::span<const std::uint32_t> labels_;
  Eigen::Index topics_;
  const CalibrationOptions& options_;
  Eigen::VectorXd gradient_;
  Eigen::MatrixXd hessian_;
};

// Newton's method with step halving; ends when a step promises less than the tolerance, or when none lowers
// the value any more.
Eigen::VectorXd minimise(CalibrationProblem& problem, Eigen::VectorXd at, double tolerance) {
  at = problem.clamped(std::move(at));
  double value = problem.value(at);
  for (int i = 0; i < kMaxSteps; ++i) {
    Eigen::VectorXd step = problem.step(at);
    const double slope = problem.slope(step);
    if (!(slope < 0.0)) break;
    if (-slope <= tolerance) return problem.clamped(at + step);
    bool fell = false;
    for (int halving = 0; halving < kMaxHalvings && !fell; ++halving, step *= 0.5) {
      const Eigen::VectorXd next = problem.clamped(at + step);
      const double next_value = problem.value(next);
      if (!(next_value < value)) continue;
      fell = true;
      at = next;
      value = next_value;
    }
    if (!fell) break;
  }
  return at;
}

void check(std::span<const double> logits, std::span<const std::uint32_t> labels, std::uint32_t topics,
           const CalibrationOptions& options) {
  if (topics == 0 || logits.size() != labels.size() * topics)
    wrong_use("there must be one logit per row and topic");
  for (const std::uint32_t label : labels) {
    if (label >= topics) wrong_use("a label is out of range");
  }
  if (!std::all_of(logits.begin(), logits.end(), [](double z) { return std::isfinite(z); })) {
    wrong_use("a logit is not finite");
  }
  const bool good = options.bias_penalty >= 0.0 && options.min_scale > 0.0 &&
                    options.min_scale <= options.max_scale && std::isfinite(options.bias_penalty) &&
                    std::isfinite(options.max_scale) && options.tolerance >= 0.0;
  if (!good) wrong_use("the options are out of range");
  const std::vector<double>& bias = options.start.bias;
  if (!std::isfinite(options.start.scale) || (!bias.empty() && bias.size() != topics) ||
      !std::all_of(bias.begin(), bias.end(), [](double b) { return std::isfinite(b); })) {
    wrong_use("the start is not a calibration of these topics");
  }
}

}  // namespace

CalibrationFit fit_calibration(std::span<const double> logits, std::span<const std::uint32_t> labels,
                               std::uint32_t topics, const CalibrationOptions& options) {
  check(logits, labels, topics, options);
  CalibrationFit fit;
  fit.calibration.bias.assign(topics, 0.0);
  if (labels.empty()) return fit;
  CalibrationProblem problem(logits, labels, topics, options);
  Eigen::VectorXd at = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(topics) + 1);
  at[0] = 1.0;
  fit.log_loss_before = problem.mean_log_loss(at);
  if (options.kind == CalibrationKind::bias_corrected) {
    std::copy(options.start.bias.begin(), options.start.bias.end(), at.data() + 1);
  }
  at[0] = options.start.scale;
  at = minimise(problem, std::move(at), options.tolerance);
  fit.log_loss_after = problem.mean_log_loss(at);
  fit.calibration.scale = at[0];
  std::copy_n(at.data() + 1, topics, fit.calibration.bias.begin());
  return fit;
}

std::vector<double> calibrated(const Calibration& calibration, std::span<const double> logits) {
  return calibrated_rows(calibration, logits, static_cast<std::uint32_t>(logits.size()));
}

std::vector<double> calibrated_rows(const Calibration& calibration, std::span<const double> logits,
                                    std::uint32_t topics) {
  const bool biased = !calibration.bias.empty();
  if ((biased && calibration.bias.size() != topics) ||
      (topics == 0 ? !logits.empty() : logits.size() % topics != 0)) {
    wrong_use("there must be one logit and one bias for each topic");
  }
  std::vector<double> p(logits.begin(), logits.end());
  for (std::size_t i = 0; i < p.size(); i += topics) {
    const std::span row = std::span(p).subspan(i, topics);
    for (std::size_t k = 0; k < topics; ++k)
      row[k] = calibration.scale * row[k] + (biased ? calibration.bias[k] : 0.0);
    softmax(row);
  }
  return p;
}

}  // namespace ykien
