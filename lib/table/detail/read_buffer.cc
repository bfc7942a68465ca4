#include "table/detail/read_buffer.h"

#include <cstring>
#include <utility>

namespace ykien::table::detail {

ReadBuffer::ReadBuffer(std::unique_ptr<ByteSource> source)
    : source_(std::move(source)), bytes_(std::make_unique_for_overwrite<char[]>(kStart + kPadding)) {}

void ReadBuffer::fill() {
  while (end_ < capacity_ && more()) {
  }
}

bool ReadBuffer::more() {
  if (ended_) return false;
  if (end_ == capacity_) make_room();
  const std::size_t got = source_->read(bytes_.get() + end_, capacity_ - end_);
  end_ += got;
  bytes_read_ += got;
  ended_ = got == 0;
  return !ended_;
}

void ReadBuffer::make_room() {
  const std::size_t size = end_ - begin_;
  if (size >
      capacity_ / 2) {  // too little would be won by moving: a long row costs a bounded number of copies
    auto larger = std::make_unique_for_overwrite<char[]>(2 * capacity_ + kPadding);
    std::memcpy(larger.get(), data(), size);
    bytes_ = std::move(larger);
    capacity_ *= 2;
  } else {
    std::memmove(bytes_.get(), data(), size);
  }
  begin_ = 0;
  end_ = size;
}

}  // namespace ykien::table::detail
