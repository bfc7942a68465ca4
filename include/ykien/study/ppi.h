// Shares of topics when people have labelled some of the rows: the classifier's answers on all rows lend the
// labels precision, and cannot bias them. In the library ykien::study. All functions are deterministic and
// safe to call from several threads; no figure is ever NaN.
#ifndef YKIEN_STUDY_PPI_H_
#define YKIEN_STUDY_PPI_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/study/caution.h"
#include "ykien/study/interval.h"
#include "ykien/study/quantify.h"

namespace ykien {

// The share of one topic.
struct AssistedShare {
  double share = 0.0;  // 0..1: an estimate beyond is cut off there
  double standard_error = 0.0;
  double lambda = 0.0;          // PPI: how much the classifier is relied on, 0..1; DSL: 1
  double effective_rows = 0.0;  // as many rows labelled by hand at random would tell as much
  // The score interval at effective_rows. Of 95% intervals made from 50 to 200 labels it holds the truth
  // 94-95 times in 100, share +- 1.96 standard errors 90-94 times. 0..1 where refused.
  Interval interval;
  Interval wald;      // share +- z standard_error, not cut off at 0 and 1
  Cautions cautions;  // too_few_rows refuses: fewer than two labels
};

struct PpiOptions {
  std::optional<double> lambda;  // 0..1; none: tuned. 1 is plain PPI, 0 leaves the classifier out
  double level = 0.95;
};

// PPI++ (Angelopoulos, Duchi and Zrnic 2023) for a mean:
//   share = lambda * mean_U f + mean_L (y - lambda f),
//   lambda = Cov_L(y, f) / ((1 + n / N) Var f), cut to 0..1,
//   standard_error^2 = lambda^2 Var_U f / N + Var_L(y - lambda f) / n.
// truth: y of the n labelled rows, 0 or 1; prediction: f of the same rows, 0..1 (a decision or a posterior);
// unlabelled: f of the N others. The labelled rows must be a simple random sample of all.
// Throws Error(usage) for sizes that do not match or numbers outside 0..1.
YKIEN_API AssistedShare ppi_share(std::span<const double> truth, std::span<const double> prediction,
                                  std::span<const double> unlabelled, const PpiOptions& options = {});

// The same for each topic: f is the posterior (soft; rows scaled to sum 1) or whether the topic is the most
// probable one. As lambda is tuned topic by topic, the shares need not sum to 1 exactly.
YKIEN_API std::vector<AssistedShare> ppi_shares(const LabelledPosteriors& labelled,
                                                std::span<const double> unlabelled, bool soft = true,
                                                const PpiOptions& options = {});

// A row that somebody labelled, and the chance it had of being picked for that.
struct LabelledRow {
  std::uint32_t row = 0;
  double truth = 0.0;        // 0..1
  double probability = 1.0;  // of inclusion: known, in (0, 1]
};

struct DslOptions {
  bool normalise =
      true;  // scales the weights 1 / probability to sum N: less variance for a bias of order 1 / n
  double level = 0.95;
};

// Design-based supervised learning (Egami, Hinck, Stewart and Wei 2023): the mean over all N rows of
//   f + (labelled ? (y - f) / probability : 0),
// unbiased whatever the classifier is like, for any sampling with known probabilities. prediction: f of all N
// rows, 0..1; labelled: rows below N, none twice. Normalise within each period when there are several.
// Throws Error(usage) for rows out of range or given twice, and for numbers out of range.
YKIEN_API AssistedShare dsl_share(std::span<const double> prediction, std::span<const LabelledRow> labelled,
                                  const DslOptions& options = {});

// ln of the odds of b over those of a, and its standard error (delta method), for independent estimates.
// Where a share is 0 or 1, half a row is added on either side (Haldane and Anscombe).
struct LogOddsRatio {
  double value = 0.0;
  double standard_error = 0.0;
};
YKIEN_API LogOddsRatio log_odds_ratio(const AssistedShare& a, const AssistedShare& b);

}  // namespace ykien

#endif  // YKIEN_STUDY_PPI_H_
