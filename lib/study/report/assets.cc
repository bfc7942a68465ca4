#include "study/report/assets.h"

#include <cstddef>

#define YKIEN_EMBEDDED(name)                                                                 \
  extern "C" const char ykien_report_##name##_begin[] __attribute__((visibility("hidden"))); \
  extern "C" const char ykien_report_##name##_end[] __attribute__((visibility("hidden")))

YKIEN_EMBEDDED(style);
YKIEN_EMBEDDED(view_script);
YKIEN_EMBEDDED(trend_script);
YKIEN_EMBEDDED(dygraphs_style);
YKIEN_EMBEDDED(dygraphs_script);
YKIEN_EMBEDDED(dygraphs_licence);

namespace ykien::detail {
namespace {

std::string_view bytes(const char* begin, const char* end) noexcept {
  return {begin, static_cast<std::size_t>(end - begin)};
}

std::string_view without_map(std::string_view text, std::string_view mark) noexcept {
  return text.substr(0, text.rfind(mark));
}

}  // namespace

std::string_view report_style() noexcept { return bytes(ykien_report_style_begin, ykien_report_style_end); }
std::string_view view_script() noexcept {
  return bytes(ykien_report_view_script_begin, ykien_report_view_script_end);
}
std::string_view trend_script() noexcept {
  return bytes(ykien_report_trend_script_begin, ykien_report_trend_script_end);
}
std::string_view dygraphs_style() noexcept {
  return without_map(bytes(ykien_report_dygraphs_style_begin, ykien_report_dygraphs_style_end),
                     "/*# sourceMapping");
}
std::string_view dygraphs_script() noexcept {
  return without_map(bytes(ykien_report_dygraphs_script_begin, ykien_report_dygraphs_script_end),
                     "//# sourceMapping");
}
std::string_view dygraphs_licence() noexcept {
  return bytes(ykien_report_dygraphs_licence_begin, ykien_report_dygraphs_licence_end);
}

}  // namespace ykien::detail
