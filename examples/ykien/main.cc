// ykien, the program: arguments -> library -> writer. Each subcommand has a file of its own.
#include <exception>
#include <new>
#include <string>

#include "cli.h"
#include "process.h"
#include "ykien/base/error.h"

int main(int argc, char** argv) {
  using ykien::program::say;
  ykien::program::prepare_process();
  try {
    return ykien::program::run_command_line(argc, argv);
  } catch (const ykien::program::Interrupted& interrupted) {
    ykien::program::die_by(interrupted.signal);
  } catch (const ykien::Error& error) {
    say(error.what());
  } catch (const std::bad_alloc&) {
    say("not enough memory; use a smaller input or fewer --threads");
  } catch (const std::exception& error) {
    say(std::string("internal error: ") + error.what() + "; please report it");
  }
  return ykien::program::kFailure;
}
