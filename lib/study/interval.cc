#include "ykien/study/interval.h"

#include <cmath>

#include "study/detail/distributions.h"
#include "study/detail/share_interval.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

[[noreturn]] void wrong_use(const char* what) { throw Error(ErrorCode::usage, "interval", what); }

void check_level(double level) {
  if (!(level > 0.0 && level < 1.0)) wrong_use("the level of an interval lies between 0 and 1");
}

}  // namespace

Interval wilson(double successes, double n, double level) {
  check_level(level);
  if (!(successes >= 0.0 && successes <= n && std::isfinite(n))) {
    wrong_use("successes lie between 0 and the number of rows");
  }
  if (!(n > 0.0)) return {0.0, 1.0};
  return detail::score_interval(successes, n, detail::normal_quantile(0.5 * (1.0 + level)));
}

std::vector<Interval> goodman(std::span<const double> counts, double level) {
  check_level(level);
  double n = 0.0;
  for (const double count : counts) n += count;
  std::vector<Interval> intervals;
  for (const double count : counts) intervals.push_back(wilson(count, n, bonferroni(level, counts.size())));
  return intervals;
}

double bonferroni(double level, std::size_t statements) {
  check_level(level);
  if (statements == 0) wrong_use("there must be at least one statement");
  return 1.0 - (1.0 - level) / static_cast<double>(statements);
}

double joint_level(double level, std::size_t topics, bool sum_to_one) {
  return bonferroni(level, sum_to_one ? detail::statements_of(topics) : topics);
}

double effective_size(double share, double standard_error, double most) {
  const double variance = standard_error * standard_error;
  const double own = share * (1.0 - share);
  return own > 0.0 && own < most * variance ? own / variance : most;
}

}  // namespace ykien
