// Scores of spellings as whole numbers: their sums are the same in any order.
#ifndef YKIEN_TEXT_DETAIL_ACCENT_SCORES_H_
#define YKIEN_TEXT_DETAIL_ACCENT_SCORES_H_

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace ykien::detail {

inline constexpr std::size_t kMostCandidates = 32;  // of one plain syllable: 5 bits in the table

using Score = std::int32_t;                           // 1024 are one nat
using ScoreRow = std::array<Score, kMostCandidates>;  // of the candidates of a syllable

inline constexpr Score kNoScore = -(1 << 30);  // of no candidate: no sum of weights reaches up from it

// Rows hold scores of no candidate too, which nobody reads and which may wrap around.
inline void add_to(Score& score, Score weight) noexcept {
  score = static_cast<Score>(static_cast<std::uint32_t>(score) + static_cast<std::uint32_t>(weight));
}

inline constexpr float kScoresOfNat = 1024;
inline constexpr float kMostNats = 64;  // of one weight; larger ones count as this

inline Score to_score(float nats) noexcept {
  return static_cast<Score>(std::lround(std::clamp(nats, -kMostNats, kMostNats) * kScoresOfNat));
}

// Exact, as are sums of these floats: they stay below 2^24 scores.
constexpr float to_nats(Score score) noexcept { return static_cast<float>(score) / kScoresOfNat; }

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ACCENT_SCORES_H_
