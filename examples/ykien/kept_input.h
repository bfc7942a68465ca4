// KeptInput: a table that can be read more than once, standard input and pipes too.
#ifndef YKIEN_PROGRAM_KEPT_INPUT_H_
#define YKIEN_PROGRAM_KEPT_INPUT_H_

#include <cstdio>
#include <memory>

#include "input.h"

namespace ykien::program {

// Options to open a table with, as often as wanted. "-" and what is no regular file (a pipe, <(...) in a
// shell) is copied, unpacked, to a file without a name in the folder for temporary files first; it is gone
// when this is.
class KeptInput {
 public:
  // Throws what table::open_source() throws, and Error(io) when there is no room for the copy.
  explicit KeptInput(const InputOptions& options);

  const InputOptions& options() const noexcept { return options_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const noexcept;
  };

  InputOptions options_;
  std::unique_ptr<std::FILE, Close> copy_;
};

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_KEPT_INPUT_H_
