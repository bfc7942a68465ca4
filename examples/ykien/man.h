// The manual page, made from the tree of subcommands and options so that it never goes stale.
#ifndef YKIEN_PROGRAM_MAN_H_
#define YKIEN_PROGRAM_MAN_H_

#include <string>

namespace CLI {
class App;
}

namespace ykien::program {

// roff for man(7), section 1, UTF-8.
std::string manual_page(const CLI::App& app);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_MAN_H_
