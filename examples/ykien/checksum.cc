#include "checksum.h"

#include <sha2.h>

#include <array>

namespace ykien::program {

struct Checksum::State {
  SHA2_CTX context;
};

Checksum::Checksum() : state_(std::make_shared<State>()) { SHA256Init(&state_->context); }

void Checksum::add(std::string_view bytes) {
  SHA256Update(&state_->context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string Checksum::text() const {
  SHA2_CTX context = state_->context;  // finishing must not end the sum
  std::array<char, SHA256_DIGEST_STRING_LENGTH> digits{};
  SHA256End(&context, digits.data());
  return digits.data();
}

InputOptions summed(InputOptions options, Checksum& checksum) {
  options.watch = [&checksum](std::string_view bytes) { checksum.add(bytes); };
  return options;
}

}  // namespace ykien::program
