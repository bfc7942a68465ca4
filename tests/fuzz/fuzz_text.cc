// Any bytes through decode, normalize and tokenize: no crash, no hang, and what the headers promise holds.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "ykien/text/decode.h"
#include "ykien/text/normalize.h"
#include "ykien/text/tokenize.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_tokens(std::string_view bytes, const ykien::Decoded& decoded, const ykien::Normalized& folded) {
  const ykien::OffsetMap offsets = decoded.offsets.then(folded.offsets);
  std::uint32_t end = 0;
  for (const ykien::Token& token : ykien::tokenize(folded.text)) {
    require(token.range.begin >= end && token.range.end > token.range.begin);
    end = token.range.end;
    const ykien::Range source = offsets.source(token.range);
    require(source.begin < source.end && source.end <= bytes.size());
    const auto alone = ykien::tokenize(ykien::slice(folded.text, token.range));
    require(alone.size() == 1 && alone[0].kind == token.kind && alone[0].range.size() == token.range.size());
  }
  require(end <= folded.text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const ykien::Decoded decoded = ykien::decode(bytes);
  require(ykien::decode(decoded.text, {.encoding = ykien::Encoding::utf8}).replaced == 0);
  const ykien::Normalized folded = ykien::normalize(decoded.text);
  require(ykien::normalize(folded.text).text == folded.text);
  check_tokens(bytes, decoded, folded);
  ykien::strip_accents(folded.text);
  return 0;
}
