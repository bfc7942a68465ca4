// How rows with some trouble are told to people and programs.
#ifndef YKIEN_PROGRAM_OCCURRENCES_H_
#define YKIEN_PROGRAM_OCCURRENCES_H_

#include <string>
#include <string_view>

#include "json.h"
#include "ykien/table/report.h"

namespace ykien::program {

// "3 rows without text: left out (lines 4, 9-11, 12)\n"; empty when there are none.
std::string trouble_line(const table::Occurrences& rows, std::string_view what);

// {"rows": 3, "first_lines": [4, 9, 12]}: where the rows start
Json json_of(const table::Occurrences& rows);
// The same with "last_lines", where they end.
Json json_with_ends(const table::Occurrences& rows);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_OCCURRENCES_H_
