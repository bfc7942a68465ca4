// The tables that are compiled in, as their files have them.
#ifndef YKIEN_TEXT_DETAIL_TEXT_BYTES_H_
#define YKIEN_TEXT_DETAIL_TEXT_BYTES_H_

#include <string_view>

namespace ykien::detail {

std::string_view abbreviations_table() noexcept;  // abbreviations.tsv: written, meaning, when
std::string_view
common_syllables_table() noexcept;  // common_syllables.tsv: syllable, count in the civic corpus

// Calls each(line) for every line of a table but the first.
template <typename Each>
void each_row(std::string_view table, Each each) {
  table.remove_prefix(table.find('\n') + 1);
  while (!table.empty()) {
    const std::size_t end = table.find('\n');
    each(table.substr(0, end));
    table.remove_prefix(end == std::string_view::npos ? table.size() : end + 1);
  }
}

// Cuts off and returns what stands before the next `separator`, or all.
inline std::string_view cut(std::string_view& rest, char separator) noexcept {
  const std::size_t end = rest.find(separator);
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return part;
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_TEXT_BYTES_H_
