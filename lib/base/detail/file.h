// Reading a small file whole.
#ifndef YKIEN_BASE_DETAIL_FILE_H_
#define YKIEN_BASE_DETAIL_FILE_H_

#include <string>

#include "ykien/base/export.h"

namespace ykien::detail {

// Throws Error not_found or io; `what` names the file's role in the message: "the dictionary".
YKIEN_API std::string read_file(const std::string& path, const std::string& what);

}  // namespace ykien::detail

#endif  // YKIEN_BASE_DETAIL_FILE_H_
