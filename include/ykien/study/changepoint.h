// Change points: when the shares of the topics changed. In the library ykien::study. All functions are
// deterministic and safe to call from several threads.
#ifndef YKIEN_STUDY_CHANGEPOINT_H_
#define YKIEN_STUDY_CHANGEPOINT_H_

#include <cstddef>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/study/count_table.h"

namespace ykien {

enum class ChangeSearch {
  exact,   // optimal partitioning (Jackson et al. 2005), O(T^2)
  pruned,  // PELT (Killick, Fearnhead and Eckley 2012): the same result, faster on long series (daily data)
};

struct ChangePointOptions {
  ChangeSearch search = ChangeSearch::exact;
  // Cost of one change; < 0: K * ln T * dispersion, the BIC of K - 1 shares and one place, widened for counts
  // that vary more than multinomial ones do.
  double penalty = -1.0;
  // c^, >= 1: how much wider than multinomial; < 1: found by adjacent_dispersion(), at least 1.
  double dispersion = 0.0;
  std::size_t least_size = 1;  // periods in a segment, >= 1
};

struct ChangePoints {
  // Ends of the segments of equal shares, as numbers of periods: {9, 17, 24} says the shares changed after 9
  // and after 17 of 24 periods. Empty only for a table without periods.
  std::vector<std::size_t> ends;
  double cost_whole = 0.0;  // of one segment without change
  double objective = 0.0;   // costs of the segments + penalty for each change; <= cost_whole
  double penalty = 0.0;
  double dispersion = 1.0;

  std::size_t changes() const noexcept { return ends.empty() ? 0 : ends.size() - 1; }
};

// Cuts the periods into segments of equal shares: minimises sum over segments of -2 sum_k n_k ln(n_k / n),
// n_k the counts of the segment, plus a penalty for each cut. Every period may be a cut ("jump" 1). Periods
// without items cost nothing wherever they are; a change that falls among them is put where they begin. One
// period, one topic or no items at all: one segment. Throws Error(usage) for a bad table, a dispersion or
// penalty that is not finite, a least size of 0.
YKIEN_API ChangePoints find_change_points(const CountTable& table, const ChangePointOptions& options = {});

// c^ = median over adjacent pairs of periods of (chi-square of the two rows / median of its distribution):
// near 1 for multinomial counts, 1 + (n - 1) rho for counts whose shares vary from period to period. A change
// touches one pair in many, so that, unlike the dispersion about one mean, it leaves the median alone. Pairs
// with an empty period or but one topic do not count; 1 when none is left. May lie below 1.
YKIEN_API double adjacent_dispersion(const CountTable& table);

}  // namespace ykien

#endif  // YKIEN_STUDY_CHANGEPOINT_H_
