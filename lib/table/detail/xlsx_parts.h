// What must be known of a workbook before its sheet can be read: which part is the sheet, the shared strings,
// and which cell styles are dates.
#ifndef YKIEN_TABLE_DETAIL_XLSX_PARTS_H_
#define YKIEN_TABLE_DETAIL_XLSX_PARTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "table/detail/zip.h"

namespace ykien::table::detail {

// All strings end to end: 8 bytes each besides their text.
class SharedStrings {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{1} << 30;
  std::size_t size() const noexcept { return ends_.size(); }
  std::string_view operator[](std::size_t i) const noexcept;
  void append(std::string_view text) { text_.append(text); }
  void close() { ends_.push_back(text_.size()); }
  std::size_t bytes() const noexcept { return text_.size() + 8 * ends_.size(); }

 private:
  std::string text_;
  std::vector<std::uint64_t> ends_;
};

struct Workbook {
  std::string sheet_name = {};
  std::string sheet_part = {};
  bool from_1904 = false;
  SharedStrings strings = {};
  std::vector<bool> date_styles = {};  // by the index in a cell's s attribute
};

// `sheet`: its name; empty: the first visible worksheet. Throws Error(not_found) with the names there are,
// Error(format) for an archive that is no workbook, Error(limit) for too many strings.
Workbook read_workbook(const ZipArchive& archive, const std::string& sheet, const std::string& name);

// Turns _xHHHH_ (ECMA-376 part 1, 22.9.2.19) into the character it stands for.
std::string unescape_x(std::string_view text);

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_XLSX_PARTS_H_
