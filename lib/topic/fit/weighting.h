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

// idf = ln((1 + rows) / (1 + rows that hold the feature)) + 1 over `rows`, times the weight of the feature's stream;
// 0 for features in fewer than min_df rows.
std::vector<float> inverse_frequencies(const SparseRows& rows, std::uint32_t min_df, std::span<const Stream> streams);

// The TF-IDF vector of every row of `counts` as vectorize() computes it; features with idf 0 are left out.
SparseMatrix weighted(const SparseMatrix& counts, std::span<const float> idf, const FeatureOptions& options);

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_FIT_WEIGHTING_H_
