// exp and log as plain double arithmetic: the same bits on every machine with IEEE 754 doubles.
//
// libm picks its kernels at run time (FMA or not), so its last bit differs between CPUs, and an optimizer
// turns a last bit into another path. What a trained model depends on therefore uses these two. Compile
// without floating-point contraction (our settings carry -ffp-contract=off).
#ifndef YKIEN_BASE_DETAIL_PLAIN_MATH_H_
#define YKIEN_BASE_DETAIL_PLAIN_MATH_H_

#include <bit>
#include <cstdint>
#include <initializer_list>
#include <limits>

namespace ykien::detail {

// ln 2 in two parts (Cody and Waite 1980): k * kLn2High is exact for |k| <= 2048.
inline constexpr double kLn2High = 0x1.62e42feep-1;
inline constexpr double kLn2Low = 0x1.a39ef35793c76p-33;

// 2^k for -1022 <= k <= 1023.
inline double power_of_two(std::int64_t k) noexcept {
  return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52);
}

// result = e^r - 1 for |r| <= 0.35, of a number or of a vector of them: the Taylor series to degree 13
// (remainder below 2^-57 of the result). By reference, since how a vector is returned depends on the
// instruction set.
template <class Number>
inline __attribute__((always_inline)) void expm1_reduced(const Number& r, Number& result) noexcept {
  Number p = r * (1.0 / 6227020800.0) + 1.0 / 479001600.0;
  for (const double term : {1.0 / 39916800.0, 1.0 / 3628800.0, 1.0 / 362880.0, 1.0 / 40320.0, 1.0 / 5040.0,
                            1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5}) {
    p = p * r + term;
  }
  result = r + r * r * p;
}

// e^x within 2 ulp. Below -708 (where results would be subnormal) 0, above 709 infinity, NaN for NaN.
inline double plain_exp(double x) noexcept {
  if (!(x >= -708.0)) return x < -708.0 ? 0.0 : x;
  if (x > 709.0) return std::numeric_limits<double>::infinity();
  constexpr double kRound = 0x1.8p52;  // adding and subtracting it rounds to the nearest integer
  const double k = (x * 0x1.71547652b82fep0 + kRound) - kRound;
  const double r = (x - k * kLn2High) - k * kLn2Low;
  double grown;
  expm1_reduced(r, grown);
  return (1.0 + grown) * power_of_two(static_cast<std::int64_t>(k));
}

// ln(1 + f) - 2s for s = f / (2 + f), |s| <= 0.172, divided by s: 2/3 s^2 + 2/5 s^4 + ... to s^20.
inline double log_series(double square) noexcept {
  double p = 2.0 / 21.0;
  for (const double term : {2.0 / 19.0, 2.0 / 17.0, 2.0 / 15.0, 2.0 / 13.0, 2.0 / 11.0, 2.0 / 9.0, 2.0 / 7.0,
                            2.0 / 5.0, 2.0 / 3.0}) {
    p = p * square + term;
  }
  return p * square;
}

// ln x within 2 ulp for every positive double; -infinity for 0, NaN below 0 and for NaN, infinity for
// infinity. The arrangement of ln(1 + f) is fdlibm's (Sun Microsystems 1993).
inline double plain_log(double x) noexcept {
  if (!(x > 0.0)) {
    return x == 0.0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  }
  if (x > std::numeric_limits<double>::max()) return x;
  std::int64_t exponent = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    exponent = -54;
  }
  // Split so that the mantissa lies in [sqrt(1/2), sqrt(2)): near 1 nothing cancels.
  constexpr std::uint64_t kSqrtHalf = 0x3fe6a09e667f3bcdULL;
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
  const std::int64_t shift = static_cast<std::int64_t>(bits - kSqrtHalf) >> 52;
  exponent += shift;
  const double f = std::bit_cast<double>(bits - (static_cast<std::uint64_t>(shift) << 52)) - 1.0;
  const double s = f / (2.0 + f);
  const double half_square = 0.5 * f * f;
  const double k = static_cast<double>(exponent);
  return k * kLn2High - ((half_square - (s * (half_square + log_series(s * s)) + k * kLn2Low)) - f);
}

}  // namespace ykien::detail

#endif  // YKIEN_BASE_DETAIL_PLAIN_MATH_H_
