#include "app_tree.h"

#include <sstream>

namespace ykien::program {
namespace {

// CLI11 writes the type of an option as "SHELL:{bash,fish,zsh}".
std::vector<std::string> choices_in(const std::string& type) {
  const std::size_t open = type.find('{');
  const std::size_t close = type.find('}');
  std::vector<std::string> choices;
  if (open == type.npos || close == type.npos) return choices;
  std::istringstream list(type.substr(open + 1, close - open - 1));
  for (std::string choice; std::getline(list, choice, ',');) choices.push_back(choice);
  return choices;
}

OptionFacts option_facts(const CLI::Option& option) {
  OptionFacts facts;
  for (const std::string& name : option.get_snames()) facts.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) facts.names.push_back("--" + name);
  facts.positional = facts.names.empty();
  const std::string type = option.get_type_name();
  facts.value = facts.positional ? option.get_name(true) : type.substr(0, type.find(':'));
  if (option.get_items_expected_max() == 0) facts.value.clear();  // a flag
  facts.choices = choices_in(type);
  facts.description = description_of(option);
  facts.required = option.get_required();
  return facts;
}

}  // namespace

std::string description_of(const CLI::Option& option) {
  std::string value = option.get_default_str();
  if (value.empty()) return option.get_description();
  if (value.front() == '[') value = value.substr(1, value.size() - 2);  // CLI11 writes a list as [1,2]
  return option.get_description() + " [default: " + value + "]";
}

CommandFacts facts_of(const CLI::App& app) {
  CommandFacts facts{app.get_name(), app.get_description(), app.get_footer(), {}};
  for (const CLI::Option* option : app.get_options()) facts.options.push_back(option_facts(*option));
  return facts;
}

std::vector<CommandFacts> subcommands_of(const CLI::App& app) {
  std::vector<CommandFacts> all;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    all.push_back(facts_of(*command));
  }
  return all;
}

}  // namespace ykien::program
