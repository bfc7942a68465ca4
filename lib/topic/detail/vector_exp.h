// e^x of several numbers at a time. No include guard: whoever takes it says in which namespace, YKIEN_FUSED,
// so that it is compiled for the instruction set of what surrounds it. With any the bits are the same.

namespace YKIEN_FUSED {

template <typename Floats>
Floats larger(Floats a, Floats b) noexcept {
  return a > b ? a : b;
}

// e^x for x <= 0, to 2e-7 of the value: e^x = 2^n e^r, n whole and |r| <= ln(2) / 2, with the Taylor
// polynomial for e^r. Below -87 it stays at e^-87, about 1e-38. `Ints`: as many numbers of 32 bits.
template <typename Ints, typename Floats>
Floats exp_of_negative(Floats x) noexcept {
  constexpr float kLeast = -87.0F;
  constexpr float kLog2E = 1.44269504F;
  constexpr float kLn2High = 0.693359375F;
  constexpr float kLn2Low = -2.12194440e-4F;
  x = larger(x, Floats{} + kLeast);
  const Ints n = __builtin_convertvector(x * kLog2E - 0.5F, Ints);
  const Floats whole = __builtin_convertvector(n, Floats);
  const Floats r = (x - whole * kLn2High) - whole * kLn2Low;
  Floats power = Floats{} + 1.0F / 5040;
  for (const float coefficient : {1.0F / 720, 1.0F / 120, 1.0F / 24, 1.0F / 6, 0.5F, 1.0F, 1.0F}) {
    power = power * r + coefficient;
  }
  const Ints scale = (n + 127) << 23;
  return power * reinterpret_cast<Floats>(scale);
}

}  // namespace YKIEN_FUSED
