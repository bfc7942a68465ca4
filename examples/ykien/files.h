// The files that a command line names.
#ifndef YKIEN_PROGRAM_FILES_H_
#define YKIEN_PROGRAM_FILES_H_

#include <string>

namespace CLI {
class App;
}

namespace ykien::program {

// Throws Error(usage) where the parsed command line of a command names a file with an empty name, or would
// write an output, standard output among them, onto the very file that it reads something from.
void check_files(const CLI::App& command);

// Throws Error(usage) when `output` ("-": standard output) is the very file that `input` ("-": standard
// input) reads, by whatever name or link. `what`: the input, for people.
void refuse_same_file(const std::string& input, const std::string& output,
                      const std::string& what = "the input file");

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_FILES_H_
