// Excel workbooks by libxlsxwriter, a row in memory at a time.
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "table/detail/failure.h"
#include "table/detail/sink.h"
#include "table/detail/utf8.h"
#include "ykien/table/reader.h"

namespace ykien::table::detail {
namespace {

constexpr std::size_t kMaxUnits = 32767;
constexpr std::size_t kMaxColumns = 16384;
constexpr std::uint64_t kMaxRows = 1048576;
constexpr std::time_t kCreated =
    315532800;  // 1980-01-01, as in the archive: the same rows make the same bytes

std::filesystem::path temporary_folder() {
  std::error_code error;
  std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  if (!error) return folder;
  throw Error(ErrorCode::io, "TMPDIR", "there is no such folder for temporary files: " + error.message(),
              "name one with room in TMPDIR or write csv");
}

// A file with a name, which libxlsxwriter needs, removed at the end.
class NamedTemporary {
 public:
  NamedTemporary() : path_((temporary_folder() / "ykien-XXXXXX").string()) {
    const int file = ::mkstemp(path_.data());
    if (file < 0) throw system_failure(path_, "create a temporary file", errno);
    ::close(file);
  }
  NamedTemporary(const NamedTemporary&) = delete;
  NamedTemporary& operator=(const NamedTemporary&) = delete;
  ~NamedTemporary() { ::unlink(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// What a cell can hold: well-formed UTF-8 without U+FFFE and U+FFFF, which XML has no room for. Characters
// that XML lacks are written _xHHHH_ (libxlsxwriter does so, but for NUL, which ends its strings), and so is
// a text that would pass for such an escape.
struct CellText {
  std::string text;
  std::size_t units = 0;  // UTF-16 code units, as Excel counts
};

bool starts_escape(std::string_view text) {
  if (text.size() < 7 || !text.starts_with("_x") || text[6] != '_') return false;
  return text.substr(2, 4).find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

CellText cell_text(std::string_view field) {
  CellText cell;
  cell.text.reserve(field.size());
  while (!field.empty()) {
    auto [value, size] = first_code_point(field);
    if (value == 0xFFFE || value == 0xFFFF) value = 0xFFFD;
    if (value == 0) {
      cell.text += "_x0000_";
    } else if (value == '_' && starts_escape(field)) {
      cell.text += "_x005F_";
    } else {
      append_utf8(cell.text, value);
    }
    cell.units += value > 0xFFFF ? 2 : 1;
    field.remove_prefix(size);
  }
  return cell;
}

class XlsxSink final : public Sink {
 public:
  XlsxSink(AtomicFile& file, const WriterOptions& options) : file_(file), options_(options) {
    lxw_workbook_options settings{};
    settings.constant_memory = LXW_TRUE;
    settings.use_zip64 = LXW_FALSE;
    workbook_ = workbook_new_opt(temporary_.path().c_str(), &settings);
    if (workbook_ == nullptr) throw std::bad_alloc();
    lxw_doc_properties properties{};
    properties.created = kCreated;
    workbook_set_properties(workbook_, &properties);
    // Asked first, since the library prints to standard error when it does not like the name.
    const bool good_name = workbook_validate_sheet_name(workbook_, options.sheet.c_str()) == LXW_NO_ERROR;
    if (good_name) sheet_ = workbook_add_worksheet(workbook_, options.sheet.c_str());
    if (sheet_ != nullptr) return;
    lxw_workbook_free(std::exchange(workbook_, nullptr));
    throw Error(ErrorCode::usage, file_.name(), "\"" + options.sheet + "\" cannot name a sheet",
                "use at most 31 characters without [ ] : * ? / \\");
  }
  XlsxSink(const XlsxSink&) = delete;
  XlsxSink& operator=(const XlsxSink&) = delete;
  ~XlsxSink() override {
    if (workbook_ != nullptr) lxw_workbook_free(workbook_);
  }

  void write(std::span<const std::string_view> fields, std::span<const FieldType>,
             std::uint64_t number) override {
    if (number >= kMaxRows) fail_limit(number, "a sheet holds at most 1,048,576 rows");
    if (fields.size() > kMaxColumns) fail_limit(number, "a sheet holds at most 16,384 columns");
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!fields[i].empty()) write_cell(fields[i], number, i);
    }
    rows_ += std::ranges::any_of(fields, [](std::string_view field) { return !field.empty(); });
  }

  void end() override {
    const lxw_error error = workbook_close(std::exchange(workbook_, nullptr));
    if (error != LXW_NO_ERROR) fail(lxw_strerror(error));
    verify();
    copy();
  }

 private:
  void write_cell(std::string_view field, std::uint64_t number, std::size_t column) {
    const auto row = static_cast<lxw_row_t>(number);
    const auto at = static_cast<lxw_col_t>(column);
    double value = 0;
    const bool may = std::ranges::find(options_.number_columns, column) != options_.number_columns.end();
    if (may && read_number(field, value))
      return check(worksheet_write_number(sheet_, row, at, value, nullptr));
    const CellText cell = cell_text(field);
    if (cell.units > kMaxUnits) {
      fail_limit(number, "Excel holds at most 32,767 characters in a cell, column " +
                             std::to_string(column + 1) + " has " + std::to_string(cell.units));
    }
    check(worksheet_write_string(sheet_, row, at, cell.text.c_str(), nullptr));
  }

  // libxlsxwriter does not look whether its own temporary files could be written: a full disk would go
  // unseen.
  void verify() const {
    std::uint64_t rows = 0;
    try {
      Reader reader = Reader::open(temporary_.path(), {.format = Format::xlsx, .header = Header::no});
      for (Row row; reader.next(row);) ++rows;
    } catch (const Error&) {
      rows = ~std::uint64_t{0};
    }
    if (rows != rows_) fail("the rows could not all be stored in temporary files");
  }

  void copy() {
    const auto source = open_source(temporary_.path());
    std::vector<char> bytes(std::size_t{256} << 10);
    while (const std::size_t got = source->read(bytes.data(), bytes.size())) file_.write({bytes.data(), got});
  }

  void check(lxw_error error) const {
    if (error != LXW_NO_ERROR) fail(lxw_strerror(error));
  }

  [[noreturn]] void fail(const std::string& reason) const {
    throw Error(
        ErrorCode::io, file_.name(), "cannot write the workbook: " + reason,
        "make room in " + std::filesystem::path(temporary_.path()).parent_path().string() + " or write csv");
  }

  [[noreturn]] void fail_limit(std::uint64_t number, const std::string& what) const {
    throw Error(ErrorCode::limit, file_.name(), "row " + std::to_string(number + 1) + ": " + what,
                "write csv instead");
  }

  AtomicFile& file_;
  const WriterOptions& options_;
  NamedTemporary temporary_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  std::uint64_t rows_ = 0;  // with at least one filled cell
};

}  // namespace

std::unique_ptr<Sink> xlsx_sink(AtomicFile& file, const WriterOptions& options) {
  return std::make_unique<XlsxSink>(file, options);
}

}  // namespace ykien::table::detail
