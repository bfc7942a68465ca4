// AccentLexicon: the spellings that a plain syllable may stand for.
#ifndef YKIEN_TEXT_DETAIL_ACCENT_LEXICON_H_
#define YKIEN_TEXT_DETAIL_ACCENT_LEXICON_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/detail/accent_scores.h"
#include "ykien/base/export.h"

namespace ykien::detail {

inline constexpr std::uint32_t kNoSet = 0xFFFFFFFF;

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
      const Slot& slot = slots_[at & mask_];
      if (slot.set == kNoSet) return kNoSet;
      if (slot.hash == hash && slot.size == plain.size() && is_plain(slot, plain)) return slot.set;
    }
  }
  std::span<const Candidate> candidates(std::uint32_t set) const noexcept {
    return syllables_[set].candidates;
  }
  std::size_t count(std::uint32_t set) const noexcept { return firsts_[set + 1] - firsts_[set]; }
  // The priors and hashes of its candidates, close together for those who need nothing else.
  std::span<const Score> priors(std::uint32_t set) const noexcept {
    return std::span(priors_).subspan(firsts_[set], firsts_[set + 1] - firsts_[set]);
  }
  std::span<const std::uint64_t> hashes(std::uint32_t set) const noexcept {
    return std::span(hashes_).subspan(firsts_[set], firsts_[set + 1] - firsts_[set]);
  }
  std::span<const PlainSyllable> syllables() const noexcept { return syllables_; }

  // A candidate's text where it is short, as all of Vietnamese are, to be copied as a whole.
  struct Written {
    std::array<char, 15> bytes{};
    std::uint8_t size = 0;  // 0: it is longer
  };
  const Written& written(std::uint32_t set, std::size_t candidate) const noexcept {
    return written_[firsts_[set] + candidate];
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t set = kNoSet;
    std::uint32_t size = 0;  // of the plain syllable
  };

  bool add(std::uint32_t number);
  // Of the same hash and size: hash_text() gives words of fewer than 8 letters different ones.
  bool is_plain(const Slot& slot, std::string_view plain) const noexcept {
    return plain.size() < 8 || syllables_[slot.set].plain == plain;
  }
  void lay_out();

  std::vector<PlainSyllable> syllables_;
  std::vector<std::uint32_t> firsts_;  // of each syllable in priors_ and hashes_, and their end
  std::vector<Score> priors_;
  std::vector<std::uint64_t> hashes_;
  std::vector<Written> written_;
  std::vector<Slot> slots_;
  std::uint64_t mask_ = 0;
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ACCENT_LEXICON_H_
