// The parts that every table of the report has.
#ifndef YKIEN_STUDY_REPORT_TABLE_H_
#define YKIEN_STUDY_REPORT_TABLE_H_

#include <vector>

#include "study/report/page.h"

namespace ykien::detail {

// The head of a column: of words, or of figures, which stand on the right.
struct Head {
  BothLanguages words;
  bool figures = false;
};

inline Head words_head(std::string_view vietnamese, std::string_view english) {
  return {{std::string(vietnamese), std::string(english)}, false};
}
inline Head figures_head(std::string_view vietnamese, std::string_view english) {
  return {{std::string(vietnamese), std::string(english)}, true};
}

// Up to <tbody>, in a region that scrolls sideways where it is too wide. kind: its class; may be empty.
void open_table(Page& page, const BothLanguages& caption, const std::vector<Head>& heads,
                std::string_view kind = {});
void close_table(Page& page);

// <tr> with the head of a row.
void open_row(Page& page, const BothLanguages& head);
void open_row(Page& page, std::string_view head);
void close_row(Page& page);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_REPORT_TABLE_H_
