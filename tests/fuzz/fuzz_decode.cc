// Any bytes in any encoding, whole and in pieces: well-formed text, a way back, and the same text however it
// is cut.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "text/detail/utf8_valid.h"
#include "text/encoding/trigger.h"
#include "ykien/text/decode.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check_kernels(std::string_view bytes) {
  const std::size_t expected = ykien::detail::well_formed_by_reading(bytes);
  for (const auto& each : ykien::detail::utf8_kernels()) {
    require(ykien::detail::well_formed_by(each.kernel, bytes) == expected);
  }
  require(ykien::encoding::find_trigger(bytes) == ykien::encoding::find_trigger_portable(bytes));
}

void check_runs(const ykien::Decoded& decoded, std::size_t size) {
  std::uint32_t last_from = 0, last_to = 0;
  for (const ykien::OffsetMap::Run& run : decoded.offsets.runs()) {
    require(run.to.begin >= last_to && run.to.end >= run.to.begin);
    require(run.from.begin >= last_from && run.from.end >= run.from.begin);
    require(run.from.begin - last_from == run.to.begin - last_to);
    last_from = run.from.end;
    last_to = run.to.end;
  }
  require(last_from <= size && size - last_from == decoded.text.size() - last_to);
}

}  // namespace

// The first byte chooses the encoding (or none), the second the size of the pieces.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  ykien::DecodeOptions options;
  const int choice = data[0] % (2 * ykien::kEncodings);
  if (choice < ykien::kEncodings) options.encoding = static_cast<ykien::Encoding>(choice);
  const std::size_t step = data[1] % 64U + 1U;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  check_kernels(bytes);
  const ykien::Decoded decoded = ykien::decode(bytes, options);
  require(ykien::is_utf8(decoded.text));
  check_runs(decoded, bytes.size());
  ykien::StreamDecoder decoder(options);
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    const std::string_view piece = bytes.substr(at, step);
    const std::size_t passed = decoder.pass(piece);
    text += piece.substr(0, passed);
    decoder.append(piece.substr(passed), false, text);
  }
  decoder.append({}, true, text);
  require(text == decoded.text && decoder.replaced() == decoded.replaced &&
          decoder.ambiguous() == decoded.ambiguous);
  return 0;
}
