// Novelty: an alarm when a period brings more unknown words than the ones before it did. In ykien::study.
#ifndef YKIEN_STUDY_NOVELTY_H_
#define YKIEN_STUDY_NOVELTY_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/study/term_corpus.h"

namespace ykien {

// Tokens of one period, and those among them whose word no earlier period has.
struct UnseenWords {
  std::uint64_t unseen = 0;
  std::uint64_t tokens = 0;
};

// By period, syllables only: periods[i] < T is the period of text i of the corpus (one for each text). The
// first period has nothing before it: unseen 0 of tokens 0. Throws Error(usage) for sizes that do not match
// or a period out of range.
YKIEN_API std::vector<UnseenWords> unseen_words(const TermCorpus& corpus,
                                                std::span<const std::uint32_t> periods, std::size_t count);

struct NoveltyOptions {
  std::size_t window =
      12;  // at most so many earlier periods without alarm are the baseline, >= least_baseline
  std::size_t least_baseline = 5;  // fewer tell nothing, >= 2
  double false_alarms =
      0.00135;  // wanted probability of an alarm in a period like the baseline (3 sigma), 0..1
};

enum class NoveltyState : std::uint8_t {
  too_early,  // not enough earlier periods
  no_words,
  usual,
  alarm,
};

struct NoveltyPoint {
  NoveltyState state = NoveltyState::too_early;
  double share = 0.0;           // unseen / tokens, 0 without tokens
  double expected = 0.0;        // of the baseline
  double limit = 1.0;           // the share above which an alarm is given; 1 when too early
  double p = 1.0;               // of so many unseen words or more
  double overdispersion = 0.0;  // rho of the baseline, 0..1: 0 binomial
};

// A control chart of the share of unseen words: the baseline is a beta-binomial distribution fitted by
// moments (Kleinman 1973) to the periods before, without those that gave an alarm, since words come in bursts
// and a binomial limit would cry wolf. One point for each period. Deterministic; safe to call from several
// threads. Throws Error(usage) for options out of range or more unseen words than words.
YKIEN_API std::vector<NoveltyPoint> novelty_chart(std::span<const UnseenWords> periods,
                                                  const NoveltyOptions& options = {});

// P(X >= unseen) for a beta-binomial X on `tokens` with this mean and intraclass correlation rho, both 0..1;
// rho = 0 is the binomial. O(tokens).
YKIEN_API double beta_binomial_tail(std::uint64_t unseen, std::uint64_t tokens, double mean, double rho);

}  // namespace ykien

#endif  // YKIEN_STUDY_NOVELTY_H_
