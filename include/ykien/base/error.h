// Error: the one exception type of ykien. Text never fails; files, models and configuration do.
#ifndef YKIEN_BASE_ERROR_H_
#define YKIEN_BASE_ERROR_H_

#include <stdexcept>
#include <string>

#include "ykien/base/export.h"

namespace ykien {

enum class ErrorCode {
  usage,       // an argument or option that makes no sense
  not_found,   // no such file, column or topic
  io,          // reading or writing failed (permissions, full disk, closed pipe ...)
  format,      // the input is not what it should be (not a table, no text column ...)
  damaged,     // a model file whose bytes do not check out
  version,     // a model file of a format this library does not know
  limit,       // larger than a stated limit
};

// what() reads "WHERE: WHAT; CURE" with the empty parts left out: one line, fit for a person.
class YKIEN_API Error : public std::runtime_error {
 public:
  // where: the file, with ":line" or "@byte" where known. cure: what the reader can do, an imperative.
  Error(ErrorCode code, std::string where, std::string what, std::string cure = {});

  ErrorCode code() const noexcept { return code_; }
  const std::string& where() const noexcept { return where_; }
  const std::string& cure() const noexcept { return cure_; }

 private:
  ErrorCode code_;
  std::string where_;
  std::string cure_;
};

}  // namespace ykien

#endif  // YKIEN_BASE_ERROR_H_
