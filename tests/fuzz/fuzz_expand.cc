// Any bytes through expand and rewrite_tones: between the runs of their maps the texts are the same bytes.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ykien/text/expand.h"
#include "ykien/text/normalize.h"
#include "ykien/text/tone.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(std::string_view source, std::string_view result, const ykien::OffsetMap& offsets) {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  for (const ykien::OffsetMap::Run& run : offsets.runs()) {
    require(run.from.begin >= from && run.to.begin >= to && run.from.end >= run.from.begin &&
            run.to.end >= run.to.begin);
    require(source.size() >= run.from.end && result.size() >= run.to.end);
    require(run.from.begin - from == run.to.begin - to);
    from = run.from.end;
    to = run.to.end;
  }
  require(source.size() - from == result.size() - to);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const ykien::Expanded expanded = ykien::expand(text);
  check(text, expanded.text, expanded.offsets);
  require(ykien::expand(text, {false, false, false}).text == text);
  for (const auto style : {ykien::ToneStyle::old_style, ykien::ToneStyle::new_style}) {
    const ykien::Rewritten rewritten = ykien::rewrite_tones(text, style);
    check(text, rewritten.text, rewritten.offsets);
    require(ykien::rewrite_tones(rewritten.text, style).text == rewritten.text);
    require(ykien::normalize(rewritten.text, {style}).text == ykien::normalize(text, {style}).text);
  }
  return 0;
}
