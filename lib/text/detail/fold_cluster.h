// The readable, ICU-based definition of folding: what the tables of fold_table.h are a memo of.
#ifndef YKIEN_TEXT_DETAIL_FOLD_CLUSTER_H_
#define YKIEN_TEXT_DETAIL_FOLD_CLUSTER_H_

#include <string>
#include <string_view>

#include "text/detail/letters.h"

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

// True where folding `value` gives `value` and no neighbour can change that (a quick answer for ideographs,
// emoji).
bool is_inert(char32_t value) noexcept;

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
  std::u32string folded;
  Reading first{};   // of the segment as it stands in the source
  Reading second{};  // of its folded form
};

// fold_cluster() and reading_of(), with a memo of each thread for short segments, so that one that comes
// again and again costs little. The result is valid until the thread's next call.
const FoldedSegment& folded_segment(std::u32string_view points);

// True if `starter` folds the same whether or not `before` stands before it.
bool stands_alone(std::u32string_view before, char32_t starter);

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_FOLD_CLUSTER_H_
