// The parts that reports of every kind have.
#ifndef YKIEN_STUDY_REPORT_PARTS_H_
#define YKIEN_STUDY_REPORT_PARTS_H_

#include <vector>

#include "study/report/page.h"
#include "ykien/study/trend_report.h"

namespace ykien::detail {

// Opens <section id> with a heading.
void open_section(Page& page, std::string_view id, const BothLanguages& heading);

// <p class=note>.
void write_note(Page& page, std::string_view vietnamese, std::string_view english);

// A topic's name; its id where it has none.
BothLanguages name_of(const Topic& topic);

void write_notices(Page& page, const std::vector<ReportNotice>& notices);
void write_counts(Page& page, const BothLanguages& caption, const std::vector<ReportCount>& counts);
void write_manifest(Page& page, const std::vector<Fact>& manifest);

// Whether all figures of the words can be shown.
bool are_finite(const WordList& list);
// Distinctive words as a table, or a word that there are none; and the examples.
void write_word_list(Page& page, const BothLanguages& caption, const WordList& list);
// How to read them.
void write_word_note(Page& page);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_REPORT_PARTS_H_
