#include "ykien/study/drift.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>
#include <vector>

#include "study/detail/term_counts.h"
#include "topic/fit/random.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using Counts = std::vector<double>;

[[noreturn]] void wrong_use(const char* what) { throw Error(ErrorCode::usage, "vocabulary drift", what); }

// p log2 p of a mixture's entropy.
double entropy_term(double p) { return p > 0.0 ? -p * std::log2(p) : 0.0; }

// H((P + Q) / 2) - (H(P) + H(Q)) / 2.
double divergence_of(std::span<const double> one, std::span<const double> other, double smoothing) {
  double n1 = 0.0;
  double n2 = 0.0;
  double words = 0.0;
  for (std::size_t i = 0; i < one.size(); ++i) {
    n1 += one[i];
    n2 += other[i];
    words += one[i] + other[i] > 0.0 ? 1.0 : 0.0;
  }
  if (n1 <= 0.0 || n2 <= 0.0) return 0.0;
  double sum = 0.0;
  for (std::size_t i = 0; i < one.size(); ++i) {
    if (one[i] + other[i] <= 0.0) continue;
    const double p = (one[i] + smoothing) / (n1 + smoothing * words);
    const double q = (other[i] + smoothing) / (n2 + smoothing * words);
    sum += entropy_term(0.5 * (p + q)) - 0.5 * (entropy_term(p) + entropy_term(q));
  }
  return std::clamp(sum, 0.0, 1.0);
}

// The syllables of some texts, renumbered without gaps.
class Syllables {
 public:
  Syllables(const TermCorpus& corpus, std::span<const std::uint32_t> one,
            std::span<const std::uint32_t> other) {
    for (const auto texts : {one, other}) {
      for (const std::uint32_t text : texts) add(corpus, text);
    }
  }

  std::size_t texts() const { return texts_.size(); }

  // Counts of the texts in `order`: the first `size` of them, and the rest.
  void count(std::span<const std::uint32_t> order, std::size_t size, Counts& first, Counts& rest) const {
    first.assign(numbers_.size(), 0.0);
    rest.assign(numbers_.size(), 0.0);
    for (std::size_t i = 0; i < order.size(); ++i) {
      Counts& counts = i < size ? first : rest;
      for (const std::uint32_t word : texts_[order[i]]) counts[word] += 1.0;
    }
  }

 private:
  void add(const TermCorpus& corpus, std::uint32_t text) {
    texts_.emplace_back();
    for (const std::uint32_t term : corpus.text(text)) {
      if (corpus.syllables(term) != 1) continue;
      const auto next = static_cast<std::uint32_t>(numbers_.size());
      texts_.back().push_back(numbers_.try_emplace(term, next).first->second);
    }
  }

  std::unordered_map<std::uint32_t, std::uint32_t> numbers_;
  std::vector<std::vector<std::uint32_t>> texts_;
};

bool has_words(const Counts& counts) { return std::accumulate(counts.begin(), counts.end(), 0.0) > 0.0; }

double high_quantile(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto place = static_cast<std::size_t>(std::ceil(0.95 * static_cast<double>(values.size())));
  return values[std::max<std::size_t>(1, place) - 1];
}

// Divergences of random divisions into sets of these sizes.
std::vector<double> by_lot(const Syllables& syllables, std::size_t size, const DriftOptions& options) {
  detail::SplitMix64 random(options.seed);
  std::vector<std::uint32_t> order(syllables.texts());
  std::iota(order.begin(), order.end(), 0U);
  std::vector<double> lots;
  Counts first;
  Counts rest;
  for (std::uint32_t i = 0; i < options.permutations; ++i) {
    detail::shuffle(std::span(order), random);
    syllables.count(order, size, first, rest);
    lots.push_back(divergence_of(first, rest, options.smoothing));
  }
  return lots;
}

void check_options(const DriftOptions& options) {
  if (!(options.smoothing >= 0.0) || !std::isfinite(options.smoothing))
    wrong_use("the smoothing is 0 or more");
  if (options.permutations == 0) wrong_use("there must be one permutation at least");
}

}  // namespace

double jensen_shannon(std::span<const double> one, std::span<const double> other, double smoothing) {
  const auto good = [](double count) { return count >= 0.0 && std::isfinite(count); };
  if (one.size() != other.size()) wrong_use("both vocabularies need a count for each word");
  if (!std::all_of(one.begin(), one.end(), good) || !std::all_of(other.begin(), other.end(), good))
    wrong_use("a count is negative or not finite");
  check_options({smoothing, 1, 1});
  return divergence_of(one, other, smoothing);
}

Drift vocabulary_drift(const TermCorpus& corpus, std::span<const std::uint32_t> one,
                       std::span<const std::uint32_t> other, const DriftOptions& options) {
  detail::check_texts(corpus, one);
  detail::check_texts(corpus, other);
  check_options(options);
  const Syllables syllables(corpus, one, other);
  std::vector<std::uint32_t> order(syllables.texts());
  std::iota(order.begin(), order.end(), 0U);
  Counts first;
  Counts rest;
  syllables.count(order, one.size(), first, rest);
  Drift drift;
  drift.defined = has_words(first) && has_words(rest);
  if (!drift.defined) return drift;
  drift.divergence = divergence_of(first, rest, options.smoothing);
  const std::vector<double> lots = by_lot(syllables, one.size(), options);
  const auto count = static_cast<double>(lots.size());
  const auto as_divergent = [&](double lot) { return lot >= drift.divergence * (1.0 - 1e-12); };
  drift.chance_mean = std::accumulate(lots.begin(), lots.end(), 0.0) / count;
  drift.chance_high = high_quantile(lots);
  drift.excess = drift.divergence - drift.chance_mean;
  drift.p =
      (1.0 + static_cast<double>(std::count_if(lots.begin(), lots.end(), as_divergent))) / (1.0 + count);
  return drift;
}

}  // namespace ykien
