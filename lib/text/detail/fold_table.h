// What folding does to each of the common code points: a memo of fold_cluster(), built once per process.
#ifndef YKIEN_TEXT_DETAIL_FOLD_TABLE_H_
#define YKIEN_TEXT_DETAIL_FOLD_TABLE_H_

#include <cstdint>
#include <vector>

#include "text/detail/fold_cluster.h"
#include "text/detail/letters.h"
#include "ykien/base/export.h"

namespace ykien::detail {

struct Fold {
  enum class Kind : std::uint8_t {
    letter,   // becomes one Vietnamese letter
    single,   // becomes one other code point
    unsure,   // becomes one other code point, unless its word is a syllable when read with `reading`
    complex,  // anything else: ask fold_cluster()
  };
  char32_t folded = 0;
  Letter letter{};
  Kind kind = Kind::complex;
  bool boundary = true;  // boundary_before()
  Reading reading{};     // of the code point as it stands in the source, where unsure
  Reading second{};      // of `folded`, where unsure
};

class FoldTable {
 public:
  static constexpr char32_t kSize = 0x2100;  // Latin to general punctuation

  // The table of this process, built at the first call (about a millisecond). Thread-safe.
  YKIEN_API static const FoldTable& instance();

  // For `value` < kSize.
  const Fold& operator[](char32_t value) const noexcept { return folds_[value]; }

 private:
  FoldTable();
  std::vector<Fold> folds_;
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_FOLD_TABLE_H_
