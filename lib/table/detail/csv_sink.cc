// CSV and TSV as RFC 4180 has it.
#include <cstring>

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
        ending_(ending == LineEnding::lf   ? "\n"
                : ending == LineEnding::cr ? "\r"
                                           : "\r\n"),
        text_(bom ? kBom : "") {
    text_.reserve(kPiece + kPiece / 4);
  }

  void write(std::span<const std::string_view> fields, std::uint64_t number) override {
    // The first bytes of the file must not pass for a BOM or an Excel sep= line, and a lone empty field must
    // not pass for a blank line.
    const bool odd = (fields.size() == 1 && fields[0].empty()) ||
                     (number == 0 && (fields[0].starts_with(kBom) || fields[0].starts_with("sep=")));
    odd ? quote(fields[0]) : append(fields[0]);
    for (const std::string_view field : fields.subspan(1)) {
      text_ += delimiter_;
      append(field);
    }
    text_ += ending_;
    if (text_.size() >= kPiece) end();
  }

  void end() override {
    file_.write(text_);
    text_.clear();
  }

 private:
  void append(std::string_view field) { needs_quotes(field) ? quote(field) : void(text_ += field); }

  bool needs_quotes(std::string_view field) const {
    if (field.empty()) return false;
    if (is_blank(field.front()) || is_blank(field.back())) return true;
    const char* const end = field.data() + field.size();
    return find_any(field.data(), end, delimiter_, '"', '\n', '\r') != end;
  }

  void quote(std::string_view field) {
    text_ += '"';
    for (std::size_t quote; (quote = field.find('"')) != field.npos; field.remove_prefix(quote + 1)) {
      text_ += field.substr(0, quote + 1);
      text_ += '"';
    }
    text_ += field;
    text_ += '"';
  }

  AtomicFile& file_;
  char delimiter_;
  std::string_view ending_;
  std::string text_;
};

}  // namespace

std::unique_ptr<Sink> csv_sink(AtomicFile& file, char delimiter, LineEnding ending, bool bom) {
  return std::make_unique<CsvSink>(file, delimiter, ending, bom);
}

}  // namespace ykien::table::detail
