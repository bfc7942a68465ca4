#include "base/detail/file.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include "ykien/base/error.h"

namespace ykien::detail {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

[[noreturn]] void cannot_read(const std::string& path, const std::string& what, int error) {
  throw Error(error == ENOENT ? ErrorCode::not_found : ErrorCode::io, path,
              "cannot read " + what + ": " + std::generic_category().message(error),
              "check the name and the permissions");
}

}  // namespace

std::string read_file(const std::string& path, const std::string& what) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) cannot_read(path, what, EISDIR);
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) cannot_read(path, what, errno);
  std::string bytes;
  char piece[1 << 16];
  while (const std::size_t got = std::fread(piece, 1, sizeof piece, file.get())) bytes.append(piece, got);
  if (std::ferror(file.get()) != 0) cannot_read(path, what, errno);
  return bytes;
}

}  // namespace ykien::detail
