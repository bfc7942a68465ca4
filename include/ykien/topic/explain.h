// explain: which n-grams moved a text to which topic, by how much, and where they stand in the text.
#ifndef YKIEN_TOPIC_EXPLAIN_H_
#define YKIEN_TOPIC_EXPLAIN_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/base/range.h"
#include "ykien/topic/classify.h"
#include "ykien/topic/model.h"

namespace ykien {

// One feature of the text. The contributions of all features and the topic's bias add up to the topic's
// logit.
struct Contribution {
  std::uint32_t feature = 0;
  std::string ngram;  // "tổ dân phố"
  StreamKind stream = StreamKind::accented;
  std::vector<float> moved;    // by topic: what it added to the logit
  std::vector<Range> sources;  // every place in the original text, first to last byte of the n-gram
};

struct Explanation {
  Decision decision;
  std::vector<float> logits;                // by topic, uncalibrated
  std::vector<float> bias;                  // by topic
  std::vector<Contribution> contributions;  // those that speak most for or against the decided topic first
};

// Explains the decision about `utf8`; at most `most` contributions (0: all of them). With `accents` as a
// Classifier that has them decides: sources stand in the text that was given. Thread-safe. O(bytes).
YKIEN_API Explanation explain(const Model& model, std::string_view utf8, std::size_t most = 0,
                              const AccentModel* accents = nullptr);

}  // namespace ykien

#endif  // YKIEN_TOPIC_EXPLAIN_H_
