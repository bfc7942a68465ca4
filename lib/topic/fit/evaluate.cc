#include "ykien/topic/evaluate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "topic/fit/bootstrap.h"
#include "topic/fit/f_scores.h"
#include "topic/fit/plain_math.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using detail::TopicCounts;
using Topics = std::span<const std::uint32_t>;

constexpr double kLeast = std::numeric_limits<double>::epsilon();  // the smallest probability for log_loss

[[noreturn]] void wrong_use(const char* what) { throw Error(ErrorCode::usage, "evaluation", what); }

void check_topics(Topics values, std::uint32_t topics) {
  if (std::any_of(values.begin(), values.end(), [topics](std::uint32_t k) { return k >= topics; })) {
    wrong_use("a topic is out of range");
  }
}

void check_options(const EvaluateOptions& options) {
  if (options.reliability_bins == 0) wrong_use("there must be at least one bin");
  if (!(options.level > 0.0 && options.level < 1.0))
    wrong_use("the level of an interval lies between 0 and 1");
  for (const double share : options.coverage_shares) {
    if (!(share > 0.0 && share <= 1.0)) wrong_use("a share of rows lies above 0 and up to 1");
  }
}

// Rows of probabilities with what was true and what was decided.
struct Rows {
  Topics truth;
  Topics decided;
  std::span<const double> probability;
  std::size_t topics;

  std::size_t size() const { return truth.size(); }
  std::span<const double> row(std::size_t i) const { return probability.subspan(i * topics, topics); }
  double confidence(std::size_t i) const { return row(i)[decided[i]]; }
  bool right(std::size_t i) const { return truth[i] == decided[i]; }
};

double ratio(double part, double whole) { return whole > 0.0 ? part / whole : 0.0; }

std::vector<TopicScores> topic_scores(const TopicCounts& counts) {
  std::vector<TopicScores> scores(counts.topics());
  for (std::size_t k = 0; k < scores.size(); ++k) {
    scores[k].precision = ratio(counts.hits[k], counts.predicted[k]);
    scores[k].recall = ratio(counts.hits[k], counts.truth[k]);
    scores[k].f1 = counts.f1(k);
    scores[k].support = static_cast<std::size_t>(counts.truth[k]);
    scores[k].predicted = static_cast<std::size_t>(counts.predicted[k]);
  }
  return scores;
}

std::vector<std::size_t> confusion(Topics truth, Topics decided, std::size_t topics) {
  std::vector<std::size_t> cells(topics * topics, 0);
  for (std::size_t i = 0; i < truth.size(); ++i) ++cells[truth[i] * topics + decided[i]];
  return cells;
}

double kappa(const TopicCounts& counts) {
  const double n = counts.rows();
  double by_chance = 0.0;
  for (std::size_t k = 0; k < counts.topics(); ++k)
    by_chance += ratio(counts.truth[k], n) * ratio(counts.predicted[k], n);
  return by_chance < 1.0 ? (counts.accuracy() - by_chance) / (1.0 - by_chance) : 0.0;
}

double log_loss(const Rows& rows) {
  const auto clip = [](double p) { return std::clamp(p, kLeast, 1.0 - kLeast); };
  double sum = 0.0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    double whole = 0.0;
    for (const double p : rows.row(i)) whole += clip(p);
    sum += detail::plain_log(whole) - detail::plain_log(clip(rows.row(i)[rows.truth[i]]));
  }
  return ratio(sum, static_cast<double>(rows.size()));
}

double brier(const Rows& rows) {
  double sum = 0.0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t k = 0; k < rows.topics; ++k) {
      const double error = rows.row(i)[k] - (k == rows.truth[i] ? 1.0 : 0.0);
      sum += error * error;
    }
  }
  return ratio(sum, static_cast<double>(rows.size()));
}

std::vector<ReliabilityBin> reliability(const Rows& rows, std::uint32_t bins) {
  std::vector<ReliabilityBin> table(bins);
  const double width = 1.0 / bins;
  for (std::uint32_t b = 0; b < bins; ++b) {
    table[b].low = b * width;
    table[b].high = b + 1 == bins ? 1.0 : (b + 1) * width;
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double place = std::clamp(std::ceil(rows.confidence(i) * bins) - 1.0, 0.0, bins - 1.0);
    ReliabilityBin& bin = table[static_cast<std::size_t>(place)];
    ++bin.rows;
    bin.confidence += rows.confidence(i);
    bin.accuracy += rows.right(i) ? 1.0 : 0.0;
  }
  for (ReliabilityBin& bin : table) {
    bin.confidence = ratio(bin.confidence, static_cast<double>(bin.rows));
    bin.accuracy = ratio(bin.accuracy, static_cast<double>(bin.rows));
  }
  return table;
}

