// Encoding: the ways in which Vietnamese text has been put into bytes, and what has been done to it on its
// way.
#ifndef YKIEN_TEXT_ENCODING_H_
#define YKIEN_TEXT_ENCODING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ykien/base/export.h"

namespace ykien {

enum class Encoding : std::uint8_t {
  utf8,
  utf16le,
  utf16be,
  windows1258,  // vowels with a combining tone after them
  tcvn3,        // the ABC fonts (.VnTime ...): TCVN 5712 without toned capitals, windows-1252 punctuation
  tcvn5712,     // TCVN 5712:1993 VN1, with toned capitals among the control characters
  vni,          // the VNI fonts for Windows: the accents of a vowel are a byte after it
  viscii,       // RFC 1456
  vps,          // the fonts of the Vietnamese Professionals Society
  viqr,         // RFC 1456, section 4: plain ASCII, the accents of a vowel are marks after it
};
inline constexpr int kEncodings = 10;

// "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1258", "TCVN3", "TCVN5712-1", "VNI", "VISCII", "VPS", "VIQR".
YKIEN_API std::string_view encoding_name(Encoding encoding) noexcept;

// The encoding called `name`; case, blanks, "-" and "_" do not count, and other common names are known
// (cp1258, abc, ...). Nothing for an unknown one.
YKIEN_API std::optional<Encoding> find_encoding(std::string_view name) noexcept;

// The one-byte encoding that a program took bytes for, before it wrote them as UTF-8.
enum class Misreading : std::uint8_t { none, windows1252, windows1258 };

// How bytes have to be read: the encoding that the text was first written in, and how often (0, 1 or 2 times)
// its bytes were then misread and written as UTF-8 again ("mojibake": "Ä‘Æ°á»ng" for "đường").
struct Reading {
  Encoding encoding = Encoding::utf8;
  Misreading misreading = Misreading::none;
  std::uint8_t times = 0;
  friend bool operator==(const Reading&, const Reading&) = default;
};

// "TCVN3", "UTF-8 misread as windows-1252", "UTF-8 misread twice as windows-1252".
YKIEN_API std::string reading_name(Reading reading);

}  // namespace ykien

#endif  // YKIEN_TEXT_ENCODING_H_
