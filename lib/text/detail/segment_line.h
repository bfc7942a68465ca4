// From units to what the features look at: the steps before the decisions, shared by segmenting and training.
#ifndef YKIEN_TEXT_DETAIL_SEGMENT_LINE_H_
#define YKIEN_TEXT_DETAIL_SEGMENT_LINE_H_

#include <cstdint>
#include <span>

#include "text/detail/segment_data.h"
#include "text/detail/segment_features.h"

namespace ykien::detail {

// How a line is read: without accents where less than 3 in 20 of its words made of letters have any.
YKIEN_API Reading reading_of(std::span<const Unit> units) noexcept;

// A line of one case, all small or all capitals, tells nothing by its capitals.
YKIEN_API bool is_caseless(std::span<const Unit> units) noexcept;

// Fills all of `line` but the codes. caseless: the units' capitals are not to be seen.
YKIEN_API void set_units(std::span<const Unit> units, Reading reading, bool caseless, SegmentLine& line);

// Fills the codes; the rows must have been found.
YKIEN_API void set_codes(const SpanTable& spans, SegmentLine& line);

// Calls visit(first, length, hash) for each span of up to kLongestSpan units.
template <typename Visit>
void each_span(const SegmentLine& line, Visit visit) {
  const std::uint32_t* const ids = line.ids.data() + kLineMargin;
  for (std::size_t first = 0; first < line.size; ++first) {
    std::uint64_t hash = kSpanSeed;
    for (std::size_t length = 1; length <= kLongestSpan && first + length <= line.size; ++length) {
      hash = chain(hash, ids[first + length - 1]);
      visit(first, length, hash);
    }
  }
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_SEGMENT_LINE_H_
