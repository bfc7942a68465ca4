// Runs of bytes that are alike: what long texts are full of, and hostile ones made of.
#ifndef YKIEN_TEXT_DETAIL_RUNS_H_
#define YKIEN_TEXT_DETAIL_RUNS_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "text/detail/char_class.h"

namespace ykien::detail {

// How many of the leading bytes are ASCII.
inline std::size_t ascii_prefix(std::string_view bytes) noexcept {
  std::size_t at = 0;
  for (std::uint64_t word = 0; bytes.size() - at >= sizeof word; at += sizeof word) {
    std::memcpy(&word, bytes.data() + at, sizeof word);
    if ((word & 0x8080808080808080U) != 0) break;
  }
  while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
  return at;
}

// How many of the leading bytes are those of the first `length` over and over, these included.
inline std::size_t repeated_prefix(std::string_view bytes, std::size_t length) noexcept {
  std::size_t same = 0;  // bytes that are the same as the one `length` before
  const std::size_t most = bytes.size() - length;
  for (std::uint64_t first = 0, second = 0; most - same >= sizeof first; same += sizeof first) {
    std::memcpy(&first, bytes.data() + same, sizeof first);
    std::memcpy(&second, bytes.data() + same + length, sizeof second);
    if (first != second) break;
  }
  while (same < most && bytes[same] == bytes[same + length]) ++same;
  return length + same;
}

// How many of the leading bytes are ASCII that what follows cannot change: all of them, or those up to a byte
// that is no letter and has another one of ASCII after it. (A mark may follow the last byte, and a letter
// beyond ASCII goes on with its word.)
inline std::size_t settled_ascii(std::string_view bytes) noexcept {
  std::size_t size = ascii_prefix(bytes);
  if (size == bytes.size() || size == 0) return size;
  --size;
  while (size > 0 && is_ascii_letter(bytes[size - 1])) --size;
  return size;
}

// Appends ASCII in small letters.
inline void append_small(std::string_view ascii, std::string& to) {
  const std::size_t before = to.size();
  to += ascii;
  for (std::size_t i = before; i < to.size(); ++i) to[i] = ascii_lower(to[i]);
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_RUNS_H_
