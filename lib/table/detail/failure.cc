#include "table/detail/failure.h"

#include <cerrno>
#include <system_error>

namespace ykien::table::detail {
namespace {

std::string cure_of(int number) {
  switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return "make room or choose another place";
    case EACCES:
    case EPERM:
    case EROFS: return "choose another place or ask for permission";
    case ENOENT:
    case ENOTDIR: return "check the path";
    case EISDIR: return "name a file, not a folder";
    case EPIPE: return "the program that reads the output has ended";
    default: return "";
  }
}

}  // namespace

Error system_failure(const std::string& name, const std::string& doing, int number) {
  // The generic category's message() does not depend on the locale and is safe for threads.
  return Error(number == ENOENT ? ErrorCode::not_found : ErrorCode::io, name,
               "cannot " + doing + ": " + std::generic_category().message(number), cure_of(number));
}

std::string at_line(const std::string& name, unsigned long long line) {
  const std::string digits = std::to_string(line);
  return name.empty() ? "line " + digits : name + ":" + digits;
}

}  // namespace ykien::table::detail
