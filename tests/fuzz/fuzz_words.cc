// Any bytes as a word model and as a user's dictionary: refused with an Error or usable.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ykien/base/error.h"
#include "ykien/text/segment.h"

namespace {

constexpr std::string_view kText = "Tổ dân phố 7 họp, to dan pho thu quỹ của ủy ban nhân dân phường";

void use(const ykien::Segmenter& segmenter) {
  const ykien::Segmented found = segmenter.segment(kText);
  std::uint32_t next = 0;
  for (const ykien::Word& word : found.words) {
    if (word.first != next || word.last <= word.first || word.last > found.units.size()) std::abort();
    next = word.last;
  }
  if (next != found.units.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    use(ykien::Segmenter(ykien::SegmentModel::from_bytes(bytes)));
  } catch (const ykien::Error&) {
  }
  try {
    use(ykien::Segmenter(ykien::SegmentModel::words(), ykien::Dictionary::parse(bytes)));
  } catch (const ykien::Error&) {
  }
  return 0;
}
