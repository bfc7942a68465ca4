// Quadratic programs on the simplex, small and solved exactly: what Newton's method and constrained least
// squares ask for.
#ifndef YKIEN_STUDY_DETAIL_SIMPLEX_QP_H_
#define YKIEN_STUDY_DETAIL_SIMPLEX_QP_H_

#include <cstddef>
#include <span>
#include <vector>

namespace ykien::detail {

// Minimises 1/2 y'Hy - b'y over y >= 0, sum y = 1 by the primal active-set method (Nocedal and Wright 2006,
// algorithm 16.3). Buffers for one size; one object per thread.
class SimplexQp {
 public:
  explicit SimplexQp(std::size_t size);

  // h: size * size, symmetric and positive semidefinite, row-major; a ridge of 1e-13 of its largest diagonal
  // entry makes the solution unique. y: a point of the simplex to start from, then the solution.
  void solve(std::span<const double> h, std::span<const double> b, std::span<double> y);

 private:
  void factor(std::span<const double> h);
  void substitute(std::span<double> x) const;
  void aim(std::span<const double> b);
  bool step_to_border(std::span<double> y);
  bool admit(std::span<const double> h, std::span<const double> b, std::span<const double> y);

  std::size_t size_;
  std::vector<std::size_t> free_;  // the coordinates that may move, in no order
  std::vector<double> factor_;     // Cholesky factor of H on the free coordinates, row-major
  std::vector<double> target_;     // the minimum on the free coordinates
  std::vector<double> ones_;       // H^-1 1 on them
  double multiplier_ = 0.0;        // the slope all free coordinates share at the target
};

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_SIMPLEX_QP_H_
