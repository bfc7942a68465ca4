// The bytes of models/civic/civic.model, compiled in (civic_bytes.S).
#ifndef YKIEN_TOPIC_DETAIL_CIVIC_BYTES_H_
#define YKIEN_TOPIC_DETAIL_CIVIC_BYTES_H_

#include <string_view>

namespace ykien::detail {

std::string_view civic_bytes() noexcept;

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_CIVIC_BYTES_H_
