#include "study/report/table.h"

namespace ykien::detail {

void open_table(Page& page, const BothLanguages& caption, const std::vector<Head>& heads,
                std::string_view kind) {
  page.raw("<div class=scroll tabindex=0 role=region").label(caption).raw("><table");
  if (!kind.empty()) page.raw(" class=").raw(kind);
  page.raw("><caption>").both(caption).raw("</caption><thead><tr>");
  for (const Head& head : heads)
    page.raw(head.figures ? "<th scope=col class=r>" : "<th scope=col>").both(head.words);
  page.raw("</thead><tbody>");
}

void close_table(Page& page) { page.raw("</tbody></table></div>"); }

void open_row(Page& page, const BothLanguages& head) {
  page.raw("<tr><th scope=row>").both(head).raw("</th>");
}

void open_row(Page& page, std::string_view head) { page.raw("<tr><th scope=row>").text(head).raw("</th>"); }

void close_row(Page& page) { page.raw("</tr>"); }

}  // namespace ykien::detail
