// The readable, ICU-based definition of folding: what the tables of fold_table.h are a memo of.
#ifndef YKIEN_TEXT_DETAIL_FOLD_CLUSTER_H_
#define YKIEN_TEXT_DETAIL_FOLD_CLUSTER_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/detail/char_class.h"
#include "text/detail/letters.h"
#include "ykien/base/export.h"

namespace ykien::detail {

inline constexpr int kMostMarks = 8;  // kept on one letter: ICU's composition is quadratic in their number

// True if folding the text up to `value` and from it on separately gives the whole (UAX #15, stable code
// point boundaries of NFKC_Casefold).
bool boundary_before(char32_t value) noexcept;

// True for a mark: combining class other than 0.
bool is_combining(char32_t value) noexcept;

// How many marks a code point counts as against kMostMarks: 0 for one that begins a letter, 2 where one code
// point stands for two marks (U+0344).
int mark_count(char32_t value) noexcept;

// True for characters that folding takes away: zero-width ones, soft hyphens, bidi controls ...
bool is_ignorable(char32_t value) noexcept;

// The folded form, tones not yet placed, of one cluster: a code point and those after it that have no
// boundary before them. A tone, circumflex, breve or horn that comes twice counts once.
std::u32string fold_cluster(std::u32string_view cluster);
// The same into `to`, which is overwritten. Allocates nothing but what `to` lacks.
void fold_cluster(std::u32string_view cluster, std::u32string& to);

// True where folding `value` gives `value` and no neighbour can change that.
YKIEN_API bool looked_up_inert(char32_t value) noexcept;

// The same for what long texts are made of, ideographs, emoji and U+FFFD, without ICU; false for all else.
constexpr bool is_quickly_inert(char32_t value) noexcept {
  const bool emoji = (value >= 0x1F300 && value < 0x1FB00) || (value >= 0x1F1E6 && value < 0x1F200);
  return is_ideograph(value) || emoji || value == 0xFFFD;
}
inline bool is_inert(char32_t value) noexcept { return is_quickly_inert(value) || looked_up_inert(value); }

// What a cluster may be read as where the word it stands in makes it likely: a letter that looks like a
// Vietnamese one (alike.h), with its marks; or a consonant under a tone that was typed after its syllable
// (nguyeñ).
struct Reading {
  Letter letter;
  bool latin = true;
};
Reading reading_of(std::u32string_view cluster);

// What a segment of text folds to and may be read as.
struct FoldedSegment {
  std::u32string_view folded;
  Reading first{};   // of the segment as it stands in the source
  Reading second{};  // of its folded form
};

// Folds segments, with a memo for short ones, so that one that comes again and again costs little. All its
// room is made at the beginning, enough for any segment that text can have: nothing is allocated later. Not
// thread-safe.
class SegmentFolder {
 public:
  SegmentFolder();

  // fold_cluster() and reading_of(). The result holds until the next call.
  FoldedSegment fold(std::u32string_view points);

  // True if `starter` folds the same whether or not `before` stands before it.
  bool stands_alone(std::u32string_view before, char32_t starter);

 private:
  static constexpr std::size_t kShort = 4;         // code points that a slot has room for,
  static constexpr std::size_t kShortFolded = 20;  // and as many of their folded form

  struct Slot {
    std::array<char32_t, kShort> points{};
    std::array<char32_t, kShortFolded> folded{};
    std::uint8_t size = 0;  // of points; 0: empty
    std::uint8_t folded_size = 0;
    Reading first{};
    Reading second{};

    FoldedSegment segment() const noexcept { return {{folded.data(), folded_size}, first, second}; }
  };

  FoldedSegment look_up(std::u32string_view points);

  std::vector<Slot> slots_;
  std::u32string folded_;  // of the segment looked up last
  std::u32string together_;
  std::u32string apart_;
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_FOLD_CLUSTER_H_
