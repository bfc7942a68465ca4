// Levels: the 63 numbers that stand for all weights of a table.
#ifndef YKIEN_TEXT_FIT_ACCENT_LEVELS_H_
#define YKIEN_TEXT_FIT_ACCENT_LEVELS_H_

#include <array>
#include <cstdint>
#include <vector>

#include "text/detail/accent_table.h"

namespace ykien::detail {

struct Levels {
  std::array<float, kLevels> values{};  // values[0] is 0, the others ascend

  // Those with the least squared error for `weights`: Lloyd's iteration (1982) from quantiles, in double.
  static Levels of(std::vector<float> weights);
  // The number, from 1 on, of the level nearest to `weight`.
  std::uint8_t nearest(float weight) const noexcept;
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_FIT_ACCENT_LEVELS_H_
