// Taking accents off folded text.
#ifndef YKIEN_TEXT_DETAIL_PLAIN_H_
#define YKIEN_TEXT_DETAIL_PLAIN_H_

#include <string>
#include <string_view>

#include "text/detail/fold_table.h"
#include "text/detail/utf8.h"
#include "ykien/base/export.h"

namespace ykien::detail {

// Appends `folded` to `to` with the base letter for each Vietnamese letter; all else stays.
inline void append_plain(std::string_view folded, std::string& to) {
  const FoldTable& table = FoldTable::instance();
  const char* const end = folded.data() + folded.size();
  for (const char* at = folded.data(); at < end;) {
    const CodePoint point = read_code_point(at, end);
    at += point.length;
    const bool accented = point.value >= 0x80 && point.value < FoldTable::kSize &&
                          table[point.value].kind == Fold::Kind::letter && table[point.value].folded == point.value;
    if (accented) {
      to += kSymbolBases[table[point.value].letter.symbol];
    } else {
      append_code_point(point.value, to);
    }
  }
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_PLAIN_H_
