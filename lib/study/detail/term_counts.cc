#include "study/detail/term_counts.h"

#include <algorithm>

#include "ykien/base/error.h"

namespace ykien::detail {

TermCounts count_terms(const TermCorpus& corpus, std::span<const std::uint32_t> texts) {
  constexpr std::size_t kLengths = 9;
  TermCounts counts{std::vector<double>(corpus.terms()), std::vector<double>(corpus.terms()),
                    std::vector<double>(kLengths), static_cast<double>(texts.size())};
  std::vector<std::size_t> seen_in(corpus.terms(), 0);  // 1 + the place of the last text with it
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (const std::uint32_t term : corpus.text(texts[i])) {
      counts.tokens[term] += 1.0;
      counts.tokens_of_length[corpus.syllables(term)] += 1.0;
      if (seen_in[term] != i + 1) counts.texts[term] += 1.0;
      seen_in[term] = i + 1;
    }
  }
  return counts;
}

void check_texts(const TermCorpus& corpus, std::span<const std::uint32_t> texts) {
  if (std::all_of(texts.begin(), texts.end(), [&](std::uint32_t text) { return text < corpus.size(); }))
    return;
  throw Error(ErrorCode::usage, "words", "there is no such text in the corpus");
}

}  // namespace ykien::detail
