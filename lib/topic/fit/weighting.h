// weighting: counts -> TF-IDF values, with document frequencies of any selection of rows.
#ifndef YKIEN_TOPIC_FIT_WEIGHTING_H_
#define YKIEN_TOPIC_FIT_WEIGHTING_H_

#include <cstdint>
#include <span>
#include <vector>

#include "topic/detail/model_data.h"
#include "topic/fit/sparse_matrix.h"
#include "ykien/topic/model.h"

namespace ykien::detail {

// idf = ln((1 + texts) / (1 + texts that hold the feature)) + 1, times the weight of the feature's stream; 0
// for features in fewer than min_df texts. The first `texts` of `rows` are the texts; the others are copies
// of them as they would be typed without accents, which count for streams that read such texts only.
std::vector<float> inverse_frequencies(const SparseRows& rows, std::size_t texts, std::uint32_t min_df,
                                       std::span<const Stream> streams);

// The TF-IDF vector of every row of `counts` as vectorize() computes it; features with idf 0 are left out.
SparseMatrix weighted(const SparseMatrix& counts, std::span<const float> idf, const FeatureOptions& options);

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_FIT_WEIGHTING_H_
