// Where the tone mark of a Vietnamese syllable stands.
#ifndef YKIEN_TEXT_DETAIL_TONE_H_
#define YKIEN_TEXT_DETAIL_TONE_H_

#include <cstdint>
#include <span>

#include "text/detail/letters.h"
#include "ykien/base/export.h"
#include "ykien/text/normalize.h"

namespace ykien::detail {

inline constexpr std::size_t kLongestSyllable = 7;  // nghiêng

// The place of the letter that bears the tone of the syllable written with `symbols` (tones taken off), or -1
// where the letters are no Vietnamese syllable (onset, nucleus and coda by the orthography of 1984 and common
// use).
YKIEN_API int tone_position(std::span<const Symbol> symbols, ToneStyle style) noexcept;

// Moves the one tone of `letters` to its place. Does nothing with no tone, several, or a non-syllable.
void place_tone(std::span<Letter> letters, ToneStyle style) noexcept;

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_TONE_H_
