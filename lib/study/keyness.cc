#include "ykien/study/keyness.h"

#include <algorithm>
#include <array>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "ykien/base/error.h"

namespace ykien {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// The 2 x 2 table: this word and all others, in the target and in the reference.
struct Table {
  std::array<double, 4> observed{};
  std::array<double, 4> expected{};
  double total = 0.0;
  double sign = 1.0;
  bool empty = true;  // a margin is 0
};

Table table_of(const WordCounts& counts) {
  Table table;
  const double a = counts.target;
  const double b = counts.reference;
  const double c = counts.target_total - a;
  const double d = counts.reference_total - b;
  table.observed = {a, b, c, d};
  table.total = a + b + c + d;
  table.empty = a + b <= 0.0 || c + d <= 0.0 || a + c <= 0.0 || b + d <= 0.0;
  if (table.empty) return table;
  table.expected = {(a + b) * (a + c) / table.total, (a + b) * (b + d) / table.total,
                    (c + d) * (a + c) / table.total, (c + d) * (b + d) / table.total};
  table.sign = a < table.expected[0] ? -1.0 : 1.0;
  return table;
}

void apply_yates(Table& table) {
  constexpr double kLeastExpected = 5.0;
  if (*std::min_element(table.expected.begin(), table.expected.end()) >= kLeastExpected) return;
  for (std::size_t i = 0; i < 4; ++i) {
    const double difference = table.expected[i] - table.observed[i];
    table.observed[i] += std::clamp(difference, -0.5, 0.5);
  }
}

// 1 + (N / rows - 1 ...) / 6N: what the mean of G2 is too large by.
double williams_q(const WordCounts& counts, double total) {
  const double word = counts.target + counts.reference;
  const double by_word = total / word + total / (total - word) - 1.0;
  const double by_group = total / counts.target_total + total / counts.reference_total - 1.0;
  return 1.0 + by_word * by_group / (6.0 * total);
}

template <class Term>
double statistic(const WordCounts& counts, Correction correction, const Term& term) {
  Table table = table_of(counts);
  if (table.empty) return 0.0;
  if (correction == Correction::yates) apply_yates(table);
  double sum = 0.0;
  for (std::size_t i = 0; i < 4; ++i) sum += term(table.observed[i], table.expected[i]);
  if (correction == Correction::williams) sum /= williams_q(counts, table.total);
  return table.sign * std::max(0.0, sum);
}

double half_for_zero(double count) { return count > 0.0 ? count : 0.5; }

using Adjust = std::vector<double>(std::span<const double>);

std::vector<double> by_logarithms(std::span<const double> p, Adjust* adjust) {
  std::vector<double> logs;
  for (const double value : p) logs.push_back(std::log(value));
  std::vector<double> q = adjust(logs);
  for (double& value : q) value = std::exp(value);
  return q;
}

}  // namespace

double chi_square(const WordCounts& counts, Correction correction) {
  return statistic(counts, correction, [](double observed, double expected) {
    return (observed - expected) * (observed - expected) / expected;
  });
}

double g2(const WordCounts& counts, Correction correction) {
  return statistic(counts, correction, [](double observed, double expected) {
    return observed > 0.0 ? 2.0 * observed * std::log(observed / expected) : 0.0;
  });
}

double log_p_value(double statistic) {
  const double z = std::sqrt(0.5 * std::fabs(statistic));
  if (z < 20.0) return std::log(std::erfc(z));
  // erfc(z) = e^(-z^2) / (z sqrt pi) (1 - 1 / 2z^2 + 3 / 4z^4 - ...), to 1e-10 from here on
  const double inverse = 1.0 / (2.0 * z * z);
  const double series = 1.0 - inverse + 3.0 * inverse * inverse - 15.0 * inverse * inverse * inverse;
  return -z * z - std::log(z) - 0.5 * std::log(std::acos(-1.0)) + std::log(series);
}

double log_ratio(const WordCounts& counts) {
  if (counts.target_total <= 0.0 || counts.reference_total <= 0.0) return 0.0;
  return std::log2(half_for_zero(counts.target) / counts.target_total) -
         std::log2(half_for_zero(counts.reference) / counts.reference_total);
}

double pointwise_information(const WordCounts& counts) {
  const Table table = table_of(counts);
  if (table.empty) return 0.0;
  return counts.target > 0.0 ? std::log(counts.target / table.expected[0]) : -kInfinity;
}

OddsRatio odds_ratio(const WordCounts& counts, double level) {
  if (!(level > 0.0 && level < 1.0))
    throw Error(ErrorCode::usage, "odds ratio", "the level of an interval lies between 0 and 1");
  if (counts.target_total <= 0.0 || counts.reference_total <= 0.0) return {1.0, {0.0, kInfinity}};
  std::array<double, 4> cell = table_of(counts).observed;
  if (*std::min_element(cell.begin(), cell.end()) <= 0.0) {
    for (double& one : cell) one += 0.5;
  }
  const double log = std::log(cell[0]) + std::log(cell[3]) - std::log(cell[1]) - std::log(cell[2]);
  const double error = std::sqrt(1.0 / cell[0] + 1.0 / cell[1] + 1.0 / cell[2] + 1.0 / cell[3]);
  const double wide = error * boost::math::quantile(boost::math::normal(), 0.5 * (1.0 + level));
  return {std::exp(log), {std::exp(log - wide), std::exp(log + wide)}};
}

LogOdds log_odds(const WordCounts& counts, double prior, double prior_total) {
  if (!(prior > 0.0 && prior < prior_total) || !std::isfinite(prior_total))
    throw Error(ErrorCode::usage, "log-odds", "the prior of a word lies above 0 and below that of all words");
  const auto log_of_odds = [&](double count, double total) {
    return std::log((count + prior) / (total + prior_total - count - prior));
  };
  LogOdds result;
  result.delta =
      log_of_odds(counts.target, counts.target_total) - log_of_odds(counts.reference, counts.reference_total);
  result.standard_error = std::sqrt(1.0 / (counts.target + prior) + 1.0 / (counts.reference + prior));
  result.z = result.delta / result.standard_error;
  return result;
}

std::vector<double> log_adjusted(std::span<const double> log_p) {
  std::vector<std::size_t> order(log_p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [log_p](std::size_t a, std::size_t b) {
    return log_p[a] != log_p[b] ? log_p[a] > log_p[b] : a > b;
  });
  std::vector<double> q(log_p.size());
  double least = 0.0;
  double rank = static_cast<double>(log_p.size());
  for (const std::size_t i : order) {
    least = std::min(least, log_p[i] + std::log(static_cast<double>(log_p.size()) / rank));
    rank -= 1.0;
    q[i] = least;
  }
  return q;
}

std::vector<double> log_holm(std::span<const double> log_p) {
  std::vector<std::size_t> order(log_p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [log_p](std::size_t a, std::size_t b) { return log_p[a] < log_p[b]; });
  std::vector<double> adjusted(log_p.size());
  double most = -std::numeric_limits<double>::infinity();
  double left = static_cast<double>(log_p.size());
  for (const std::size_t i : order) {
    most = std::max(most, std::min(0.0, log_p[i] + std::log(left)));
    left -= 1.0;
    adjusted[i] = most;
  }
  return adjusted;
}

std::vector<double> adjusted(std::span<const double> p) { return by_logarithms(p, log_adjusted); }

std::vector<double> holm(std::span<const double> p) { return by_logarithms(p, log_holm); }

}  // namespace ykien
