#include "help.h"

#include "app_tree.h"

namespace ykien::program {

std::string HelpFormatter::make_option_opts(const CLI::Option* option) const {
  const std::string type = option->get_type_name();  // "FORMAT:{csv,tsv}", "N:INT in [1 - 256]"
  if (option->get_positional() && !option->nonpositional()) return "";
  if (option->get_items_expected_max() == 0) return "";  // a flag
  const std::size_t open = type.find('{');
  std::string text = " " + (open == type.npos ? type.substr(0, type.find(':')) : type.substr(open));
  return option->get_required() ? text + " (required)" : text;
}

std::string HelpFormatter::make_option_desc(const CLI::Option* option) const {
  return description_of(*option);
}

}  // namespace ykien::program
