// Short cuts for text of ASCII alone, as what is typed without accents mostly is.
#ifndef YKIEN_TEXT_DETAIL_ASCII_H_
#define YKIEN_TEXT_DETAIL_ASCII_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/detail/hash.h"
#include "ykien/base/range.h"

namespace ykien::detail {

// Whether all of `text` is ASCII. Eight bytes at a time.
inline bool all_ascii(std::string_view text) noexcept {
  constexpr std::uint64_t kHigh = 0x8080808080808080;
  for (; text.size() >= 8; text.remove_prefix(8)) {
    std::uint64_t word;
    std::memcpy(&word, text.data(), 8);
    if ((word & kHigh) != 0) return false;
  }
  return (last_bytes(text.data(), text.size()) & kHigh) == 0;
}

// normalize() of a text that all_ascii(): small letters, byte for byte.
inline void fold_ascii(std::string_view text, std::string& to) {
  to.resize(text.size());
  const auto fold = [](char byte) {
    return static_cast<char>(byte + (static_cast<unsigned char>(byte - 'A') < 26 ? 'a' - 'A' : 0));
  };
  std::ranges::transform(text, to.begin(), fold);
}

// A word of at most eight bytes as one number; no two are the same if none has a byte of 0.
inline std::uint64_t packed_word(std::string_view word) noexcept {
  if (word.size() != 8) return last_bytes(word.data(), word.size());
  std::uint64_t all;
  std::memcpy(&all, word.data(), 8);
  return all;
}

inline constexpr std::size_t kPackedBytes = 8;

// The same for a part of `text`, 1 to 8 bytes, mostly without a branch that depends on its length.
inline std::uint64_t packed_word(std::string_view text, Range word) noexcept {
  if (text.size() - word.begin < kPackedBytes) return packed_word(slice(text, word));
  std::uint64_t all;
  std::memcpy(&all, text.data() + word.begin, sizeof all);
  return all & ~std::uint64_t{0} >> (8 * (kPackedBytes - word.size()));
}

// Bit 5 of each byte of a packed word of letters: those that are capitals.
inline std::uint64_t capitals_of(std::uint64_t packed, std::size_t size) noexcept {
  const std::uint64_t bytes = ~std::uint64_t{0} >> (8 * (kPackedBytes - size));
  return ~packed & bytes & 0x2020202020202020;
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ASCII_H_
