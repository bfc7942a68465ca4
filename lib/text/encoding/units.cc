#include "text/encoding/units.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace ykien::encoding {

std::size_t last_line_end(std::string_view bytes) noexcept {
  const std::size_t found = bytes.find_last_of("\r\n");
  return found == bytes.npos ? 0 : found + 1;
}

std::size_t first_line_end(std::string_view bytes) noexcept {
  const std::size_t lf = std::min(bytes.find('\n'), bytes.size());
  const std::size_t end = std::min(bytes.substr(0, lf).find('\r'), lf);
  return std::min(end + 1, bytes.size());
}

std::size_t cut_place(std::string_view bytes) noexcept {
  const std::size_t blank = bytes.find_last_of(" \t");
  if (blank != bytes.npos) return blank + 1;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  for (std::size_t at = bytes.size(); at > 0; --at) {
    if (byte(at - 1) < 0x80) return at;
  }
  for (std::size_t at = bytes.size(); at > 1 && bytes.size() - at < 4; --at) {
    if (byte(at - 1) >= 0xC0) return at - 1;
  }
  return bytes.size();
}

std::size_t whole_units(std::string_view bytes, bool last, std::size_t longest) noexcept {
  if (last && bytes.size() <= longest) return bytes.size();
  const std::size_t end = last_line_end(bytes.substr(0, longest));
  return end > 0 || bytes.size() <= longest ? end : cut_place(bytes.substr(0, longest));
}

bool is_ascii(std::string_view bytes) noexcept {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  for (std::uint64_t word = 0; end - at >= 8; at += 8) {
    std::memcpy(&word, at, sizeof(word));
    if ((word & 0x8080808080808080U) != 0) return false;
  }
  return std::all_of(at, end, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::size_t first_cell_end(std::string_view line) noexcept {
  const std::size_t found = line.find_first_of(",;|\t\"");
  return found == line.npos ? line.size() : found + 1;
}

}  // namespace ykien::encoding
