#include "text/detail/segment_data.h"

#include <bit>

#include "text/detail/segment_features.h"

namespace ykien::detail {

std::vector<std::uint32_t> SpanTable::build(std::span<const Entry> entries) {
  std::vector<std::uint32_t> slots(std::bit_ceil(entries.size() * 3 / 2 + 2), 0);
  const std::uint64_t mask = slots.size() - 1;
  for (const Entry& entry : entries) {
    const std::uint32_t key = key_of(entry.hash);
    std::uint64_t at = entry.hash;
    while (slots[at & mask] != 0 && slots[at & mask] >> kKnownBits != key) ++at;
    if (slots[at & mask] == 0)
      slots[at & mask] = key << kKnownBits | (entry.known.longer ? kLonger : 0) | entry.known.code;
  }
  return slots;
}

int weight_bits(std::size_t weights) noexcept {
  const std::size_t rows = weights - std::min(weights, std::size_t{1} << kCodeWeightBits);
  const bool fits =
      std::has_single_bit(rows) && rows >= (std::size_t{1} << kUnitRowBits) && rows <= (std::size_t{1} << 30);
  return fits ? std::countr_zero(rows) : -1;
}

}  // namespace ykien::detail
