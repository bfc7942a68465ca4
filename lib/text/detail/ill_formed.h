// Bytes that are ill-formed in UTF-8 whatever stands beside them.
#ifndef YKIEN_TEXT_DETAIL_ILL_FORMED_H_
#define YKIEN_TEXT_DETAIL_ILL_FORMED_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace ykien::detail {

// Continuation bytes, where none is waited for, and bytes that are nowhere in UTF-8.
constexpr bool begins_nothing(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0xF5 || (byte >= 0x80 && byte < 0xC2);
}

// The same of eight bytes, all of them.
constexpr bool all_begin_nothing(std::uint64_t bytes) noexcept {
  constexpr std::uint64_t kOnes = 0x0101010101010101U, kTops = 0x80 * kOnes;
  const std::uint64_t low = bytes & ~kTops;
  const std::uint64_t leads = (low + (0x80 - 0x42) * kOnes) & ~(low + (0x80 - 0x75) * kOnes);
  return ((leads | ~bytes) & kTops) == 0;
}

// How many of the leading bytes begin nothing, the first of them where a code point may begin.
inline std::size_t nothing_prefix(std::string_view bytes) noexcept {
  if (bytes.size() < 2 || !begins_nothing(bytes[1]))
    return !bytes.empty() && begins_nothing(bytes[0]) ? 1 : 0;
  std::size_t at = 0;
  for (std::uint64_t word = 0; bytes.size() - at >= sizeof word; at += sizeof word) {
    std::memcpy(&word, bytes.data() + at, sizeof word);
    if (!all_begin_nothing(word)) break;
  }
  while (at < bytes.size() && begins_nothing(bytes[at])) ++at;
  return at;
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ILL_FORMED_H_
