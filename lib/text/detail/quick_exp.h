// e^x for the lattice of accents: fast, and the same bits on every machine with IEEE 754 floats.
#ifndef YKIEN_TEXT_DETAIL_QUICK_EXP_H_
#define YKIEN_TEXT_DETAIL_QUICK_EXP_H_

#include <bit>
#include <cstdint>

namespace ykien::detail {

// e^x within 4e-6 of itself for -80 <= x <= 80; beyond them the value at the bound. NaN gives the value at
// -80.
inline float quick_exp(float x) noexcept {
  if (!(x > -80.0F)) x = -80.0F;
  if (x > 80.0F) x = 80.0F;
  const float scaled = x * 0x1.715476p+0F;
  constexpr float kRound = 0x1.8p23F;  // adding and subtracting it rounds to the nearest integer
  const float whole = (scaled + kRound) - kRound;
  const float r = (scaled - whole) * 0x1.62e430p-1F;  // |r| <= 0.35
  float p = 1.0F / 120.0F;
  p = p * r + 1.0F / 24.0F;
  p = p * r + 1.0F / 6.0F;
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  return p * std::bit_cast<float>(static_cast<std::uint32_t>(static_cast<std::int32_t>(whole) + 127) << 23);
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_QUICK_EXP_H_
