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

Interval share_interval(double share, const ReplicateMoments& moments, double rows, double level);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_SHARE_INTERVAL_H_
