#include "text/detail/text_bytes.h"

extern "C" {
extern const char ykien_abbreviations_begin[];
extern const char ykien_abbreviations_end[];
extern const char ykien_common_syllables_begin[];
extern const char ykien_common_syllables_end[];
}

namespace ykien::detail {

std::string_view abbreviations_table() noexcept {
  return {ykien_abbreviations_begin, ykien_abbreviations_end};
}
std::string_view common_syllables_table() noexcept {
  return {ykien_common_syllables_begin, ykien_common_syllables_end};
}

}  // namespace ykien::detail
