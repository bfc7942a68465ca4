// The process around the program: its descriptors, its signals, its last words.
#ifndef YKIEN_PROGRAM_PROCESS_H_
#define YKIEN_PROGRAM_PROCESS_H_

#include <string>
#include <string_view>

namespace ykien::program {

// Exit codes; the manual page and the tests name them too.
inline constexpr int kSuccess = 0;
inline constexpr int kSomeRowsFailed = 1;
inline constexpr int kFailure = 2;

// To be called first: a closed pipe becomes an error that can be reported, and a descriptor 0 to 2 that the
// caller closed is filled with one that cannot be used, so that no file of ours is ever taken for standard
// output.
void prepare_process();

// A descriptor that can be read once stop_reading() was called, so that reads that wait end
// (table::open_source()). -1 where the system gave none.
int stop_descriptor();
void stop_reading();

// Thrown by check_interrupt().
struct Interrupted {
  int signal;
};

// While it lives, the first Ctrl-C (SIGTERM, SIGHUP) only raises a flag, so that temporary files can be
// removed; a second one ends the process at once. Signals that were ignored stay ignored.
class InterruptGuard {
 public:
  InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
  ~InterruptGuard();
};

// Throws Interrupted when a guarded signal has come.
void check_interrupt();

// Ends the process by this signal, so that the shell sees what happened.
[[noreturn]] void die_by(int signal);

// One line on standard error: "ykien: MESSAGE". Line breaks and other control characters inside become
// blanks.
void say(std::string_view message);

// Lines for people on standard error, as they are but for control characters (without_controls()).
void say_lines(std::string_view lines);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_PROCESS_H_
