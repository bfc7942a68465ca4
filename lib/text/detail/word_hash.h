// The hashes of the word segmenter. They stand in the model file through what they address: never change
// them.
#ifndef YKIEN_TEXT_DETAIL_WORD_HASH_H_
#define YKIEN_TEXT_DETAIL_WORD_HASH_H_

#include <cstdint>
#include <string_view>

namespace ykien::detail {

// 32 bits of FNV-1a (Fowler, Noll, Vo) with a multiplicative finish; never 0.
constexpr std::uint32_t hash_unit(std::string_view text) noexcept {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
  hash = (hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15U;
  return static_cast<std::uint32_t>(hash >> 32) | 1U;
}

// Chains values: the same values in the same order give the same hash.
constexpr std::uint64_t chain(std::uint64_t hash, std::uint64_t value) noexcept {
  hash = (hash ^ (value + 0x9E3779B97F4A7C15U)) * 0xBF58476D1CE4E5B9U;
  return hash ^ (hash >> 29);
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_WORD_HASH_H_
