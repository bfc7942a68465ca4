#include "completion.h"

#include <fmt/format.h>

#include "app_tree.h"

namespace ykien::program {
namespace {

using Names = std::vector<std::string>;

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += by.size())
    text.replace(at, what.size(), by);
  return text;
}

// In single quotes, for any of the three shells.
std::string quoted(const std::string& text) { return "'" + replaced(text, "'", "'\\''") + "'"; }

std::string words(const Names& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : " ") + name;
  return text;
}

Names names_of(const std::vector<CommandFacts>& commands) {
  Names names;
  for (const CommandFacts& command : commands) names.push_back(command.name);
  return names;
}

Names option_names(const CommandFacts& command) {
  Names names;
  for (const OptionFacts& option : command.options)
    names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

// ---- bash

std::string bash_choices(const CommandFacts& command) {
  std::string text;
  for (const OptionFacts& option : command.options) {
    if (option.choices.empty()) continue;
    for (const std::string& name : option.names) {
      text += fmt::format("    \"{} {}\") COMPREPLY=($(compgen -W '{}' -- \"$word\")); return ;;\n",
                          command.name, name, words(option.choices));
    }
  }
  return text;
}

std::string bash(const CommandFacts& root, const std::vector<CommandFacts>& commands) {
  std::string choices = bash_choices(root);
  std::string options = fmt::format("    {}) options='{}' ;;\n", root.name, words(option_names(root)));
  for (const CommandFacts& command : commands) {
    choices += bash_choices(command);
    options += fmt::format("    {}) options='{}' ;;\n", command.name, words(option_names(command)));
  }
  return fmt::format(
      R"(# bash completion for ykien. Put it into ~/.local/share/bash-completion/completions/ykien
_ykien() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command={0} options= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${{COMP_WORDS[i]}} in
      {1}) command=${{COMP_WORDS[i]}}; break ;;
    esac
  done
  COMPREPLY=()
  case "$command $before" in
{2}  esac
  case $command in
{3}  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  elif [[ $command == {0} ]]; then
    COMPREPLY=($(compgen -W '{4}' -- "$word"))
  else
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
}}
complete -F _ykien ykien
)",
      root.name, replaced(words(names_of(commands)), " ", " | "), choices, options,
      words(names_of(commands)));
}

// ---- zsh

// '(-o --output)'{-o,--output}'[description]:FILE:_files'
std::string zsh_option(const OptionFacts& option) {
  std::string action;
  if (!option.value.empty()) {
    action = option.choices.empty() ? fmt::format(":{}:_files", option.value)
                                    : fmt::format(":{}:({})", option.value, words(option.choices));
  }
  if (option.positional) return quoted("*" + action);
  std::string text = replaced(replaced(option.description, "[", "\\["), "]", "\\]");
  text = quoted(fmt::format("[{}]{}", replaced(text, ":", "\\:"), action));
  if (option.names.size() == 1) return option.names[0] + text;
  return fmt::format("'({})'{{{}}}{}", words(option.names), replaced(words(option.names), " ", ","), text);
}

std::string zsh_options(const CommandFacts& command) {
  std::string text;
  for (const OptionFacts& option : command.options) text += " \\\n        " + zsh_option(option);
  return text;
}

std::string zsh(const CommandFacts& root, const std::vector<CommandFacts>& commands) {
  std::string list;
  std::string cases;
  for (const CommandFacts& command : commands) {
    list += "    " + quoted(command.name + ":" + replaced(command.description, ":", "\\:")) + "\n";
    cases += fmt::format("    {})\n      _arguments{}\n      ;;\n", command.name, zsh_options(command));
  }
  return fmt::format(R"(#compdef ykien
# zsh completion for ykien. Put it as _ykien into a folder of $fpath
_ykien() {{
  local curcontext=$curcontext state line
  local -a commands=(
{0}  )
  _arguments -C{1} \
        '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $line[1] in
{2}      esac
      ;;
  esac
}}
if [ "$funcstack[1]" = _ykien ]; then
  _ykien "$@"
else
  compdef _ykien ykien
fi
)",
                     list, zsh_options(root), cases);
}

// ---- fish

std::string fish_option(const OptionFacts& option, const std::string& condition) {
  std::string line = "complete -c ykien -n " + quoted(condition);
  for (const std::string& name : option.names) {
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (!option.value.empty()) line += " -r";
  if (!option.choices.empty()) line += " -f -a " + quoted(words(option.choices));
  return line + " -d " + quoted(option.description) + "\n";
}

std::string fish_options(const CommandFacts& command, const std::string& condition) {
  std::string text;
  for (const OptionFacts& option : command.options) {
    if (!option.positional) text += fish_option(option, condition);
  }
  return text;
}

std::string fish(const CommandFacts& root, const std::vector<CommandFacts>& commands) {
  std::string text = "# fish completion for ykien. Put it into ~/.config/fish/completions/ykien.fish\n" +
                     fish_options(root, "__fish_use_subcommand");
  for (const CommandFacts& command : commands) {
    text += fmt::format("complete -c ykien -n __fish_use_subcommand -f -a {} -d {}\n", command.name,
                        quoted(command.description));
    text += fish_options(command, "__fish_seen_subcommand_from " + command.name);
  }
  return text;
}

}  // namespace

std::string completion_script(const CLI::App& app, std::string_view shell) {
  const CommandFacts root = facts_of(app);
  const std::vector<CommandFacts> commands = subcommands_of(app);
  if (shell == "bash") return bash(root, commands);
  return shell == "zsh" ? zsh(root, commands) : fish(root, commands);
}

}  // namespace ykien::program
