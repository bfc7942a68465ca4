// The rows of one sheet of an Excel workbook (ECMA-376), as the XML goes by.
#include <algorithm>
#include <charconv>
#include <deque>
#include <string>
#include <utility>

#include "table/detail/failure.h"
#include "table/detail/feed.h"
#include "table/detail/xlsx_date.h"
#include "table/detail/xlsx_parts.h"
#include "table/detail/xml.h"

namespace ykien::table::detail {
namespace {

constexpr std::size_t kMaxColumns = 16384;
constexpr std::uint64_t kMaxRows = 1048576;

// A shared text is not copied: a small sheet may name a large one many times.
struct Cell {
  const char* shared = nullptr;  // else the bytes are in the row's text
  std::size_t begin = 0;
  std::size_t size = 0;
};

struct SheetRow {
  std::uint64_t number = 0;
  std::string text = {};
  std::vector<Cell> cells = {};

  std::string_view operator[](std::size_t i) const {
    const Cell& cell = cells[i];
    return {cell.shared != nullptr ? cell.shared : text.data() + cell.begin, cell.size};
  }
  void trim() {
    while (!cells.empty() && cells.back().size == 0) cells.pop_back();
  }
};

// The column of a cell reference: 0 for A1, 27 for AB7; kMaxColumns or more for what is none.
std::size_t column_of(std::string_view reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || column > kMaxColumns) break;
    column = 26 * column + static_cast<std::size_t>(c - 'A' + 1);
  }
  return column - 1;  // none: wraps to a huge number
}

class SheetHandler final : public XmlHandler {
 public:
  SheetHandler(const Workbook& workbook, const ReaderOptions& options)
      : workbook_(workbook), options_(options) {}

  void start(std::string_view element, const XmlAttributes& attributes) override {
    in_text_ = element == "v" || (element == "t" && !in_phonetic_);
    in_formula_ = element == "f";
    if (element == "row") start_row(attributes["r"]);
    if (element == "c") start_cell(attributes);
    if (element == "rPh") in_phonetic_ = true;
  }

  void end(std::string_view element) override {
    in_text_ = in_formula_ = false;
    if (element == "rPh") in_phonetic_ = false;
    if (element == "c") end_cell();
    if (element == "row") end_row();
  }

  void text(std::string_view text) override {
    if (!(in_text_ || in_formula_) || !in_row_) return;
    std::string& to = in_text_ ? value_ : formula_;
    to += text;
    if (to.size() > options_.max_field || row_.text.size() > 4 * options_.max_field) {
      throw Error(ErrorCode::limit, at_line(options_.name, row_.number), "a cell or row is too large",
                  "check the file in Excel");
    }
  }

  std::deque<SheetRow> rows;
  std::uint64_t blank = 0;

 private:
  void start_row(std::string_view number) {
    const std::uint64_t next = row_.number + 1;
    row_ = SheetRow{.number = next};
    if (!number.empty()) std::from_chars(number.data(), number.data() + number.size(), row_.number);
    if (row_.number == 0 || row_.number > kMaxRows) fail("a row number beyond Excel's 1,048,576");
    in_row_ = true;
  }

  void start_cell(const XmlAttributes& attributes) {
    if (!in_row_) fail("a cell outside of a row");
    const std::string_view reference = attributes["r"];
    column_ = reference.empty() ? row_.cells.size() : column_of(reference);
    if (column_ >= kMaxColumns || column_ < row_.cells.size()) fail("a cell in an impossible column");
    type_ = attributes["t"];
    style_ = 0;
    const std::string_view style = attributes["s"];
    std::from_chars(style.data(), style.data() + style.size(), style_);
    value_.clear();
    formula_.clear();
  }

  void end_cell() {
    row_.cells.resize(column_);  // the cells that are missing before this one are empty
    if (type_ == "s" && !value_.empty()) {
      const std::string_view text = shared_string();
      row_.cells.push_back({text.data(), 0, text.size()});
      return;
    }
    const std::size_t begin = row_.text.size();
    append_value();
    row_.cells.push_back({nullptr, begin, row_.text.size() - begin});
  }

