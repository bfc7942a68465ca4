// How often each span of units was one word in the training lines, and what that says: the lexicon.
#ifndef YKIEN_TEXT_FIT_SPAN_COUNTS_H_
#define YKIEN_TEXT_FIT_SPAN_COUNTS_H_

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "text/detail/segment_data.h"
#include "text/detail/segment_line.h"
#include "text/fit/labelled_line.h"

namespace ykien::detail {

struct SpanCount {
  std::uint32_t words = 0;     // times it was a word
  std::uint32_t possible = 0;  // times it was one if the unknown gaps are taken so
  std::uint32_t seen = 0;      // times its units stood together
  bool longer = false;         // it begins longer spans that were or may have been words
};

// 1..30 for a span that was or may have been a word, 0 otherwise: how often, and how often of the times seen.
std::uint8_t span_code(const SpanCount& count) noexcept;

class SpanCounts {
 public:
  explicit SpanCounts(Reading reading) : reading_(reading) {}

  // Two passes over the same lines: first all find(), then all count(). `weight`: how many times the line
  // counts.
  void find(const LabelledLine& line);
  void count(const LabelledLine& line, std::uint32_t weight);

  // Fills the codes of `line` as they would be without `labelled`, which was counted with `weight`: leaving
  // out what a line says about itself keeps the model from trusting the lexicon more than it will deserve on
  // new text.
  void set_codes_without(const LabelledLine& labelled, std::uint32_t weight, SegmentLine& line) const;

  // The slots of the table that segmenting looks at, the same for the same lines.
  std::vector<std::uint32_t> table() const;

 private:
  void hash_spans(const LabelledLine& line);

  Reading reading_;
  SegmentLine line_;
  std::unordered_map<std::uint64_t, SpanCount> counts_;
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_FIT_SPAN_COUNTS_H_
