// A line search for LBFGS++ that works to the last digits of a convex function.
#ifndef YKIEN_TOPIC_FIT_CONVEX_LINE_SEARCH_H_
#define YKIEN_TOPIC_FIT_CONVEX_LINE_SEARCH_H_

#include <LBFGS.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ykien::detail {

// Finds a step with the strong Wolfe conditions. Near the optimum, values differ by rounding only, and the
// searches that come with LBFGS++ shrink the step to nothing or divide zero by zero there. The slope still
// has digits: so it alone narrows the interval (secant steps, kept off the ends), and a value may rise by
// what rounding makes of it, as in Hager and Zhang's approximate Wolfe conditions (2005).
template <class Scalar>
class ConvexLineSearch {
 public:
  using Vector = Eigen::Matrix<Scalar, Eigen::Dynamic, 1>;

  // LBFGS++ calls it so: from xp along drt; x, fx, grad and step become those of the step taken. Without a
  // step it puts x back to xp and throws std::runtime_error.
  template <class Function>
  static void LineSearch(Function& f, Scalar& fx, Vector& x, Vector& grad, Scalar& step, const Vector& drt,
                         const Vector& xp, const LBFGSpp::LBFGSParam<Scalar>& param) {
    const Scalar start = fx;
    const Scalar start_slope = grad.dot(drt);
    const Scalar flat = param.wolfe * std::fabs(start_slope);
    const Scalar rounding =
        8 * std::numeric_limits<Scalar>::epsilon() * std::max(Scalar(1), std::fabs(start));
    Interval within{start_slope};
    for (int tries = 0; tries < param.max_linesearch && start_slope < 0; ++tries) {
      x.noalias() = xp + step * drt;
      fx = f(x, grad);
      const Scalar slope = grad.dot(drt);
      const bool fell = fx <= start + param.ftol * step * start_slope + rounding;
      if (fell && std::fabs(slope) <= flat) return;
      step = within.narrowed(step, slope, fell);
    }
    x = xp;
    fx = f(x, grad);
    throw std::runtime_error("the line search found no step");
  }

 private:
  // Where the step must lie: the slope is negative at low, and at high it is positive or the value has not
  // fallen.
  struct Interval {
    Scalar low_slope;
    Scalar low = 0;
    Scalar high = std::numeric_limits<Scalar>::infinity();
    Scalar high_slope = 0;

    // Takes in what was seen at step; returns the step to try next.
    Scalar narrowed(Scalar step, Scalar slope, bool fell) {
      if (fell && slope < 0) {
        low = step;
        low_slope = slope;
      } else {
        high = step;
        high_slope = slope;
      }
      if (!std::isfinite(high)) return 2 * step;
      Scalar share = low_slope / (low_slope - high_slope);
      if (!(high_slope > 0)) share = Scalar(0.5);  // also where it is not a number
      return low + std::clamp(share, Scalar(0.1), Scalar(0.9)) * (high - low);
    }
  };
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_FIT_CONVEX_LINE_SEARCH_H_
