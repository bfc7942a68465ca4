// How far offsets into texts reach: Range counts bytes in 32 bits.
#ifndef YKIEN_TEXT_DETAIL_REACH_H_
#define YKIEN_TEXT_DETAIL_REACH_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace ykien::detail {

inline constexpr std::size_t kReach32 = std::numeric_limits<std::uint32_t>::max();

// Throws Error(limit): a text, or what `step` makes of it, is longer than offsets reach.
[[noreturn]] void throw_out_of_reach(const char* step);

inline void require_in_reach(const char* step, std::size_t bytes, std::size_t most = kReach32) {
  if (bytes > most) [[unlikely]]
    throw_out_of_reach(step);
}

// What of a text offsets reach: for functions that may not fail.
constexpr std::string_view in_reach(std::string_view text) noexcept { return text.substr(0, kReach32); }

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_REACH_H_
