// Checksum: SHA-256 of bytes that come in pieces, so that anybody can tell a file again (sha256sum; a packed
// one: zstdcat FILE | sha256sum).
#ifndef YKIEN_PROGRAM_CHECKSUM_H_
#define YKIEN_PROGRAM_CHECKSUM_H_

#include <memory>
#include <string>
#include <string_view>

#include "input.h"

namespace ykien::program {

class Checksum {
 public:
  Checksum();
  void add(std::string_view bytes);
  // 64 hexadecimal digits of everything added so far.
  std::string text() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

// The same options with a watch that adds every byte of the input to `checksum`, which must outlive it.
InputOptions summed(InputOptions options, Checksum& checksum);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_CHECKSUM_H_
