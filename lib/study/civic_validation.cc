#include "ykien/study/civic_validation.h"

#include <cstddef>

extern "C" {
extern const char ykien_civic_validation_begin[] __attribute__((visibility("hidden")));
extern const char ykien_civic_validation_end[] __attribute__((visibility("hidden")));
}

namespace ykien {

std::string_view civic_validation_csv() noexcept {
  return {ykien_civic_validation_begin, static_cast<std::size_t>(ykien_civic_validation_end - ykien_civic_validation_begin)};
}

}  // namespace ykien
