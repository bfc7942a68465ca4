// Output: standard output with every write checked.
#ifndef YKIEN_PROGRAM_OUTPUT_H_
#define YKIEN_PROGRAM_OUTPUT_H_

#include <string>
#include <string_view>

namespace ykien::program {

// Buffers up to 64 KiB. Failures throw ykien::Error(io). One thread.
class Output {
 public:
  void write(std::string_view bytes);
  // Hands everything over; must come last, the destructor writes nothing.
  void flush();

 private:
  std::string buffer_;
};

// All of `text` to standard output.
void print(std::string_view text);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_OUTPUT_H_
