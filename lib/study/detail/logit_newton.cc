#include "study/detail/logit_newton.h"

#include <Eigen/Cholesky>
#include <Eigen/QR>
#include <cmath>

#include "ykien/base/error.h"

namespace ykien::detail {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int kMostSteps = 100;
constexpr double kFarAway = 1e-9;  // a share below this on the way means that its logit runs off to infinity

[[noreturn]] void refuse(const char* what, const char* cure) {
  throw Error(ErrorCode::format, "trend", what, cure);
}

MatrixXd shares_at(const MatrixXd& design, const MatrixXd& effects) {
  MatrixXd logits = MatrixXd::Zero(design.rows(), effects.cols() + 1);
  logits.leftCols(effects.cols()) = design * effects;
  logits.colwise() -= logits.rowwise().maxCoeff().eval();
  MatrixXd shares = logits.array().exp();
  shares.array().colwise() /= shares.rowwise().sum().array().eval();
  return shares;
}

double log_likelihood(const MatrixXd& counts, const MatrixXd& shares) {
  double sum = 0.0;
  for (Index t = 0; t < counts.rows(); ++t) {
    for (Index k = 0; k < counts.cols(); ++k) {
      if (counts(t, k) > 0.0) sum += counts(t, k) * std::log(shares(t, k));
    }
  }
  return sum;
}

MatrixXd gradient(const LogitProblem& problem, const MatrixXd& shares) {
  const VectorXd totals = problem.counts.rowwise().sum();
  const MatrixXd residual = problem.counts - totals.asDiagonal() * shares;
  return problem.design.transpose() * residual.leftCols(shares.cols() - 1);
}

// Fisher's information, in blocks of P x P by pairs of topics.
MatrixXd information(const LogitProblem& problem, const MatrixXd& shares) {
  const Index columns = problem.design.cols();
  const Index free = shares.cols() - 1;
  const VectorXd totals = problem.counts.rowwise().sum();
  MatrixXd all(columns * free, columns * free);
  for (Index j = 0; j < free; ++j) {
    for (Index k = 0; k < free; ++k) {
      const VectorXd same = j == k ? shares.col(j) : VectorXd(VectorXd::Zero(totals.size()));
      const VectorXd weight = totals.array() * (same.array() - shares.col(j).array() * shares.col(k).array());
      all.block(j * columns, k * columns, columns, columns) =
          problem.design.transpose() * weight.asDiagonal() * problem.design;
    }
  }
  return all;
}

void check_design(const MatrixXd& design) {
  if (Eigen::ColPivHouseholderQR<MatrixXd>(design).rank() == design.cols()) return;
  refuse("what is to explain the shares says the same thing twice",
         "leave out an event, the season or the line");
}

void check_shares(const MatrixXd& shares) {
  if (shares.minCoeff() >= kFarAway) return;
  refuse("a topic is absent, or the only one, in all the periods that an event or the season tells apart",
         "take longer periods or leave out the event or the topic");
}

// Goes along `step`, halved until the likelihood does not fall.
bool improve(const LogitProblem& problem, const MatrixXd& step, LogitSolution& at) {
  for (double length = 1.0; length > 1e-10; length *= 0.5) {
    const MatrixXd effects = at.effects + length * step;
    MatrixXd shares = shares_at(problem.design, effects);
    const double value = log_likelihood(problem.counts, shares);
    if (!(value >= at.log_likelihood)) continue;
    const bool better = value - at.log_likelihood > 1e-14 * std::fabs(value);
    at = {effects, std::move(shares), {}, value};
    return better;
  }
  return false;
}

}  // namespace

LogitSolution solve_logit(const LogitProblem& problem) {
  check_design(problem.design);
  const Index columns = problem.design.cols();
  const Index free = problem.counts.cols() - 1;
  LogitSolution at;
  at.effects = MatrixXd::Zero(columns, free);
  at.shares = shares_at(problem.design, at.effects);
  at.log_likelihood = log_likelihood(problem.counts, at.shares);
  for (int steps = 0; steps < kMostSteps; ++steps) {
    const MatrixXd slope = gradient(problem, at.shares);
    const Eigen::LDLT<MatrixXd> solver(information(problem, at.shares));
    const VectorXd step = solver.solve(slope.reshaped());
    const bool better = improve(problem, step.reshaped(columns, free), at);
    check_shares(at.shares);
    if (!better) break;
  }
  const MatrixXd bend = information(problem, at.shares);
  at.covariance = Eigen::LDLT<MatrixXd>(bend).solve(MatrixXd::Identity(bend.rows(), bend.cols()));
  return at;
}

}  // namespace ykien::detail
