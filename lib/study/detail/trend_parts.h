// The parts of study_trends(), each filling its own fields of the report.
#ifndef YKIEN_STUDY_DETAIL_TREND_PARTS_H_
#define YKIEN_STUDY_DETAIL_TREND_PARTS_H_

#include "study/detail/share_problems.h"
#include "ykien/study/count_table.h"
#include "ykien/study/trends.h"

namespace ykien::detail {

// What the parts share.
struct StudyState {
  const StudyInput& input;
  const StudyOptions& options;
  std::size_t topics;
  std::vector<std::uint32_t> decided;  // n: the most probable topic, the first among equals
  std::vector<double> counts;          // P * K: rows given each topic by period
  std::vector<double> rows;            // P

  StudyState(const StudyInput& input, const StudyOptions& options);
  CountTable table() const { return {counts, topics}; }
  // Whether the classifier gives a row the topic; with multi_label it may give several.
  bool gives(std::uint32_t row, std::size_t topic) const;
  // Of the interval of one topic by hand labels.
  double label_level() const;
  void tell(double done) const {
    if (options.progress) options.progress(done);
  }
};

void add_shares(const StudyState& state, TrendReport& report);
// A part of add_shares(): the errors, and what must be told of them. whole: all rows, one for each problem.
void add_validation(const StudyState& state, const ShareProblems& problems,
                    std::span<const CellEstimate> whole, TrendReport& report);
void add_changes(const StudyState& state, TrendReport& report);
void add_effects(const StudyState& state, TrendReport& report);
// Needs the changes.
void add_words(const StudyState& state, TrendReport& report);

// Warnings before notes, each once.
void add_notice(TrendReport& report, std::string code, bool serious, BothLanguages text);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_TREND_PARTS_H_
