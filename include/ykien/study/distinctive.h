// Distinctive words: what one set of texts says more often than another, with examples. In ykien::study.
#ifndef YKIEN_STUDY_DISTINCTIVE_H_
#define YKIEN_STUDY_DISTINCTIVE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/study/keyness.h"
#include "ykien/study/term_corpus.h"

namespace ykien {

// What keyness.h says of one word, counted one way.
struct Keyness {
  WordCounts counts = {};
  double g2 = 0.0;         // signed
  double log_p = 0.0;      // ln p of g2
  double log_q = 0.0;      // the same after Benjamini and Hochberg over all words looked at
  double log_ratio = 0.0;  // log2
  OddsRatio odds = {};
  double z = 0.0;  // of the log-odds with an informative Dirichlet prior
};

struct DistinctiveWord {
  std::uint32_t term = 0;
  std::string text;
  Keyness by_texts;   // in how many texts: not fooled by one text that says a word fifty times
  Keyness by_tokens;  // how often, among terms of as many syllables
  std::vector<std::uint32_t> examples;  // texts of the target that hold it, the shortest first
};

struct DistinctiveOptions {
  std::size_t least_texts = 3;  // a word must stand in so many texts of both sets together
  double most_q = 0.05;         // by texts; 1: all words that the target uses more often
  std::size_t most_words = 30;
  std::size_t examples = 3;
  double prior_total = 500.0;  // pseudo-counts of the informative prior of z, > 0
  double level = 0.95;         // of the odds ratio's interval
};

// The words of `target` against `reference` (numbers of texts in the corpus; no text in both): those that
// stand in a larger share of the target's texts, the surest first (G2 by texts, then z by tokens, then the
// alphabet). A term that always stands inside a longer one (ngập in ngập nước, of the same texts on both
// sides) is left out for it. Empty when a set is empty. O(tokens + terms log terms). Deterministic; safe to
// call from several threads. Throws Error(usage) for a text that is not in the corpus or options out of
// range.
YKIEN_API std::vector<DistinctiveWord> distinctive_words(const TermCorpus& corpus,
                                                         std::span<const std::uint32_t> target,
                                                         std::span<const std::uint32_t> reference,
                                                         const DistinctiveOptions& options = {});

}  // namespace ykien

#endif  // YKIEN_STUDY_DISTINCTIVE_H_
