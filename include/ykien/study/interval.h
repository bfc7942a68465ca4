// Intervals for shares counted on a sample. In the library ykien::study. All functions are safe to call from
// several threads; all give 0 <= low <= high <= 1.
#ifndef YKIEN_STUDY_INTERVAL_H_
#define YKIEN_STUDY_INTERVAL_H_

#include <cstddef>
#include <span>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/topic/evaluate.h"

namespace ykien {

// The score interval of `successes` out of n (Wilson 1927) at `level`, 0 < level < 1. Both may be fractions,
// as for an effective sample size. n = 0: 0..1, nothing is known. Throws Error(usage) unless 0 <= successes
// <= n, both finite.
YKIEN_API Interval wilson(double successes, double n, double level = 0.95);

// Score intervals for the shares of K topics that hold together with probability `level` (Goodman 1965):
// counts >= 0, one for each topic. No counts at all: 0..1 for each. Throws Error(usage) as wilson() does.
YKIEN_API std::vector<Interval> goodman(std::span<const double> counts, double level = 0.95);

// The level at which each of `statements` >= 1 intervals must be made so that all hold together with
// probability `level` at least, whatever their dependence (Bonferroni): 1 - (1 - level) / statements.
YKIEN_API double bonferroni(double level, std::size_t statements);

// The same for the shares of `topics` >= 1 topics. Two topics whose shares sum to 1 are one statement.
YKIEN_API double joint_level(double level, std::size_t topics, bool sum_to_one);

// n such that a share with this standard error is as uncertain as one counted on n rows: share * (1 - share)
// / error^2, not above `most`; `most` where share or 1 - share is 0. error >= 0.
YKIEN_API double effective_size(double share, double standard_error, double most);

}  // namespace ykien

#endif  // YKIEN_STUDY_INTERVAL_H_
