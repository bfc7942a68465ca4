// KeptInput: a table that can be read more than once, standard input too.
#ifndef YKIEN_PROGRAM_KEPT_INPUT_H_
#define YKIEN_PROGRAM_KEPT_INPUT_H_

#include <string>

#include "input.h"

namespace ykien::program {

// Options to open a table with, as often as wanted. "-" is copied to a file without a name in the folder for
// temporary files first; it is gone when this is.
class KeptInput {
 public:
  // Throws Error(io) when standard input cannot be read or there is no room for the copy.
  explicit KeptInput(const InputOptions& options);
  ~KeptInput();
  KeptInput(const KeptInput&) = delete;
  KeptInput& operator=(const KeptInput&) = delete;

  const InputOptions& options() const noexcept { return options_; }

 private:
  InputOptions options_;
  int descriptor_ = -1;
};

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_KEPT_INPUT_H_
