#include "output.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "ykien/base/error.h"

namespace ykien::program {
namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10;

std::string cure(int number) {
  if (number == EPIPE) return "the program that reads the output has ended";
  return number == ENOSPC ? "make room or choose another place" : "";
}

void write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (done >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(done));
    } else if (errno == EAGAIN) {  // a pipe somebody made non-blocking
      pollfd wait{STDOUT_FILENO, POLLOUT, 0};
      ::poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      const int number = errno;
      throw Error(ErrorCode::io, "standard output",
                  "cannot write: " + std::generic_category().message(number), cure(number));
    }
  }
}

}  // namespace

void Output::write(std::string_view bytes) {
  buffer_.append(bytes);
  if (buffer_.size() >= kBuffer) flush();
}

void Output::flush() {
  write_all(buffer_);
  buffer_.clear();
}

void print(std::string_view text) { write_all(text); }

}  // namespace ykien::program
