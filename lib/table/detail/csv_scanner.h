// CsvScanner: finds the fields of one row, however its bytes arrive.
#ifndef YKIEN_TABLE_DETAIL_CSV_SCANNER_H_
#define YKIEN_TABLE_DETAIL_CSV_SCANNER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "table/detail/csv_evidence.h"
#include "table/detail/scan.h"

namespace ykien::table::detail {

struct CsvShape {
  char delimiter = '\n';      // '\n': one column
  bool cr_ends_line = false;  // a lone CR ends a line (else it is data)
  std::size_t columns = 0;    // what most rows have; 0: unknown. Evidence for the repair of unclosed quotes.
  std::size_t max_field = std::size_t{64} << 20;
};

// Resumable: scan() may be called again with the same row and more bytes after it, and goes on where it
// stopped, so a row costs time in proportion to its length. Offsets are from the start of the row and outlive
// a move of the bytes.
class CsvScanner {
 public:
  enum class Step { row, more, too_large };
  struct Span {
    std::uint32_t begin;
    std::uint32_t end;
  };

  explicit CsvScanner(CsvShape shape);

  void start();  // a new row
  // `text` begins with the row and is not empty; `last`: nothing follows it. `more`: the row does not end in
  // it.
  Step scan(std::string_view text, bool last);

  // After Step::row:
  const std::vector<Span>& spans() const noexcept { return spans_; }
  const std::vector<std::uint32_t>& doubled() const noexcept {
    return doubled_;
  }                                                    // fields with doubled quotes
  std::size_t size() const noexcept { return size_; }  // of the row with its line end
  bool quoted() const noexcept { return any_quoted_; }
  bool unterminated() const noexcept { return unterminated_; }
  bool stray() const noexcept { return stray_; }
  bool stray_over_lines() const noexcept { return stray_over_lines_; }
  bool blank() const noexcept {
    return spans_.size() == 1 && spans_[0].begin == spans_[0].end && !any_quoted_;
  }

  void set_columns(std::size_t columns) noexcept { shape_.columns = columns; }
  // Where the field that is being scanned begins; for the line number in an error.
  std::size_t field_begin() const noexcept { return begin_; }

 private:
  enum class Inner { row, more, too_large, again };
  enum class AfterQuote { more, doubled, closes, junk };

  Inner scan_plain(std::string_view text, bool last);
  Inner scan_quoted(std::string_view text, bool last);
  Inner end_line(std::string_view text, bool last);
  AfterQuote after_quote(std::string_view text, bool last);
  Inner close_quote(std::string_view text);
  Inner unterminated(std::string_view text, bool too_long);
  bool swallowed_rows(std::string_view text);
  bool never_closed(std::string_view text);
  bool opens_next_row(std::string_view text, const RowLook& row) const;
  bool next_lines_fit(std::string_view text, const RowLook& row) const;
  bool first_line_could_be_row(std::string_view text);
  RowLook look(std::string_view text) const;
  std::size_t breaks_passed(std::string_view text);
  void take_quote_as_text(std::string_view text);
  bool add_quoted(std::size_t end);
  bool add(std::size_t begin, std::size_t end);
  std::size_t max_row() const { return 4 * shape_.max_field + 2; }
  char line_break() const { return shape_.cr_ends_line ? '\r' : '\n'; }
  std::size_t line_end(std::string_view text, std::size_t from) const;
  std::size_t next_line(std::string_view text, std::size_t from) const;

  // What is known of the quoted field that is being scanned.
  struct Quoted {
    std::size_t searched = 0;      // up to here line breaks are counted
    std::size_t breaks = 0;        // so many are there
    std::size_t line = 0;          // where the line after the last of them begins
    std::size_t first_fields = 0;  // of its first line with the opening quote as text; 0: not counted
    bool judged = false;           // the lines after the first are no rows
    bool doubled = false;
    bool stray = false;
  };

  CsvShape shape_;
  ByteSet field_ends_;  // of an unquoted field
  std::vector<Span> spans_;
  std::vector<std::uint32_t> doubled_;
  std::size_t pos_ = 0;    // everything before is scanned
  std::size_t begin_ = 0;  // of the current field, its opening quote included
  std::size_t next_ = 0;   // what follows a closing quote and its blanks
  std::size_t size_ = 0;
  Quoted quoted_;
  bool at_start_ = true;  // of a field
  bool in_quotes_ = false;
  bool any_quoted_ = false;
  bool unterminated_ = false;
  bool stray_ = false;
  bool stray_over_lines_ = false;
  // Repairs read text twice. Past a budget every quote that is not closed on its line is text, which needs no
  // search.
  std::uint64_t repaired_bytes_ = 0;
};

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_CSV_SCANNER_H_
