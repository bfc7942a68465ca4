#include "ykien/study/distinctive.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "study/detail/term_counts.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using detail::TermCounts;
using Texts = std::span<const std::uint32_t>;

void check_options(const DistinctiveOptions& options) {
  const auto refuse = [](const char* what) { throw Error(ErrorCode::usage, "distinctive words", what); };
  if (!(options.most_q > 0.0 && options.most_q <= 1.0)) refuse("the largest q lies above 0 and up to 1");
  if (!(options.prior_total > 0.0) || !std::isfinite(options.prior_total))
    refuse("the prior is a positive number");
  if (!(options.level > 0.0 && options.level < 1.0)) refuse("the level of an interval lies between 0 and 1");
}

Keyness keyness_of(const WordCounts& counts, const DistinctiveOptions& options) {
  Keyness result{counts};
  result.g2 = g2(counts);
  result.log_p = log_p_value(result.g2);
  result.log_ratio = log_ratio(counts);
  result.odds = odds_ratio(counts, options.level);
  const double share = (counts.target + counts.reference) / (counts.target_total + counts.reference_total);
  // A word that stands everywhere leaves nothing for the others; a hair less keeps its odds finite.
  const double prior = options.prior_total * std::min(share, 1.0 - 1e-6);
  const WordCounts padded{counts.target, counts.reference, std::max(counts.target_total, counts.target),
                          std::max(counts.reference_total, counts.reference)};
  result.z = log_odds(padded, prior, options.prior_total).z;
  return result;
}

class Comparison {
 public:
  Comparison(const TermCorpus& corpus, Texts target, Texts reference, const DistinctiveOptions& options)
      : corpus_(corpus),
        options_(options),
        target_(detail::count_terms(corpus, target)),
        reference_(detail::count_terms(corpus, reference)) {}

  // All words that are frequent enough to be looked at, with their figures.
  std::vector<DistinctiveWord> words() const {
    std::vector<DistinctiveWord> found;
    for (std::uint32_t term = 0; term < corpus_.terms(); ++term) {
      if (target_.texts[term] + reference_.texts[term] < static_cast<double>(options_.least_texts)) continue;
      found.push_back({term,
                       std::string(corpus_.term(term)),
                       keyness_of(by_texts(term), options_),
                       keyness_of(by_tokens(term), options_),
                       {}});
    }
    return found;
  }

 private:
  WordCounts by_texts(std::uint32_t term) const {
    return {target_.texts[term], reference_.texts[term], target_.all_texts, reference_.all_texts};
  }
  WordCounts by_tokens(std::uint32_t term) const {
    const std::uint32_t length = corpus_.syllables(term);
    return {target_.tokens[term], reference_.tokens[term], target_.tokens_of_length[length],
            reference_.tokens_of_length[length]};
  }

  const TermCorpus& corpus_;
  const DistinctiveOptions& options_;
  TermCounts target_;
  TermCounts reference_;
};

void adjust(std::vector<DistinctiveWord>& words, Keyness DistinctiveWord::*way) {
  std::vector<double> log_p;
  for (const DistinctiveWord& word : words) log_p.push_back((word.*way).log_p);
  const std::vector<double> log_q = log_adjusted(log_p);
  for (std::size_t i = 0; i < words.size(); ++i) (words[i].*way).log_q = log_q[i];
}

bool surer(const DistinctiveWord& a, const DistinctiveWord& b) {
  if (a.by_texts.g2 != b.by_texts.g2) return a.by_texts.g2 > b.by_texts.g2;
  if (a.by_tokens.z != b.by_tokens.z) return a.by_tokens.z > b.by_tokens.z;
  return a.text < b.text;
}

// Whether `part` stands in `whole` from blank to blank.
bool is_part(const std::string& part, const std::string& whole) {
  return part.size() < whole.size() && (' ' + whole + ' ').find(' ' + part + ' ') != std::string::npos;
}

// Of the words [first, last), of which one may hold another, those that no other holds are moved to `kept`
// and on. Returns where they end.
std::size_t keep_wholes(std::vector<DistinctiveWord>& words, std::size_t first, std::size_t last,
                        std::size_t kept) {
  std::vector<bool> dropped(last - first, false);
  for (std::size_t i = first; i < last; ++i) {
    for (std::size_t j = first; j < last && !dropped[i - first]; ++j)
      dropped[i - first] = is_part(words[i].text, words[j].text);
  }
  for (std::size_t i = first; i < last; ++i) {
    if (dropped[i - first]) continue;
    if (kept != i) words[kept] = std::move(words[i]);
    ++kept;
  }
  return kept;
}

// Words of equal counts lie in a row (equal G2): of two of which one holds the other, the longer says more.
// No more rows are looked at than give `most` words: in the rarer ones thousands have equal counts.
void drop_parts(std::size_t most, std::vector<DistinctiveWord>& words) {
  std::size_t kept = 0;
  for (std::size_t first = 0; first < words.size() && kept < most;) {
    std::size_t last = first + 1;
    while (last < words.size() && words[last].by_texts.g2 == words[first].by_texts.g2) ++last;
    kept = keep_wholes(words, first, last, kept);
    first = last;
  }
  words.resize(std::min(kept, most));
}

void add_examples(const TermCorpus& corpus, Texts target, std::size_t most,
                  std::vector<DistinctiveWord>& words) {
  std::unordered_map<std::uint32_t, DistinctiveWord*> wanted;
  for (DistinctiveWord& word : words) wanted.emplace(word.term, &word);
  std::vector<std::uint32_t> shortest(target.begin(), target.end());
  std::stable_sort(shortest.begin(), shortest.end(), [&corpus](std::uint32_t a, std::uint32_t b) {
    return corpus.text(a).size() < corpus.text(b).size();
  });
  for (const std::uint32_t text : shortest) {
    for (const std::uint32_t term : corpus.text(text)) {
      const auto found = wanted.find(term);
      if (found == wanted.end()) continue;
      auto& examples = found->second->examples;
      if (examples.size() < most && (examples.empty() || examples.back() != text)) examples.push_back(text);
    }
  }
}

}  // namespace

std::vector<DistinctiveWord> distinctive_words(const TermCorpus& corpus, Texts target, Texts reference,
                                               const DistinctiveOptions& options) {
  detail::check_texts(corpus, target);
  detail::check_texts(corpus, reference);
  check_options(options);
  if (target.empty() || reference.empty()) return {};
  std::vector<DistinctiveWord> words = Comparison(corpus, target, reference, options).words();
  adjust(words, &DistinctiveWord::by_texts);
  adjust(words, &DistinctiveWord::by_tokens);
  const double most_log_q = std::log(options.most_q);
  std::erase_if(words, [most_log_q](const DistinctiveWord& word) {
    return word.by_texts.g2 <= 0.0 || word.by_texts.log_q > most_log_q;
  });
  std::sort(words.begin(), words.end(), surer);
  drop_parts(options.most_words, words);
  add_examples(corpus, target, options.examples, words);
  return words;
}

}  // namespace ykien
