#include "study/report/document.h"

#include "study/report/assets.h"

namespace ykien::detail {

void open_document(Page& page, std::string_view title, std::string_view style) {
  const bool vietnamese = page.language() == ReportLanguage::vietnamese;
  page.raw("<!DOCTYPE html>\n<html lang=").raw(vietnamese ? "vi" : "en").raw("><head><meta charset=utf-8>");
  page.raw(
      "<meta name=viewport content=\"width=device-width,initial-scale=1\"><meta name=color-scheme "
      "content=\"light dark\">");
  // Nothing may be loaded from anywhere.
  page.raw(
      "<meta http-equiv=Content-Security-Policy content=\"default-src 'none';style-src "
      "'unsafe-inline';script-src 'unsafe-inline'\">");
  page.raw("<title>").text(title).raw("</title><style>").raw(style).raw(report_style());
  page.raw("</style></head>\n<body>");
}

void open_header(Page& page, const BothLanguages& kind, std::string_view title) {
  page.raw("<a class=skip href=#main>")
      .both("Đến nội dung", "Skip to content")
      .raw("</a><header><div><p class=kicker>");
  page.both(kind).raw("</p><h1>").text(title).raw("</h1><p class=lead>");
}

void close_header(Page& page) {
  page.raw(
      "</p></div><nav class=tools hidden><button type=button id=language lang=en>English</button><button "
      "type=button id=theme>");
  page.both("Sáng/tối", "Light/dark")
      .raw("</button><button type=button id=print>")
      .both("In", "Print")
      .raw("</button></nav></header><main id=main>");
}

void write_script(Page& page, std::string_view script) {
  page.raw("<script>").raw(script).raw("</script>\n");
}

void close_document(Page& page) { page.raw("</body></html>\n"); }

}  // namespace ykien::detail