double expected_calibration_error(const std::vector<ReliabilityBin>& table, std::size_t n) {
  double sum = 0.0;
  for (const ReliabilityBin& bin : table)
    sum += static_cast<double>(bin.rows) * std::fabs(bin.confidence - bin.accuracy);
  return ratio(sum, static_cast<double>(n));
}

// The surest rows first; among equals in the order of the rows.
std::vector<CoveragePoint> coverage(const Rows& rows, const std::vector<double>& shares) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return rows.confidence(a) != rows.confidence(b) ? rows.confidence(a) > rows.confidence(b) : a < b;
  });
  std::vector<double> right{0.0};  // among the first i rows
  for (const std::size_t i : order) right.push_back(right.back() + (rows.right(i) ? 1.0 : 0.0));
  std::vector<CoveragePoint> curve;
  for (const double share : shares) {
    // A hair less than share * n, so that 0.7 of 10 rows is 7 in spite of rounding.
    const double wanted = std::ceil(share * static_cast<double>(rows.size()) * (1.0 - 1e-12));
    const std::size_t count = std::min(static_cast<std::size_t>(wanted), rows.size());
    curve.push_back({share, count, count > 0 ? rows.confidence(order[count - 1]) : 0.0,
                     ratio(right[count], static_cast<double>(count))});
  }
  return curve;
}

Evaluation judge_decisions(Topics truth, Topics decided, std::uint32_t topics,
                           const EvaluateOptions& options) {
  const TopicCounts counts = detail::count_topics(truth, decided, topics);
  Evaluation result;
  result.n = truth.size();
  result.accuracy = result.micro_f1 = counts.accuracy();
  result.macro_f1 = counts.macro_f1();
  result.weighted_f1 = counts.weighted_f1();
  result.kappa = kappa(counts);
  result.per_topic = topic_scores(counts);
  result.confusion = confusion(truth, decided, topics);
  const detail::BootstrapIntervals intervals = detail::bootstrap(truth, decided, topics, options);
  result.accuracy_interval = intervals.accuracy;
  result.macro_f1_interval = intervals.macro_f1;
  for (std::size_t k = 0; k < topics; ++k) result.per_topic[k].f1_interval = intervals.f1[k];
  return result;
}

}  // namespace

Evaluation evaluate_decisions(Topics truth, Topics decided, std::uint32_t topics,
                              const EvaluateOptions& options) {
  if (decided.size() != truth.size()) wrong_use("there must be one decision for each row");
  check_topics(truth, topics);
  check_topics(decided, topics);
  check_options(options);
  return judge_decisions(truth, decided, topics, options);
}

Evaluation evaluate(Topics truth, std::span<const double> probabilities, std::uint32_t topics, Topics decided,
                    const EvaluateOptions& options) {
  if (probabilities.size() != truth.size() * topics)
    wrong_use("there must be one probability per row and topic");
  if (!std::all_of(probabilities.begin(), probabilities.end(),
                   [](double p) { return p >= 0.0 && p <= 1.0; })) {
    wrong_use("a probability is outside 0..1");
  }
  check_topics(truth, topics);
  std::vector<std::uint32_t> surest;
  if (decided.empty()) {
    for (std::size_t i = 0; i < truth.size(); ++i) {
      surest.push_back(detail::arg_max(probabilities.subspan(i * topics, topics)));
    }
    decided = surest;
  }
  Evaluation result = evaluate_decisions(truth, decided, topics, options);
  const Rows rows{truth, decided, probabilities, topics};
  result.log_loss = log_loss(rows);
  result.brier = brier(rows);
  result.reliability = reliability(rows, options.reliability_bins);
  result.ece = expected_calibration_error(result.reliability, rows.size());
  result.coverage = coverage(rows, options.coverage_shares);
  return result;
}

}  // namespace ykien
