// The documents made of a TrendReport: an HTML page, JSON, a tidy table and its dictionary; and the page made
// of a ComparisonReport. In the library ykien::study. All functions are safe to call from several threads.
#ifndef YKIEN_STUDY_REPORT_H_
#define YKIEN_STUDY_REPORT_H_

#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/study/caution.h"
#include "ykien/study/comparison_report.h"
#include "ykien/study/trend_report.h"

namespace ykien {

// One HTML file with everything in it, in both languages: charts (SVG; with scripts also to zoom), a table
// for each, warnings, words, errors, manifest. It loads nothing. The same report gives the same bytes. Throws
// Error(usage) when a vector has not the length said above, or a number is not finite where it must be.
YKIEN_API std::string report_html(const TrendReport& report,
                                  ReportLanguage language = ReportLanguage::vietnamese);

// The same of two groups: warnings, shares and differences as figures and drawn beside them, words, rows,
// manifest.
YKIEN_API std::string report_html(const ComparisonReport& report,
                                  ReportLanguage language = ReportLanguage::vietnamese);

// The content of a TrendReport for programs: one JSON object; shares with six decimals, null where nothing
// can be defended.
YKIEN_API std::string report_json(const TrendReport& report);

// The tidy table: its column names, and one row for each period, stratum and topic.
YKIEN_API std::vector<std::string> tidy_columns();
YKIEN_API std::vector<std::vector<std::string>> tidy_rows(const TrendReport& report);

// What the columns of the tidy table hold, one entry for each: for help, and for the dictionary beside the
// table.
struct TidyColumn {
  std::string_view name;
  std::string_view unit;
  BothLanguages meaning;
};
YKIEN_API std::vector<TidyColumn> tidy_dictionary();

// The dictionary as a text file (Markdown) with the flags that occur and the manifest.
YKIEN_API std::string tidy_dictionary_text(const TrendReport& report);

}  // namespace ykien

#endif  // YKIEN_STUDY_REPORT_H_
