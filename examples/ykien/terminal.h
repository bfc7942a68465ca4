// What a person sees on a terminal: colour, bars, counted things.
#ifndef YKIEN_PROGRAM_TERMINAL_H_
#define YKIEN_PROGRAM_TERMINAL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ykien::program {

bool is_terminal(int descriptor);

// A terminal that wants colour: NO_COLOR is not set (https://no-color.org) and TERM is not "dumb".
bool wants_colour(int descriptor);

// Columns of the terminal, 80 where unknown.
std::size_t terminal_width(int descriptor);

// A bar of `width` columns at most for `share` in 0..1, in eighths of a column; padded with blanks to the
// width.
std::string bar(double share, std::size_t width);

// `text` with blanks in the place of what would control a terminal, byte for byte: control characters but
// line breaks and tabs, those of U+0080 to U+009F too. Texts, labels and the names in a model may have any.
std::string without_controls(std::string_view text);

// "1 row", "2,000 rows".
std::string counted(std::uint64_t count, std::string_view noun);

// 1234567 -> "1,234,567".
std::string grouped(std::uint64_t number);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_TERMINAL_H_
