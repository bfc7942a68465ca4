#include "table/detail/zstd_source.h"

#include <zstd.h>

#include <utility>
#include <vector>

#include "ykien/base/error.h"

namespace ykien::table::detail {
namespace {

struct FreeStream {
  void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
};

class ZstdSource final : public ByteSource {
 public:
  ZstdSource(std::unique_ptr<ByteSource> packed, std::string name)
      : packed_(std::move(packed)),
        name_(std::move(name)),
        stream_(ZSTD_createDStream()),
        bytes_(ZSTD_DStreamInSize()) {
    if (!stream_) throw std::bad_alloc();
  }

  std::size_t read(char* to, std::size_t most) override {
    ZSTD_outBuffer out{to, most, 0};
    while (out.pos == 0) {
      const bool ended = in_.pos == in_.size && !refill();
      // At the end the decoder may still hold bytes that did not fit before.
      if (ended && !in_frame_) return 0;
      const std::size_t status = ZSTD_decompressStream(stream_.get(), &out, &in_);
      if (ZSTD_isError(status)) fail(ZSTD_getErrorName(status));
      in_frame_ = status != 0;
      if (ended && in_frame_ && out.pos == 0) fail("the data ends in the middle");
    }
    return out.pos;
  }

  Progress progress() const override { return packed_->progress(); }

 private:
  bool refill() {
    in_ = {bytes_.data(), packed_->read(bytes_.data(), bytes_.size()), 0};
    return in_.size > 0;
  }

  [[noreturn]] void fail(const char* reason) const {
    throw Error(ErrorCode::damaged, name_, std::string("broken Zstandard data: ") + reason,
                "fetch the file again");
  }

  std::unique_ptr<ByteSource> packed_;
  std::string name_;
  std::unique_ptr<ZSTD_DStream, FreeStream> stream_;
  std::vector<char> bytes_;
  ZSTD_inBuffer in_{nullptr, 0, 0};
  bool in_frame_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> zstd_source(std::unique_ptr<ByteSource> packed, std::string name) {
  return std::make_unique<ZstdSource>(std::move(packed), std::move(name));
}

}  // namespace ykien::table::detail
