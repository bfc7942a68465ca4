// From bootstrap replicates of a share to its interval.
#ifndef YKIEN_STUDY_DETAIL_SHARE_INTERVAL_H_
#define YKIEN_STUDY_DETAIL_SHARE_INTERVAL_H_

#include <cstddef>

#include "ykien/study/interval.h"

namespace ykien::detail {

struct ReplicateMoments {
  double mean = 0.0;
  double standard_error = 0.0;
};

// Of topic `topic` in replicates * topics numbers, row-major; replicates >= 2.
ReplicateMoments replicate_moments(const double* replicates, std::size_t count, std::size_t topics,
                                   std::size_t topic);

// The score interval (Wilson 1927) of `share` at as many rows as would give the replicates' variance, not
// above `rows`. Percentiles of the replicates hold the truth 92-93 times in 100 with 150 rows, share +- 1.96
// standard errors 91: both have nothing to say about a share that is 0 in most replicates. The score interval
// has, and holds it 94-95 times (bench/coverage.cc).
Interval share_interval(double share, const ReplicateMoments& moments, double rows, double level);

// How many statements the shares of so many topics are: two that make 1 together are one.
constexpr std::size_t statements_of(std::size_t topics) { return topics == 2 ? 1 : topics; }

// How many standard errors the intervals of all topics of a cell must reach to hold together with probability
// `level`: the larger of two. One is the quantile, over the replicates, of their largest deviation in any
// topic (sup-t; Montiel Olea and Plagborg-Moller 2019): it knows how skewed and how dependent the topics are,
// but from few replicates. The other is Bonferroni's over `statements` with Student's t of 30 degrees of
// freedom, for the standard errors are themselves estimated. With the normal quantile alone 95% became
// 90-92%, with both it is 94-96% (bench/coverage.cc).
double joint_reach(const double* replicates, std::size_t count, std::size_t topics, std::size_t statements,
                   double level);

// The same as far as z standard errors reach, z >= 0.
Interval share_interval_at(double share, const ReplicateMoments& moments, double rows, double z);

// The score interval of `successes` out of n, n > 0, as far as z standard errors reach.
Interval score_interval(double successes, double n, double z);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_SHARE_INTERVAL_H_
