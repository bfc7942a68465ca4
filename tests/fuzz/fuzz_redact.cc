// Any bytes through redact(): ranges in order and within the text, and nothing else is changed.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "ykien/text/redact.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string expected;
  std::uint32_t last = 0;
  for (const ykien::PrivateRange& found : ykien::find_private(text)) {
    if (found.range.begin < last || found.range.end <= found.range.begin || found.range.end > size)
      std::abort();
    expected += text.substr(last, found.range.begin - last);
    expected += ykien::private_mark(found.kind);
    last = found.range.end;
  }
  expected += text.substr(last);
  if (ykien::redact(text) != expected) std::abort();
  return 0;
}
