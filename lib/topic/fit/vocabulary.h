// vocabulary: the n-grams of a corpus that are frequent enough to become features.
#ifndef YKIEN_TOPIC_FIT_VOCABULARY_H_
#define YKIEN_TOPIC_FIT_VOCABULARY_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "topic/detail/model_data.h"
#include "topic/fit/encoded_corpus.h"
#include "topic/fit/sparse_matrix.h"

namespace ykien::detail {

// Fills streams, units, nodes and index of `data` with the n-grams that stand in at least min_df texts, or
// the max_features most frequent of them (0: all; of equally frequent ones the shorter). Level by level: an
// n-gram can only be frequent when both n-grams that it holds are (Agrawal and Srikant 1994).
void build_vocabulary(std::span<const EncodedStream> streams, std::uint32_t min_df,
                      std::uint32_t max_features, ModelData& data);

// texts x features: how often each feature stands in each text.
SparseMatrix count_features(std::span<const std::string_view> texts, const ModelData& data);
// The same for the corpus that the vocabulary was built from, or another one encoded for the same streams
// (not empty).
SparseMatrix count_features(std::span<const EncodedStream> texts, const ModelData& data);

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_FIT_VOCABULARY_H_
