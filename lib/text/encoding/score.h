// How much a text looks like Vietnamese, judged by its syllables.
#ifndef YKIEN_TEXT_ENCODING_SCORE_H_
#define YKIEN_TEXT_ENCODING_SCORE_H_

#include <string_view>

#include "ykien/base/export.h"

namespace ykien::encoding {

// Only words with an accent count, since plain ASCII is the same in every encoding.
struct Score {
  float sum = 0;    // about the log of how many times likelier Vietnamese is than chance
  int words = 0;    // with an accent
  int wrong = 0;    // of those, no syllables; and characters that have no business there
  int strange = 0;  // words without an accent that are no syllables; counted only where asked for
};

// `utf8` must be well-formed. O(bytes). Thread-safe. Exported for the tests.
YKIEN_API Score score_of(std::string_view utf8, bool count_strange = false) noexcept;

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_SCORE_H_
