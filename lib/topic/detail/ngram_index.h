// NgramIndex: exact look-up of units by their text and of n-grams by their beginning and last unit.
#ifndef YKIEN_TOPIC_DETAIL_NGRAM_INDEX_H_
#define YKIEN_TOPIC_DETAIL_NGRAM_INDEX_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"

namespace ykien::detail {

inline constexpr std::uint32_t kNone = 0xFFFFFFFF;

// An n-gram: the n-gram without its last unit (kNone for a single unit), and that unit.
struct Node {
  std::uint32_t parent = kNone;
  std::uint32_t unit = 0;
  friend bool operator==(const Node&, const Node&) = default;
};

YKIEN_API std::uint64_t hash_bytes(std::string_view bytes) noexcept;
constexpr std::uint64_t mix(
    std::uint64_t value) noexcept {  // the finalizer of SplitMix64 (Steele et al. 2014)
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31);
}

// Open addressing with linear probing, at most half full. A byte of hash for each n-gram stands in an array
// of its own: it stays in the cache, and tells nearly every n-gram that is not there without a look at the
// slots, which do not. Half the hash of each unit stands beside its number, so that the text of another is
// not looked at. Immutable once built.
class YKIEN_API NgramIndex {
 public:
  // streams[i]: the first unit number of stream i; units ascending by stream. False if two units of a stream
  // or two n-grams are the same.
  [[nodiscard]] bool build(std::span<const std::string> units, std::span<const std::uint32_t> streams,
                           std::span<const Node> nodes);

  // The number of the unit `text` of a stream, or kNone.
  std::uint32_t unit(std::size_t stream, std::string_view text) const noexcept {
    const UnitSlots& slots = units_[stream];
    const std::uint64_t hash = hash_bytes(text);
    for (std::uint64_t at = hash;; ++at) {
      const UnitSlot& slot = slots.of[at & slots.mask];
      if (slot.number == kNone || (slot.hash == hash >> 32 && text_of(slot.number) == text))
        return slot.number;
    }
  }

  std::size_t longest_unit() const noexcept { return longest_unit_; }  // bytes

  // The n-gram `parent` followed by `unit`, or kNone. parent == kNone asks for the single unit.
  std::uint32_t child(std::uint32_t parent, std::uint32_t unit) const noexcept {
    if (parent == kNone) return roots_[unit];
    const std::uint64_t key = key_of(parent, unit);
    const std::uint64_t hash = mix(key);
    const std::uint8_t tag = tag_of(hash);
    for (std::uint64_t at = hash;; ++at) {
      const std::uint8_t found = tags_[at & child_mask_];
      if (found == 0) return kNone;
      if (found == tag && children_[at & child_mask_].key == key) return children_[at & child_mask_].node;
    }
  }

  // Asks the memory for what child(parent, unit) will look at. Any arguments will do.
  void prefetch(std::uint32_t parent, std::uint32_t unit) const noexcept {
    const std::uint64_t at = mix(key_of(parent, unit)) & child_mask_;
    __builtin_prefetch(&tags_[at]);
    __builtin_prefetch(&children_[at]);
  }

 private:
  struct Child {
    std::uint64_t key = 0;
    std::uint32_t node = kNone;
  };
  struct UnitSlot {
    std::uint32_t number = kNone;
    std::uint32_t hash = 0;  // the upper half
  };
  struct UnitSlots {
    std::vector<UnitSlot> of;
    std::uint64_t mask = 0;
  };

  static constexpr std::uint64_t key_of(std::uint32_t parent, std::uint32_t unit) noexcept {
    return (static_cast<std::uint64_t>(parent) << 32) | unit;
  }
  static constexpr std::uint8_t tag_of(std::uint64_t hash) noexcept {
    return static_cast<std::uint8_t>((hash >> 56) | 1);  // never 0, which marks an empty slot
  }
  std::string_view text_of(std::uint32_t unit) const noexcept {
    return std::string_view(bytes_).substr(ends_[unit], ends_[unit + 1] - ends_[unit]);
  }
  bool add_unit(UnitSlots& slots, std::uint32_t number);
  bool add_node(Node node, std::uint32_t number);

  std::size_t longest_unit_ = 0;
  std::string bytes_;                 // all units, one after the other
  std::vector<std::uint32_t> ends_;   // unit i is bytes_[ends_[i], ends_[i + 1])
  std::vector<UnitSlots> units_;      // by stream
  std::vector<std::uint32_t> roots_;  // by unit
  std::vector<Child> children_;
  std::vector<std::uint8_t> tags_;  // by slot of children_
  std::uint64_t child_mask_ = 0;
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_NGRAM_INDEX_H_
