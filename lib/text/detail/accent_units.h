// What restoring accents sees of a text: one unit for each token, alike in training and in use.
#ifndef YKIEN_TEXT_DETAIL_ACCENT_UNITS_H_
#define YKIEN_TEXT_DETAIL_ACCENT_UNITS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/detail/accent_lexicon.h"
#include "ykien/base/export.h"
#include "ykien/base/range.h"
#include "ykien/text/normalize.h"
#include "ykien/text/tokenize.h"

namespace ykien::detail {

// How a word is written, since names behave unlike other words. `first`: capitalized where a sentence begins.
enum class Shape : std::uint8_t { lower, capital, upper, first, other, border };

inline constexpr std::uint8_t kUnknownSpelling = 0xFF;

struct AccentUnit {
  std::uint64_t symbol = 0;                  // stands for the plain word, or for the kind of anything else
  Range range;                               // in the folded text
  std::uint32_t set = kNoSet;                // what the word may be written as, in the lexicon
  std::uint8_t spelling = kUnknownSpelling;  // the candidate it is written as
  Shape shape = Shape::other;
  bool word = false;      // letters
  bool accented = false;  // with a letter beyond ASCII
  bool capitals = true;   // there may be some
};

// The context of a unit reaches so far to either side.
inline constexpr int kReach = 3;

// The unit that stands around every sentence.
YKIEN_API AccentUnit border_unit() noexcept;

// Of which words the spelling is looked up: in use only those with accents have one.
enum class AccentSpellings : bool { of_all, of_accented };

// Makes units of sentences. Holds buffers; one per thread.
class YKIEN_API UnitReader {
 public:
  UnitReader(const AccentLexicon& lexicon, AccentSpellings spellings) noexcept
      : lexicon_(lexicon), spellings_(spellings) {}

  // The units of text[...] whose tokens these are; `folded` is normalize(text).
  void read(std::string_view text, const Normalized& folded, std::span<const Token> tokens,
            std::vector<AccentUnit>& units);

 private:
  AccentUnit word(std::string_view text, Range source, std::string_view folded, Range letters);
  bool short_word(std::string_view text, Range source, std::string_view folded, Range letters,
                  AccentUnit& unit) const noexcept;

  const AccentLexicon& lexicon_;
  AccentSpellings spellings_;
  std::string plain_;
};

// Whether a line of `text` ends in the range, which is short: blanks between two tokens.
inline bool has_line_break(std::string_view text, Range range) noexcept {
  for (std::size_t at = range.begin; at < range.end; ++at) {
    if (text[at] == '\n') return true;
  }
  return false;
}

// Where the first sentence of `units` ends: after . ! ? ; ... that a blank or the end follows, but not after
// an abbreviation ("TP.", "ông N.V.A."), and before a line break of `folded`.
YKIEN_API std::size_t sentence_end(std::string_view folded, std::span<const AccentUnit> units) noexcept;

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ACCENT_UNITS_H_
