// decode: raw bytes of a file or a cell -> well-formed UTF-8, with the way back to the bytes.
#ifndef YKIEN_TEXT_DECODE_H_
#define YKIEN_TEXT_DECODE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "ykien/base/export.h"
#include "ykien/text/encoding.h"
#include "ykien/text/offset_map.h"

namespace ykien {

struct Decoded {
  std::string text;   // well-formed UTF-8, without a byte order mark
  OffsetMap offsets;  // text -> bytes
  Encoding encoding = Encoding::utf8;
  bool byte_order_mark = false;
  std::size_t replaced = 0;  // ill-formed sequences that became U+FFFD
};

// Decodes by the byte order mark, UTF-8 without one. Ill-formed input never fails: each maximal subpart
// of an ill-formed sequence becomes one U+FFFD (Unicode 15, section 3.9, the WHATWG policy) and is counted.
// Thread-safe. O(bytes).
YKIEN_API Decoded decode(std::string_view bytes);

// Decodes in pieces what does not fit in memory. One per stream; not thread-safe.
class YKIEN_API StreamDecoder {
 public:
  // Appends to `to` the text of the next `bytes` of the stream; `last` says that no more will come.
  // The encoding is settled by the first bytes; a sequence cut by the end of a piece waits for the next.
  void append(std::string_view bytes, bool last, std::string& to);

  Encoding encoding() const noexcept { return encoding_; }
  bool byte_order_mark() const noexcept { return byte_order_mark_; }
  std::size_t replaced() const noexcept { return replaced_; }

 private:
  std::string pending_;
  Encoding encoding_ = Encoding::utf8;
  bool byte_order_mark_ = false;
  bool settled_ = false;
  std::size_t replaced_ = 0;
};

}  // namespace ykien

#endif  // YKIEN_TEXT_DECODE_H_
