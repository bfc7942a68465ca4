// The frame of every report: head, title with its tools, and what stands after the sections.
#ifndef YKIEN_STUDY_REPORT_DOCUMENT_H_
#define YKIEN_STUDY_REPORT_DOCUMENT_H_

#include "study/report/page.h"

namespace ykien::detail {

// Up to <body>. style: of what the report draws beside our own style sheet.
void open_document(Page& page, std::string_view title, std::string_view style = {});

// The title under its kind; what follows, up to close_header(), is the line below it.
void open_header(Page& page, const BothLanguages& kind, std::string_view title);
void close_header(Page& page);

// A script of our own that stands in the page.
void write_script(Page& page, std::string_view script);

void close_document(Page& page);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_REPORT_DOCUMENT_H_
