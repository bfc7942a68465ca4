// Writer: rows to a CSV, TSV, JSON Lines or XLSX file that appears whole or not at all (see atomic_file.h).
//
//   auto writer = Writer::open("result.csv");
//   writer.write_row(names);  // the first row is the header
//   writer.write_row(fields);
//   writer.finish();
#ifndef YKIEN_TABLE_WRITER_H_
#define YKIEN_TABLE_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/table/format.h"

namespace ykien::table {

struct WriterOptions {
  Format format = Format::automatic;        // by the file's extension (format_to_write); csv otherwise
  char delimiter = '\0';                    // '\0': a comma for csv, a tab for tsv; '\n': one column
  LineEnding line_ending = LineEnding::lf;  // csv and tsv
  // A UTF-8 byte order mark, without which Excel takes the file for a legacy encoding. Unset: for csv to a
  // file, but not to standard output or a pipe, where another program reads.
  std::optional<bool> bom = {};
  // xlsx and jsonl: columns (from 0) whose cells are written as numbers where they read as one, and in jsonl
  // as null where they are empty; all else is text.
  std::vector<std::size_t> number_columns = {};
  std::string sheet = "ykien";  // xlsx: the sheet's name
};

// csv, tsv: quoted only where needed (RFC 4180): a delimiter, a quote, CR or LF inside, a blank or tab at
// either end, or a lone empty field. Any bytes come back the same through Reader. jsonl: the first row has
// the keys (made unique as name_2, name_3 ...); fields beyond them are called column7 ...; ill-formed UTF-8
// becomes U+FFFD. xlsx: cells are text, ill-formed UTF-8 becomes U+FFFD. Not safe for two threads at a time;
// movable, not copyable. After an Error only the destructor may follow.
class YKIEN_API Writer {
 public:
  // "-" is standard output. Throws what AtomicFile throws, Error(usage) for options that make no sense and
  // for names that format_to_write refuses.
  static Writer open(const std::string& path, WriterOptions options = {});

  Writer(Writer&&) noexcept;
  Writer& operator=(Writer&&) = delete;
  ~Writer();  // without finish(): nothing appears, an old file stays as it was

  // Throws Error(io) when writing fails, Error(usage) for a row without fields, Error(limit) naming the row
  // for what Excel cannot hold in xlsx (a cell over 32,767 UTF-16 units, over 1,048,576 rows or 16,384
  // columns). `types`: of each field, as Row has them, or none: all are text. Counts in jsonl only: what is
  // `json` stands there as it is and must be JSON without a line break, `absent` has no key.
  void write_row(std::span<const std::string_view> fields, std::span<const FieldType> types = {});

  // Flushes, syncs and renames. Nothing is certain to be on disk before it returns. A second call does
  // nothing.
  void finish();

  std::uint64_t rows() const noexcept;  // rows written so far, the header included

 private:
  class Impl;
  explicit Writer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace ykien::table

#endif  // YKIEN_TABLE_WRITER_H_
