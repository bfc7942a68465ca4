// Which words of a text may be restored: sentences typed without accents, and words that are no part of a
// name.
#ifndef YKIEN_TEXT_DETAIL_ACCENT_TEXT_H_
#define YKIEN_TEXT_DETAIL_ACCENT_TEXT_H_

#include <cstddef>
#include <span>
#include <string_view>

#include "text/detail/accent_units.h"

namespace ykien::detail {

// Counted over words, to tell text without accents from text with them and from other languages.
struct AccentCensus {
  std::size_t words = 0;
  std::size_t accented = 0;
  std::size_t voiced = 0;      // with a vowel, and no abbreviation in capitals
  std::size_t vietnamese = 0;  // of the voiced ones, those that could be Vietnamese

  void add(std::string_view folded, const AccentUnit& unit) noexcept;
  // Less than 15% of the words have accents, and 60% of the voiced ones could be Vietnamese.
  bool unaccented() const noexcept;
  // Enough to decide without a look at the rest of the line.
  bool telling() const noexcept { return vietnamese >= 5; }
};

AccentCensus census_of(std::string_view folded, std::span<const AccentUnit> units) noexcept;

// Finds the words of a text that stand inside names: e-mail and host names, file names, @names, #tags, words
// joined with digits or underscores. Ranges must ascend; O(text) for all of them together.
class NameFinder {
 public:
  explicit NameFinder(std::string_view text) noexcept : text_(text) {}
  bool inside_name(Range word) noexcept;

 private:
  std::string_view text_;
  std::size_t begin_ = 0;  // the stretch between blanks that was looked at last
  std::size_t end_ = 0;
  bool named_ = false;
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ACCENT_TEXT_H_
