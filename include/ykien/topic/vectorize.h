// vectorize: tokens -> a sparse TF-IDF vector over the features of a model.
#ifndef YKIEN_TOPIC_VECTORIZE_H_
#define YKIEN_TOPIC_VECTORIZE_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/text/tokenize.h"
#include "ykien/topic/model.h"

namespace ykien {

// ids ascending, each once, below Model::feature_count(); values[i] belongs to ids[i].
struct SparseVector {
  std::vector<std::uint32_t> ids;
  std::vector<float> values;

  // Whether any n-gram was found that says something.
  bool known() const noexcept {
    return std::any_of(values.begin(), values.end(), [](float value) { return value > 0; });
  }
};

// What a token counts as in features: itself, or a class such as <số> where its exact form carries no topic.
// Empty for punctuation, which is left out. Views `folded` or a static string.
YKIEN_API std::string_view feature_unit(std::string_view folded, const Token& token) noexcept;

// TF-IDF by the definitions of scikit-learn's TfidfVectorizer: tf is the count, or 1 + ln(count) with
// sublinear_tf; idf = ln((1 + documents) / (1 + document frequency)) + 1, from training, times the weight of
// its stream; then the vector is scaled to Euclidean length 1 (an empty one stays empty). Units that training
// has not seen take part in no n-gram. Thread-safe. O(tokens).
YKIEN_API SparseVector vectorize(const Model& model, std::string_view folded, std::span<const Token> tokens);

// The n-gram behind a feature, its units joined by blanks: "tổ dân phố". Thread-safe.
YKIEN_API std::string feature_name(const Model& model, std::uint32_t feature);
// The stream a feature belongs to.
YKIEN_API StreamKind feature_stream(const Model& model, std::uint32_t feature);

}  // namespace ykien

#endif  // YKIEN_TOPIC_VECTORIZE_H_
