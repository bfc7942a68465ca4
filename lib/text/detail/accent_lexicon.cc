#include "text/detail/accent_lexicon.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/detail/hash.h"
#include "ykien/text/normalize.h"

namespace ykien::detail {
namespace {

bool only_letters(std::string_view text) noexcept {
  return !text.empty() &&
         std::ranges::all_of(text, [](char letter) { return letter >= 'a' && letter <= 'z'; });
}

// Restoring writes letter for letter: the candidate must be the plain syllable but for its accents, and stay
// as it is when it is folded.
bool fits(const Candidate& candidate, const std::string& plain) {
  return std::isfinite(candidate.prior) && strip_accents(candidate.text) == plain &&
         normalize(candidate.text).text == candidate.text;
}

bool sound(const PlainSyllable& syllable) {
  const auto& list = syllable.candidates;
  return only_letters(syllable.plain) && !list.empty() && list.size() <= kMostCandidates &&
         std::ranges::all_of(list,
                             [&](const Candidate& candidate) { return fits(candidate, syllable.plain); });
}

}  // namespace

bool AccentLexicon::add(std::uint32_t number) {
  const std::uint64_t hash = hash_text(syllables_[number].plain);
  for (std::uint64_t at = hash;; ++at) {
    Slot& slot = slots_[at & mask_];
    if (slot.set == kNoSet) {
      slot = {hash, number, static_cast<std::uint32_t>(syllables_[number].plain.size())};
      return true;
    }
    if (syllables_[slot.set].plain == syllables_[number].plain) return false;
  }
}

void AccentLexicon::lay_out() {
  firsts_.assign(1, 0);
  priors_.clear();
  hashes_.clear();
  written_.clear();
  for (const PlainSyllable& syllable : syllables_) {
    for (const Candidate& candidate : syllable.candidates) {
      priors_.push_back(to_score(candidate.prior));
      hashes_.push_back(hash_text(candidate.text));
      Written& written = written_.emplace_back();
      if (candidate.text.size() > written.bytes.size()) continue;
      std::ranges::copy(candidate.text, written.bytes.begin());
      written.size = static_cast<std::uint8_t>(candidate.text.size());
    }
    firsts_.push_back(static_cast<std::uint32_t>(priors_.size()));
  }
}

bool AccentLexicon::build(std::vector<PlainSyllable> syllables) {
  syllables_ = std::move(syllables);
  if (!std::ranges::all_of(syllables_, sound)) return false;
  slots_.assign(std::bit_ceil(2 * syllables_.size() + 2), {});
  mask_ = slots_.size() - 1;
  lay_out();
  for (std::uint32_t number = 0; number < syllables_.size(); ++number) {
    if (!add(number)) return false;
  }
  return true;
}

}  // namespace ykien::detail
