// AppTree: what completion and the manual page want to know about the App.
#ifndef YKIEN_PROGRAM_APP_TREE_H_
#define YKIEN_PROGRAM_APP_TREE_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace ykien::program {

struct OptionFacts {
  std::vector<std::string> names;    // "-o", "--output"; empty for a positional
  std::string value;                 // "FILE"; empty for a flag
  std::vector<std::string> choices;  // what the value may be, where it is one of a few
  std::string description;
  bool positional = false;
  bool required = false;
};

struct CommandFacts {
  std::string name;
  std::string description;
  std::string footer;
  std::vector<OptionFacts> options;
};

// What the option does, with its default value where one is shown: "Folds of the cross-validation [default:
// 5]".
std::string description_of(const CLI::Option& option);

CommandFacts facts_of(const CLI::App& app);

// The subcommands in the order they were added.
std::vector<CommandFacts> subcommands_of(const CLI::App& app);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_APP_TREE_H_
