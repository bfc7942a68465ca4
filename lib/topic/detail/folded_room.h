// FoldedRoom: where the fused path folds a piece to.
#ifndef YKIEN_TOPIC_DETAIL_FOLDED_ROOM_H_
#define YKIEN_TOPIC_DETAIL_FOLDED_ROOM_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "text/detail/char_class.h"
#include "text/detail/utf8.h"
#include "ykien/base/range.h"

namespace ykien::detail {

// A sink for Folder. Its text has kSpare bytes after it that may be read. What it holds is overwritten, and
// the buffer keeps its size, so that nothing is written but the text.
class FoldedRoom {
 public:
  static constexpr std::size_t kSpare = 16;

  explicit FoldedRoom(std::vector<char>& buffer) : buffer_(buffer) { make_room(0); }

  void put(char32_t value, Range, bool) {
    make_room(4);
    size_ += write_code_point(value, buffer_.data() + size_);
  }
  void put_ascii(std::string_view source, std::uint32_t) {
    make_room(source.size());
    char* const to = buffer_.data() + size_;
    for (std::size_t i = 0; i < source.size(); ++i) to[i] = ascii_lower(source[i]);
    size_ += source.size();
  }
  void drop(Range) {}

  std::string_view text() const noexcept { return {buffer_.data(), size_}; }

 private:
  void make_room(std::size_t more) {
    if (buffer_.size() < size_ + more + kSpare) [[unlikely]]
      buffer_.resize(2 * (size_ + more + kSpare));
  }

  std::vector<char>& buffer_;
  std::size_t size_ = 0;
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_FOLDED_ROOM_H_
