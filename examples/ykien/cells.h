// Cells of a table as text.
#ifndef YKIEN_PROGRAM_CELLS_H_
#define YKIEN_PROGRAM_CELLS_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace ykien::program {

inline constexpr std::string_view kBlanks = " \t\r\n";

inline bool is_blank(std::string_view text) { return text.find_first_not_of(kBlanks) == text.npos; }

// Without the blanks at both ends.
inline std::string_view trimmed(std::string_view text) {
  if (is_blank(text)) return {};
  const std::size_t first = text.find_first_not_of(kBlanks);
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

// The first `most` bytes at most, without half a letter at the end.
inline std::string_view shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

// Empty for a column that is not asked for or that a short row lacks.
inline std::string_view cell(std::span<const std::string_view> fields, std::optional<std::size_t> column) {
  return column && *column < fields.size() ? fields[*column] : std::string_view();
}

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_CELLS_H_
