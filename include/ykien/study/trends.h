// study_trends: dated and classified rows -> everything a report on topics over time says. In the library
// ykien::study.
#ifndef YKIEN_STUDY_TRENDS_H_
#define YKIEN_STUDY_TRENDS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/study/prevalence.h"
#include "ykien/study/trend_report.h"

namespace ykien {

// A topic that a row has beside its first one.
struct FurtherLabel {
  std::uint32_t row = 0;
  std::uint32_t topic = 0;

  friend bool operator==(const FurtherLabel&, const FurtherLabel&) = default;
};

// Rows with posteriors of a classifier that was not trained on them, and what is true of them. The numbers
// are rounded to kPosteriorStep, none below half of it: a file of them stays small, and both sides of a
// comparison are treated alike.
struct ValidationRows {
  std::vector<double> posterior;      // n * K, row-major
  std::vector<std::uint32_t> label;   // n
  std::vector<FurtherLabel> further;  // used where StudyInput::multi_label says so
  // Rows of the very source that is studied, drawn at random. Else nobody knows whether the errors are the
  // same there.
  bool same_source = false;
  BothLanguages source;  // one sentence: where they come from
};
inline constexpr double kPosteriorStep = 1e-4;

// A posterior as it is used: rounded to kPosteriorStep, at least half of it.
YKIEN_API double rounded_posterior(double posterior) noexcept;

inline constexpr std::int32_t kNoHumanLabel = -1;

// A text of the rows: words are counted in a part of them, drawn at random.
struct StudyText {
  std::uint32_t row = 0;
  std::string text;  // any bytes
};

struct StudyInput {
  std::string title;
  std::vector<Topic> topics;  // K
  Periods periods = Periods::regular(PeriodKind::day, {}, {});
  std::string stratum_column;
  std::vector<std::string> strata;     // S names, in the order of the report; empty: none
  std::vector<double> posterior;       // n * K, row-major, as rounded_posterior() gives them
  std::vector<std::uint32_t> period;   // n, each below periods.size()
  std::vector<std::uint32_t> stratum;  // n, each below S; empty where S is 0
  std::vector<StudyText> texts;        // may be empty: no words then
  std::vector<std::int32_t> label;  // n: the topic that a person gave, or kNoHumanLabel; empty: none at all
  std::vector<double>
      inclusion;  // n: chance of having been picked for labelling; empty: the same for every row
  std::vector<FurtherLabel> further_labels;  // given by people beside `label`
  // A row may have several topics. A share is then that of the rows which have the topic; each topic is
  // corrected by its own errors (found where it is, given where it is not), and the shares need not sum to 1.
  // Else every row counts for one topic, and further labels are passed over.
  bool multi_label = false;
  // With multi_label: the classifier gives a row its most probable topic and all whose posterior reaches
  // this, as Model::secondary_threshold(). 0..1.
  double presence_threshold = 0.5;
  std::vector<ReportEvent> events;
  ValidationRows validation;  // no rows: nothing is corrected
};

struct StudyOptions {
  // A period (or stratum, or both) with so many human labels is estimated from them: PPI++ or, with known
  // chances of inclusion, DSL (ppi.h). Neither assumes anything of the classifier's errors. Else the
  // correction of prevalence.h.
  std::size_t least_labels = 30;
  PrevalenceOptions prevalence;        // its progress is not used
  std::size_t most_drift_texts = 400;  // of each half of a topic: bounds the time of the permutations
  // Called now and then with the share of the work that is done, 0..1, from one thread at a time.
  std::function<void(double done)> progress;
};

// Estimates shares by period, by period and stratum, and as a whole; looks for change points in the raw
// counts of all rows (a changed mix changes them whatever the classifier's errors, as long as those stay);
// tests the events; counts distinctive words, drift and novelty; and says in plain words what a reader must
// know. counts and manifest of the report stay empty: they are the caller's. Deterministic for a seed and any
// number of threads. Throws Error(usage) for sizes that do not match; Error(format) for no row at all.
YKIEN_API TrendReport study_trends(const StudyInput& input, const StudyOptions& options = {});

}  // namespace ykien

#endif  // YKIEN_STUDY_TRENDS_H_
