// Hashes that are the same on every machine, since models hold them.
#ifndef YKIEN_BASE_DETAIL_HASH_H_
#define YKIEN_BASE_DETAIL_HASH_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace ykien::detail {

constexpr std::uint64_t mix_bits(
    std::uint64_t value) noexcept {  // SplitMix64's finalizer (Steele et al. 2014)
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31);
}

// Fewer than eight bytes as one number, little end first. Not by a copy of their length, whose number the
// processor would wait for.
inline std::uint64_t last_bytes(const char* bytes, std::size_t count) noexcept {
  const auto byte = [bytes](std::size_t at) {
    return std::uint64_t{static_cast<unsigned char>(bytes[at])} << (8 * at);
  };
  if (count < 4) return count == 0 ? 0 : byte(0) | byte(count / 2) | byte(count - 1);
  std::uint32_t first, last;
  std::memcpy(&first, bytes, sizeof(first));
  std::memcpy(&last, bytes + count - sizeof(last), sizeof(last));
  return first | std::uint64_t{last} << (8 * (count - sizeof(last)));
}

// hash_text() of fewer than eight bytes, by last_bytes().
constexpr std::uint64_t hash_short_text(std::uint64_t bytes, std::size_t count) noexcept {
  return mix_bits(count ^ bytes ^ 0x9E3779B97F4A7C15U);
}

inline std::uint64_t hash_text(std::string_view bytes) noexcept {
  std::uint64_t hash = bytes.size();
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data(), 8);
    hash = mix_bits(hash ^ word);
  }
  const std::uint64_t word = last_bytes(bytes.data(), bytes.size());
  return mix_bits(hash ^ word ^ 0x9E3779B97F4A7C15U);
}

}  // namespace ykien::detail

#endif  // YKIEN_BASE_DETAIL_HASH_H_
