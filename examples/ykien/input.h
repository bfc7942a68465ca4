// Input: a table opened with everything found out by itself.
#ifndef YKIEN_PROGRAM_INPUT_H_
#define YKIEN_PROGRAM_INPUT_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/table/reader.h"
#include "ykien/text/decode.h"

namespace ykien::program {

struct InputOptions {
  std::string path;        // "-" for standard input
  std::string name = {};   // for messages; empty: the path
  std::string delimiter;   // one byte, or "tab"; empty: found
  bool header = false;     // the first row is the header
  bool no_header = false;  // there is none
  std::string encoding;    // a name that find_encoding() knows; empty: found
  bool verbose = false;    // say what was found out
  // Sees every byte of the input (unpacked, not decoded) in order; may be empty. Without jumping, so that a
  // workbook is copied first.
  std::function<void(std::string_view)> watch = {};
};

// Decodes the cells of a workbook row by row, and counts how.
class CellDecoder {
 public:
  std::string decode_lines(std::string_view lines);
  std::vector<ReadingCount> readings() const;  // those of most cells first

 private:
  std::vector<ReadingCount> counts_;
};

struct Input {
  table::Reader reader;
  std::string name;  // for messages
  // What the bytes go through on their way to the reader; null for xlsx, which is no text ...
  std::shared_ptr<const StreamDecoder> decoder;
  // ... but may have texts in it that were typed in the font of an old encoding.
  std::shared_ptr<const CellDecoder> cells;

  // As far as the table has been read.
  std::vector<ReadingCount> readings() const;
  std::size_t ambiguous() const;  // lines that may be in several encodings
  // "UTF-8", "TCVN3 (99% sure)", "UTF-16LE with byte order mark" ...
  std::string encoding() const;
};

// Opens a table; what is not UTF-8 is decoded on the way, and UTF-8 goes through byte for byte, ill-formed
// bytes too. Throws what Reader::open throws; Error(format) for a file without a byte, Error(usage) for an
// unknown encoding.
Input open_input(const InputOptions& options);

// Options for decoding what the user calls `encoding` (empty or "auto": to be found); throws Error(usage) for
// an unknown name.
DecodeOptions decoding_as(const std::string& encoding);

// '\0' for an empty one; throws Error(usage) for more than one byte.
char delimiter_of(const std::string& text);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_INPUT_H_
