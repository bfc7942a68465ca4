// TrendReport: what a study of topics over time found, as plain data. In the library ykien::study. trends.h
// fills it, report.h makes documents of it.
#ifndef YKIEN_STUDY_TREND_REPORT_H_
#define YKIEN_STUDY_TREND_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/study/period.h"
#include "ykien/study/word_list.h"
#include "ykien/topic/evaluate.h"
#include "ykien/topic/model.h"

namespace ykien {

struct BothLanguages {
  std::string vietnamese;
  std::string english;
};

// The share of one topic in one period of one stratum.
struct ReportCell {
  double raw = 0.0;  // share of the rows decided for it, 0..1
  bool estimated =
      false;           // false: nothing can be defended; share and interval stay 0 and are shown as blanks
  double share = 0.0;  // corrected, 0..1
  Interval interval;   // at TrendReport::level
  std::string method;  // "EMQ-BCTS", "PPI++" ...; empty where not estimated
  std::string flags;   // names joined by ';'
};

// One stratum, or all rows together. P periods, K topics.
struct ReportSeries {
  std::string stratum;            // empty: all rows
  std::vector<std::size_t> rows;  // P
  std::vector<ReportCell> cells;  // P * K, row-major
  std::vector<ReportCell> whole;  // K: all periods together
};

struct ReportEvent {
  Day day;
  std::string name;
};

// The mix of topics differs before and from `period` on.
struct ReportChange {
  std::size_t period = 0;      // the first of the new stretch, 1..P-1
  std::size_t earliest = 0;    // a change lies between here ...
  std::size_t latest = 0;      // ... and here (first periods of the new stretch, as above) ...
  double probability = -1.0;   // ... with this posterior probability; negative: not known
  std::vector<double> before;  // K: raw shares of the stretch before
  std::vector<double> after;   // K: and of the one that begins here
};

// Words of a topic in the periods [first, last] against what its kind says.
struct ReportWords {
  std::uint32_t topic = 0;
  bool whole = true;      // against the other topics, all periods; else against the topic's other periods
  std::size_t first = 0;  // periods
  std::size_t last = 0;
  WordList found;
};

struct ReportNotice {
  std::string code;      // "dates_unreadable"
  bool serious = false;  // figures may mislead
  BothLanguages text;
};

struct ReportCount {
  std::string code;  // "rows_in_file", "without_date" ...
  BothLanguages what;
  std::size_t rows = 0;
};

// One way to estimate the shares of all rows.
struct ReportMethod {
  std::string name;
  std::vector<double> share;  // K
};

// What is known of the classifier's errors in one topic, where a row may have several.
struct ReportPresence {
  std::size_t found = 0;   // validation rows that have it and were given it
  std::size_t missed = 0;  // that have it and were not given it
  std::size_t wrong = 0;   // that have it not and were given it
  std::size_t rest = 0;    // the others
  double condition = 0.0;  // of the matrix of these four; infinity if singular
  double shift_statistic = 0.0;
  double shift_p = 1.0;
};

// What is known of the classifier's errors.
struct ReportValidation {
  BothLanguages source;
  std::size_t rows = 0;
  // Where a row counts for one topic:
  std::vector<std::size_t> confusion;  // K * K: [true * K + decided]; empty: there is no validation
  double condition = 0.0;              // of the misclassification matrix; infinity if singular
  double shift_statistic = 0.0;
  double shift_p = 1.0;
  // Where it may have several: K; empty: there is no validation.
  std::vector<ReportPresence> presence;
  std::vector<ReportMethod> methods;  // of all rows, side by side
};

// How much an event moved a topic: odds of the topic after it against before it.
struct ReportEffect {
  std::string event;
  std::uint32_t topic = 0;
  double odds_ratio = 1.0;
  Interval interval;
  double q = 1.0;
};

// Whether a topic's own words moved, against chance (permutations).
struct ReportDrift {
  std::uint32_t topic = 0;
  double divergence = 0.0;  // Jensen-Shannon, bits
  double expected = 0.0;    // its median under chance
  double p = 1.0;
};

struct TrendReport {
  std::string title;
  std::vector<Topic> topics;  // K
  PeriodKind kind = PeriodKind::month;
  std::vector<Period> periods;       // P
  std::vector<ReportSeries> series;  // the first: all rows; then the strata
  std::string stratum_column;
  double level = 0.95;
  bool joint = false;        // the intervals of a cell's topics hold together at that level
  bool multi_label = false;  // a row may have several topics: shares need not sum to 1
  std::vector<ReportEvent> events;
  std::vector<ReportChange> changes;
  std::vector<ReportEffect> effects;
  std::vector<ReportWords> words;
  std::vector<ReportDrift> drift;
  ReportValidation validation;
  std::vector<ReportNotice> notices;  // most serious first
  std::vector<ReportCount> counts;    // the first: rows in the file; the last: rows studied
  std::vector<Fact> manifest;
};

}  // namespace ykien

#endif  // YKIEN_STUDY_TREND_REPORT_H_
