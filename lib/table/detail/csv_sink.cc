// CSV and TSV as RFC 4180 has it.
#include "table/detail/scan.h"
#include "table/detail/sink.h"

namespace ykien::table::detail {
namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10;
constexpr std::string_view kBom = "\xEF\xBB\xBF";

bool is_blank(char c) { return c == ' ' || c == '\t'; }

class CsvSink final : public Sink {
 public:
  CsvSink(AtomicFile& file, char delimiter, LineEnding ending, bool bom)
      : file_(file),
        delimiter_(delimiter),
        special_(delimiter, '"', '\n', '\r'),
        ending_(ending == LineEnding::lf   ? "\n"
                : ending == LineEnding::cr ? "\r"
                                           : "\r\n"),
        text_(kPiece + kPiece / 4, '\0') {
    if (bom) size_ = kBom.copy(text_.data(), kBom.size());
  }

  void write(std::span<const std::string_view> fields, std::span<const FieldType>,
             std::uint64_t number) override {
    make_room(fields);
    char* to = text_.data() + size_;
    // The first bytes of the file must not pass for a BOM or an Excel sep= line, and a lone empty field must
    // not pass for a blank line.
    const bool odd = (fields.size() == 1 && fields[0].empty()) ||
                     (number == 0 && (fields[0].starts_with(kBom) || fields[0].starts_with("sep=")));
    to = odd ? quoted(fields[0], to) : written(fields[0], to);
    for (const std::string_view field : fields.subspan(1)) {
      *to++ = delimiter_;
      to = written(field, to);
    }
    to = copied(ending_, to);
    size_ = static_cast<std::size_t>(to - text_.data());
    if (size_ >= kPiece) end();
  }

  void end() override {
    file_.write(std::string_view(text_).substr(0, size_));
    size_ = 0;
  }

 private:
  // For a row with every byte doubled.
  void make_room(std::span<const std::string_view> fields) {
    std::size_t most = ending_.size();
    for (const std::string_view field : fields) most += 2 * field.size() + 3;
    if (text_.size() - size_ < most) text_.resize(size_ + most);
  }

  static char* copied(std::string_view bytes, char* to) noexcept { return to + bytes.copy(to, bytes.size()); }

  // The field as it needs to be; returns its end.
  char* written(std::string_view field, char* to) const noexcept {
    if (field.empty()) return to;
    const bool blanks = is_blank(field.front()) || is_blank(field.back());
    return blanks || special_.any_in(field.data(), field.size()) ? quoted(field, to) : copied(field, to);
  }

  static char* quoted(std::string_view field, char* to) noexcept {
    *to++ = '"';
    for (std::size_t quote; (quote = field.find('"')) != field.npos; field.remove_prefix(quote + 1)) {
      to = copied(field.substr(0, quote + 1), to);
      *to++ = '"';
    }
    to = copied(field, to);
    *to++ = '"';
    return to;
  }

  AtomicFile& file_;
  char delimiter_;
  ByteSet special_;  // a field with one of them is quoted
  std::string_view ending_;
  std::string text_;  // the first size_ bytes are to be written
  std::size_t size_ = 0;
};

}  // namespace

std::unique_ptr<Sink> csv_sink(AtomicFile& file, char delimiter, LineEnding ending, bool bom) {
  return std::make_unique<CsvSink>(file, delimiter, ending, bom);
}

}  // namespace ykien::table::detail
