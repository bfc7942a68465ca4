// Makes ZIP archives by hand, so that the tests of the xlsx reader do not lean on the writer or on a ZIP
// library.
#ifndef YKIEN_TESTS_UNIT_TABLE_ZIP_BUILDER_H_
#define YKIEN_TESTS_UNIT_TABLE_ZIP_BUILDER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ykien::table::testing {

inline std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

// Deflated data (RFC 1951) that unpacks to `byte` (ASCII) and then `matches` times 258 more of it.
inline std::string deflated_run(char byte, std::size_t matches) {
  std::string out;
  unsigned bits = 0, count = 0;
  const auto put = [&](unsigned bit) {
    bits |= bit << count;
    if (++count < 8) return;
    out += static_cast<char>(bits);
    bits = count = 0;
  };
  const auto code = [&](unsigned value, unsigned size) {  // Huffman codes go out from their highest bit
    for (unsigned i = size; i-- > 0;) put(value >> i & 1);
  };
  put(1), put(1), put(0);                                               // the last block, fixed codes
  code(0x30 + static_cast<unsigned char>(byte), 8);                     // the byte itself
  for (std::size_t i = 0; i < matches; ++i) code(0xC5, 8), code(0, 5);  // 258 bytes from 1 byte before
  code(0, 7);                                                           // end of block
  while (count > 0) put(0);
  return out;
}

class ZipBuilder {
 public:
  ZipBuilder& add(const std::string& name, std::string_view bytes) {
    return add_packed(name, bytes, 0, static_cast<std::uint32_t>(bytes.size()), crc32(bytes));
  }

  // `method`: 0 stored, 8 deflated.
  ZipBuilder& add_packed(const std::string& name, std::string_view packed, unsigned method,
                         std::uint32_t size, std::uint32_t crc) {
    const std::string common = number(20, 2) + number(0, 2) + number(method, 2) + number(0, 2) +
                               number(0x21, 2) + number(crc, 4) +
                               number(static_cast<std::uint32_t>(packed.size()), 4) + number(size, 4) +
                               number(static_cast<std::uint32_t>(name.size()), 2) + number(0, 2);
    directory_ += "PK\x01\x02" + number(20, 2) + common + std::string(10, '\0') +
                  number(static_cast<std::uint32_t>(bytes_.size()), 4) + name;
    bytes_ += "PK\x03\x04" + common + name;
    bytes_ += packed;
    ++entries_;
    return *this;
  }

  std::string build() const {
    return bytes_ + directory_ + "PK\x05\x06" + number(0, 4) + number(entries_, 2) + number(entries_, 2) +
           number(static_cast<std::uint32_t>(directory_.size()), 4) +
           number(static_cast<std::uint32_t>(bytes_.size()), 4) + number(0, 2);
  }

 private:
  static std::string number(std::uint32_t value, unsigned size) {
    std::string bytes;
    for (unsigned i = 0; i < size; ++i) bytes += static_cast<char>(value >> 8 * i);
    return bytes;
  }

  std::string bytes_;
  std::string directory_;
  std::uint32_t entries_ = 0;
};

}  // namespace ykien::table::testing

#endif  // YKIEN_TESTS_UNIT_TABLE_ZIP_BUILDER_H_
