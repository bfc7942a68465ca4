// Shell completion, made from the tree of subcommands and options so that it never goes stale.
#ifndef YKIEN_PROGRAM_COMPLETION_H_
#define YKIEN_PROGRAM_COMPLETION_H_

#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace ykien::program {

// shell: "bash", "zsh" or "fish".
std::string completion_script(const CLI::App& app, std::string_view shell);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_COMPLETION_H_
