// Any bytes through sentences and requests: ranges in order, within the text, whole sentences in each
// request.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ykien/text/requests.h"
#include "ykien/text/sentences.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(std::string_view text, const std::vector<ykien::Range>& ranges) {
  std::uint32_t last = 0;
  for (const ykien::Range range : ranges) {
    require(range.begin >= last && range.end > range.begin);
    const std::string_view between = text.substr(last, range.begin - last);
    require(std::ranges::none_of(between, [](char c) { return c > ' ' && c < 0x7F; }));
    last = range.end;
  }
  require(last <= text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::vector<ykien::Range> sentences = ykien::sentences(text);
  const std::vector<ykien::Range> requests = ykien::requests(text);
  check(text, sentences);
  check(text, requests);
  for (const ykien::Range request : requests) {
    require(std::ranges::count(sentences, request.begin, &ykien::Range::begin) == 1);
    require(std::ranges::count(sentences, request.end, &ykien::Range::end) == 1);
  }
  return 0;
}
