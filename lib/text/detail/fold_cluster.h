// The readable, ICU-based definition of folding: what the tables of fold_table.h are a memo of.
#ifndef YKIEN_TEXT_DETAIL_FOLD_CLUSTER_H_
#define YKIEN_TEXT_DETAIL_FOLD_CLUSTER_H_

#include <string>
#include <string_view>

namespace ykien::detail {

inline constexpr int kMostMarks = 8;  // kept on one letter: ICU's composition is quadratic in their number

// True if folding the text up to `value` and from it on separately gives the whole (UAX #15, stable code point
// boundaries of NFKC_Casefold).
bool boundary_before(char32_t value) noexcept;

// True for a mark that counts against kMostMarks: combining class other than 0.
bool is_combining(char32_t value) noexcept;

// True for characters that folding takes away: zero-width ones, soft hyphens, bidi controls ...
bool is_ignorable(char32_t value) noexcept;

// The folded form, tones not yet placed, of one cluster: a code point and those after it that have no boundary
// before them.
std::u32string fold_cluster(std::u32string_view cluster);

// True if `starter` folds the same whether or not `before` stands before it.
bool stands_alone(std::u32string_view before, char32_t starter);

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_FOLD_CLUSTER_H_
