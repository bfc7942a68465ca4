#include "text/detail/reach.h"

#include <string>

#include "ykien/base/error.h"

namespace ykien::detail {

void throw_out_of_reach(const char* step) {
  throw Error(ErrorCode::limit, step, "the text, or what it becomes, is longer than 4 GiB",
              "give it in parts");
}

}  // namespace ykien::detail
