// The bytes of models/words/words.model, compiled in (words_bytes.S); empty in a library built without them.
#ifndef YKIEN_TEXT_DETAIL_WORDS_BYTES_H_
#define YKIEN_TEXT_DETAIL_WORDS_BYTES_H_

#include <string_view>

namespace ykien::detail {

std::string_view words_bytes() noexcept;

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_WORDS_BYTES_H_
