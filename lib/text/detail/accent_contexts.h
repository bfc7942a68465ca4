// The contexts in which a spelling is weighed: what stands around the syllable, each as one 64-bit key.
//
// A context is a window of plain words and what of it the syllable is. All contexts of the same window share
// the upper half of their keys, which chooses the place in the table: whoever has one line of memory at hand
// finds what the window says of each of its words.
#ifndef YKIEN_TEXT_DETAIL_ACCENT_CONTEXTS_H_
#define YKIEN_TEXT_DETAIL_ACCENT_CONTEXTS_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/detail/hash.h"
#include "text/detail/accent_table.h"
#include "text/detail/accent_units.h"

namespace ykien::detail {

// The distances of its words from the first one, which are zero-filled. All words are seen plain, before
// anything is decided.
struct Window {
  std::array<std::uint8_t, 2> after;
};
inline constexpr Window kWindows[] = {{{1}}, {{2}}, {{3}}, {{1, 2}}};
inline constexpr std::size_t kWindowKinds = std::size(kWindows);

// The syllable stands `own` words after the first one of a window of this kind.
struct Around {
  std::uint8_t window;
  std::uint8_t own;
};
inline constexpr Around kAround[] = {{0, 1}, {0, 0}, {1, 2}, {1, 0}, {2, 3}, {2, 0}, {3, 1}, {3, 2}, {3, 0}};
// The same with the spelling chosen for the syllable on the left, which is in the window too.
inline constexpr Around kAfterSpelling[] = {{0, 1}, {3, 2}, {3, 1}};

// How many words its window has, 2 or 3.
constexpr std::size_t words_of(const Around& around) noexcept {
  return kWindows[around.window].after[1] != 0 ? 3 : 2;
}

// One more for each of: the syllable alone, its shape, its shape among its neighbours'.
inline constexpr std::size_t kAroundContexts = std::size(kAround);
inline constexpr std::size_t kUnaryContexts = kAroundContexts + 3;
inline constexpr std::size_t kPairContexts = std::size(kAfterSpelling);
inline constexpr std::size_t kContexts = kUnaryContexts + kPairContexts;

using UnaryKeys = std::array<std::uint64_t, kUnaryContexts>;
using PairKeys = std::array<std::uint64_t, kPairContexts>;

// Each place has a multiplier of its own, so that the order of the words counts.
inline constexpr std::uint64_t kPlace[kReach + 1] = {0x9FB21C651E98DF25, 0xD6E8FEB86659FD93,
                                                     0xA24BAED4963EE407, 0xBF58476D1CE4E5B9};

constexpr std::uint64_t context_seed(std::size_t context) noexcept {
  return (context + 1) * 0x9E3779B97F4A7C15U;
}

// The hash of the window of this kind that begins at `first`.
inline std::uint64_t window_hash(const AccentUnit* first, std::size_t kind) noexcept {
  std::uint64_t sum = context_seed(kind) + first->symbol * kPlace[0];
  for (const std::uint8_t after : kWindows[kind].after) {
    if (after != 0) sum += first[after].symbol * kPlace[after];
  }
  return mix_bits(sum);
}

// The key of the syllable that is `own` words into a window. The contexts of a window differ in the bits that
// the table keeps of keys.
constexpr std::uint64_t around_key(std::uint64_t window, std::size_t own) noexcept {
  return window ^ own << kKeptBits;
}

// The same after the spelling on the left whose hash this is.
constexpr std::uint64_t after_spelling(std::uint64_t window, std::size_t own, std::uint64_t left) noexcept {
  constexpr std::uint64_t kLower = 0xFFFFFFFF;
  return (window & ~kLower) | ((window & kLower) + left) * kPlace[own] >> 32;
}

constexpr std::uint64_t shape_bits(Shape shape) noexcept { return static_cast<std::uint64_t>(shape) + 1; }

// The keys of a syllable alone, of its shape, and of its shape between those of its neighbours.
constexpr std::uint64_t alone_key(std::uint64_t symbol) noexcept {
  return mix_bits(symbol + context_seed(kWindowKinds));
}
constexpr std::uint64_t shape_key(std::uint64_t symbol, Shape shape) noexcept {
  return mix_bits(symbol + shape_bits(shape) + context_seed(kWindowKinds + 1));
}
constexpr std::uint64_t shapes_key(std::uint64_t symbol, Shape left, Shape own, Shape right) noexcept {
  const std::uint64_t shapes = shape_bits(own) + 8 * shape_bits(left) + 64 * shape_bits(right);
  return mix_bits(symbol + shapes + context_seed(kWindowKinds + 2));
}

// The keys of the contexts of `unit`, which has kReach units on either side.
inline void unary_keys(const AccentUnit* unit, UnaryKeys& keys) noexcept {
  for (std::size_t i = 0; i < kAroundContexts; ++i) {
    const auto [window, own] = kAround[i];
    keys[i] = around_key(window_hash(unit - own, window), own);
  }
  keys[kAroundContexts] = alone_key(unit->symbol);
  keys[kAroundContexts + 1] = shape_key(unit->symbol, unit->shape);
  keys[kAroundContexts + 2] = shapes_key(unit->symbol, unit[-1].shape, unit->shape, unit[1].shape);
}

// The windows that go into after_spelling().
inline void pair_windows(const AccentUnit* unit, PairKeys& windows) noexcept {
  for (std::size_t i = 0; i < kPairContexts; ++i) {
    windows[i] = window_hash(unit - kAfterSpelling[i].own, kAfterSpelling[i].window);
  }
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ACCENT_CONTEXTS_H_
