#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "study/detail/resample.h"
#include "study/detail/share_estimator.h"
#include "topic/fit/parallel.h"
#include "topic/fit/plain_math.h"
#include "ykien/base/error.h"
#include "ykien/study/quantify.h"

namespace ykien {
namespace {

using detail::CellRows;
using detail::ShareEstimator;
using detail::SplitMix64;
using detail::ValidationFit;
using detail::ValidationRows;

constexpr std::size_t kLeastOfTopic = 2;  // one for each half
constexpr std::uint64_t kHalvesStream = 0;

using Errors = std::array<double, kQuantifyMethods>;
using RowsByTopic = std::vector<std::vector<std::uint32_t>>;

// Two halves of the rows of every topic, at random.
std::array<RowsByTopic, 2> halves(const ValidationRows& rows, std::uint64_t seed) {
  std::array<RowsByTopic, 2> half{RowsByTopic(rows.topics), RowsByTopic(rows.topics)};
  RowsByTopic whole(rows.topics);
  for (std::uint32_t i = 0; i < rows.size(); ++i) whole[rows.label[i]].push_back(i);
  SplitMix64 random = detail::stream(seed, kHalvesStream, 0);
  std::size_t dealt = 0;
  for (std::size_t k = 0; k < whole.size(); ++k) {
    detail::shuffle(std::span(whole[k]), random);
    for (const std::uint32_t row : whole[k]) half[dealt++ % 2][k].push_back(row);
  }
  return half;
}

std::vector<std::uint32_t> joined(const RowsByTopic& by_topic) {
  std::vector<std::uint32_t> rows;
  for (const auto& topic : by_topic) rows.insert(rows.end(), topic.begin(), topic.end());
  return rows;
}

// Uniform on the simplex of the topics that have rows: exponential numbers over their sum.
std::vector<double> random_shares(SplitMix64& random, const RowsByTopic& by_topic) {
  std::vector<double> share(by_topic.size());
  double sum = 0.0;
  for (std::size_t k = 0; k < share.size(); ++k) {
    if (!by_topic[k].empty()) sum += share[k] = -detail::plain_log(1.0 - random.uniform());
  }
  for (double& value : share) value /= sum;
  return share;
}

std::size_t draw_topic(SplitMix64& random, std::span<const double> share) {
  double left = random.uniform();
  std::size_t topic = 0;
  for (std::size_t k = 0; k < share.size(); ++k) {
    if (!(share[k] > 0.0)) continue;
    topic = k;
    if ((left -= share[k]) < 0.0) break;
  }
  return topic;
}

// The errors of all methods on one sample drawn from `from`.
Errors try_once(const ValidationRows& rows, const RowsByTopic& from, const ValidationFit& fit,
                std::uint32_t sample, SplitMix64 random) {
  const std::vector<double> share = random_shares(random, from);
  std::vector<std::uint32_t> drawn;
  std::vector<double> truth(rows.topics);
  for (std::uint32_t i = 0; i < sample; ++i) {
    const std::size_t k = draw_topic(random, share);
    drawn.push_back(from[k][detail::quick_below(random, static_cast<std::uint32_t>(from[k].size()))]);
    truth[k] += 1.0 / sample;
  }
  const CellRows cell(rows.posterior, drawn, rows.topics);
  const std::vector<double> weight(sample, 1.0);
  ShareEstimator estimator(rows.topics);
  Errors errors{};
  for (std::size_t m = 0; m < kQuantifyMethods; ++m) {
    std::vector<double> estimate = fit.prior;
    estimator.estimate(cell, weight, fit, static_cast<QuantifyMethod>(m), estimate);
    for (std::size_t k = 0; k < truth.size(); ++k) errors[m] += std::fabs(estimate[k] - truth[k]);
    errors[m] /= static_cast<double>(truth.size());
  }
  return errors;
}

MethodScore score(const std::vector<Errors>& errors, std::size_t m) {
  const double n = static_cast<double>(errors.size());
  MethodScore result{static_cast<QuantifyMethod>(m), 0.0, 0.0};
  for (const Errors& draw : errors) result.error += draw[m] / n;
  double squares = 0.0;
  for (const Errors& draw : errors) squares += (draw[m] - result.error) * (draw[m] - result.error);
  result.standard_error = std::sqrt(squares / std::max(1.0, n - 1.0) / n);
  return result;
}

// A half of the rows is less than an estimate will have, and too little for a calibration first of all: EMQ
// on raw posteriors comes out better there by a little where with all rows it is worse (bench/README.md).
bool is_clearly_better(const MethodScore& one, const MethodScore& other) {
  constexpr double kStandardErrors = 3.0;
  return one.error + kStandardErrors * std::hypot(one.standard_error, other.standard_error) < other.error;
}

std::size_t usable_topics(const ValidationRows& rows) {
  std::vector<std::size_t> support(rows.topics);
  for (const std::uint32_t label : rows.label) ++support[label];
  return static_cast<std::size_t>(
      std::count_if(support.begin(), support.end(), [](std::size_t n) { return n >= kLeastOfTopic; }));
}

// Topics that cannot stand in both halves are left out of both.
void drop_single_rows(std::array<RowsByTopic, 2>& half) {
  for (std::size_t k = 0; k < half[0].size(); ++k) {
    if (!half[0][k].empty() && !half[1][k].empty()) continue;
    half[0][k].clear();
    half[1][k].clear();
  }
}

std::vector<Errors> try_all(const ValidationRows& rows, const QuantifierOptions& options,
                            const ChoiceOptions& choice) {
  std::array<RowsByTopic, 2> half = halves(rows, choice.seed);
  drop_single_rows(half);
  const std::array<ValidationFit, 2> fit{detail::fit_validation(rows, joined(half[0]), options.calibration),
                                         detail::fit_validation(rows, joined(half[1]), options.calibration)};
  std::vector<Errors> errors(std::size_t{2} * choice.draws);
  detail::parallel_for(errors.size(), choice.threads, [&](std::size_t d) {
    errors[d] = try_once(rows, half[d % 2], fit[1 - d % 2], choice.sample, detail::stream(choice.seed, 1, d));
  });
  return errors;
}

}  // namespace

MethodChoice choose_method(const LabelledPosteriors& validation, const QuantifierOptions& options,
                           const ChoiceOptions& choice) {
  if (choice.draws == 0 || choice.sample == 0) {
    throw Error(ErrorCode::usage, "choice of method", "draws and sample are at least 1");
  }
  const ValidationRows rows = detail::copy_rows(validation);
  MethodChoice result;
  if (rows.size() == 0) result.cautions.add(Caution::no_validation);
  if (usable_topics(rows) < 2) return result;
  const std::vector<Errors> errors = try_all(rows, options, choice);
  for (std::size_t m = 0; m < kQuantifyMethods; ++m) result.scores.push_back(score(errors, m));
  std::stable_sort(result.scores.begin(), result.scores.end(),
                   [](const MethodScore& a, const MethodScore& b) { return a.error < b.error; });
  const MethodScore& best = result.scores.front();
  const MethodScore calibrated = score(errors, static_cast<std::size_t>(QuantifyMethod::emq_bcts));
  const bool hardly = best.method == QuantifyMethod::emq && !is_clearly_better(best, calibrated);
  result.method = hardly ? QuantifyMethod::emq_bcts : best.method;
  if (result.method == QuantifyMethod::cc) result.cautions.add(Caution::unstable_method);
  return result;
}

}  // namespace ykien
