// Counts in sentences.
#ifndef YKIEN_BASE_DETAIL_COUNTED_H_
#define YKIEN_BASE_DETAIL_COUNTED_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace ykien::detail {

// "1 text", "2 texts": for nouns whose plural ends in s.
inline std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace ykien::detail

#endif  // YKIEN_BASE_DETAIL_COUNTED_H_
