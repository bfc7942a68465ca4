// The subcommands. Each adds its options to the App; when it was chosen, `chosen` is set to what is to be
// done.
#ifndef YKIEN_PROGRAM_COMMANDS_H_
#define YKIEN_PROGRAM_COMMANDS_H_

#include <functional>

namespace CLI {
class App;
}

namespace ykien::program {

using Command = std::function<int()>;  // returns the exit code; throws ykien::Error

void add_classify(CLI::App& app, Command& chosen);
void add_explain(CLI::App& app, Command& chosen);
void add_train(CLI::App& app, Command& chosen);
void add_evaluate(CLI::App& app, Command& chosen);
void add_compare(CLI::App& app, Command& chosen);
void add_agree(CLI::App& app, Command& chosen);
void add_normalize(CLI::App& app, Command& chosen);
void add_tokenize(CLI::App& app, Command& chosen);
void add_segment(CLI::App& app, Command& chosen);
void add_info(CLI::App& app, Command& chosen);
void add_trends(CLI::App& app, Command& chosen);
void add_sample(CLI::App& app, Command& chosen);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_COMMANDS_H_
