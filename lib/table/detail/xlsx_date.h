// Dates in Excel are numbers with a date format; this turns them into text that keeps its meaning outside of
// Excel.
#ifndef YKIEN_TABLE_DETAIL_XLSX_DATE_H_
#define YKIEN_TABLE_DETAIL_XLSX_DATE_H_

#include <string>
#include <string_view>

namespace ykien::table::detail {

// Whether number format `id` (ECMA-376 part 1, 18.8.30) with this custom code shows a date or a time of day.
// Elapsed time ([h]:mm) is a plain number.
bool is_date_format(int id, std::string_view code);

// ISO 8601 text of a serial date: 2021-10-05, 2021-10-05T08:15:00 or, below one day, 08:15:00. `number` as it
// stands when it is none: not a number, negative, beyond the year 9999, or 29 February 1900, which only Excel
// knows.
std::string iso_date(std::string_view number, bool from_1904);

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_XLSX_DATE_H_
