// TopicGroup: the rows of one table with their topics and the words of their texts.
#ifndef YKIEN_PROGRAM_TOPIC_GROUP_H_
#define YKIEN_PROGRAM_TOPIC_GROUP_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "input.h"
#include "ykien/study/term_corpus.h"
#include "ykien/table/report.h"
#include "ykien/topic/classify.h"

namespace ykien::program {

struct GroupColumns {
  std::string text;         // empty: found
  std::string topic;        // of topics that are there already; empty: the classifier decides
  bool keep_texts = false;  // for examples
};

struct TopicGroup {
  std::string name;  // of the file, for messages
  std::string path;
  std::string checksum;  // SHA-256 of its bytes
  std::string text_column;
  std::map<std::string, double> topics;  // id -> rows of which it is the first topic; of the topic column
  std::map<std::string, double> any;     // id -> rows of which it is a topic; of the topic column
  std::size_t several = 0;               // rows with several topics in it
  std::vector<double> posterior;         // rows * K, by rounded_posterior(); without a topic column
  std::vector<std::uint32_t> texts;      // numbers in the corpus
  std::vector<std::uint64_t> lines;      // of those texts
  std::vector<std::string> kept;         // those texts, their first 16 KiB, if they were to be kept
  table::Occurrences without_text;       // left out
  table::Occurrences without_topic;      // left out
  table::Occurrences unreadable;         // left out

  std::size_t rows() const noexcept { return texts.size(); }
  // A line for each reason why rows were left out.
  std::string left_out() const;
  // Where a text of the corpus stands in `lines` and `kept`; it is one of the group's.
  std::size_t place_of(std::uint32_t text) const;
};

// Reads the table and adds its texts to `corpus`. `classifier` may be null when there is a topic column.
// Throws as open_input and column_called do. Shows progress on a terminal.
TopicGroup read_group(const InputOptions& input, const GroupColumns& columns, const Classifier* classifier,
                      TermCorpus& corpus, bool progress);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_TOPIC_GROUP_H_
