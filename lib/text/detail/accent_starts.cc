#include "text/detail/accent_starts.h"

#include <algorithm>

#include "text/detail/accent_contexts.h"

namespace ykien::detail {
namespace {

constexpr Shape kShapes[] = {Shape::lower, Shape::capital, Shape::upper, Shape::first};
static_assert(static_cast<std::size_t>(Shape::first) + 1 == std::size(kShapes));

void add(const AccentTable& table, std::uint64_t key, std::span<Score> scores) noexcept {
  table.each(key, [&](std::uint8_t candidate, Score weight) {
    if (candidate < scores.size()) scores[candidate] += weight;
  });
}

}  // namespace

void AccentStarts::build(const AccentLexicon& lexicon, const AccentTable& table) {
  firsts_.assign(1, 0);
  scores_.clear();
  for (std::uint32_t set = 0; set < lexicon.syllables().size(); ++set) {
    const std::span<const Score> priors = lexicon.priors(set);
    const std::uint64_t symbol = hash_text(lexicon.syllables()[set].plain);
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
      const Shape shape = kind == kAllLower ? Shape::lower : kShapes[kind];
      scores_.insert(scores_.end(), priors.begin(), priors.end());
      const std::span<Score> own = std::span(scores_).last(priors.size());
      add(table, alone_key(symbol), own);
      add(table, shape_key(symbol, shape), own);
      if (kind == kAllLower) add(table, shapes_key(symbol, shape, shape, shape), own);
    }
    firsts_.push_back(firsts_.back() + static_cast<std::uint32_t>(priors.size()));
  }
  scores_.resize(scores_.size() + kMostCandidates, kNoScore);
}

}  // namespace ykien::detail
