// Comparison: two groups of rows, their topics and their words side by side.
#ifndef YKIEN_PROGRAM_COMPARISON_H_
#define YKIEN_PROGRAM_COMPARISON_H_

#include <string>
#include <vector>

#include "json.h"
#include "topic_group.h"
#include "ykien/study/compare.h"
#include "ykien/study/distinctive.h"

namespace ykien::program {

struct Comparison {
  TopicGroup a;
  TopicGroup b;
  std::vector<std::string> topics;       // ids
  std::vector<std::string> topic_names;  // beside them; empty where there is none
  std::vector<TopicComparison> shares;   // one for each topic
  std::vector<DistinctiveWord> words_a;  // of A against B
  std::vector<DistinctiveWord> words_b;  // of B against A
  bool counted_by_model = false;
  double level = 0.95;

  double count_a(std::size_t topic) const { return count(a, topic); }
  double count_b(std::size_t topic) const { return count(b, topic); }
  // What the reader must know, in plain words.
  std::vector<std::string> warnings() const;

 private:
  double count(const TopicGroup& group, std::size_t topic) const;
};

// Tables for people, one object for programs (without the manifest), and rows of a tidy table, the header
// first.
std::string comparison_text(const Comparison& comparison);
Json comparison_json(const Comparison& comparison);
std::vector<std::vector<std::string>> comparison_rows(const Comparison& comparison);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_COMPARISON_H_
