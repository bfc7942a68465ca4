#include "man.h"

#include <fmt/format.h>

#include <string_view>

#include "app_tree.h"
#include "ykien/base/version.h"

namespace ykien::program {
namespace {

// Text as roff takes it: no line begins with a request, hyphens can be copied.
std::string roff(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool line_start = result.empty() || result.back() == '\n';
    if (line_start && (c == '.' || c == '\'')) result += "\\&";
    if (c == '\\')
      result += "\\e";
    else if (c == '-')
      result += "\\-";
    else
      result += c;
  }
  return result;
}

std::string option_title(const OptionFacts& option) {
  if (option.positional) return fmt::format("\\fI{}\\fR", roff(option.value));
  std::string title;
  for (const std::string& name : option.names) {
    title += fmt::format("{}\\fB{}\\fR", title.empty() ? "" : ", ", roff(name));
  }
  return option.value.empty() ? title : fmt::format("{} \\fI{}\\fR", title, roff(option.value));
}

std::string option_text(const OptionFacts& option) {
  std::string text = option.description;
  for (std::size_t i = 0; i < option.choices.size(); ++i) text += (i == 0 ? ": " : ", ") + option.choices[i];
  if (option.required) text += " (required)";
  return fmt::format(".TP\n{}\n{}\n", option_title(option), roff(text));
}

// "Examples:" and the like: kept line by line.
std::string footer_text(const std::string& footer) {
  return footer.empty() ? "" : fmt::format(".PP\n.nf\n{}\n.fi\n", roff(footer));
}

std::string synopsis(const CommandFacts& command) {
  std::string line = fmt::format(".br\n\\fBykien {}\\fR [\\fIOPTIONS\\fR]", roff(command.name));
  for (const OptionFacts& option : command.options) {
    if (option.positional)
      line += option.required ? " " + option_title(option) : " [" + option_title(option) + "]";
  }
  return line + "\n";
}

std::string options_text(const CommandFacts& command) {
  std::string text;
  for (const OptionFacts& option : command.options) text += option_text(option);
  return text;
}

}  // namespace

std::string manual_page(const CLI::App& app) {
  const CommandFacts root = facts_of(app);
  const std::vector<CommandFacts> commands = subcommands_of(app);
  std::string page = fmt::format(
      "'\\\" -*- coding: UTF-8 -*-\n.TH YKIEN 1 \"\" \"ykien {}\" \"User Commands\"\n", YKIEN_VERSION);
  page += fmt::format(
      ".SH NAME\nykien \\- {}\n.SH SYNOPSIS\n\\fBykien\\fR [\\fIOPTIONS\\fR] \\fICOMMAND\\fR ...\n",
      roff(root.description));
  for (const CommandFacts& command : commands) page += synopsis(command);
  page += fmt::format(".SH OPTIONS\n{}{}.SH COMMANDS\n", options_text(root), footer_text(root.footer));
  for (const CommandFacts& command : commands) {
    page += fmt::format(".SS ykien {}\n{}\n{}{}", roff(command.name), roff(command.description),
                        options_text(command), footer_text(command.footer));
  }
  return page;
}

}  // namespace ykien::program
