// Errors of the system, said so that a person knows what to do.
#ifndef YKIEN_TABLE_DETAIL_FAILURE_H_
#define YKIEN_TABLE_DETAIL_FAILURE_H_

#include <string>

#include "ykien/base/error.h"

namespace ykien::table::detail {

// An Error about `name`: "cannot <doing>: <the system's reason for errno value `number`>" and what to do
// about it.
Error system_failure(const std::string& name, const std::string& doing, int number);

// `name` with ":line", or "line 7" when there is no name.
std::string at_line(const std::string& name, unsigned long long line);

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_FAILURE_H_
