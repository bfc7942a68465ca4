// ReadBuffer: the bytes of a source between the start of the current row and what has been read.
#ifndef YKIEN_TABLE_DETAIL_READ_BUFFER_H_
#define YKIEN_TABLE_DETAIL_READ_BUFFER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "ykien/table/source.h"

namespace ykien::table::detail {

class ReadBuffer {
 public:
  static constexpr std::size_t kStart = std::size_t{512} << 10;
  static constexpr std::size_t kPadding = 64;  // readable bytes after the end, as simdjson wants

  explicit ReadBuffer(std::unique_ptr<ByteSource> source);

  // Reads until the buffer is full or the source ends, so that what is found in the first bytes does not
  // depend on how the source cuts them.
  void fill();
  // Reads some more after what is there; moves the unconsumed bytes to the front, or grows, when there is no
  // room. False when the source has ended.
  bool more();

  std::string_view text() const noexcept { return {data(), end_ - begin_}; }
  char* data() const noexcept { return bytes_.get() + begin_; }
  void consume(std::size_t size) noexcept { begin_ += size; }

  bool ended() const noexcept { return ended_; }
  std::uint64_t bytes_read() const noexcept { return bytes_read_; }
  const ByteSource& source() const noexcept { return *source_; }

 private:
  void make_room();

  std::unique_ptr<ByteSource> source_;
  std::size_t capacity_ = kStart;
  std::unique_ptr<char[]> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool ended_ = false;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_READ_BUFFER_H_
