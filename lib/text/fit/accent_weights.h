// ContextWeights: the weights while they are learned, by context and candidate.
#ifndef YKIEN_TEXT_FIT_ACCENT_WEIGHTS_H_
#define YKIEN_TEXT_FIT_ACCENT_WEIGHTS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "text/detail/accent_table.h"
#include "text/detail/accent_units.h"

namespace ykien::detail {

// The candidate's number stands in the low bits of a key while occurrences are counted.
inline constexpr std::uint64_t kCandidateBits = kMostCandidates - 1;

class ContextWeights {
 public:
  struct Weight {
    float value = 0;
    float squares = 0;        // of the gradients so far (AdaGrad)
    std::uint16_t count = 0;  // occurrences of the candidate in the context, 65535 at most
    std::uint8_t candidate = 0;
  };

  // One weight for each candidate seen in each context that occurs `least` times. `units`: sentences with
  // borders.
  void count(std::span<const AccentUnit> units, const AccentLexicon& lexicon, std::size_t least);

  // As AccentTable has them.
  void add(std::span<const std::uint64_t> keys, float* scores) const noexcept {
    for (const std::uint64_t key : keys) {
      if (key == 0) continue;
      for (const Weight& weight : at(key)) scores[weight.candidate] += weight.value;
    }
  }
  void prefetch(std::uint64_t key) const noexcept { __builtin_prefetch(&slots_[home(key) & mask_]); }

  std::span<Weight> at(std::uint64_t key) noexcept {
    const Slot* slot = find(key);
    return slot == nullptr ? std::span<Weight>() : std::span(weights_).subspan(slot->first, slot->size);
  }
  std::span<const Weight> at(std::uint64_t key) const noexcept {
    const Slot* slot = find(key);
    return slot == nullptr ? std::span<const Weight>() : std::span(weights_).subspan(slot->first, slot->size);
  }

  std::size_t size() const noexcept;
  // Keeps the `most` weights that matter most: large ones in frequent contexts.
  void prune(std::size_t most);
  // What is left, by context.
  std::vector<std::pair<std::uint64_t, Weight>> all() const;

 private:
  struct Slot {
    std::uint64_t key = 0;  // its candidate bits are 0; 0: empty
    std::uint32_t first = 0;
    std::uint32_t size = 0;
  };
  struct Context {
    std::uint64_t key;
    std::uint32_t first;
    std::uint32_t size;
  };

  // Contexts of one window differ in few bits.
  static std::uint64_t home(std::uint64_t key) noexcept {
    return ((key & ~kCandidateBits) * 0x9E3779B97F4A7C15U) >> 24;
  }
  const Slot* find(std::uint64_t key) const noexcept {
    key &= ~kCandidateBits;
    for (std::uint64_t at = home(key);; ++at) {
      const Slot& slot = slots_[at & mask_];
      if (slot.key == key) return &slot;
      if (slot.key == 0) return nullptr;
    }
  }
  void add_occurrences(std::span<const std::uint64_t> sorted, std::size_t least,
                       std::vector<Context>& contexts);
  void index(std::span<const Context> contexts);

  std::vector<Slot> slots_;
  std::uint64_t mask_ = 0;
  std::vector<Weight> weights_;
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_FIT_ACCENT_WEIGHTS_H_
