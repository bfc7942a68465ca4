#include "text/detail/fold_table.h"

#include <string>

#include "text/detail/fold_cluster.h"

namespace ykien::detail {
namespace {

Fold fold_of(char32_t value) {
  Fold fold;
  fold.boundary = boundary_before(value);
  const std::u32string folded = fold_cluster({&value, 1});
  if (!fold.boundary || folded.size() != 1) return fold;
  fold.folded = folded[0];
  fold.letter = letter_of(folded[0]);
  fold.kind = Fold::Kind::letter;
  if (fold.letter.symbol != kNoSymbol) return fold;
  fold.reading = reading_of({&value, 1});
  fold.second = reading_of(folded);
  const bool readable = fold.reading.letter.symbol != kNoSymbol || fold.second.letter.symbol != kNoSymbol;
  fold.kind = readable ? Fold::Kind::unsure : Fold::Kind::single;
  return fold;
}

}  // namespace

FoldTable::FoldTable() {
  folds_.reserve(kSize);
  for (char32_t value = 0; value < kSize; ++value) folds_.push_back(fold_of(value));
}

const FoldTable& FoldTable::instance() {
  static const FoldTable table;
  return table;
}

}  // namespace ykien::detail
