// Cutting bytes into lines, and lines into cells.
#ifndef YKIEN_TEXT_ENCODING_UNITS_H_
#define YKIEN_TEXT_ENCODING_UNITS_H_

#include <cstddef>
#include <string_view>

namespace ykien::encoding {

// Where the lines end that bytes[0, size) holds whole, their line breaks (CR or LF) included: 0 for none.
std::size_t last_line_end(std::string_view bytes) noexcept;

// The size of the first line with its line break; all of `bytes` without one.
std::size_t first_line_end(std::string_view bytes) noexcept;

// Where to cut a line that is longer than `bytes`, which are its beginning: after a blank, else after any
// ASCII byte, else between two code points.
std::size_t cut_place(std::string_view bytes) noexcept;

// The part of `bytes` that is whole lines, at most `longest` bytes of them, or the first part of a line that
// is longer; 0 when that is not known yet. `last`: nothing follows `bytes`.
std::size_t whole_units(std::string_view bytes, bool last, std::size_t longest) noexcept;

bool is_ascii(std::string_view bytes) noexcept;

// The size of the first cell of a line with the delimiter after it (one of , ; | tab and the quote).
std::size_t first_cell_end(std::string_view line) noexcept;

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_UNITS_H_