  void append_value() {
    if (value_.empty() && !formula_.empty()) {
      row_.text += '=' + formula_;  // written by a program that computes nothing: better than an empty cell
    } else if (type_ == "str" || type_ == "inlineStr") {
      row_.text += unescape_x(value_);
    } else if (type_ == "b" && !value_.empty()) {
      row_.text += value_ == "1" || value_ == "true" ? "TRUE" : "FALSE";
    } else if ((type_.empty() || type_ == "n") && is_date()) {
      row_.text += iso_date(value_, workbook_.from_1904);
    } else {
      row_.text += value_;  // a number as stored, an error such as #N/A, an ISO date
    }
  }

  std::string_view shared_string() const {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(value_.data(), value_.data() + value_.size(), index);
    if (error != std::errc() || index >= workbook_.strings.size())
      fail("a cell names a text that is not there");
    return workbook_.strings[index];
  }

  bool is_date() const { return style_ < workbook_.date_styles.size() && workbook_.date_styles[style_]; }

  void end_row() {
    in_row_ = false;
    row_.trim();
    if (row_.cells.empty()) {
      ++blank;
    } else {
      rows.push_back(std::exchange(row_, SheetRow{.number = row_.number}));
    }
  }

  [[noreturn]] void fail(const char* what) const {
    throw Error(ErrorCode::damaged, at_line(options_.name, row_.number), what,
                "open the file in Excel and save it again");
  }

  const Workbook& workbook_;
  const ReaderOptions& options_;
  SheetRow row_;
  std::string value_;
  std::string formula_;
  std::string type_;
  std::size_t column_ = 0;
  std::size_t style_ = 0;
  bool in_row_ = false;
  bool in_text_ = false;
  bool in_formula_ = false;
  bool in_phonetic_ = false;
};

class XlsxFeed final : public Feed {
 public:
  XlsxFeed(std::unique_ptr<ByteSource> source, const ReaderOptions& options, ReadReport& report)
      : options_(options),
        report_(report),
        archive_(std::move(source), options.name),
        workbook_(read_workbook(archive_, options.sheet, options.name)),
        handler_(workbook_, options),
        xml_(archive_.open(workbook_.sheet_part), handler_) {
    report_.sheet = workbook_.sheet_name;
  }

  bool next(Row& row) override {
    while (handler_.rows.empty() && !ended_) ended_ = !xml_.step();
    report_.bytes = xml_.part().progress().done;
    report_.blank_lines = handler_.blank;
    if (handler_.rows.empty()) return false;
    current_ = std::move(handler_.rows.front());
    handler_.rows.pop_front();
    fields_.clear();
    for (std::size_t i = 0; i < current_.cells.size(); ++i) fields_.push_back(current_[i]);
    if (options_.decode_lines) decode_fields();
    row = Row{.fields = fields_, .line = current_.number};
    return true;
  }

  Progress progress() const override { return xml_.part().progress(); }

 private:
  void decode_fields() {
    lines_.clear();
    for (const std::string_view field : fields_) (lines_ += field) += '\n';
    const auto ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::ranges::all_of(lines_, ascii)) return;
    decoded_ = options_.decode_lines(lines_);
    if (decoded_ == lines_ || std::ranges::count(decoded_, '\n') != std::ranges::count(lines_, '\n')) return;
    std::string_view rest = decoded_;
    for (std::string_view& field : fields_) {
      std::size_t end = 0;
      for (auto breaks = std::ranges::count(field, '\n'); breaks > 0; --breaks)
        end = rest.find('\n', end) + 1;
      end = rest.find('\n', end);
      field = rest.substr(0, end);
      rest.remove_prefix(end + 1);
    }
  }

  const ReaderOptions& options_;
  ReadReport& report_;
  ZipArchive archive_;
  Workbook workbook_;
  SheetHandler handler_;
  XmlReader xml_;
  SheetRow current_;
  std::vector<std::string_view> fields_;
  std::string lines_;    // the fields, each with a line feed
  std::string decoded_;  // the same as it has to read
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<Feed> xlsx_feed(std::unique_ptr<ByteSource> source, const ReaderOptions& options,
                                ReadReport& report) {
  return std::make_unique<XlsxFeed>(std::move(source), options, report);
}

}  // namespace ykien::table::detail
