#include "text/fit/accent_weights.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "text/detail/accent_contexts.h"
#include "text/fit/accent_sentences.h"

namespace ykien::detail {
namespace {

// The key of a context of *unit with its spelling in the low bits, or 0 where it has no such context.
std::uint64_t occurrence(const AccentUnit* unit, std::size_t context, const AccentLexicon& lexicon) noexcept {
  if (!in_run(*unit)) return 0;
  if (context < kUnaryContexts) {
    UnaryKeys keys;
    unary_keys(unit, keys);
    return (keys[context] & ~kCandidateBits) | unit->spelling;
  }
  if (!in_run(unit[-1])) return 0;
  PairKeys windows;
  pair_windows(unit, windows);
  const std::uint64_t left = lexicon.hashes(unit[-1].set)[unit[-1].spelling];
  const std::size_t which = context - kUnaryContexts;
  const std::uint64_t key = after_spelling(windows[which], kAfterSpelling[which].own, left);
  return (key & ~kCandidateBits) | unit->spelling;
}

float importance(const ContextWeights::Weight& weight) noexcept {
  return std::abs(weight.value) * std::sqrt(static_cast<float>(weight.count));
}

}  // namespace

void ContextWeights::add_occurrences(std::span<const std::uint64_t> sorted, std::size_t least,
                                     std::vector<Context>& contexts) {
  for (std::size_t i = 0; i < sorted.size();) {
    const std::uint64_t key = sorted[i] & ~kCandidateBits;
    const std::size_t first = weights_.size();
    const std::size_t begin = i;
    while (i < sorted.size() && (sorted[i] & ~kCandidateBits) == key) {
      const std::size_t from = i;
      while (i < sorted.size() && sorted[i] == sorted[from]) ++i;
      const auto count = static_cast<std::uint16_t>(std::min<std::size_t>(i - from, 65535));
      weights_.push_back({0, 0, count, static_cast<std::uint8_t>(sorted[from] & kCandidateBits)});
    }
    if (i - begin < least) {
      weights_.resize(first);
    } else {
      contexts.push_back(
          {key, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(weights_.size() - first)});
    }
  }
}

// Two contexts that share a key (one pair in 2^59) become one: the first stays.
void ContextWeights::index(std::span<const Context> contexts) {
  slots_.assign(std::bit_ceil(contexts.size() + contexts.size() / 2 + 2), {});
  mask_ = slots_.size() - 1;
  for (const Context& context : contexts) {
    std::uint64_t at = home(context.key);
    while (slots_[at & mask_].key != 0 && slots_[at & mask_].key != context.key) ++at;
    Slot& slot = slots_[at & mask_];
    if (slot.key == 0) slot = {context.key, context.first, context.size};
  }
}

void ContextWeights::count(std::span<const AccentUnit> units, const AccentLexicon& lexicon,
                           std::size_t least) {
  std::vector<Context> contexts;
  std::vector<std::uint64_t> occurrences;
  for (std::size_t context = 0; context < kContexts; ++context) {
    occurrences.clear();
    for (std::size_t i = kReach; i + kReach < units.size(); ++i) {
      if (const std::uint64_t key = occurrence(&units[i], context, lexicon); key != 0)
        occurrences.push_back(key);
    }
    std::ranges::sort(occurrences);
    add_occurrences(occurrences, least, contexts);
  }
  index(contexts);
}

std::size_t ContextWeights::size() const noexcept {
  return std::accumulate(slots_.begin(), slots_.end(), std::size_t{0},
                         [](std::size_t sum, const Slot& slot) { return sum + slot.size; });
}

void ContextWeights::prune(std::size_t most) {
  if (size() <= most) return;
  std::vector<float> ranked;
  ranked.reserve(weights_.size());
  for (const Weight& weight : weights_) ranked.push_back(importance(weight));
  std::ranges::nth_element(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(most),
                           std::ranges::greater{});
  const float bound = ranked[most];
  for (Slot& slot : slots_) {
    const std::span<Weight> own = std::span(weights_).subspan(slot.first, slot.size);
    // Not the one of std::ranges: clang 14 cannot read its subrange in the library of GCC 12.
    const auto kept = std::remove_if(own.begin(), own.end(),
                                     [bound](const Weight& weight) { return importance(weight) <= bound; });
    slot.size = static_cast<std::uint32_t>(kept - own.begin());
  }
}

std::vector<std::pair<std::uint64_t, ContextWeights::Weight>> ContextWeights::all() const {
  std::vector<std::pair<std::uint64_t, Weight>> list;
  for (const Slot& slot : slots_) {
    for (const Weight& weight : std::span(weights_).subspan(slot.first, slot.size))
      list.emplace_back(slot.key, weight);
  }
  return list;
}

}  // namespace ykien::detail
