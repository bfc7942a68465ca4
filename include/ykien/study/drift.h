// Drift: whether the words used for the same topic have changed. In the library ykien::study.
#ifndef YKIEN_STUDY_DRIFT_H_
#define YKIEN_STUDY_DRIFT_H_

#include <cstdint>
#include <span>

#include "ykien/base/export.h"
#include "ykien/study/term_corpus.h"

namespace ykien {

// Jensen-Shannon divergence (Lin 1991) of two vocabularies in bits, 0..1: `smoothing` >= 0 is added to each
// count of a word. Words that neither has do not count. 0 when one of them is empty. Throws Error(usage) for
// spans of different size, counts that are negative or not finite.
YKIEN_API double jensen_shannon(std::span<const double> one, std::span<const double> other,
                                double smoothing = 0.0);

struct DriftOptions {
  double smoothing = 0.5;
  std::uint32_t permutations = 999;  // >= 1
  std::uint64_t seed = 1;
};

// divergence grows as texts get fewer, so that it means nothing by itself: what chance alone gives stands
// beside it.
struct Drift {
  bool defined = false;      // both sets have texts with words
  double divergence = 0.0;   // bits
  double chance_mean = 0.0;  // mean divergence when texts are shared out by lot
  double chance_high = 0.0;  // its 95% quantile
  double excess = 0.0;       // divergence - chance_mean: comparable between topics and periods
  double p = 1.0;            // (1 + lots at least as divergent) / (1 + permutations)
};

// Compares the syllables (terms of length 1) of two sets of texts, e.g. one topic in two periods, with
// `permutations` random divisions of all their texts into sets of the same sizes: whole texts are exchanged,
// since the words of one text come together. O(permutations * tokens). Deterministic for a seed; safe to call
// from several threads. Throws Error(usage) for a text that is not in the corpus or options out of range.
YKIEN_API Drift vocabulary_drift(const TermCorpus& corpus, std::span<const std::uint32_t> one,
                                 std::span<const std::uint32_t> other, const DriftOptions& options = {});

}  // namespace ykien

#endif  // YKIEN_STUDY_DRIFT_H_
