#include <algorithm>
#include <cmath>

#include "study/detail/share_interval.h"
#include "ykien/base/error.h"
#include "ykien/study/keyness.h"
#include "ykien/study/prevalence.h"

namespace ykien {
namespace {

constexpr double kMostErrors = 38.0;  // beyond, a chance is no number that a double can hold
constexpr int kSteps = 60;

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
  return std::sqrt(std::max(0.0, of_a * of_a + of_b * of_b - 2.0 * correlation * (of_a * of_b)));
}

// A share of a cell and its replicates.
struct Share {
  double value;
  detail::ReplicateMoments moments;
  double rows;

  Interval at(double z) const { return detail::share_interval_at(value, moments, rows, z); }
};

// What the difference of two shares rests on (Zou and Donner 2008, MOVER).
struct Pair {
  Share a;
  Share b;
  double correlation;

  double down(const Interval& of_a, const Interval& of_b) const {
    return reach(of_a.high - a.value, b.value - of_b.low, correlation);
  }
  double up(const Interval& of_a, const Interval& of_b) const {
    return reach(a.value - of_a.low, of_b.high - b.value, correlation);
  }
  // Whether the interval of z standard errors holds no difference at all.
  bool holds_none(double z) const {
    const double difference = b.value - a.value;
    return difference > 0.0 ? down(a.at(z), b.at(z)) >= difference : up(a.at(z), b.at(z)) >= -difference;
  }
};

Pair pair_of(const CellEstimate& a, const CellEstimate& b, std::size_t k) {
  const std::size_t topics = a.topics.size();
  const std::size_t count = a.replicates.size() / topics;
  const auto share = [&](const CellEstimate& cell) {
    detail::ReplicateMoments moments = detail::replicate_moments(cell.replicates.data(), count, topics, k);
    moments.standard_error = cell.topics[k].standard_error;  // with the bias, as its interval has it
    return Share{cell.topics[k].share, moments, static_cast<double>(cell.n)};
  };
  Pair pair{share(a), share(b), 0.0};
  const double errors = pair.a.moments.standard_error * pair.b.moments.standard_error;
  const double shared = covariance(a, b, k, pair.a.moments.mean, pair.b.moments.mean);
  if (errors > 0.0) pair.correlation = std::clamp(shared / errors, -1.0, 1.0);
  return pair;
}

// The z at which the interval comes to hold no difference, by bisection: the reach grows with z.
double z_of_no_difference(const Pair& pair) {
  double low = 0.0;
  double high = kMostErrors;
  if (!pair.holds_none(high)) return high;
  for (int step = 0; step < kSteps; ++step) {
    const double middle = 0.5 * (low + high);
    (pair.holds_none(middle) ? high : low) = middle;
  }
  return low;
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
  const Pair pair = pair_of(a, b, k);
  result.standard_error =
      reach(pair.a.moments.standard_error, pair.b.moments.standard_error, pair.correlation);
  result.interval = {std::max(-1.0, result.difference - pair.down(from.interval, to.interval)),
                     std::min(1.0, result.difference + pair.up(from.interval, to.interval))};
  const double z = result.difference == 0.0 ? 0.0 : z_of_no_difference(pair);
  result.log_p = log_p_value(z * z);
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
