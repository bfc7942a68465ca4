// Newton's method for the multinomial logit of a few columns.
#ifndef YKIEN_STUDY_DETAIL_LOGIT_NEWTON_H_
#define YKIEN_STUDY_DETAIL_LOGIT_NEWTON_H_

#include <Eigen/Core>

namespace ykien::detail {

// Of T periods, P columns, K topics, the last of which is the baseline.
struct LogitProblem {
  Eigen::MatrixXd design;  // T x P
  Eigen::MatrixXd counts;  // T x K
};

struct LogitSolution {
  Eigen::MatrixXd effects;     // P x (K - 1)
  Eigen::MatrixXd shares;      // T x K
  Eigen::MatrixXd covariance;  // P(K - 1) square, topic by topic, at dispersion 1
  double log_likelihood = 0.0;
};

// The maximum of the likelihood. Throws Error(format) where there is none: columns that depend on each other,
// or shares driven to 0 or 1.
LogitSolution solve_logit(const LogitProblem& problem);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_LOGIT_NEWTON_H_
