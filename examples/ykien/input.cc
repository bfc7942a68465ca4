#include "input.h"

#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <utility>

#include "columns.h"
#include "ykien/base/error.h"
#include "ykien/table/source.h"
#include "ykien/text/decode.h"

namespace ykien::program {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;

// Gives the UTF-8 text of a UTF-16 source.
class DecodingSource final : public table::ByteSource {
 public:
  explicit DecodingSource(std::unique_ptr<table::ByteSource> source)
      : source_(std::move(source)), piece_(kPiece, '\0') {}

  std::size_t read(char* to, std::size_t most) override {
    while (at_ == text_.size() && !ended_) refill();
    const std::size_t got = text_.copy(to, most, at_);
    at_ += got;
    return got;
  }

  table::Progress progress() const override { return source_->progress(); }

 private:
  void refill() {
    text_.clear();
    at_ = 0;
    const std::size_t got = source_->read(piece_.data(), piece_.size());
    ended_ = got == 0;
    decoder_.append(std::string_view(piece_).substr(0, got), ended_, text_);
  }

  std::unique_ptr<table::ByteSource> source_;
  StreamDecoder decoder_;
  std::string piece_;
  std::string text_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

bool status_of(const std::string& path, int standard, struct stat& facts) {
  const int result = path == "-" ? ::fstat(standard, &facts) : ::stat(path.c_str(), &facts);
  return result == 0 && S_ISREG(facts.st_mode);
}

table::Header header_choice(const InputOptions& options) {
  if (options.header) return table::Header::yes;
  return options.no_header ? table::Header::no : table::Header::automatic;
}

}  // namespace

char delimiter_of(const std::string& text) {
  if (text == "tab" || text == "\\t") return '\t';
  if (text.size() <= 1) return text.empty() ? '\0' : text[0];
  throw Error(ErrorCode::usage, "--delimiter", "\"" + text + "\" is not one character", "use , ; | or tab");
}

Input open_input(const InputOptions& options) {
  const std::string name = options.path == "-" ? "standard input" : options.path;
  std::unique_ptr<table::ByteSource> source = table::open_source(options.path);
  const std::string head = table::peek(source, 3);
  if (head.empty()) throw Error(ErrorCode::format, name, "the file is empty", "export it again");
  const Decoded start = decode(head);
  std::string encoding(encoding_name(start.encoding));
  if (start.byte_order_mark) encoding += " with byte order mark";
  if (start.encoding != Encoding::utf8) source = std::make_unique<DecodingSource>(std::move(source));
  table::ReaderOptions reading;
  reading.delimiter = delimiter_of(options.delimiter);
  reading.header = header_choice(options);
  reading.name = name;
  reading.is_header_name = is_known_column_name;
  table::Reader reader = table::Reader::open(std::move(source), std::move(reading));
  if (reader.header().empty())
    throw Error(ErrorCode::format, name, "there is nothing but empty lines", "export it again");
  return {std::move(reader), name, std::move(encoding)};
}

void refuse_same_file(const std::string& input, const std::string& output) {
  struct stat in {};
  struct stat out {};
  if (!status_of(input, STDIN_FILENO, in) || !status_of(output, STDOUT_FILENO, out)) return;
  if (in.st_dev != out.st_dev || in.st_ino != out.st_ino) return;
  throw Error(ErrorCode::usage, output == "-" ? "standard output" : output, "this is the input file itself",
              "choose another name for the output");
}

}  // namespace ykien::program
