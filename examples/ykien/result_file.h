// Files the program writes in one go.
#ifndef YKIEN_PROGRAM_RESULT_FILE_H_
#define YKIEN_PROGRAM_RESULT_FILE_H_

#include <string>
#include <string_view>

namespace ykien::program {

// Throws what writing to `path` would throw now (no such folder, no permission ...), so that hours of work
// are not done in vain. Touches nothing that exists.
void check_writable(const std::string& path);

// Writes the file, whole or not at all; "-" is standard output. Ctrl-C is held off meanwhile.
void write_file(const std::string& path, std::string_view bytes);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_RESULT_FILE_H_
