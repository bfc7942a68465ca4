// Line filters: text from standard input, changed, to standard output.
#ifndef YKIEN_PROGRAM_LINES_H_
#define YKIEN_PROGRAM_LINES_H_

#include <functional>
#include <string>
#include <string_view>

namespace ykien::program {

// How the text is to be read.
struct EncodingOptions {
  std::string encoding;  // see decoding_as()
  bool verbose = false;  // say in the end what was found
};

// `change` appends to `to` what becomes of `lines`: whole lines, each with its line break. It is given as
// many at a time as there are. Input is decoded as the user asks for (see decoding_as()), what was read is
// written before more is waited for. Returns the exit code: kSomeRowsFailed, with a message, when ill-formed
// bytes became U+FFFD.
int filter_lines(const std::function<void(std::string_view lines, std::string& to)>& change,
                 const EncodingOptions& options = {});

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_LINES_H_
