// What the text tests share: tables, byte escapes, forms of Vietnamese text, and a generator of realistic text.
#ifndef YKIEN_TESTS_SUPPORT_TEXT_H_
#define YKIEN_TESTS_SUPPORT_TEXT_H_

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ykien::test {

using Rows = std::vector<std::vector<std::string>>;

// The rows of a tab-separated table of tests/data without its header.
inline Rows read_rows(const std::string& name) {
  std::ifstream file(std::string(YKIEN_TEST_DATA) + "/" + name);
  if (!file) throw std::runtime_error("no test table " + name);
  Rows rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string>& row = rows.emplace_back();
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
  }
  return rows;
}

// "61 CC 81" -> the three bytes.
inline std::string from_hex(const std::string& hex) {
  std::istringstream parts(hex);
  std::string bytes;
  for (std::string part; parts >> part;) bytes += static_cast<char>(std::stoi(part, nullptr, 16));
  return bytes;
}

enum class Form { nfc, nfd, half_decomposed, upper };
inline constexpr Form kForms[] = {Form::nfc, Form::nfd, Form::half_decomposed, Form::upper};

inline icu::UnicodeString normalized_by(const icu::Normalizer2* normalizer, const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString result = normalizer->normalize(text, status);
  if (U_FAILURE(status)) throw std::runtime_error("normalization failed");
  return result;
}

// Precomposed vowel and combining tone, as windows-1258 leaves it: NFD, then everything but the tones composed.
inline icu::UnicodeString half_decomposed(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString nfd = normalized_by(icu::Normalizer2::getNFDInstance(status), text);
  icu::UnicodeString result;
  icu::UnicodeString open;   // a letter and its marks of quality
  icu::UnicodeString tones;  // held back
  const auto close = [&] {
    UErrorCode composing = U_ZERO_ERROR;
    result += normalized_by(icu::Normalizer2::getNFCInstance(composing), open) + tones;
    open.remove();
    tones.remove();
  };
  for (int32_t i = 0; i < nfd.length(); i = nfd.moveIndex32(i, 1)) {
    const UChar32 point = nfd.char32At(i);
    const bool tone = point == 0x300 || point == 0x301 || point == 0x303 || point == 0x309 || point == 0x323;
    const bool quality = point == 0x302 || point == 0x306 || point == 0x31B;
    if (!tone && !quality) close();
    (tone ? tones : open).append(point);
  }
  close();
  return result;
}

inline std::string in_form(std::string_view utf8, Form form) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  switch (form) {
    case Form::nfc: text = normalized_by(icu::Normalizer2::getNFCInstance(status), text); break;
    case Form::nfd: text = normalized_by(icu::Normalizer2::getNFDInstance(status), text); break;
    case Form::half_decomposed: text = half_decomposed(text); break;
    case Form::upper: text.toUpper(icu::Locale::getRoot()); break;
  }
  std::string result;
  text.toUTF8String(result);
  return result;
}

}  // namespace ykien::test

#endif  // YKIEN_TESTS_SUPPORT_TEXT_H_
