// Any bytes through the word segmenter: no crash, no hang; units and words cover every token in order, and a
// workspace that has seen other texts changes nothing.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "ykien/text/normalize.h"
#include "ykien/text/segment.h"
#include "ykien/text/tokenize.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_words(std::string_view text, const ykien::Segmented& found) {
  std::uint32_t end = 0;
  for (const ykien::Range unit : found.units) {
    require(unit.begin >= end && unit.end > unit.begin && unit.end <= text.size());
    end = unit.end;
  }
  std::uint32_t next = 0;
  for (const ykien::Word& word : found.words) {
    require(word.first == next && word.last > word.first && word.last <= found.units.size());
    require(word.range.begin == found.units[word.first].begin &&
            word.range.end == found.units[word.last - 1].end);
    next = word.last;
  }
  require(next == found.units.size());
}

void check_tokens(std::string_view text, const ykien::Segmented& found) {
  const ykien::Normalized folded = ykien::normalize(text);
  std::size_t at = 0;
  for (const ykien::Token& token : ykien::tokenize(folded.text)) {
    const ykien::Range source = folded.offsets.source(token.range);
    while (at < found.units.size() && found.units[at].end < source.end) ++at;
    require(at < found.units.size() && found.units[at].begin <= source.begin);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ykien::Segmenter segmenter;
  static ykien::SegmentWorkspace warm;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  ykien::Segmented found;
  segmenter.segment(text, found, warm);
  check_words(text, found);
  check_tokens(text, found);
  require(segmenter.segment(text).words == found.words);
  return 0;
}
