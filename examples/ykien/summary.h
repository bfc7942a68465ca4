// Summary: what a run of classify came to.
#ifndef YKIEN_PROGRAM_SUMMARY_H_
#define YKIEN_PROGRAM_SUMMARY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "batch.h"
#include "ykien/table/report.h"
#include "ykien/topic/model.h"

namespace ykien::program {

struct TopicCount {
  std::uint64_t rows = 0;
  std::uint64_t needs_review = 0;
};

class Summary {
 public:
  explicit Summary(const Model& model) : model_(model), topics_(model.topics().size()) {}

  void add(const RowBatch& batch);
  // What the reader found wrong; to be called at the end.
  void set_report(const table::ReadReport& report) { report_ = report; }

  std::uint64_t rows() const noexcept { return rows_; }
  // Rows that could not be processed as they should: the exit code depends on it.
  std::uint64_t failed() const noexcept;

  // For people: a table of the topics, a line for all of `name`, and one for each kind of trouble.
  std::string text(const std::string& name) const;
  // The same for programs, one JSON object.
  std::string json() const;

 private:
  std::string topic_lines() const;
  std::string trouble_lines() const;

  const Model& model_;
  std::vector<TopicCount> topics_;
  std::uint64_t rows_ = 0;
  std::uint64_t needs_review_ = 0;
  table::Occurrences without_text_;
  table::Occurrences ill_formed_;
  table::ReadReport report_;
};

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_SUMMARY_H_
