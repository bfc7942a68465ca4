// Reader: the rows of a CSV, TSV, JSON Lines or XLSX file, one after the other, in bounded memory.
//
//   auto reader = Reader::open("export.csv");
//   for (Row row; reader.next(row);) use(row.fields);
#ifndef YKIEN_TABLE_READER_H_
#define YKIEN_TABLE_READER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/table/format.h"
#include "ykien/table/report.h"
#include "ykien/table/source.h"

namespace ykien::table {

enum class Header { automatic, yes, no };

struct ReaderOptions {
  Format format = Format::automatic;
  // csv and tsv: the delimiter; '\0' finds it among , ; tab and | ('\n' says: one column, no delimiter).
  char delimiter = '\0';
  // `yes`: the first row is the header. `automatic` also passes over title lines above a header.
  Header header = Header::automatic;
  // Largest field in bytes; a row may have four times as much. At most 512 MiB.
  std::size_t max_field = std::size_t{64} << 20;
  std::string sheet = {};  // xlsx: the name of the sheet; empty: the first visible one
  std::string name = {};   // what errors call the input
  // Whether a cell is a well-known column name ("Nội dung" ...): a row with one is taken as header. May be
  // empty.
  std::function<bool(std::string_view)> is_header_name = {};
  // xlsx: what the text of a row has to read, its cells one after the other, each ended by a line feed; must
  // keep every line feed. For texts typed in the fonts of an old encoding, whose letters the workbook has as
  // other letters. May be empty.
  std::function<std::string(std::string_view)> decode_lines = {};
};

// One row. The views hold until the next call of next() or the end of the Reader.
struct Row {
  std::span<const std::string_view> fields = {};  // never empty; any bytes, NUL and ill-formed UTF-8 too
  std::span<const FieldType> types = {};          // jsonl: of each field; empty: all are text
  std::uint64_t number = 0;                       // 0, 1, 2 ... over the data rows
  std::uint64_t line = 0;  // where the row starts: line of the file, from 1 (xlsx: row of the sheet)
  // The number of fields is not that of the header. The fields are as the file has them. (Short rows of xlsx
  // and jsonl are filled up with empty fields and not ragged.)
  bool ragged = false;
  // csv, tsv: a field opens with a quote that is never closed: there is none that could close it, or there
  // are stray quotes further on and the lines that follow look like rows of their own. Then the quote is kept
  // as part of the text and the row ends with its line; delimiters that the line has too many of are taken
  // for text of that field. When the lines are none, the field reaches to the end of the file. Either way no
  // byte is lost.
  bool unterminated_quote = false;
  // csv, tsv: a quote inside a quoted field is neither doubled nor at its end; it is kept as part of the
  // text.
  bool stray_quote = false;
  // csv, tsv: so it is, in a field of several lines. It may be a text of several lines or hold rows that the
  // opening quote has swallowed: somebody has to look.
  bool stray_over_lines = false;
  // jsonl: the line is not a JSON object; the first field has the raw line, the others are empty.
  bool invalid = false;

  // Whether the fields may be something else than what was meant, so that somebody has to look.
  bool unreadable() const noexcept { return invalid || unterminated_quote || stray_over_lines; }
};

// Reads RFC 4180 and what is found in its place: quoted line breaks, doubled quotes, CRLF, LF or CR, a byte
// order mark, an Excel "sep=;" line, quotes in the middle of unquoted fields (kept as text). What quotes make
// doubtful is read as it was most likely meant and marked (see Row). Blanks after a closing quote are
// dropped; a line without any character is no row. jsonl: the columns are the keys of the first rows (as many
// as fit in the first buffer) in order of appearance; the last of several equal keys counts; strings are
// unescaped, null is empty, numbers stay as written, objects and arrays become compact JSON; later new keys
// are kept as an extra field {"key":value} at the end of the row, which is then ragged. xlsx: cells as
// stored, except that date-formatted numbers become ISO 8601 (2021-10-05, 2021-10-05T08:15:00, 08:15:00).
//
// Memory: about 1 MiB, or the largest row (times two while it grows); xlsx adds all shared strings (at most 1
// GiB). Not safe for two threads at a time; movable, not copyable.
class YKIEN_API Reader {
 public:
  // Reads as far as the header. Throws Error(format) for what is no table (binary data, an old .xls file, a
  // JSON array ...), Error(usage) for options that make no sense, and what next() throws. An empty file is no
  // error: its header is empty and it has no rows.
  static Reader open(std::unique_ptr<ByteSource> source, ReaderOptions options = {});
  // The same for a file (or "-"), as open_source opens it. `options.name` defaults to the path.
  static Reader open(const std::string& path, ReaderOptions options = {});

  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  // The column names as the file has them, or column1, column2 ... where it has none.
  const std::vector<std::string>& header() const noexcept;

  // The next data row; false at the end. Throws Error(io) when reading fails, Error(limit) with the line when
  // a field or row is too large, Error(damaged) for a broken xlsx. After an Error the Reader must not be used
  // any more.
  bool next(Row& row);

  const ReadReport& report() const noexcept;
  Progress progress() const;

 private:
  class Impl;
  explicit Reader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace ykien::table

#endif  // YKIEN_TABLE_READER_H_
