// AccentStarts: what speaks for each spelling of a syllable before its neighbours are seen: how frequent it
// is, the weights of the syllable alone and of its shape. Looked up once, when a model is read.
#ifndef YKIEN_TEXT_DETAIL_ACCENT_STARTS_H_
#define YKIEN_TEXT_DETAIL_ACCENT_STARTS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "text/detail/accent_lexicon.h"
#include "text/detail/accent_table.h"
#include "text/detail/accent_units.h"

namespace ykien::detail {

class YKIEN_API AccentStarts {
 public:
  void build(const AccentLexicon& lexicon, const AccentTable& table);

  // Whether the starts of a unit with a set hold the context of its neighbours' shapes too: all three in
  // small letters, as most are.
  static bool hold_shapes(const AccentUnit* unit) noexcept {
    return unit[-1].shape == Shape::lower && unit->shape == Shape::lower && unit[1].shape == Shape::lower;
  }

  // Those of the candidates of the unit, whose neighbours stand beside it. The rest of the row is anything.
  void copy(const AccentUnit* unit, ScoreRow& row) const noexcept {
    const std::size_t kind = hold_shapes(unit) ? kAllLower : static_cast<std::size_t>(unit->shape);
    const std::size_t size = firsts_[unit->set + 1] - firsts_[unit->set];
    const Score* const from = &scores_[kKinds * std::size_t{firsts_[unit->set]} + kind * size];
    constexpr std::size_t kHalf = kMostCandidates / 2;
    std::copy_n(from, kHalf, row.begin());
    if (size > kHalf) std::copy_n(from + kHalf, kHalf, row.begin() + kHalf);
  }

 private:
  static constexpr std::size_t kAllLower = 4;  // after the shapes of a word
  static constexpr std::size_t kKinds = 5;

  std::vector<std::uint32_t> firsts_;  // of each set and after the last, in scores of one kind
  std::vector<Score> scores_;          // and room for a row after the last
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ACCENT_STARTS_H_
