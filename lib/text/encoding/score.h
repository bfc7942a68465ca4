// How much a text looks like Vietnamese, judged by its syllables.
#ifndef YKIEN_TEXT_ENCODING_SCORE_H_
#define YKIEN_TEXT_ENCODING_SCORE_H_

#include <cstdint>
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

// What a word with an accent adds.
struct WordScore {
  std::uint64_t id = 0;  // equal for equal words, their case aside
  int tenths = 0;        // of Score::sum
  bool wrong = false;
};

// Adds up a text word by word. A word that comes again at once speaks for nothing more, or any letter and
// sign in turn would.
class Scorer {
 public:
  explicit Scorer(bool count_strange = false) noexcept : count_strange_(count_strange) {}

  // `utf8` must be well-formed and not end inside a word. O(bytes).
  void read(std::string_view utf8) noexcept;
  void add(const WordScore& word) noexcept;

  // The same for words that were added up elsewhere, after before(), the word that came last. Of `counts`,
  // words and wrong count.
  std::uint64_t before() const noexcept { return before_; }
  void add_many(const Score& counts, int tenths, std::uint64_t last) noexcept;

  Score score() const noexcept;

 private:
  bool count_strange_;
  int tenths_ = 0;  // so that the sum does not depend on how it is added up
  Score counts_{};
  std::uint64_t before_ = 0;
};

// The score of a whole text. Thread-safe. Exported for the tests.
YKIEN_API Score score_of(std::string_view utf8, bool count_strange = false) noexcept;

// What `utf8` adds if it is one word and nothing else: `accented` is false where it adds nothing.
struct SingleWord {
  bool single = false;
  bool accented = false;
  WordScore score{};
};
SingleWord single_word(std::string_view utf8) noexcept;

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_SCORE_H_
