// Trend, season and events: how the shares of topics move with time. In the library ykien::study. All
// functions are deterministic and safe to call from several threads.
#ifndef YKIEN_STUDY_TREND_H_
#define YKIEN_STUDY_TREND_H_

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/study/count_table.h"

namespace ykien {

// What explains the periods: T rows x P columns, row-major, all finite; the first column is usually 1.
struct Design {
  std::vector<std::string> names;  // P
  std::vector<double> cells;       // T * P

  std::size_t columns() const noexcept { return names.size(); }
  std::size_t rows() const noexcept { return names.empty() ? 0 : cells.size() / names.size(); }
};

inline constexpr std::size_t kToTheEnd = ~std::size_t{0};

// A step: 1 in periods [from, to), 0 elsewhere.
struct Event {
  std::string name;
  std::size_t from = 0;
  std::size_t to = kToTheEnd;
};

struct TrendOptions {
  std::size_t cycle = 12;     // periods in a season's round: 12 months, 4 quarters; >= 2
  std::size_t harmonics = 1;  // pairs of sine and cosine, 2 * harmonics <= cycle; 0: no season
  bool linear = true;         // a straight line, in rounds of the cycle, on the logit scale
  std::vector<Event> events = {};
};

// The columns 1, each event, "sin 1", "cos 1" (of 2 pi t / cycle, t = 1..T), "sin 2" ..., "line" (t / cycle).
// Throws Error(format) when a season is asked for on two rounds or fewer (it could not be told from chance or
// from an event) or an event is true for none or all of the periods; Error(usage) for options out of range.
YKIEN_API Design trend_design(std::size_t periods, const TrendOptions& options = {});

// One effect, on the scale of ln(share / share of the baseline).
struct Effect {
  std::string name;
  double estimate = 0.0;
  double standard_error = 0.0;     // widened by the square root of the dispersion
  double multinomial_error = 0.0;  // as if the counts were multinomial (dispersion 1)
  double t = 0.0;                  // estimate / standard_error
  double p = 1.0;                  // two-sided, of Student's t with `degrees` degrees of freedom
};

struct ShareFit {
  std::size_t baseline = 0;                  // the topic the others are compared with
  std::vector<std::vector<Effect>> effects;  // by topic, P each; empty for the baseline
  std::vector<double> shares;                // fitted, T * K
  double log_likelihood = 0.0;               // sum of n_tk ln(share_tk), without the multinomial coefficients
  double deviance = 0.0;
  double dispersion = 1.0;  // Pearson's chi-square / degrees
  double degrees = 0.0;     // of freedom left: (periods with items - P) * (K - 1), > 0
};

// Quasi-multinomial logistic regression of the topics' counts on a design (McCullagh and Nelder 1989), by
// Newton's method to rounding. `baseline`: a topic, or kToTheEnd for the most frequent one. With two topics
// it is quasi-binomial regression. Periods without items take no part; topics without a single item neither:
// their shares are 0 and they have no effects. Throws Error(usage) for sizes that do not match or cells that
// are not finite; Error(format), in plain words, for what has no finite answer: fewer than two topics with
// items, no degree of freedom left, columns that say the same, a topic that is absent (or alone) wherever
// some column says so.
YKIEN_API ShareFit fit_shares(const CountTable& table, const Design& design,
                              std::size_t baseline = kToTheEnd);

// The same for one topic against all others together: effects[0] are those of the topic, effects[1] is empty.
YKIEN_API ShareFit fit_share(const CountTable& table, std::size_t topic, const Design& design);

}  // namespace ykien

#endif  // YKIEN_STUDY_TREND_H_
