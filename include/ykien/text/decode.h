// decode: raw bytes of a file or a cell -> well-formed UTF-8, with the way back to the bytes.
#ifndef YKIEN_TEXT_DECODE_H_
#define YKIEN_TEXT_DECODE_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/base/range.h"
#include "ykien/text/encoding.h"
#include "ykien/text/offset_map.h"

namespace ykien {

struct DecodeOptions {
  std::optional<Encoding> encoding = std::nullopt;  // nothing: found line by line
  // Ill-formed UTF-8 stays as it is instead of becoming U+FFFD (and is counted all the same).
  bool keep_ill_formed = false;
};

// Lines that were read alike. Lines of plain ASCII, which read alike in every way, are not counted.
struct ReadingCount {
  Reading reading;
  std::size_t lines = 0;
  double confidence = 0;  // mean over the lines, 0..1
};

// A stretch of text that was read in one way.
struct Passage {
  Range text;
  Reading reading;
};

struct Decoded {
  std::string text;                    // well-formed UTF-8, without a byte order mark
  OffsetMap offsets;                   // text -> bytes
  Encoding encoding = Encoding::utf8;  // that of the most lines
  bool byte_order_mark = false;
  std::size_t replaced = 0;            // ill-formed sequences that became U+FFFD
  std::size_t ambiguous = 0;           // lines (or cells) that may be several things, and were left as UTF-8
  std::vector<ReadingCount> readings;  // most lines first; empty for plain ASCII
  std::vector<Passage> passages;       // in order, where not all of the text was read in one way; else empty
};

// Decodes by the byte order mark. Without one: UTF-16 when all of it looks so; else line by line what is
// well-formed UTF-8 as it is, and other lines in the one of the old encodings, or after undoing the
// misreading, in which they are made of legal Vietnamese syllables. A line of 60 characters decides for
// itself; shorter ones follow the file; a line that reads well in no single way is decided cell by cell
// (cells end at , ; | tab or a quote). What stays open is taken for UTF-8. Ill-formed input never fails: each
// maximal subpart of an ill-formed sequence becomes one U+FFFD (Unicode 15, section 3.9, the WHATWG policy)
// and is counted. Throws Error(limit) where the bytes or the text are more than
// 4 GiB - 1 (range.h). Thread-safe. O(bytes).
YKIEN_API Decoded decode(std::string_view bytes, const DecodeOptions& options = {});

// Decodes in pieces what does not fit in memory; the text is that of decode(), however the pieces are cut.
// One per stream; not thread-safe.
class YKIEN_API StreamDecoder {
 public:
  explicit StreamDecoder(const DecodeOptions& options = {});
  StreamDecoder(StreamDecoder&&) noexcept;
  StreamDecoder& operator=(StreamDecoder&&) noexcept;
  ~StreamDecoder();

  // Appends to `to` the text of the next `bytes` of the stream; `last` says that no more will come. A line
  // waits until it is whole, and at the first line that is not plain UTF-8, 64 KiB wait for each other.
  void append(std::string_view bytes, bool last, std::string& to);

  // Takes of the next `bytes` of the stream, from their beginning, whole lines whose text they are
  // themselves, and returns their size: no need to copy them. The others are for append(). 0 before the first
  // append(), and while one holds bytes back.
  std::size_t pass(std::string_view bytes);

  Encoding encoding() const noexcept;  // that of the most lines so far
  bool byte_order_mark() const noexcept;
  std::size_t replaced() const noexcept;
  std::size_t ambiguous() const noexcept;
  std::vector<ReadingCount> readings() const;  // as Decoded::readings, so far

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Whether all of `bytes` is well-formed UTF-8. Thread-safe; some GB/s.
YKIEN_API bool is_utf8(std::string_view bytes) noexcept;

// "TCVN3 (99% sure)", "UTF-8; 12 lines VNI (98% sure)": what was found, for people.
YKIEN_API std::string describe(const std::vector<ReadingCount>& readings);

}  // namespace ykien

#endif  // YKIEN_TEXT_DECODE_H_
