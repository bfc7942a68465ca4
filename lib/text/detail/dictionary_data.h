// What a Dictionary holds: the hashes of its words and of their beginnings, by unit.
#ifndef YKIEN_TEXT_DETAIL_DICTIONARY_DATA_H_
#define YKIEN_TEXT_DETAIL_DICTIONARY_DATA_H_

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>

#include "text/detail/segment_data.h"

namespace ykien::detail {

inline constexpr std::size_t kLongestEntry = 16;  // units

struct DictionaryData {
  // For each reading: the hash of each beginning of a word, and whether it is a whole word.
  std::array<std::unordered_map<std::uint64_t, bool>, kReadings> beginnings;
  static constexpr std::size_t kFirsts = 4096;
  std::array<std::bitset<kFirsts>, kReadings> firsts;  // the low bits of first units
  std::size_t words = 0;

  // Whether a word may begin with that unit: nearly never true where none does.
  bool may_begin(Reading reading, std::uint32_t id) const noexcept {
    return firsts[static_cast<std::size_t>(reading)][id >> 1 & (kFirsts - 1)];
  }
  // How many units the longest word at the beginning of `ids` has, 0 if none.
  std::size_t longest(Reading reading, std::span<const std::uint32_t> ids) const noexcept;
  void add(Reading reading, std::span<const std::uint32_t> ids);
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_DICTIONARY_DATA_H_
