// Vietnamese text put into the old encodings, by the table of letters; texts of the civic corpus to do it
// with.
#ifndef YKIEN_TESTS_SUPPORT_ENCODINGS_H_
#define YKIEN_TESTS_SUPPORT_ENCODINGS_H_

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support_text.h"
#include "text/detail/utf8.h"
#include "ykien/text/encoding.h"

namespace ykien::test {

// Letter -> bytes. Column 1 is windows-1258, and so on in the order of tests/data/text/encodings.tsv.
using Encoder = std::map<std::string, std::string>;

inline Encoder make_encoder(std::size_t column) {
  Encoder encoder;
  for (const auto& row : read_rows("text/encodings.tsv")) encoder[row[0]] = from_hex(row[column]);
  return encoder;
}

inline const Encoder& encoder_of(Encoding encoding) {
  static const std::map<Encoding, Encoder> all = {
      {Encoding::windows1258, make_encoder(1)}, {Encoding::tcvn3, make_encoder(2)},
      {Encoding::tcvn5712, make_encoder(3)},    {Encoding::vni, make_encoder(4)},
      {Encoding::viscii, make_encoder(5)},      {Encoding::vps, make_encoder(6)},
      {Encoding::viqr, make_encoder(7)}};
  return all.at(encoding);
}

inline std::string in_utf16(std::string_view utf8, bool little) {
  const icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  std::string bytes;
  for (int32_t i = 0; i < text.length(); ++i) {
    const char units[] = {static_cast<char>(text[i] & 0xFF), static_cast<char>(text[i] >> 8)};
    bytes += units[little ? 0 : 1];
    bytes += units[little ? 1 : 0];
  }
  return bytes;
}

// Whether VIQR would take `next` after `bytes` for a mark or the second d of đ.
inline bool needs_escape(char next, std::string_view bytes) {
  constexpr std::string_view kMarks = "^(+*`'?~.";
  if (bytes.empty()) return false;
  const char before = static_cast<char>(bytes.back() | 0x20);
  if (next == 'd' || next == 'D') return before == 'd';
  const bool after_vowel = std::string_view("aeiouy").find(before) != std::string_view::npos;
  return kMarks.find(next) != std::string_view::npos &&
         (after_vowel || kMarks.find(bytes.back()) != std::string_view::npos);
}

// `utf8` (composed) in `encoding`; of the characters that are neither Vietnamese letters nor ASCII, nothing
// stays but a blank. In VIQR, ASCII that would be a mark or a second d is escaped.
inline std::string encoded(std::string_view utf8, Encoding encoding) {
  if (encoding == Encoding::utf8) return std::string(utf8);
  if (encoding == Encoding::utf16le || encoding == Encoding::utf16be)
    return in_utf16(utf8, encoding == Encoding::utf16le);
  std::string bytes;
  for (const char* at = utf8.data(); at < utf8.data() + utf8.size();) {
    const detail::CodePoint point = detail::read_code_point(at, utf8.data() + utf8.size());
    const auto found = encoder_of(encoding).find(std::string(at, point.length));
    const bool escaped =
        needs_escape(*at, bytes) ||
        ((*at | 0x20) == 'd' &&
         utf8.substr(0, static_cast<std::size_t>(at - utf8.data()) + 3).ends_with("\xC4\x90"));
    if (encoding == Encoding::viqr && escaped) bytes += '\\';
    bytes += found != encoder_of(encoding).end() ? found->second
             : point.value < 0x80                ? std::string(1, *at)
                                                 : " ";
    at += point.length;
  }
  return bytes;
}

// What decoding encoded() gives back.
inline std::string encodable(std::string_view utf8) {
  std::string text;
  for (const char* at = utf8.data(); at < utf8.data() + utf8.size();) {
    const detail::CodePoint point = detail::read_code_point(at, utf8.data() + utf8.size());
    const std::string one(at, point.length);
    text += point.value < 0x80 || encoder_of(Encoding::vps).contains(one) ? one : " ";
    at += point.length;
  }
  return text;
}

// The texts of the civic corpus in one line each, composed.
inline const std::vector<std::string>& corpus_lines() {
  static const std::vector<std::string> lines = [] {
    std::ifstream file(std::string(YKIEN_SOURCE_DIR) + "/models/civic/corpus/corpus.csv");
    std::vector<std::string> texts;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
      const std::size_t begin = line.find(',') + 1;
      const bool quoted = begin > 0 && begin < line.size() && line[begin] == '"';
      std::string text;
      for (std::size_t at = begin + (quoted ? 1 : 0); at < line.size(); ++at) {
        if (line[at] == (quoted ? '"' : ',') &&
            !(quoted && at + 1 < line.size() && line[at + 1] == '"' && ++at > 0))
          break;
        text += line[at];
      }
      texts.push_back(in_form(text, Form::nfc));
    }
    if (texts.size() < 10000) throw std::runtime_error("no civic corpus");
    return texts;
  }();
  return lines;
}

// The first `count` of those with at least `least` characters and some accent: without one they are ASCII.
inline std::vector<std::string> corpus_lines(std::size_t count, int32_t least) {
  std::vector<std::string> chosen;
  for (const std::string& line : corpus_lines()) {
    if (chosen.size() == count) break;
    const bool ascii = std::ranges::all_of(line, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii && icu::UnicodeString::fromUTF8(line).countChar32() >= least) chosen.push_back(line);
  }
  return chosen;
}

}  // namespace ykien::test

#endif  // YKIEN_TESTS_SUPPORT_ENCODINGS_H_
