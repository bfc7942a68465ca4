#include "text/detail/words_bytes.h"

#include <cstddef>

extern "C" {
extern const char ykien_words_model_begin[] __attribute__((visibility("hidden")));
extern const char ykien_words_model_end[] __attribute__((visibility("hidden")));
}

namespace ykien::detail {

std::string_view words_bytes() noexcept {
  return {ykien_words_model_begin, static_cast<std::size_t>(ykien_words_model_end - ykien_words_model_begin)};
}

}  // namespace ykien::detail
