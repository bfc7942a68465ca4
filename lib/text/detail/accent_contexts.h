// The contexts in which a spelling is weighed: what stands around the syllable, each as one 64-bit key.
#ifndef YKIEN_TEXT_DETAIL_ACCENT_CONTEXTS_H_
#define YKIEN_TEXT_DETAIL_ACCENT_CONTEXTS_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/detail/hash.h"
#include "text/detail/accent_units.h"

namespace ykien::detail {

// Plain neighbours at these distances, all of them seen before anything is decided. Several at once are one
// context.
struct Around {
  std::array<std::int8_t, 3> at;  // zero-filled
};
inline constexpr Around kAround[] = {{{-1}},       {{1}},          {{-2}},     {{2}},    {{-3}},
                                     {{3}},        {{-1, 1}},      {{-2, -1}}, {{1, 2}}, {{-2, -1, 1}},
                                     {{-1, 1, 2}}, {{-3, -2, -1}}, {{1, 2, 3}}};
// The same with the spelling chosen for the syllable on the left.
inline constexpr Around kAfterSpelling[] = {{{0}}, {{-2}}, {{1}}};

// One more for each of: the syllable alone, its shape, its shape among its neighbours'.
inline constexpr std::size_t kAroundContexts = std::size(kAround);
inline constexpr std::size_t kUnaryContexts = kAroundContexts + 3;
inline constexpr std::size_t kPairContexts = std::size(kAfterSpelling);
inline constexpr std::size_t kContexts = kUnaryContexts + kPairContexts;

using UnaryKeys = std::array<std::uint64_t, kUnaryContexts>;
using PairKeys = std::array<std::uint64_t, kPairContexts>;

// Each place has a multiplier of its own, so that the order of the neighbours counts.
inline constexpr std::uint64_t kPlace[2 * kReach + 1] = {
    0xC2B2AE3D27D4EB4F, 0x9FB21C651E98DF25, 0xD6E8FEB86659FD93, 0,
    0xA24BAED4963EE407, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB};

constexpr std::uint64_t context_seed(std::size_t context) noexcept {
  return (context + 1) * 0x9E3779B97F4A7C15U;
}

// The neighbours of a unit, which has kReach units on either side, each times the number of its place.
class Neighbours {
 public:
  explicit Neighbours(const AccentUnit* unit) noexcept {
    for (int at = -kReach; at <= kReach; ++at) placed_[at + kReach] = unit[at].symbol * kPlace[at + kReach];
  }
  std::uint64_t sum(const Around& around) const noexcept {
    return of(around.at[0]) + of(around.at[1]) + of(around.at[2]);
  }

 private:
  std::uint64_t of(int at) const noexcept { return placed_[at + kReach]; }  // 0 for 0
  std::uint64_t placed_[2 * kReach + 1];
};

constexpr std::uint64_t shape_bits(Shape shape) noexcept { return static_cast<std::uint64_t>(shape) + 1; }

// The keys of the contexts of `unit`, which has kReach units on either side.
inline void unary_keys(const AccentUnit* unit, UnaryKeys& keys) noexcept {
  const Neighbours neighbours(unit);
#pragma GCC unroll 16
  for (std::size_t i = 0; i < kAroundContexts; ++i) keys[i] = neighbours.sum(kAround[i]);
  const std::uint64_t shape = shape_bits(unit->shape);
  keys[kAroundContexts] = 0;
  keys[kAroundContexts + 1] = shape;
  keys[kAroundContexts + 2] = shape + 8 * shape_bits(unit[-1].shape) + 64 * shape_bits(unit[1].shape);
#pragma GCC unroll 16
  for (std::size_t i = 0; i < kUnaryContexts; ++i)
    keys[i] = mix_bits(unit->symbol + keys[i] + context_seed(i));
}

// What the keys after_spelling() gives have in common for all spellings on the left.
inline void pair_sums(const AccentUnit* unit, PairKeys& sums) noexcept {
  const Neighbours neighbours(unit);
  for (std::size_t i = 0; i < kPairContexts; ++i) {
    sums[i] = unit->symbol + neighbours.sum(kAfterSpelling[i]) + context_seed(kUnaryContexts + i);
  }
}

inline std::uint64_t after_spelling(std::uint64_t sum, std::uint64_t left) noexcept {
  return mix_bits(sum + left * kPlace[kReach - 1]);
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ACCENT_CONTEXTS_H_
