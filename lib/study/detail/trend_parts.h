// The parts of study_trends(), each filling its own fields of the report.
#ifndef YKIEN_STUDY_DETAIL_TREND_PARTS_H_
#define YKIEN_STUDY_DETAIL_TREND_PARTS_H_

#include "ykien/study/count_table.h"
#include "ykien/study/trends.h"

namespace ykien::detail {

// What the parts share.
struct StudyState {
  const StudyInput& input;
  const StudyOptions& options;
  std::size_t topics;
  std::vector<std::uint32_t> decided;  // n: the most probable topic, the first among equals
  std::vector<double> counts;          // P * K: rows decided for each topic by period

  StudyState(const StudyInput& input, const StudyOptions& options);
  CountTable table() const { return {counts, topics}; }
  void tell(double done) const {
    if (options.progress) options.progress(done);
  }
};

void add_shares(const StudyState& state, TrendReport& report);
void add_changes(const StudyState& state, TrendReport& report);
void add_effects(const StudyState& state, TrendReport& report);
// Needs the changes.
void add_words(const StudyState& state, TrendReport& report);

// Warnings before notes, each once.
void add_notice(TrendReport& report, std::string code, bool serious, BothLanguages text);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_TREND_PARTS_H_
