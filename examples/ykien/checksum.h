// Checksum: SHA-256 of bytes that come in pieces, so that anybody can tell a file again (sha256sum).
#ifndef YKIEN_PROGRAM_CHECKSUM_H_
#define YKIEN_PROGRAM_CHECKSUM_H_

#include <memory>
#include <string>
#include <string_view>

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

// Of the file as it is on disk, packed or not; empty for "-", which cannot be read twice, and for what is no
// regular file. Throws Error(io) when reading fails.
std::string file_checksum(const std::string& path);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_CHECKSUM_H_
