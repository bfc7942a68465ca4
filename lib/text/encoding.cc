#include "ykien/text/encoding.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ykien {
namespace {

constexpr std::array<std::string_view, kEncodings> kNames = {
    "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1258", "TCVN3", "TCVN5712-1", "VNI", "VISCII", "VPS", "VIQR"};

struct Alias {
  std::string_view name;  // as key() gives it
  Encoding encoding;
};

constexpr Alias kAliases[] = {{"cp1258", Encoding::windows1258}, {"1258", Encoding::windows1258},
                              {"abc", Encoding::tcvn3},          {"vn3", Encoding::tcvn3},
                              {"tcvn", Encoding::tcvn5712},      {"tcvn5712", Encoding::tcvn5712},
                              {"vn1", Encoding::tcvn5712},       {"tcvn57121:1993", Encoding::tcvn5712},
                              {"vniwindows", Encoding::vni},     {"vniwin", Encoding::vni},
                              {"vietnet", Encoding::viqr},       {"xvietvps", Encoding::vps},
                              {"utf16", Encoding::utf16le},      {"ucs2le", Encoding::utf16le},
                              {"unicode", Encoding::utf16le}};

std::string key(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (c == ' ' || c == '-' || c == '_') continue;
    result += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return result;
}

}  // namespace

std::string_view encoding_name(Encoding encoding) noexcept {
  const auto index = static_cast<std::size_t>(encoding);
  return index < kNames.size() ? kNames[index] : "unknown";
}

std::optional<Encoding> find_encoding(std::string_view name) noexcept {
  const std::string wanted = key(name);
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (key(kNames[i]) == wanted) return static_cast<Encoding>(i);
  }
  const auto* found = std::ranges::find(kAliases, wanted, &Alias::name);
  if (found == std::end(kAliases)) return std::nullopt;
  return found->encoding;
}

std::string reading_name(Reading reading) {
  std::string name(encoding_name(reading.encoding));
  if (reading.times == 0) return name;
  name += reading.times == 1 ? " misread as " : " misread twice as ";
  return name + (reading.misreading == Misreading::windows1258 ? "windows-1258" : "windows-1252");
}

}  // namespace ykien
