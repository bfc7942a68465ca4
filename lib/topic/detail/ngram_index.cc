#include "topic/detail/ngram_index.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/detail/hash.h"

namespace ykien::detail {
namespace {

std::uint64_t table_size(std::size_t entries) noexcept {
  return std::bit_ceil<std::uint64_t>(2 * entries + 2);
}

}  // namespace

std::uint64_t hash_bytes(std::string_view bytes) noexcept {
  std::uint64_t hash = bytes.size();
  while (bytes.size() >= 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data(), 8);
    hash = mix(hash ^ word);
    bytes.remove_prefix(8);
  }
  const std::uint64_t word = last_bytes(bytes.data(), bytes.size());
  return mix(hash ^ word ^ 0x9E3779B97F4A7C15U);
}

bool NgramIndex::add_unit(UnitSlots& slots, std::uint32_t number) {
  const std::uint64_t hash = hash_bytes(text_of(number));
  for (std::uint64_t at = hash;; ++at) {
    UnitSlot& slot = slots.of[at & slots.mask];
    if (slot.number == kNone) {
      slot = {number, static_cast<std::uint32_t>(hash >> 32)};
      return true;
    }
    if (text_of(slot.number) == text_of(number)) return false;
  }
}

bool NgramIndex::add_node(Node node, std::uint32_t number) {
  if (node.parent == kNone) {
    if (roots_[node.unit] != kNone) return false;
    roots_[node.unit] = number;
    return true;
  }
  const std::uint64_t key = key_of(node.parent, node.unit);
  const std::uint64_t hash = mix(key);
  for (std::uint64_t at = hash;; ++at) {
    Child& slot = children_[at & child_mask_];
    if (slot.node == kNone) {
      slot = {key, number};
      tags_[at & child_mask_] = tag_of(hash);
      return true;
    }
    if (slot.key == key) return false;
  }
}

bool NgramIndex::build(std::span<const std::string> units, std::span<const std::uint32_t> streams,
                       std::span<const Node> nodes) {
  bytes_.clear();
  ends_.assign(1, 0);
  longest_unit_ = 0;
  for (const std::string& unit : units) {
    longest_unit_ = std::max(longest_unit_, unit.size());
    bytes_ += unit;
    ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  }
  units_.clear();
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const std::size_t end = i + 1 < streams.size() ? streams[i + 1] : units.size();
    UnitSlots slots;
    slots.of.assign(table_size(end - streams[i]), UnitSlot{});
    slots.mask = slots.of.size() - 1;
    for (std::uint32_t unit = streams[i]; unit < end; ++unit) {
      if (!add_unit(slots, unit)) return false;
    }
    units_.push_back(std::move(slots));
  }
  roots_.assign(units.size(), kNone);
  children_.assign(table_size(nodes.size()), Child{});
  child_mask_ = children_.size() - 1;
  tags_.assign(children_.size(), 0);
  for (std::uint32_t number = 0; number < nodes.size(); ++number) {
    if (!add_node(nodes[number], number)) return false;
  }
  return true;
}

}  // namespace ykien::detail
