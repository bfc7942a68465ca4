// Cutting bytes into lines, and lines into cells. Exported for the tests.
#ifndef YKIEN_TEXT_ENCODING_UNITS_H_
#define YKIEN_TEXT_ENCODING_UNITS_H_

#include <cstddef>
#include <string_view>

#include "ykien/base/export.h"

namespace ykien::encoding {

// Where the lines end that bytes[0, size) holds whole, their line breaks (CR or LF) included: 0 for none.
YKIEN_API std::size_t last_line_end(std::string_view bytes) noexcept;

// The size of the first line with its line break; all of `bytes` without one.
std::size_t first_line_end(std::string_view bytes) noexcept;

// Where to cut a line that is longer than `bytes`, which are its beginning: after a blank, else after any
// ASCII byte, else between two code points.
YKIEN_API std::size_t cut_place(std::string_view bytes) noexcept;

// The part of `bytes` that is whole lines, at most `longest` bytes of them, or the first part of a line that
// is longer; 0 when that is not known yet. `last`: nothing follows `bytes`.
std::size_t whole_units(std::string_view bytes, bool last, std::size_t longest) noexcept;

// How many of the leading bytes are ASCII.
YKIEN_API std::size_t ascii_size(std::string_view bytes) noexcept;

inline bool is_ascii(std::string_view bytes) noexcept { return ascii_size(bytes) == bytes.size(); }

// How many of the lines, as first_line_end() cuts them, hold a byte beyond ASCII.
YKIEN_API std::size_t lines_beyond_ascii(std::string_view bytes) noexcept;

// The size of the first cell of a line with the delimiter after it (one of , ; | tab and the quote).
std::size_t first_cell_end(std::string_view line) noexcept;

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_UNITS_H_
