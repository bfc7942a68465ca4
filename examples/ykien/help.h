// The look of --help.
#ifndef YKIEN_PROGRAM_HELP_H_
#define YKIEN_PROGRAM_HELP_H_

#include <CLI/CLI.hpp>
#include <string>

namespace ykien::program {

// CLI11's own look without its notes on types and exclusions: "-f,--format {csv,tsv}   What it is [default:
// csv]".
class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter() { column_width(30); }
  std::string make_option_opts(const CLI::Option* option) const override;
  std::string make_option_desc(const CLI::Option* option) const override;
};

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_HELP_H_
