#include "kept_input.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <vector>

#include "process.h"
#include "ykien/base/error.h"
#include "ykien/table/source.h"

namespace ykien::program {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 16;

[[noreturn]] void fail(const std::string& folder) {
  throw Error(ErrorCode::io, folder, "cannot keep a copy there: " + std::generic_category().message(errno),
              "name a folder with room in TMPDIR");
}

// What is not there is for who opens it to say.
bool can_be_read_again(const std::string& path) {
  struct stat facts {};
  return path != "-" && (::stat(path.c_str(), &facts) != 0 || S_ISREG(facts.st_mode));
}

std::string temporary_folder() {
  const char* const named = std::getenv("TMPDIR");
  return named != nullptr && *named != '\0' ? named : "/tmp";
}

// Open for writing and reading, and already without a name.
std::FILE* unnamed_file(const std::string& folder) {
  const InterruptGuard guard;
  std::string name = (std::filesystem::path(folder) / "ykien-XXXXXX").string();
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) fail(folder);
  ::unlink(name.c_str());
  check_interrupt();
  return ::fdopen(descriptor, "w+b");
}

void copy(table::ByteSource& source, std::FILE* to, const std::string& folder) {
  std::vector<char> piece(kPiece);
  while (const std::size_t got = source.read(piece.data(), piece.size())) {
    if (std::fwrite(piece.data(), 1, got, to) != got) fail(folder);
  }
  if (std::fflush(to) != 0) fail(folder);
}

}  // namespace

void KeptInput::Close::operator()(std::FILE* file) const noexcept { std::fclose(file); }

KeptInput::KeptInput(const InputOptions& options) : options_(options) {
  if (can_be_read_again(options.path)) return;
  const std::unique_ptr<table::ByteSource> source = table::open_source(options.path);
  const std::string folder = temporary_folder();
  copy_.reset(unnamed_file(folder));
  if (copy_ == nullptr) fail(folder);
  copy(*source, copy_.get(), folder);
  options_.name = options.path == "-" ? "standard input" : options.path;
  options_.path = fmt::format("/proc/self/fd/{}", ::fileno(copy_.get()));
}

}  // namespace ykien::program
