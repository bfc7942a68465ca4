// Texts -> what the model that restores accents is trained on: the lexicon of spellings and sentences of
// units.
#ifndef YKIEN_TEXT_FIT_ACCENT_SENTENCES_H_
#define YKIEN_TEXT_FIT_ACCENT_SENTENCES_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "text/detail/accent_lexicon.h"
#include "text/detail/accent_units.h"

namespace ykien::detail {

// The spellings that occur `min_count` times or more, the frequent ones first, kMostCandidates at most. Only
// plain syllables that may bear accents are in it.
AccentLexicon learn_lexicon(std::span<const std::string> texts, std::uint32_t min_count);

struct AccentSentences {
  std::vector<AccentUnit> units;  // every sentence has kReach border units on both sides
  std::size_t kept = 0;           // sentences
  std::size_t repeated = 0;       // left out: seen before
  std::size_t unaccented = 0;     // left out: accents on less than 30% of the syllables
};

AccentSentences read_sentences(std::span<const std::string> texts, const AccentLexicon& lexicon);

// Whether a unit is part of a run: a syllable whose spelling is known.
inline bool in_run(const AccentUnit& unit) noexcept {
  return unit.set != kNoSet && unit.spelling != kUnknownSpelling;
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_FIT_ACCENT_SENTENCES_H_
