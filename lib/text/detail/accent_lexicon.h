// AccentLexicon: the spellings that a plain syllable may stand for.
#ifndef YKIEN_TEXT_DETAIL_ACCENT_LEXICON_H_
#define YKIEN_TEXT_DETAIL_ACCENT_LEXICON_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"

namespace ykien::detail {

inline constexpr std::uint32_t kNoSet = 0xFFFFFFFF;
inline constexpr std::size_t kMostCandidates = 32;  // of one plain syllable: 5 bits in the table

struct Candidate {
  std::string text;  // folded, new tone style: đường
  float prior = 0;   // ln of its share among all uses of the plain syllable
};

struct PlainSyllable {
  std::string plain;  // duong
  std::vector<Candidate> candidates;
};

// Immutable once built. Open addressing, at most half full.
class YKIEN_API AccentLexicon {
 public:
  // False where two plain syllables are the same or one has no candidates, too many, or some of another plain
  // form.
  [[nodiscard]] bool build(std::vector<PlainSyllable> syllables);

  // The number of the plain syllable, or kNoSet.
  std::uint32_t find(std::string_view plain, std::uint64_t hash) const noexcept {
    if (slots_.empty()) return kNoSet;
    for (std::uint64_t at = hash;; ++at) {
      const std::uint32_t found = slots_[at & mask_];
      if (found == kNoSet || syllables_[found].plain == plain) return found;
    }
  }
  std::span<const Candidate> candidates(std::uint32_t set) const noexcept {
    return syllables_[set].candidates;
  }
  // The priors and hashes of its candidates, close together for those who need nothing else.
  std::span<const float> priors(std::uint32_t set) const noexcept {
    return std::span(priors_).subspan(firsts_[set], firsts_[set + 1] - firsts_[set]);
  }
  std::span<const std::uint64_t> hashes(std::uint32_t set) const noexcept {
    return std::span(hashes_).subspan(firsts_[set], firsts_[set + 1] - firsts_[set]);
  }
  std::span<const PlainSyllable> syllables() const noexcept { return syllables_; }

 private:
  bool add(std::uint32_t number);
  void lay_out();

  std::vector<PlainSyllable> syllables_;
  std::vector<std::uint32_t> firsts_;  // of each syllable in priors_ and hashes_, and their end
  std::vector<float> priors_;
  std::vector<std::uint64_t> hashes_;
  std::vector<std::uint32_t> slots_;
  std::uint64_t mask_ = 0;
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ACCENT_LEXICON_H_
