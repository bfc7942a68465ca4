// Writing a lower-case text as another word was written.
#ifndef YKIEN_TEXT_DETAIL_CASING_H_
#define YKIEN_TEXT_DETAIL_CASING_H_

#include <string>
#include <string_view>

#include "text/detail/lexicon.h"

namespace ykien::detail {

// `text` in lower case comes out with a first capital, or, where `shout` is set and the casing is upper, all
// in capitals.
std::string in_casing(std::string_view text, Casing casing, bool shout);

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_CASING_H_
