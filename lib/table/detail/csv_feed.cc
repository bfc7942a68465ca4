// The rows of a CSV or TSV file.
#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "table/detail/csv_scanner.h"
#include "table/detail/failure.h"
#include "table/detail/feed.h"
#include "table/detail/read_buffer.h"
#include "table/detail/scan.h"
#include "table/detail/sniff.h"

namespace ykien::table::detail {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

// The line end that `text` begins with: 0, 1 or 2 bytes.
std::size_t line_end_size(std::string_view text) {
  if (text.starts_with("\r\n")) return 2;
  return text.starts_with('\n') || text.starts_with('\r') ? 1 : 0;
}

// Turns "" into " within [begin, end) and returns the new end. Everything else stays, stray quotes too.
char* undouble(char* begin, char* end) {
  char* to = begin;
  while (auto* quote = static_cast<char*>(std::memchr(begin, '"', static_cast<std::size_t>(end - begin)))) {
    const auto size = static_cast<std::size_t>(quote + 1 - begin);  // one quote included
    std::memmove(to, begin, size);
    to += size;
    begin = quote + 1;
    if (begin != end && *begin == '"') ++begin;
  }
  std::memmove(to, begin, static_cast<std::size_t>(end - begin));
  return to + (end - begin);
}

class CsvFeed final : public Feed {
 public:
  CsvFeed(std::unique_ptr<ByteSource> source, const ReaderOptions& options, ReadReport& report)
      : options_(options), report_(report), buffer_(std::move(source)), scanner_(CsvShape{}) {
    buffer_.fill();
    skip_bom();
    find_shape();
    report_.bytes = buffer_.bytes_read();
  }

  bool next(Row& row) override {
    do {
      buffer_.consume(std::exchange(row_size_, 0));
      if (buffer_.text().empty() && !buffer_.more()) return false;
      scan_row();
    } while (pass_blank());
    take_row(row);
    return true;
  }

  void set_columns(std::size_t columns) override { scanner_.set_columns(columns); }
  Progress progress() const override { return buffer_.source().progress(); }

 private:
  void skip_bom() {
    report_.bom = buffer_.text().starts_with(kBom);
    if (report_.bom) buffer_.consume(kBom.size());
  }

  void find_shape() {
    const LineEndings endings = sniff_line_endings(buffer_.text());
    report_.line_ending = endings.kind;
    report_.mixed_line_endings = endings.mixed;
    const bool cr = endings.kind == LineEnding::cr;
    Delimiter found = asked_delimiter();
    const char named = take_sep_line();
    if (found.byte == '\0' && named != '\0') found = {named, 0, "the first line is sep="};
    if (found.byte == '\0') found = sniff_delimiter(buffer_.text(), buffer_.ended(), cr);
    if (found.columns == 0) found.columns = sniff_columns(buffer_.text(), buffer_.ended(), cr, found.byte);
    report_.delimiter = found.byte == '\n' ? '\0' : found.byte;
    report_.delimiter_why = found.why;
    scanner_ = CsvScanner({found.byte, cr, found.columns, options_.max_field});
  }

  Delimiter asked_delimiter() const {
    if (options_.delimiter != '\0') return {options_.delimiter, 0, "asked for"};
    if (report_.format == Format::tsv) return {'\t', 0, "the format is tsv"};
    return {'\0', 0, ""};
  }

  // Excel's first line "sep=;": passes over it and gives its delimiter; '\0' if there is none.
  char take_sep_line() {
    const std::string_view text = buffer_.text();
    if (text.size() < 5 || !text.starts_with("sep=") || text[4] == '\n' || text[4] == '\r' || text[4] == '"')
      return '\0';
    const char delimiter = text[4];
    const std::size_t end = line_end_size(text.substr(5));
    if (end == 0 && text.size() > 5) return '\0';
    buffer_.consume(5 + end);
    line_ = 2;
    return delimiter;
  }

  void scan_row() {
    scanner_.start();
    CsvScanner::Step step;
    while ((step = scanner_.scan(buffer_.text(), buffer_.ended())) == CsvScanner::Step::more) buffer_.more();
    report_.bytes = buffer_.bytes_read();
    if (step == CsvScanner::Step::too_large) fail_too_large();
    row_size_ = scanner_.size();
    row_line_ = line_;
    line_ += scanner_.quoted() ? std::max<std::size_t>(1, line_breaks(row_size_)) : 1;
  }

  bool pass_blank() {
    if (!scanner_.blank()) return false;
    ++report_.blank_lines;
    return true;
  }

  void take_row(Row& row) {
    char* const base = buffer_.data();
    const auto& spans = scanner_.spans();
    fields_.resize(spans.size());
    for (std::size_t i = 0; i < spans.size(); ++i) fields_[i] = {base + spans[i].begin, base + spans[i].end};
    for (const std::uint32_t i : scanner_.doubled()) {
      char* const begin = base + spans[i].begin;
      fields_[i] = {begin, undouble(begin, base + spans[i].end)};
    }
    row = Row{.fields = fields_,
              .line = row_line_,
              .unterminated_quote = scanner_.unterminated(),
              .stray_quote = scanner_.stray(),
              .stray_over_lines = scanner_.stray_over_lines()};
    if (row.unterminated_quote || row.stray_quote) count_quotes(row);
  }

  void count_quotes(const Row& row) {
    if (row.unterminated_quote) report_.unterminated_quotes.add(row.line, last_line());
    if (row.stray_over_lines)
      report_.stray_over_lines.add(row.line, last_line());
    else if (row.stray_quote)
      report_.stray_quotes.add(row.line, last_line());
  }

  // Of the row given last.
  std::uint64_t last_line() const {
    const char last = buffer_.data()[row_size_ - 1];
    return row_line_ + line_breaks(row_size_) - (last == '\n' || last == '\r' ? 1 : 0);
  }

  std::size_t line_breaks(std::size_t size) const {
    const char byte = report_.line_ending == LineEnding::cr ? '\r' : '\n';
    return count_byte(buffer_.data(), buffer_.data() + size, byte);
  }

  [[noreturn]] void fail_too_large() const {
    const std::string limit = std::to_string(options_.max_field >> 20) + " MiB";
    throw Error(ErrorCode::limit, at_line(options_.name, line_ + line_breaks(scanner_.field_begin())),
                "a field is larger than " + limit + " or its row far too long",
                "look for a quote that is not closed there, or for a file that is no table");
  }

  const ReaderOptions& options_;
  ReadReport& report_;
  ReadBuffer buffer_;
  CsvScanner scanner_;
  std::vector<std::string_view> fields_;
  std::size_t row_size_ = 0;  // bytes of the row given last, consumed by the next call
  std::uint64_t row_line_ = 0;
  std::uint64_t line_ = 1;  // where the next row starts
};

}  // namespace

std::unique_ptr<Feed> csv_feed(std::unique_ptr<ByteSource> source, const ReaderOptions& options,
                               ReadReport& report) {
  return std::make_unique<CsvFeed>(std::move(source), options, report);
}

}  // namespace ykien::table::detail
