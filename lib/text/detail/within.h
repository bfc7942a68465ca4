// normalize() and decode() as they were if offsets reached no further than `most` bytes: what a test can
// fill.
#ifndef YKIEN_TEXT_DETAIL_WITHIN_H_
#define YKIEN_TEXT_DETAIL_WITHIN_H_

#include <cstddef>
#include <string_view>

#include "ykien/base/export.h"
#include "ykien/text/decode.h"
#include "ykien/text/normalize.h"

namespace ykien::detail {

YKIEN_API Normalized normalize_within(std::string_view utf8, const NormalizeOptions& options,
                                      std::size_t most);
YKIEN_API Decoded decode_within(std::string_view bytes, const DecodeOptions& options, std::size_t most);

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_WITHIN_H_
