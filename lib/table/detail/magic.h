// Tells files that are no tables from those that are.
#ifndef YKIEN_TABLE_DETAIL_MAGIC_H_
#define YKIEN_TABLE_DETAIL_MAGIC_H_

#include <string>
#include <string_view>

namespace ykien::table::detail {

// Throws Error(format), saying what the file is and what to do, when `head` (its first bytes) is that of a
// known other kind of file or of binary data.
void refuse_what_is_no_table(std::string_view head, const std::string& name);

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_MAGIC_H_
