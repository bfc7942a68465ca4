// The command line: the tree of subcommands and options, and what is said about a wrong one.
#ifndef YKIEN_PROGRAM_CLI_H_
#define YKIEN_PROGRAM_CLI_H_

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "commands.h"

namespace ykien::program {

// A subcommand that sets `chosen` to `run` when it is parsed. `examples`: lines of shell for its help.
CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& description,
                      const std::string& examples, Command& chosen, Command run);

// -m,--model FILE; empty means the model that is compiled in.
void add_model_option(CLI::App& command, std::string& path);

// --encoding NAME, empty where it is not given, and -v,--verbose, which is returned: what every command that
// reads text takes.
CLI::Option* add_encoding_options(CLI::App& command, std::string& encoding, bool& verbose);

// -t,--threads N; `threads` becomes the number of processors, 8 at most, where it is not given.
void add_threads_option(CLI::App& command, unsigned& threads);

// An option that takes a column: "--text NAME".
CLI::Option* add_column_option(CLI::App& command, const std::string& name, std::string& column,
                               const std::string& description);

// Parses and runs. Returns the exit code; throws ykien::Error, also for a wrong command line.
int run_command_line(int argc, const char* const* argv);

// The known word nearest to `word`, or an empty one when none is near (at most a third of its letters
// differ).
std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_CLI_H_
