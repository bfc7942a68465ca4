#include "input.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "columns.h"
#include "process.h"
#include "ykien/base/error.h"
#include "ykien/table/source.h"

namespace ykien::program {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;
constexpr std::size_t kLeast = std::size_t{4} << 10;  // less is not read at a time
constexpr std::size_t kHead = std::size_t{64} << 10;  // bytes that tell a workbook from text
constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF";

// After the last line end, 0 without one.
std::size_t last_line_end(std::string_view bytes) {
  const std::size_t found = bytes.find_last_of("\r\n");
  return found == bytes.npos ? 0 : found + 1;
}

// Gives the text of a source as UTF-8. A byte order mark of UTF-8 stays in front: the reader reports it.
// Lines that are UTF-8 already are read to where they are wanted; the decoder is given whole lines, so that
// it holds nothing back.
class DecodingSource final : public table::ByteSource {
 public:
  DecodingSource(std::unique_ptr<table::ByteSource> source, std::shared_ptr<StreamDecoder> decoder)
      : source_(std::move(source)), decoder_(std::move(decoder)) {}

  std::size_t read(char* to, std::size_t most) override {
    while (at_ == text_.size() && !ended_) {
      if (most < held_.size() + kLeast) {
        aside_.resize(held_.size() + kPiece);
        const std::size_t passed = refill(aside_.data(), aside_.size());
        text_.insert(0, aside_, 0, passed);
      } else if (const std::size_t passed = refill(to, most); passed > 0) {
        return passed;
      }
    }
    const std::size_t got = text_.copy(to, most, at_);
    at_ += got;
    return got;
  }

  table::Progress progress() const override { return source_->progress(); }

 private:
  // Returns how many bytes at `to` are text; that of what follows them is in text_.
  std::size_t refill(char* to, std::size_t most) {
    const std::size_t held = held_.copy(to, held_.size());
    const std::size_t got = source_->read(to + held, std::min(most - held, kPiece));
    ended_ = got == 0;
    const std::string_view bytes(to, held + got);
    const std::size_t passed = ended_ ? 0 : decoder_->pass(bytes);
    decode(bytes.substr(passed));
    return passed;
  }

  void decode(std::string_view bytes) {
    text_.clear();
    at_ = 0;
    std::size_t lines = ended_ ? bytes.size() : last_line_end(bytes);
    if (lines == 0 && bytes.size() >= kPiece) lines = bytes.size();
    if (lines > 0 || ended_) decoder_->append(bytes.substr(0, lines), ended_, text_);
    held_ = bytes.substr(lines);
    if (begun_ || text_.empty()) return;
    begun_ = true;
    if (decoder_->byte_order_mark() && decoder_->encoding() == Encoding::utf8) text_.insert(0, kUtf8Bom);
  }

  std::unique_ptr<table::ByteSource> source_;
  std::shared_ptr<StreamDecoder> decoder_;
  std::string held_;   // the beginning of a line
  std::string aside_;  // where bytes go that no room was given for
  std::string text_;
  std::size_t at_ = 0;  // text_ is given up to here
  bool begun_ = false;
  bool ended_ = false;
};

// Shows somebody what it gives.
class WatchedSource final : public table::ByteSource {
 public:
  WatchedSource(std::unique_ptr<table::ByteSource> source, std::function<void(std::string_view)> watch)
      : source_(std::move(source)), watch_(std::move(watch)) {}

  std::size_t read(char* to, std::size_t most) override {
    const std::size_t got = source_->read(to, most);
    watch_({to, got});
    return got;
  }

  table::Progress progress() const override { return source_->progress(); }

 private:
  std::unique_ptr<table::ByteSource> source_;
  std::function<void(std::string_view)> watch_;
};

table::Header header_choice(const InputOptions& options) {
  if (options.header) return table::Header::yes;
  return options.no_header ? table::Header::no : table::Header::automatic;
}

void tell_about(const Input& input) {
  const table::ReadReport& report = input.reader.report();
  say(fmt::format("{}: format {} ({}), encoding {}", input.name, table::format_name(report.format),
                  report.format_why, input.encoding()));
  if (report.delimiter != '\0') {
    const std::string shown = report.delimiter == '\t' ? "tab" : std::string(1, report.delimiter);
    say(fmt::format("delimiter: {} ({})", shown, report.delimiter_why));
  }
  say(fmt::format("header row: {} ({})", report.header ? "yes" : "no", report.header_why));
  if (!report.sheet.empty()) say("sheet: " + report.sheet);
}

}  // namespace

