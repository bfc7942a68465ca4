// Input: a table opened with everything found out by itself.
#ifndef YKIEN_PROGRAM_INPUT_H_
#define YKIEN_PROGRAM_INPUT_H_

#include <string>

#include "ykien/table/reader.h"

namespace ykien::program {

struct InputOptions {
  std::string path;        // "-" for standard input
  std::string delimiter;   // one byte, or "tab"; empty: found
  bool header = false;     // the first row is the header
  bool no_header = false;  // there is none
};

struct Input {
  table::Reader reader;
  std::string name;      // for messages
  std::string encoding;  // "UTF-8", "UTF-16LE with byte order mark" ...
};

// Opens a table; UTF-16 (told by its byte order mark) is decoded on the way, UTF-8 goes through byte for
// byte. Throws what Reader::open throws; Error(format) for a file without a byte.
Input open_input(const InputOptions& options);

// '\0' for an empty one; throws Error(usage) for more than one byte.
char delimiter_of(const std::string& text);

// Throws Error(usage) when `output` ("-": standard output) is the very file that `input` reads.
void refuse_same_file(const std::string& input, const std::string& output);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_INPUT_H_
