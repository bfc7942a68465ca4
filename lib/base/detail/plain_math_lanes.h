// plain_exp() for several numbers at a time: in each lane the same operations, so the same bits.
#ifndef YKIEN_BASE_DETAIL_PLAIN_MATH_LANES_H_
#define YKIEN_BASE_DETAIL_PLAIN_MATH_LANES_H_

#include <cstddef>
#include <cstdint>

#include "base/detail/plain_math.h"

namespace ykien::detail {

// kWidth doubles and as many integers, GCC's and clang's vectors: what an instruction set has no registers
// for, the compiler does in parts.
template <std::size_t kWidth>
struct VectorTypes {
  typedef double Doubles __attribute__((vector_size(kWidth * 8)));
  typedef std::int64_t Integers __attribute__((vector_size(kWidth * 8)));
};

// x = e^x where -708 <= x <= 709; lanes out of this range become anything.
template <std::size_t kWidth>
inline __attribute__((always_inline)) void exp_in_range(typename VectorTypes<kWidth>::Doubles& x) noexcept {
  using Doubles = typename VectorTypes<kWidth>::Doubles;
  using Integers = typename VectorTypes<kWidth>::Integers;
  constexpr double kRound = 0x1.8p52;
  const Doubles shifted = x * 0x1.71547652b82fep0 + kRound;
  const Doubles k = shifted - kRound;
  const Doubles r = (x - k * kLn2High) - k * kLn2Low;
  Doubles grown;
  expm1_reduced(r, grown);
  // The integer k stands in the low bits of `shifted`: into the exponent with it.
  const Integers power = ((Integers)shifted + 1023) << 52;
  x = (1.0 + grown) * (Doubles)power;
}

}  // namespace ykien::detail

#endif  // YKIEN_BASE_DETAIL_PLAIN_MATH_LANES_H_
