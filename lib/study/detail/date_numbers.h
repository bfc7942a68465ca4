// Days as numbers, and cells that are but one number.
#ifndef YKIEN_STUDY_DETAIL_DATE_NUMBERS_H_
#define YKIEN_STUDY_DETAIL_DATE_NUMBERS_H_

#include <chrono>
#include <optional>
#include <string>

#include "ykien/study/date.h"

namespace ykien::detail {

// Of a day that there is; else DateCell::kNoDay.
std::int32_t day_number(std::uint32_t year, std::uint32_t month, std::uint32_t day);

// A date that reads the same day first or month first; none for DateCell::kNoDay.
DateCell same_both_ways(DateForm form, std::int32_t day);

// A cell that is one number, whole or with a decimal comma or point: its size tells what it counts. The
// ranges do not meet: serials are 1954 to 2119, seconds 1973 to 2096, milliseconds the same.
std::optional<DateCell> read_number(std::string text, std::chrono::minutes offset);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_DATE_NUMBERS_H_
