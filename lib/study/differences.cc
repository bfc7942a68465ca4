#include <algorithm>
#include <cmath>

#include "study/detail/share_interval.h"
#include "ykien/base/error.h"
#include "ykien/study/prevalence.h"

namespace ykien {
namespace {

[[noreturn]] void wrong_use(const char* what) { throw Error(ErrorCode::usage, "difference", what); }

// Covariance of a topic's replicates in two cells.
double covariance(const CellEstimate& a, const CellEstimate& b, std::size_t topic, double mean_a,
                  double mean_b) {
  const std::size_t topics = a.topics.size();
  const std::size_t count = a.replicates.size() / topics;
  double sum = 0.0;
  for (std::size_t r = 0; r < count; ++r) {
    sum += (a.replicates[r * topics + topic] - mean_a) * (b.replicates[r * topics + topic] - mean_b);
  }
  return sum / static_cast<double>(count - 1);
}

// The reach of the interval on one side, from the reaches of both shares on the sides that matter.
double reach(double of_a, double of_b, double correlation) {
  return std::sqrt(std::max(0.0, of_a * of_a + of_b * of_b - 2.0 * correlation * of_a * of_b));
}

ShareDifference difference(const CellEstimate& a, const CellEstimate& b, std::size_t k) {
  const ShareEstimate& from = a.topics[k];
  const ShareEstimate& to = b.topics[k];
  ShareDifference result;
  result.difference = to.share - from.share;
  result.interval = {-1.0, 1.0};
  for (const Cautions cautions : {a.cautions, b.cautions, from.cautions, to.cautions})
    result.cautions.add(cautions);
  if (result.cautions.refuses()) return result;
  const std::size_t topics = a.topics.size();
  const std::size_t count = a.replicates.size() / topics;
  const detail::ReplicateMoments of_a = detail::replicate_moments(a.replicates.data(), count, topics, k);
  const detail::ReplicateMoments of_b = detail::replicate_moments(b.replicates.data(), count, topics, k);
  const double shared = covariance(a, b, k, of_a.mean, of_b.mean);
  const double errors = of_a.standard_error * of_b.standard_error;
  const double correlation = errors > 0.0 ? std::clamp(shared / errors, -1.0, 1.0) : 0.0;
  result.standard_error = reach(of_a.standard_error, of_b.standard_error, correlation);
  const double down = reach(from.interval.high - from.share, to.share - to.interval.low, correlation);
  const double up = reach(from.share - from.interval.low, to.interval.high - to.share, correlation);
  result.interval = {std::max(-1.0, result.difference - down), std::min(1.0, result.difference + up)};
  return result;
}

}  // namespace

std::vector<ShareDifference> differences(const CellEstimate& a, const CellEstimate& b) {
  if (a.topics.size() != b.topics.size()) wrong_use("the cells have different topics");
  const bool refused = a.cautions.refuses() || b.cautions.refuses();
  const bool kept = !a.replicates.empty() && a.replicates.size() == b.replicates.size();
  if (!refused && !kept) wrong_use("the replicates were not kept");
  std::vector<ShareDifference> result;
  for (std::size_t k = 0; k < a.topics.size(); ++k) result.push_back(difference(a, b, k));
  return result;
}

}  // namespace ykien
