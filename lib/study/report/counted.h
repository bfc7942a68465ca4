// Counts with their nouns.
#ifndef YKIEN_STUDY_REPORT_COUNTED_H_
#define YKIEN_STUDY_REPORT_COUNTED_H_

#include <string>
#include <string_view>

#include "study/report/page.h"

namespace ykien::detail {

// "1 kỳ" and "1 period", "2 kỳ" and "2 periods": for English nouns whose plural ends in s.
inline Page& write_counted(Page& page, std::size_t count, std::string_view vietnamese,
                           std::string_view english) {
  return page.count(count).raw(" ").both(vietnamese, std::string(english) + (count == 1 ? "" : "s"));
}

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_REPORT_COUNTED_H_
