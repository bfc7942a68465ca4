// Ranking the candidates of a syllable without branches that depend on their scores.
#ifndef YKIEN_TEXT_DETAIL_ACCENT_RANKING_H_
#define YKIEN_TEXT_DETAIL_ACCENT_RANKING_H_

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

#include "text/detail/accent_scores.h"
#include "text/detail/quick_exp.h"

namespace ykien::detail {

inline FourIntegers larger(FourIntegers a, FourIntegers b) noexcept { return a > b ? a : b; }

// Scores, of which those from `size` on are no candidate's.
template <std::size_t kLanes>
class Lanes {
 public:
  Lanes(const ScoreRow& row, std::size_t size) noexcept {
    const FourIntegers end = FourIntegers{} + static_cast<std::int32_t>(size);
    const FourIntegers none = FourIntegers{} + kNoScore;
    FourIntegers place = {0, 1, 2, 3};
    for (std::size_t i = 0; i < kLanes / 4; ++i) {
      FourIntegers scores;
      std::memcpy(&scores, &row[4 * i], sizeof scores);
      scores_[i] = place < end ? scores : none;
      place += 4;
    }
  }
  Score highest() const noexcept {
    FourIntegers best = scores_[0];
    for (std::size_t i = 1; i < kLanes / 4; ++i) best = larger(best, scores_[i]);
    best = larger(best, __builtin_shufflevector(best, best, 2, 3, 0, 1));
    return std::max(best[0], best[1]);
  }
  // Bit k: score k >= least.
  std::uint32_t at_least(Score least) const noexcept {
    std::uint32_t mask = 0;
    for (std::size_t i = 0; i < kLanes / 4; ++i)
      mask |= signs(scores_[i] >= FourIntegers{} + least) << (4 * i);
    return mask;
  }

 private:
  static std::uint32_t signs(FourIntegers value) noexcept {
#ifdef __SSE2__
    return static_cast<std::uint32_t>(_mm_movemask_ps(std::bit_cast<__m128>(value)));
#else
    std::uint32_t mask = 0;
    for (unsigned k = 0; k < 4; ++k) mask |= std::uint32_t{value[k] < 0} << k;
    return mask;
#endif
  }

  std::array<FourIntegers, kLanes / 4> scores_;
};

// A score with its candidate: the larger goes before, of equals the one that stands first in the lexicon.
using Ranked = std::int64_t;
inline constexpr Ranked kNobody = std::numeric_limits<Ranked>::min();

// Takes the first candidate off `left`.
inline Ranked next_ranked(const ScoreRow& row, std::uint32_t& left) noexcept {
  const auto candidate = static_cast<unsigned>(__builtin_ctz(left | 1U << 31));
  const Ranked ranked = std::int64_t{row[candidate]} * 64 + static_cast<Ranked>(kMostCandidates - candidate);
  const Ranked found = left == 0 ? kNobody : ranked;
  left &= left - 1;
  return found;
}

inline std::uint8_t candidate_of(Ranked ranked) noexcept {
  return static_cast<std::uint8_t>(kMostCandidates - static_cast<unsigned>(ranked & 63));
}

inline constexpr std::size_t kRankedTogether = 4;  // of those that are sorted

// Largest first, by a network of comparisons: nothing for a processor to foretell.
inline void sort(std::array<Ranked, kRankedTogether>& all) noexcept {
  const auto compare = [&](std::size_t i, std::size_t j) {
    const Ranked first = all[i], second = all[j];
    const bool exchange = first < second;
    all[i] = exchange ? second : first;
    all[j] = exchange ? first : second;
  };
  compare(0, 1);
  compare(2, 3);
  compare(0, 2);
  compare(1, 3);
  compare(1, 2);
}

// The highest of `size` scores, and which of them lie within `reach` of it: bit k for candidate k.
struct Best {
  Score top;
  std::uint32_t within;
};

template <std::size_t kLanes>
Best best_of(const ScoreRow& row, std::size_t size, Score reach) noexcept {
  const Lanes<kLanes> lanes(row, size);
  const Score top = lanes.highest();
  return {top, lanes.at_least(top - reach)};
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ACCENT_RANKING_H_
