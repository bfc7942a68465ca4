// Word: a token of letters as it was typed, letter by letter.
#ifndef YKIEN_TEXT_DETAIL_WORD_H_
#define YKIEN_TEXT_DETAIL_WORD_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "text/detail/letters.h"
#include "text/detail/lexicon.h"
#include "ykien/base/range.h"

namespace ykien::detail {

class Word {
 public:
  // Letters of one kind that stand together: a, á and A count as one kind.
  struct Run {
    Letter letter;  // with the tone that one of them has
    std::uint32_t length = 0;
    Range kept;         // of the letter with the tone, else of the first one
    Range first_three;  // of the first three
  };
  static constexpr std::size_t kMostRuns = 12;
  static constexpr std::size_t kMostLetters = 16;

  // Reads the word at `range` of `text`.
  Word(std::string_view text, Range range);

  bool known() const noexcept { return known_; }  // Vietnamese letters only
  bool short_enough() const noexcept { return known_ && letters_size_ <= kMostLetters && !too_many_; }
  std::span<const Run> runs() const noexcept { return {runs_.data(), runs_size_}; }
  std::span<const Letter> letters() const noexcept { return {letters_.data(), letters_size_}; }
  Casing casing() const noexcept;
  std::string folded() const;
  // Folded, each run as one letter, or as two where `twice` has its bit.
  std::string folded_runs(unsigned twice) const;
  // True if the letters, or the runs as one letter each (two where `twice` has the bit), spell a syllable.
  bool is_syllable() const noexcept;
  bool runs_are_syllable(unsigned twice) const noexcept;
  bool accented() const noexcept;

 private:
  void add(char32_t value, Range source);
  void count_capitals(std::string_view written) noexcept;

  std::array<Letter, kMostLetters + 1> letters_{};
  std::size_t letters_size_ = 0;
  std::array<Run, kMostRuns> runs_{};
  std::size_t runs_size_ = 0;
  std::uint32_t capitals_ = 0;
  std::uint32_t count_ = 0;
  bool first_capital_ = false;
  bool known_ = true;
  bool too_many_ = false;
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_WORD_H_
