#include "cli.h"

#include <algorithm>
#include <numeric>
#include <thread>
#include <utility>

#include "completion.h"
#include "files.h"
#include "help.h"
#include "man.h"
#include "numbers.h"
#include "output.h"
#include "process.h"
#include "ykien/base/error.h"
#include "ykien/base/version.h"

namespace ykien::program {
namespace {

constexpr std::string_view kAbout = "Vietnamese civic feedback: text, topics, trends";
constexpr std::string_view kFooter = R"(Examples:
  ykien classify export.csv -o topics.csv     every row of a table with its topic
  ykien explain "Đường hẻm 45 ngập nước"      why a text gets its topic
  ykien COMMAND --help                        the options of a command, with examples

Exit codes: 0 success; 1 some rows could not be processed (they are kept, marked and counted);
            2 wrong use, unreadable input, or output that could not be written)";

// What stands on the root besides the subcommands.
struct RootOptions {
  std::string completion;
  bool man = false;
};

void build(CLI::App& app, RootOptions& options, Command& chosen) {
  app.formatter(std::make_shared<HelpFormatter>());
  app.footer(std::string(kFooter));
  app.set_version_flag("--version", std::string("ykien " YKIEN_VERSION), "Print the version and exit");
  app.add_option("--completion", options.completion, "Print the completion script for a shell")
      ->type_name("SHELL")
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  app.add_flag("--man", options.man, "Print the manual page (roff)");
  for (const auto add : {add_classify, add_explain, add_train, add_evaluate, add_trends, add_compare,
                         add_sample, add_agree, add_normalize, add_tokenize, add_segment, add_info}) {
    add(app, chosen);
  }
}

const CLI::App& chosen_app(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : *parsed.front();
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

std::string help_command(const CLI::App& app) {
  return app.get_parent() == nullptr ? "ykien --help" : "ykien " + app.get_name() + " --help";
}

[[noreturn]] void wrong_use(const CLI::App& app, const std::string& what, const std::string& guess) {
  const std::string where = app.get_parent() == nullptr ? "" : app.get_name();
  const std::string cure = guess.empty() ? "" : "did you mean " + guess + "? ";
  throw Error(ErrorCode::usage, where, what, cure + "see " + help_command(app));
}

// The first word of the command line that looks like an option and is none; "" when there is no such word.
std::string unknown_option(const CLI::App& app, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == "--") break;
    if (word.size() < 2 || word[0] != '-' || (word[1] >= '0' && word[1] <= '9')) continue;
    std::string name = word[1] == '-' ? word.substr(0, word.find('=')) : word.substr(0, 2);
    if (app.get_option_no_throw(name) == nullptr) return name;
  }
  return "";
}

// Says in our words what is wrong with the command line.
[[noreturn]] void explain_error(const CLI::App& root, const CLI::ParseError& error,
                                const std::vector<std::string>& words) {
  const CLI::App& app = chosen_app(root);
  const std::string option = unknown_option(app, words);
  if (!option.empty()) wrong_use(app, "there is no option " + option, nearest(option, option_names(app)));
  if (&app == &root && !words.empty() && words[0][0] != '-') {
    wrong_use(app, "there is no command \"" + words[0] + "\"", nearest(words[0], command_names(root)));
  }
  wrong_use(app, error.what(), "");
}

int run_chosen(const CLI::App& app, const RootOptions& options, const Command& chosen) {
  if (!options.completion.empty()) {
    print(completion_script(app, options.completion));
  } else if (options.man) {
    print(manual_page(app));
  } else if (chosen) {
    return chosen();
  } else {
    throw Error(ErrorCode::usage, "", "no command given", "see ykien --help");
  }
  return kSuccess;
}

unsigned default_threads() { return std::clamp(std::thread::hardware_concurrency(), 1U, 8U); }

}  // namespace

CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& description,
                      const std::string& examples, Command& chosen, Command run) {
  CLI::App* const command = app.add_subcommand(name, description);
  command->footer("Examples:\n" + examples);
  command->callback([&chosen, run = std::move(run)] { chosen = run; });
  return command;
}

void add_model_option(CLI::App& command, std::string& path) {
  command.add_option("-m,--model", path, "The model; without it the civic model that is built in")
      ->type_name("FILE");
}

CLI::Option* add_encoding_options(CLI::App& command, std::string& encoding, bool& verbose) {
  command
      .add_option("--encoding", encoding,
                  "The encoding of the text (TCVN3, VNI, windows-1258 ...); found line by line if not given")
      ->type_name("NAME");
  return command.add_flag("-v,--verbose", verbose, "Say what was found out about the input, and why");
}

void add_threads_option(CLI::App& command, unsigned& threads) {
  threads = default_threads();
  command
      .add_option("-t,--threads", threads,
                  "Threads; as many as there are processors (8 at most) if not given")
      ->type_name("N")
      ->check(whole_number(1, 256));
}

CLI::Option* add_column_option(CLI::App& command, const std::string& name, std::string& column,
                               const std::string& description) {
  return command.add_option(name, column, description)->type_name("COLUMN");
}

int run_command_line(int argc, const char* const* argv) {
  CLI::App app{std::string(kAbout), "ykien"};
  RootOptions options;
  Command chosen;
  build(app, options, chosen);
  const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForVersion& version) {
    print(std::string(version.what()) + "\n");
    return kSuccess;
  } catch (const CLI::Success&) {
    print(app.help() + "\n");
    return kSuccess;
  } catch (const CLI::ParseError& error) {
    explain_error(app, error, words);
  }
  check_files(chosen_app(app));
  return run_chosen(app, options, chosen);
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string& other : known) {
    std::vector<std::size_t> row(other.size() + 1);  // Levenshtein's distance, one row at a time
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < word.size(); ++i) {
      std::size_t diagonal = std::exchange(row[0], i + 1);
      for (std::size_t j = 0; j < other.size(); ++j) {
        const std::size_t changed = diagonal + (word[i] == other[j] ? 0 : 1);
        diagonal = std::exchange(row[j + 1], std::min({changed, row[j] + 1, row[j + 1] + 1}));
      }
    }
    if (row.back() < least) least = row.back(), best = other;
  }
  return best;
}

}  // namespace ykien::program
