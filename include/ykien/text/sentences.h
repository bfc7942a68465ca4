// sentences: where one ends and the next begins, in text as citizens write it.
#ifndef YKIEN_TEXT_SENTENCES_H_
#define YKIEN_TEXT_SENTENCES_H_

#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/base/range.h"

namespace ykien {

// Appends the sentences of `utf8`, the text as it was written, to `ranges`. A sentence ends
//  - at . ! ? and ellipses, with the quotes and brackets that close after them; not after abbreviations
//    (TP., P., ThS., ông N.V.A., v.v.), inside numbers, addresses and brackets, nor where an ellipsis or a
//    quotation goes on in lower case;
//  - before an item of a list: 1. 1/ 1) (1) a) I. with the numbers going up, the signs - _ + * • at the
//    head of items, and after a semicolon;
//  - at a line break, unless a long line without an end goes on in lower case.
// Ranges are in order, do not overlap, begin and end with what is not blank, and cover all that is not blank
// (blank: white space, control and format characters). Ill-formed bytes count as letters. Throws
// Error(limit) for a text of more than 4 GiB - 1 bytes. Thread-safe. O(bytes).
YKIEN_API void sentences(std::string_view utf8, std::vector<Range>& ranges);
YKIEN_API std::vector<Range> sentences(std::string_view utf8);

}  // namespace ykien

#endif  // YKIEN_TEXT_SENTENCES_H_
