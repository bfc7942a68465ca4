// WordList: distinctive words as a report shows them, with example texts. In the library ykien::study.
#ifndef YKIEN_STUDY_WORD_LIST_H_
#define YKIEN_STUDY_WORD_LIST_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/study/distinctive.h"

namespace ykien {

struct ReportWord {
  std::string word;
  std::size_t here = 0;       // documents with it, of WordList::documents_here
  std::size_t elsewhere = 0;  // and of documents_elsewhere
  double log_ratio = 0.0;     // log2 of the ratio of the two shares, smoothed
  double z = 0.0;             // of the log odds with a Dirichlet prior
  double q = 0.0;             // p after Benjamini and Hochberg
};

// Words of some documents against those of others.
struct WordList {
  std::size_t documents_here = 0;
  std::size_t documents_elsewhere = 0;
  std::vector<ReportWord> words;
  std::vector<std::string> examples;  // of the documents here; redacted
};

// What distinctive_words() found, counted by documents, with at most three examples: one for each of the
// first words, none twice, redacted (redact.h) and shortened to some 300 bytes. text_of: the text of a number
// in the corpus; any bytes. Thread-safe if text_of is.
YKIEN_API WordList word_list(std::span<const DistinctiveWord> words, std::size_t documents_here,
                             std::size_t documents_elsewhere,
                             const std::function<std::string_view(std::uint32_t)>& text_of);

}  // namespace ykien

#endif  // YKIEN_STUDY_WORD_LIST_H_
