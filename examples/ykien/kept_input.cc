#include "kept_input.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <vector>

#include "process.h"
#include "ykien/base/error.h"

namespace ykien::program {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 16;

[[noreturn]] void fail(const std::string& where, const std::string& cure) {
  throw Error(ErrorCode::io, where, std::strerror(errno), cure);
}

std::string temporary_folder() {
  const char* const named = std::getenv("TMPDIR");
  return named != nullptr && *named != '\0' ? named : "/tmp";
}

// Open for writing and reading, and already without a name.
int unnamed_file(const std::string& folder) {
  std::string name = (std::filesystem::path(folder) / "ykien-XXXXXX").string();
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) fail(folder, "name a folder with room in TMPDIR");
  ::unlink(name.c_str());
  return descriptor;
}

void write_all(int descriptor, const char* bytes, std::size_t size, const std::string& folder) {
  while (size > 0) {
    const ssize_t written = ::write(descriptor, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(folder, "name a folder with room in TMPDIR");
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
}

void copy_standard_input(int descriptor, const std::string& folder) {
  std::vector<char> piece(kPiece);
  for (;;) {
    check_interrupt();
    const ssize_t got = ::read(STDIN_FILENO, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("standard input", "give a file");
    if (got == 0) return;
    write_all(descriptor, piece.data(), static_cast<std::size_t>(got), folder);
  }
}

}  // namespace

KeptInput::KeptInput(const InputOptions& options) : options_(options) {
  if (options.path != "-") return;
  const InterruptGuard guard;
  const std::string folder = temporary_folder();
  descriptor_ = unnamed_file(folder);
  copy_standard_input(descriptor_, folder);
  options_.name = "standard input";
  options_.path = fmt::format("/proc/self/fd/{}", descriptor_);
}

KeptInput::~KeptInput() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace ykien::program
