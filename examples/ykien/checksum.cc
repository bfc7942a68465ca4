#include "checksum.h"

#include <sha2.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "ykien/base/error.h"

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

std::string file_checksum(const std::string& path) {
  if (path == "-" || !std::filesystem::is_regular_file(path)) return "";
  std::ifstream file(path, std::ios::binary);
  Checksum sum;
  std::string piece(std::size_t{1} << 20, '\0');
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    sum.add(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
  }
  if (!file.eof()) throw Error(ErrorCode::io, path, "cannot read it for its checksum", "check the disk and try again");
  return sum.text();
}

}  // namespace ykien::program
