// Format: the kinds of table that Reader and Writer know, and how one is told from its first bytes and its
// name.
#ifndef YKIEN_TABLE_FORMAT_H_
#define YKIEN_TABLE_FORMAT_H_

#include <cstdint>
#include <string_view>

#include "ykien/base/export.h"

namespace ykien::table {

enum class Format {
  automatic,  // find it: by content when reading, by the file name when writing
  csv,        // RFC 4180, any one-byte delimiter
  tsv,        // the same with a tab
  jsonl,      // JSON Lines: one object a line
  xlsx,       // Office Open XML workbook (ECMA-376)
};

// How the lines of a CSV or TSV file end.
enum class LineEnding { lf, crlf, cr };

// What a field is in a format that has types, which is jsonl.
enum class FieldType : std::uint8_t {
  text,
  json,    // a number, true or false, an object or an array: the field is JSON
  null,    // the field is empty
  absent,  // the object has no such key; the field is empty
};

// "csv", "tsv", "jsonl", "xlsx" or "auto". The view is to a constant.
YKIEN_API std::string_view format_name(Format format) noexcept;

// The format with this name (as format_name gives it); throws Error(usage) for another one.
YKIEN_API Format format_of(std::string_view name);

// The format of a file that begins with the bytes `head` (a few hundred are enough) and is called `name` (may
// be empty; ".zst" at its end is passed over). Content decides before the name; never `automatic`: csv when
// nothing says otherwise. A program that decodes text must ask this first: xlsx is not text.
YKIEN_API Format guess_format(std::string_view head, std::string_view name) noexcept;

// The format that the extension of `name` asks for, csv when it says nothing.
YKIEN_API Format format_by_name(std::string_view name) noexcept;

// The format to write a file called `name` in: that of its extension, csv for an unknown one. Throws
// Error(usage) for an extension of something that Writer does not write (.xls, .ods, .json, .zst ...): other
// programs would not open such a file.
YKIEN_API Format format_to_write(std::string_view name);

}  // namespace ykien::table

#endif  // YKIEN_TABLE_FORMAT_H_
