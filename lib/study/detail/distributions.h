// Quantiles and tails of the distributions that intervals and tests need.
#ifndef YKIEN_STUDY_DETAIL_DISTRIBUTIONS_H_
#define YKIEN_STUDY_DETAIL_DISTRIBUTIONS_H_

namespace ykien::detail {

// The z with P(Z <= z) = share, 0 < share < 1.
double normal_quantile(double share);

// The t with P(T <= t) = share for Student's t with `df` > 0 degrees of freedom, 0 < share < 1.
double student_quantile(double share, double df);

// The x with P(X <= x) = share for chi-square with `df` > 0 degrees of freedom, 0 < share < 1.
double chi_square_quantile(double share, double df);

// P(X > x); 1 for x <= 0.
double chi_square_tail(double x, double df);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_DISTRIBUTIONS_H_
