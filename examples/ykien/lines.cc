#include "lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "files.h"
#include "input.h"
#include "output.h"
#include "process.h"
#include "terminal.h"
#include "ykien/base/error.h"
#include "ykien/table/source.h"

namespace ykien::program {
namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10;
constexpr std::size_t kLongestLine = std::size_t{512} << 20;  // stays under the limit of normalize()

class LineFilter {
 public:
  LineFilter(const std::function<void(std::string_view, std::string&)>& change,
             const EncodingOptions& options)
      : change_(change), decoder_(decoding_as(options.encoding)), verbose_(options.verbose) {}

  int run() {
    refuse_same_file("-", "-");
    const auto source = table::open_source("-");
    std::string piece(kPiece, '\0');
    for (std::size_t got = 1; got > 0;) {
      got = source->read(piece.data(), piece.size());
      const std::size_t before = text_.size();  // holds no line break so far
      decoder_.append(std::string_view(piece).substr(0, got), got == 0, text_);
      if (got == 0 && !text_.empty() && text_.back() != '\n') text_ += '\n';
      change_whole_lines(before);
    }
    if (verbose_) say(fmt::format("standard input: encoding {}", describe(decoder_.readings())));
    return tell_replaced();
  }

 private:
  void change_whole_lines(std::size_t before) {
    const std::size_t last = std::string_view(text_).substr(before).rfind('\n');
    const std::size_t end = last == std::string_view::npos ? 0 : before + last + 1;
    if (end == 0 && text_.size() > kLongestLine) {
      throw Error(ErrorCode::limit, "standard input", "a line is longer than 512 MiB", "is this text?");
    }
    if (end == 0) return;
    changed_.clear();
    change_(std::string_view(text_).substr(0, end), changed_);
    print(changed_);
    text_.erase(0, end);
  }

  int tell_replaced() const {
    if (decoder_.replaced() == 0) return kSuccess;
    say(fmt::format("standard input: {} became U+FFFD; save it as UTF-8",
                    counted(decoder_.replaced(), "ill-formed sequence")));
    return kSomeRowsFailed;
  }

  const std::function<void(std::string_view, std::string&)>& change_;
  StreamDecoder decoder_;
  bool verbose_;
  std::string text_;
  std::string changed_;
};

}  // namespace

int filter_lines(const std::function<void(std::string_view, std::string&)>& change,
                 const EncodingOptions& options) {
  return LineFilter(change, options).run();
}

}  // namespace ykien::program
