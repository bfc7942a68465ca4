// Keyness: how much more often one group uses a word than another, with effect sizes. In the library
// ykien::study. All functions are safe to call from several threads and give finite numbers where not said
// otherwise.
#ifndef YKIEN_STUDY_KEYNESS_H_
#define YKIEN_STUDY_KEYNESS_H_

#include <span>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/topic/evaluate.h"

namespace ykien {

// A word in two groups: how often it stands in the target and in the reference, and how much each holds in
// all. Counts of tokens or of documents. 0 <= target <= target_total, the same for the reference.
struct WordCounts {
  double target = 0.0;
  double reference = 0.0;
  double target_total = 0.0;
  double reference_total = 0.0;
};

enum class Correction {
  none,
  yates,     // half a count nearer to the expected one (1934), only where some expected count is below 5
  williams,  // the statistic divided by q (1976); for G2
};

// Test statistics of independence in the 2 x 2 table, signed: negative where the target uses the word less
// than expected. Chi-square with 1 degree of freedom when there is no difference. 0 for an empty margin.
// chi_square: Pearson (1900); g2: log-likelihood ratio, 2 sum O ln(O / E) (Dunning 1993).
YKIEN_API double chi_square(const WordCounts& counts, Correction correction = Correction::none);
YKIEN_API double g2(const WordCounts& counts, Correction correction = Correction::none);

// ln p of a chi-square with 1 degree of freedom, its sign passed over; finite where p itself would be 0.
YKIEN_API double log_p_value(double statistic);

// log2 of the ratio of the two relative frequencies (Hardie 2014); a count of 0 stands as 0.5. 0 when a total
// is 0.
YKIEN_API double log_ratio(const WordCounts& counts);

// ln of the target's share of the word over its share of everything (Church and Hanks 1990). -infinity when
// the target never has it, 0 for an empty margin.
YKIEN_API double pointwise_information(const WordCounts& counts);

struct OddsRatio {
  double ratio = 1.0;
  Interval interval{1.0, 1.0};  // Woolf (1955): on the log scale
};
// Half a count is added to each cell when one is 0 (Haldane 1956, Anscombe 1956). 0 < level < 1. An empty
// total: ratio 1, interval 0..infinity.
YKIEN_API OddsRatio odds_ratio(const WordCounts& counts, double level = 0.95);

struct FisherTest {
  double ratio =
      1.0;  // the conditional maximum likelihood odds ratio; 0 or infinity at the ends of its range
  double log_p = 0.0;  // ln of the two-sided p: all tables at most as probable as this one (R's fisher.test)
};
// Fisher's exact test (1934), for whole counts (others are rounded). O(smaller margin).
YKIEN_API FisherTest fisher_exact(const WordCounts& counts);

struct LogOdds {
  double delta = 0.0;           // ln odds in the target - ln odds in the reference
  double standard_error = 0.0;  // > 0
  double z = 0.0;               // delta / standard_error
};
// Log-odds ratio with a Dirichlet prior (Monroe, Colaresi and Quinn 2008): `prior` pseudo-counts of the word
// and `prior_total` of all words are added to each group. Uninformative: the same prior for each word;
// informative: prior_total * the word's share of both groups together. 0 < prior < prior_total. Throws
// Error(usage) for another prior.
YKIEN_API LogOdds log_odds(const WordCounts& counts, double prior, double prior_total);

// Benjamini and Hochberg (1995): p values made to bound the share of false discoveries among all that are at
// most as large. q[i] belongs to p[i], >= p[i], at most 1. For natural logarithms of p values:
// log_adjusted().
YKIEN_API std::vector<double> adjusted(std::span<const double> p);
YKIEN_API std::vector<double> log_adjusted(std::span<const double> log_p);

// Holm (1979): p values made to bound the chance of any false discovery at all. The same conventions.
YKIEN_API std::vector<double> holm(std::span<const double> p);
YKIEN_API std::vector<double> log_holm(std::span<const double> log_p);

}  // namespace ykien

#endif  // YKIEN_STUDY_KEYNESS_H_
