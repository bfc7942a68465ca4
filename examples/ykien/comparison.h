// Comparison: two groups of rows, their topics and their words side by side.
#ifndef YKIEN_PROGRAM_COMPARISON_H_
#define YKIEN_PROGRAM_COMPARISON_H_

#include <string>
#include <vector>

#include "json.h"
#include "topic_group.h"
#include "ykien/study/comparison_report.h"
#include "ykien/study/distinctive.h"

namespace ykien::program {

struct Comparison {
  TopicGroup a;
  TopicGroup b;
  std::vector<std::string> topics;         // ids
  std::vector<std::string> topic_names;    // beside them; empty where there is none
  std::vector<std::string> topic_english;  // the same
  std::vector<TopicComparison> shares;     // one for each topic, as counted
  // One for each topic, corrected for the model's errors; empty where the topics were there already.
  std::vector<CorrectedComparison> corrected;
  bool multi_label = false;  // a row counts for each of its topics
  BothLanguages validation;  // where the errors are known from
  bool same_source = true;
  Adjustment adjustment = Adjustment::benjamini_hochberg;
  std::vector<DistinctiveWord> words_a;  // of A against B
  std::vector<DistinctiveWord> words_b;  // of B against A
  bool counted_by_model = false;
  double level = 0.95;
  bool joint = false;  // the intervals of all topics hold together at that level

  // Rows counted for a topic.
  double count_a(std::size_t topic) const;
  double count_b(std::size_t topic) const;
  // What the reader must know, in plain words; and the same in English alone.
  std::vector<ReportNotice> notices() const;
  std::vector<std::string> warnings() const;
};

// The lines of the examples of a word, joined by ", ".
std::string example_lines(const TopicGroup& group, const std::vector<std::uint32_t>& examples);

// Tables for people, one object for programs (without the manifest), and rows of a tidy table, the header
// first.
std::string comparison_text(const Comparison& comparison);
Json comparison_json(const Comparison& comparison);
std::vector<std::vector<std::string>> comparison_rows(const Comparison& comparison);
// And the report as data; the texts must have been kept. manifest: as it is written beside a table.
ComparisonReport comparison_report(const Comparison& comparison, const Json& manifest);

// Those of its columns that hold numbers.
std::vector<std::size_t> comparison_number_columns();

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_COMPARISON_H_
