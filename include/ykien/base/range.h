// Range: a half-open range of bytes, the way tokens and source slices are named everywhere in ykien.
#ifndef YKIEN_BASE_RANGE_H_
#define YKIEN_BASE_RANGE_H_

#include <cstdint>
#include <string_view>

namespace ykien {

// Bytes [begin, end) of some text. Invariant: begin <= end. Texts are at most 4 GiB - 1 long: what is
// given a longer one, or would make one (folding makes up to eleven bytes of one), throws Error(limit); what
// may not throw reads that much of it.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const noexcept { return end - begin; }
  constexpr bool empty() const noexcept { return begin == end; }
  friend constexpr bool operator==(Range, Range) noexcept = default;
};

// The bytes of `text` named by `range`, cut to the text. The result views `text`, which must outlive it.
constexpr std::string_view slice(std::string_view text, Range range) noexcept {
  if (range.begin >= text.size()) return {};
  return text.substr(range.begin, range.size());
}

}  // namespace ykien

#endif  // YKIEN_BASE_RANGE_H_
