// Which syllables Vietnamese spelling allows: an onset, a rime and a tone that may stand together.
#ifndef YKIEN_TEXT_ENCODING_SYLLABLES_H_
#define YKIEN_TEXT_ENCODING_SYLLABLES_H_

#include <cstdint>

#include "text/detail/letters.h"
#include "ykien/base/export.h"

namespace ykien::encoding {

inline constexpr std::uint8_t kIllegal = 0xFF;

// The letters of a syllable without its tone as one number, letter after letter; 0 is the empty one.
constexpr std::uint64_t with_letter(std::uint64_t key, detail::Symbol symbol) noexcept {
  return (key << 6) | (symbol + 1U);
}

// How common the rime is with that tone: 0 (never seen, but legal) to 8, or kIllegal. `place`: the number,
// from 0, of the letter that bears the tone, in the new or the old style; unused for tone 0. Keys have at
// most 7 letters. Thread-safe; the table is made at the first call. Exported for the tests.
YKIEN_API std::uint8_t syllable_class(std::uint64_t key, int tone, int place) noexcept;

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_SYLLABLES_H_
