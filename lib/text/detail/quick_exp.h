// e^x for the lattice of accents: fast, and the same bits on every machine with IEEE 754 floats.
#ifndef YKIEN_TEXT_DETAIL_QUICK_EXP_H_
#define YKIEN_TEXT_DETAIL_QUICK_EXP_H_

#include <bit>
#include <cstdint>

namespace ykien::detail {

// Four at a time, each as if alone.
using FourFloats = float __attribute__((vector_size(16)));
using FourIntegers = std::int32_t __attribute__((vector_size(16)));

inline FourIntegers to_integers(FourFloats x) noexcept { return __builtin_convertvector(x, FourIntegers); }
inline std::int32_t to_integers(float x) noexcept { return static_cast<std::int32_t>(x); }

// e^x within 4e-6 of itself for -80 <= x <= 80; beyond them the value at the bound. NaN gives the value at
// -80. Of a float or of four.
template <typename Number>
inline Number quick_exp(Number x) noexcept {
  const Number least = Number{} - 80.0F;
  const Number most = Number{} + 80.0F;
  x = x > least ? x : least;
  x = x > most ? most : x;
  const Number scaled = x * 0x1.715476p+0F;
  constexpr float kRound = 0x1.8p23F;  // adding and subtracting it rounds to the nearest integer
  const Number whole = (scaled + kRound) - kRound;
  const Number r = (scaled - whole) * 0x1.62e430p-1F;  // |r| <= 0.35
  Number p = r * (1.0F / 120.0F) + 1.0F / 24.0F;
  p = p * r + 1.0F / 6.0F;
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  return p * std::bit_cast<Number>((to_integers(whole) + 127) << 23);
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_QUICK_EXP_H_
