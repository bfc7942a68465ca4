#include "process.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "terminal.h"

namespace ykien::program {
namespace {

constexpr std::array<int, 3> kSignals = {SIGINT, SIGTERM, SIGHUP};

std::atomic<int> caught = 0;  // lock-free, so a handler may set it
std::array<struct sigaction, kSignals.size()> before;

int stop = -1;  // set before there are threads

void note_signal(int signal) { caught = signal; }

void fill_descriptor(int descriptor) {
  if (::fcntl(descriptor, F_GETFD) != -1) return;
  // The wrong direction on purpose: using it fails with "Bad file descriptor".
  ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

}  // namespace

void prepare_process() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) fill_descriptor(descriptor);
  std::signal(SIGPIPE, SIG_IGN);
  stop = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

int stop_descriptor() { return stop; }

void stop_reading() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t done = ::write(stop, &one, sizeof one);
}

InterruptGuard::InterruptGuard() {
  caught = 0;
  struct sigaction action {};
  action.sa_handler = note_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    ::sigaction(kSignals[i], nullptr, &before[i]);
    if (before[i].sa_handler != SIG_IGN) ::sigaction(kSignals[i], &action, nullptr);
  }
}

InterruptGuard::~InterruptGuard() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &before[i], nullptr);
}

void check_interrupt() {
  if (const int signal = caught; signal != 0) throw Interrupted{signal};
}

void die_by(int signal) {
  std::signal(signal, SIG_DFL);
  std::raise(signal);
  std::_Exit(kFailure);  // the signal is blocked
}

void say(std::string_view message) {
  std::string line = "ykien: " + without_controls(message);
  std::ranges::replace_if(
      line, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void say_lines(std::string_view lines) {
  const std::string shown = without_controls(lines);
  std::fwrite(shown.data(), 1, shown.size(), stderr);
}

}  // namespace ykien::program
