// Where a place in a derived text comes from, given the run of the offset map that stands before it.
#ifndef YKIEN_TEXT_DETAIL_OFFSET_RUNS_H_
#define YKIEN_TEXT_DETAIL_OFFSET_RUNS_H_

#include <algorithm>
#include <cstdint>
#include <span>

#include "ykien/text/offset_map.h"

namespace ykien::detail {

// The source of a range that begins at `at`; `run` is the last one that does not begin after it, or nullptr.
constexpr std::uint32_t source_begin(const OffsetMap::Run* run, std::uint32_t at) noexcept {
  if (run == nullptr) return at;
  if (at >= run->to.end) return run->from.end + (at - run->to.end);
  return run->from.begin +
         (at - run->to.begin) / (run->to.size() / run->parts) * (run->from.size() / run->parts);
}

// The source of a range that ends at `at`; `run` is the last one that begins before it, or nullptr.
constexpr std::uint32_t source_end(const OffsetMap::Run* run, std::uint32_t at) noexcept {
  if (run == nullptr) return at;
  if (at > run->to.end) return run->from.end + (at - run->to.end);
  return run->from.end - (run->to.end - at) / (run->to.size() / run->parts) * (run->from.size() / run->parts);
}

// OffsetMap::source() for ranges that are not empty and come one after the other: each run is passed once, in
// place of a search among all of them for each range.
class SourceCursor {
 public:
  explicit SourceCursor(const OffsetMap& map) noexcept : runs_(map.runs()) {}

  Range source(Range range) noexcept {
    while (passed_ < runs_.size() && runs_[passed_].to.begin <= range.begin) ++passed_;
    const std::uint32_t begin = source_begin(last(), range.begin);
    while (passed_ < runs_.size() && runs_[passed_].to.begin < range.end) ++passed_;
    return {begin, std::max(begin, source_end(last(), range.end))};
  }

 private:
  const OffsetMap::Run* last() const noexcept { return passed_ == 0 ? nullptr : &runs_[passed_ - 1]; }

  std::span<const OffsetMap::Run> runs_;
  std::size_t passed_ = 0;
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_OFFSET_RUNS_H_
