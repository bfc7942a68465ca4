#include "ykien/study/change_posterior.h"

#include <algorithm>
#include <cmath>

#include "study/detail/cut_posterior.h"
#include "study/detail/log_space.h"
#include "study/detail/running_sums.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using detail::log_gamma;

[[noreturn]] void wrong_use(const char* what) { throw Error(ErrorCode::usage, "change posterior", what); }

bool inside_unit(double value) { return value > 0.0 && value < 1.0; }

void check_options(const ChangePosteriorOptions& options) {
  if (!inside_unit(options.change_probability)) wrong_use("the prior of a change lies between 0 and 1");
  if (!inside_unit(options.level)) wrong_use("the level of a window lies between 0 and 1");
  if (!(options.concentration > 0.0) || !std::isfinite(options.concentration))
    wrong_use("the concentration is a positive number");
  if (!(options.dispersion >= 1.0) || !std::isfinite(options.dispersion))
    wrong_use("the dispersion is a number from 1 on");
}

void check_size(const CountTable& table) {
  if (table.periods() <= kMostPosteriorPeriods) return;
  throw Error(ErrorCode::limit, "change posterior", "there are more than 3,000 periods",
              "take longer periods: weeks instead of days");
}

// ln probability of a segment: of its items given one vector of shares, the shares integrated out, and of no
// change inside and, unless the series ends, one at its end.
class Segments {
 public:
  Segments(const CountTable& table, const ChangePosteriorOptions& options)
      : sums_(table, 1.0 / options.dispersion),
        concentration_(options.concentration),
        log_gamma_concentration_(log_gamma(options.concentration)),
        stay_(std::log1p(-options.change_probability)),
        change_(std::log(options.change_probability)) {}

  std::size_t periods() const { return sums_.periods(); }

  double operator()(std::size_t begin, std::size_t end) const {
    const double inside = static_cast<double>(end - begin - 1) * stay_;
    return items(begin, end) + inside + (end < periods() ? change_ : 0.0);
  }

 private:
  // Dirichlet-multinomial, of the items in their order.
  double items(std::size_t begin, std::size_t end) const {
    const double whole = static_cast<double>(sums_.topics()) * concentration_;
    double total = 0.0;
    double sum = 0.0;
    for (std::size_t k = 0; k < sums_.topics(); ++k) {
      const double count = sums_.count(begin, end, k);
      if (count <= 0.0) continue;
      total += count;
      sum += log_gamma(count + concentration_) - log_gamma_concentration_;
    }
    return sum + log_gamma(whole) - log_gamma(whole + total);
  }

  detail::RunningSums sums_;
  double concentration_;
  double log_gamma_concentration_;
  double stay_;
  double change_;
};

}  // namespace

ChangePosterior change_posterior(const CountTable& table, std::span<const std::size_t> changes,
                                 const ChangePosteriorOptions& options) {
  check(table);
  check_options(options);
  check_size(table);
  const std::size_t periods = table.periods();
  const auto is_place = [periods](std::size_t place) { return place >= 1 && place < periods; };
  if (!std::all_of(changes.begin(), changes.end(), is_place)) wrong_use("a change lies outside the series");
  ChangePosterior result;
  result.probability.assign(periods, 0.0);
  if (periods == 0) return result;
  detail::CutPosterior posterior(periods, Segments(table, options));
  result.log_evidence = posterior.log_evidence();
  for (std::size_t t = 1; t < periods; ++t) {
    result.probability[t] = posterior.probability(t);
    result.expected_changes += result.probability[t];
  }
  result.windows = posterior.windows(changes, options.level);
  return result;
}

}  // namespace ykien