char delimiter_of(const std::string& text) {
  if (text == "tab" || text == "\\t") return '\t';
  if (text.size() <= 1) return text.empty() ? '\0' : text[0];
  throw Error(ErrorCode::usage, "--delimiter", "\"" + text + "\" is not one character", "use , ; | or tab");
}

DecodeOptions decoding_as(const std::string& encoding) {
  if (encoding.empty() || encoding == "auto") return {};
  if (const auto known = find_encoding(encoding)) return {.encoding = known};
  std::string names = "auto";
  for (int i = 0; i < kEncodings; ++i) (names += ", ") += encoding_name(static_cast<Encoding>(i));
  throw Error(ErrorCode::usage, "--encoding", "unknown encoding \"" + encoding + "\"", "use one of " + names);
}

std::string CellDecoder::decode_lines(std::string_view lines) {
  Decoded decoded = decode(lines, {.encoding = std::nullopt, .keep_ill_formed = true});
  for (const ReadingCount& more : decoded.readings) {
    const auto known = std::ranges::find(counts_, more.reading, &ReadingCount::reading);
    if (known == counts_.end()) {
      counts_.push_back(more);
    } else {
      const auto sum = [](const ReadingCount& count) {
        return count.confidence * static_cast<double>(count.lines);
      };
      known->confidence = (sum(*known) + sum(more)) / static_cast<double>(known->lines + more.lines);
      known->lines += more.lines;
    }
  }
  return std::move(decoded.text);
}

std::vector<ReadingCount> CellDecoder::readings() const {
  std::vector<ReadingCount> sorted = counts_;
  std::ranges::stable_sort(sorted, std::ranges::greater{}, &ReadingCount::lines);
  return sorted;
}

std::vector<ReadingCount> Input::readings() const {
  if (decoder != nullptr) return decoder->readings();
  return cells != nullptr ? cells->readings() : std::vector<ReadingCount>();
}

std::size_t Input::ambiguous() const { return decoder == nullptr ? 0 : decoder->ambiguous(); }

std::string Input::encoding() const {
  const std::vector<ReadingCount> found = readings();
  if (decoder == nullptr && found.empty()) return "UTF-8";
  return describe(found) + (decoder != nullptr && decoder->byte_order_mark() ? " with byte order mark" : "");
}

Input open_input(const InputOptions& options) {
  const std::string& called = options.name.empty() ? options.path : options.name;
  const std::string name = called == "-" ? "standard input" : called;
  DecodeOptions decoding = decoding_as(options.encoding);
  decoding.keep_ill_formed = true;
  std::unique_ptr<table::ByteSource> source = table::open_source(options.path, stop_descriptor());
  if (options.watch) source = std::make_unique<WatchedSource>(std::move(source), options.watch);
  const std::string head = table::peek(source, kHead);
  if (head.empty()) throw Error(ErrorCode::format, name, "the file is empty", "export it again");
  std::shared_ptr<StreamDecoder> decoder;
  std::shared_ptr<CellDecoder> cells;
  if (table::guess_format(head, name) != table::Format::xlsx) {
    decoder = std::make_shared<StreamDecoder>(decoding);
    source = std::make_unique<DecodingSource>(std::move(source), decoder);
  } else if (!decoding.encoding.has_value()) {
    cells = std::make_shared<CellDecoder>();
  }
  table::ReaderOptions reading;
  if (cells != nullptr)
    reading.decode_lines = [cells](std::string_view lines) { return cells->decode_lines(lines); };
  reading.delimiter = delimiter_of(options.delimiter);
  reading.header = header_choice(options);
  reading.name = name;
  reading.is_header_name = is_known_column_name;
  table::Reader reader = table::Reader::open(std::move(source), std::move(reading));
  if (reader.header().empty())
    throw Error(ErrorCode::format, name, "there is nothing but empty lines", "export it again");
  Input input{std::move(reader), name, std::move(decoder), std::move(cells)};
  if (options.verbose) tell_about(input);
  return input;
}

}  // namespace ykien::program
