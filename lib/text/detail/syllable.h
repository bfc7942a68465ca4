// Which strings of letters are Vietnamese syllables, by the rules of spelling.
#ifndef YKIEN_TEXT_DETAIL_SYLLABLE_H_
#define YKIEN_TEXT_DETAIL_SYLLABLE_H_

#include <span>

#include "text/detail/letters.h"

namespace ykien::detail {

// True if `symbols`, with the tone 0..5 on whichever of them, spell a syllable: the onset may stand before
// the rime (k, gh, ngh before e ê i y; no c, g, ng there ...), and a stop at the end has the acute or the dot
// below. Stricter than tone_position(), which only asks for parts that exist. With `untoned_stops`, stops may
// also stand without a tone, as in text typed without accents.
bool is_syllable(std::span<const Symbol> symbols, int tone, bool untoned_stops = false) noexcept;

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_SYLLABLE_H_
