#include "files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "ykien/base/error.h"

namespace ykien::program {
namespace {

constexpr std::array<std::string_view, 5> kOutputs = {"--output", "--tidy", "--out-of-fold", "--doubtful",
                                                      "--held-out"};
constexpr std::array<std::string_view, 5> kFileTypes = {"FILE", "MODEL", "TABLE", "A", "B"};

bool names_file(const CLI::Option& option) {
  const std::string type = option.get_positional() ? option.get_name() : option.get_type_name();
  return std::ranges::find(kFileTypes, type) != kFileTypes.end();
}

bool is_output(const CLI::Option& option) {
  return std::ranges::find(kOutputs, option.get_name()) != kOutputs.end();
}

void refuse_empty_name(const CLI::App& command, const CLI::Option& option) {
  const std::vector<std::string>& names = option.results();
  if (std::ranges::find(names, "") == names.end()) return;
  throw Error(ErrorCode::usage, command.get_name(), "the name given for " + option.get_name() + " is empty",
              option.get_required() ? "name a file" : "name a file or leave the option out");
}

bool status_of(const std::string& path, int standard, struct stat& facts) {
  const int result = path == "-" ? ::fstat(standard, &facts) : ::stat(path.c_str(), &facts);
  return result == 0 && S_ISREG(facts.st_mode);
}

}  // namespace

void check_files(const CLI::App& command) {
  std::vector<const CLI::Option*> inputs;
  std::vector<std::string> outputs = {"-"};
  for (const CLI::Option* option : command.get_options()) {
    if (!names_file(*option)) continue;
    refuse_empty_name(command, *option);
    if (is_output(*option)) {
      outputs.insert(outputs.end(), option->results().begin(), option->results().end());
    } else {
      inputs.push_back(option);
    }
  }
  for (const CLI::Option* input : inputs) {
    const std::string what =
        input->get_positional() ? "the input file" : "the file named with " + input->get_name();
    for (const std::string& path : input->results()) {
      for (const std::string& output : outputs) refuse_same_file(path, output, what);
    }
  }
}

void refuse_same_file(const std::string& input, const std::string& output, const std::string& what) {
  struct stat in {};
  struct stat out {};
  if (!status_of(input, STDIN_FILENO, in) || !status_of(output, STDOUT_FILENO, out)) return;
  if (in.st_dev != out.st_dev || in.st_ino != out.st_ino) return;
  throw Error(ErrorCode::usage, output == "-" ? "standard output" : output, "this is " + what + " itself",
              "choose another name for the output");
}

}  // namespace ykien::program
