#include "ykien/study/change_posterior.h"

#include <algorithm>
#include <cmath>

#include "study/detail/log_space.h"
#include "study/detail/running_sums.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using detail::kLogZero;
using detail::log_add;
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

// A square of numbers by (begin, end), both 0..T.
class Square {
 public:
  explicit Square(std::size_t side, double value) : side_(side), cells_(side * side, value) {}
  double& at(std::size_t begin, std::size_t end) { return cells_[begin * side_ + end]; }
  double at(std::size_t begin, std::size_t end) const { return cells_[begin * side_ + end]; }
  std::size_t side() const { return side_; }

 private:
  std::size_t side_;
  std::vector<double> cells_;
};

Square all_segments(const Segments& segments) {
  Square log(segments.periods() + 1, kLogZero);
  for (std::size_t begin = 0; begin < segments.periods(); ++begin) {
    for (std::size_t end = begin + 1; end <= segments.periods(); ++end)
      log.at(begin, end) = segments(begin, end);
  }
  return log;
}

// forward[t]: ln probability of the first t periods and a change after them; forward[T]: the evidence.
std::vector<double> forward_sums(const Square& segments) {
  std::vector<double> forward(segments.side(), kLogZero);
  forward[0] = 0.0;
  for (std::size_t end = 1; end < forward.size(); ++end) {
    for (std::size_t begin = 0; begin < end; ++begin)
      forward[end] = log_add(forward[end], forward[begin] + segments.at(begin, end));
  }
  return forward;
}

// backward[t]: ln probability of the periods from t on, given a change before them.
std::vector<double> backward_sums(const Square& segments) {
  std::vector<double> backward(segments.side(), kLogZero);
  backward.back() = 0.0;
  for (std::size_t begin = backward.size() - 1; begin-- > 0;) {
    for (std::size_t end = begin + 1; end < backward.size(); ++end)
      backward[begin] = log_add(backward[begin], segments.at(begin, end) + backward[end]);
  }
  return backward;
}

// Turns `segments` into [b][e]: the posterior probability that one segment reaches from b or before to e or
// beyond, that is, of no change after b + 1, ... e - 1 periods.
void make_quiet(Square& segments, const std::vector<double>& forward, const std::vector<double>& backward) {
  const std::size_t last = segments.side() - 1;
  for (std::size_t begin = 0; begin <= last; ++begin) {
    for (std::size_t end = last + 1; end-- > 0;) {
      const double own = std::exp(forward[begin] + segments.at(begin, end) + backward[end] - forward[last]);
      const double before = begin > 0 ? segments.at(begin - 1, end) : 0.0;
      const double beyond = end < last ? segments.at(begin, end + 1) : 0.0;
      const double both = begin > 0 && end < last ? segments.at(begin - 1, end + 1) : 0.0;
      segments.at(begin, end) = own + before + beyond - both;
    }
  }
}

double probability_within(const Square& quiet, std::size_t first, std::size_t last) {
  return std::clamp(1.0 - quiet.at(first - 1, last + 1), 0.0, 1.0);
}

ChangeWindow window_around(const Square& quiet, std::size_t change, double level) {
  const std::size_t places = quiet.side() - 2;  // 1..T-1
  for (std::size_t width = 1; width <= places; ++width) {
    ChangeWindow best{change, 0, 0, -1.0};
    const std::size_t lowest = change >= width ? change - width + 1 : 1;
    for (std::size_t first = lowest; first <= change && first + width - 1 <= places; ++first) {
      const double probability = probability_within(quiet, first, first + width - 1);
      if (probability > best.probability) best = {change, first, first + width - 1, probability};
    }
    if (best.probability >= level) return best;
  }
  return {change, 1, places, probability_within(quiet, 1, places)};
}

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
  Square segments = all_segments(Segments(table, options));
  const std::vector<double> forward = forward_sums(segments);
  const std::vector<double> backward = backward_sums(segments);
  result.log_evidence = forward[periods];
  for (std::size_t t = 1; t < periods; ++t) {
    result.probability[t] = std::min(1.0, std::exp(forward[t] + backward[t] - forward[periods]));
    result.expected_changes += result.probability[t];
  }
  if (changes.empty()) return result;
  make_quiet(segments, forward, backward);
  for (const std::size_t change : changes)
    result.windows.push_back(window_around(segments, change, options.level));
  return result;
}

}  // namespace ykien
