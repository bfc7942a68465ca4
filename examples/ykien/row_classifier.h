// RowClassifier: the topic of each row of a batch.
#ifndef YKIEN_PROGRAM_ROW_CLASSIFIER_H_
#define YKIEN_PROGRAM_ROW_CLASSIFIER_H_

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "batch.h"
#include "ykien/topic/classify.h"

namespace ykien::program {

// Where in a row the text stands and how many fields a whole row has.
struct RowShape {
  std::vector<std::size_t> text_columns;  // joined by line breaks
  std::size_t fields = 0;                 // of the header
  bool can_shift = true;                  // csv and tsv: a stray delimiter moves the fields after it
  bool split_requests = false;            // one result for each request in a row
};

// One for each thread; the classifier and the shape are shared and must outlive it.
class RowClassifier {
 public:
  RowClassifier(const Classifier& classifier, const RowShape& shape)
      : classifier_(classifier), shape_(shape) {}

  // Fills batch.results.
  void work(RowBatch& batch);

 private:
  // Texts that are decided together, which takes less time than one by one.
  static constexpr std::size_t kTogether = 64;

  std::string_view text_of(std::span<const std::string_view> fields, RowBatch& batch) const;
  void add(std::string_view text, RowResult result, RowBatch& batch);
  std::size_t split(std::string_view text, RowBatch& batch, const RowResult& whole);
  void decide(RowBatch& batch);
  void take(const Decision& decision, RowResult& result) const;

  const Classifier& classifier_;
  const RowShape& shape_;
  Workspace workspace_;
  // Waiting to be decided: their texts and which results are theirs.
  std::vector<std::string_view> texts_;
  std::vector<std::size_t> places_;
  std::array<Decision, kTogether> decisions_;
};

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_ROW_CLASSIFIER_H_
