// ComparisonReport: two groups of rows side by side, as plain data. In the library ykien::study. compare.h
// and distinctive.h find the figures, report.h makes a document of it.
#ifndef YKIEN_STUDY_COMPARISON_REPORT_H_
#define YKIEN_STUDY_COMPARISON_REPORT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "ykien/study/compare.h"
#include "ykien/study/trend_report.h"
#include "ykien/study/word_list.h"

namespace ykien {

struct ComparedGroup {
  std::string name;                 // as a reader knows it
  std::size_t rows = 0;             // compared
  std::vector<ReportCount> counts;  // kept and set aside; the last: rows compared
  WordList words;                   // those that stand in more of its texts than of the other group's
};

struct ComparisonReport {
  ComparedGroup a;
  ComparedGroup b;
  std::vector<Topic> topics;                   // K
  std::vector<TopicComparison> counted;        // K
  std::vector<CorrectedComparison> corrected;  // K, or empty: topics that people gave need no correction
  BothLanguages validation;                    // one sentence: where the errors are known from; may be empty
  double level = 0.95;                         // of the intervals
  bool joint = false;                          // those of all topics hold together at that level
  Adjustment adjustment = Adjustment::benjamini_hochberg;
  bool multi_label = false;           // a row may have several topics: shares need not sum to 1
  std::vector<ReportNotice> notices;  // most serious first
  std::vector<Fact> manifest;
};

}  // namespace ykien

#endif  // YKIEN_STUDY_COMPARISON_REPORT_H_
