// TermCounts: in how many texts, and how often, each term of a corpus stands in some of its texts.
#ifndef YKIEN_STUDY_DETAIL_TERM_COUNTS_H_
#define YKIEN_STUDY_DETAIL_TERM_COUNTS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ykien/study/term_corpus.h"

namespace ykien::detail {

struct TermCounts {
  std::vector<double> texts;             // by term
  std::vector<double> tokens;            // by term
  std::vector<double> tokens_of_length;  // [n]: of all terms of n syllables
  double all_texts = 0.0;
};

TermCounts count_terms(const TermCorpus& corpus, std::span<const std::uint32_t> texts);

// Throws Error(usage) unless all are texts of the corpus.
void check_texts(const TermCorpus& corpus, std::span<const std::uint32_t> texts);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_TERM_COUNTS_H_
