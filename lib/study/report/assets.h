// The style sheet and scripts that reports carry in them, compiled in (report_assets.S).
#ifndef YKIEN_STUDY_REPORT_ASSETS_H_
#define YKIEN_STUDY_REPORT_ASSETS_H_

#include <string_view>

namespace ykien::detail {

std::string_view report_style() noexcept;
std::string_view view_script() noexcept;   // of every report: language, theme, printing
std::string_view trend_script() noexcept;  // after it, of the report on trends: its charts
// dygraphs (Debian's libjs-dygraphs) without the names of its source maps, which a browser would look for.
std::string_view dygraphs_style() noexcept;
std::string_view dygraphs_script() noexcept;
std::string_view dygraphs_licence() noexcept;

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_REPORT_ASSETS_H_
