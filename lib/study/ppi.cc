#include "ykien/study/ppi.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "study/detail/distributions.h"
#include "study/detail/validation_fit.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

constexpr std::size_t kLeastLabels = 2;
constexpr std::size_t kFewLabels = 30;

[[noreturn]] void wrong_use(const char* what) { throw Error(ErrorCode::usage, "assisted share", what); }

void check_shares(std::span<const double> values) {
  const auto in_range = [](double value) { return value >= 0.0 && value <= 1.0; };
  if (!std::all_of(values.begin(), values.end(), in_range)) wrong_use("a number is outside 0..1");
}

// Mean and variance (divided by n) in two passes; 0 without values.
struct Moments {
  double n = 0.0;
  double mean = 0.0;
  double variance = 0.0;
};

Moments moments_of(std::span<const double> values) {
  Moments result;
  result.n = static_cast<double>(values.size());
  if (values.empty()) return result;
  result.mean = std::accumulate(values.begin(), values.end(), 0.0) / result.n;
  for (const double value : values) result.variance += (value - result.mean) * (value - result.mean);
  result.variance /= result.n;
  return result;
}

// Of the values of both together, divided by their number less 1.
double pooled_variance(const Moments& a, const Moments& b) {
  const double n = a.n + b.n;
  const double apart = a.mean - b.mean;
  const double squares = a.n * a.variance + b.n * b.variance + a.n * b.n / n * apart * apart;
  return n > 1.0 ? squares / (n - 1.0) : 0.0;
}

double covariance(std::span<const double> x, const Moments& of_x, std::span<const double> y,
                  const Moments& of_y) {
  double sum = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - of_x.mean) * (y[i] - of_y.mean);
  return sum / of_x.n;
}

double tuned_lambda(std::span<const double> truth, std::span<const double> prediction,
                    std::span<const double> unlabelled) {
  const Moments y = moments_of(truth);
  const Moments f = moments_of(prediction);
  const Moments others = moments_of(unlabelled);
  const double spread = pooled_variance(f, others);
  if (!(spread > 0.0) || unlabelled.empty()) return 0.0;
  return std::clamp(covariance(truth, y, prediction, f) / ((1.0 + y.n / others.n) * spread), 0.0, 1.0);
}

// Labels that are all alike say nothing of the variance: then they count as what they are, n labels.
void finish(double estimate, double labels, double rows, bool alike, double level, AssistedShare& result) {
  const double z = detail::normal_quantile(0.5 * (1.0 + level));
  result.wald = {estimate - z * result.standard_error, estimate + z * result.standard_error};
  result.share = std::clamp(estimate, 0.0, 1.0);
  const bool known = result.standard_error > 0.0 && result.share > 0.0 && result.share < 1.0 && !alike;
  result.effective_rows = known ? effective_size(result.share, result.standard_error, rows) : labels;
  result.interval = wilson(result.share * result.effective_rows, result.effective_rows, level);
}

AssistedShare refusal() {
  AssistedShare result;
  result.interval = result.wald = {0.0, 1.0};
  result.cautions.add(Caution::too_few_rows);
  return result;
}

void check_level(double level) {
  if (!(level > 0.0 && level < 1.0)) wrong_use("the level of an interval lies between 0 and 1");
}

// Topic k of row-major posteriors as predictions.
std::vector<double> predictions(std::span<const double> posterior, std::size_t topics, std::size_t k,
                                bool soft) {
  std::vector<double> column;
  for (std::size_t i = 0; i < posterior.size(); i += topics) {
    const std::span row = posterior.subspan(i, topics);
    const auto decided = std::max_element(row.begin(), row.end()) - row.begin();
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    column.push_back(soft ? std::min(1.0, row[k] / sum)
                          : (decided == static_cast<std::ptrdiff_t>(k) ? 1.0 : 0.0));
  }
  return column;
}

// The factor on 1 / probability that makes the weights sum to the number of rows.
double weight_factor(std::span<const LabelledRow> labelled, std::size_t rows, bool normalise) {
  double sum = 0.0;
  for (const LabelledRow& one : labelled) sum += 1.0 / one.probability;
  return normalise ? static_cast<double>(rows) / sum : 1.0;
}

void check_rows(std::span<const LabelledRow> labelled, std::size_t rows) {
  std::vector<bool> seen(rows);
  for (const LabelledRow& one : labelled) {
    if (one.row >= rows || seen[one.row]) wrong_use("a labelled row is out of range or given twice");
    if (!(one.probability > 0.0 && one.probability <= 1.0))
      wrong_use("a probability of inclusion is not in (0, 1]");
    if (!(one.truth >= 0.0 && one.truth <= 1.0)) wrong_use("a number is outside 0..1");
    seen[one.row] = true;
  }
}

}  // namespace

AssistedShare ppi_share(std::span<const double> truth, std::span<const double> prediction,
                        std::span<const double> unlabelled, const PpiOptions& options) {
  if (truth.size() != prediction.size()) wrong_use("there must be one prediction for each label");
  for (const std::span<const double> values : {truth, prediction, unlabelled}) check_shares(values);
  check_level(options.level);
  if (options.lambda && !(*options.lambda >= 0.0 && *options.lambda <= 1.0))
    wrong_use("lambda is outside 0..1");
  if (truth.size() < kLeastLabels) return refusal();
  AssistedShare result;
  result.lambda = options.lambda ? *options.lambda : tuned_lambda(truth, prediction, unlabelled);
  if (unlabelled.empty()) result.lambda = 0.0;
  std::vector<double> left(truth.begin(), truth.end());
  for (std::size_t i = 0; i < left.size(); ++i) left[i] -= result.lambda * prediction[i];
  const Moments rest = moments_of(left);
  const Moments others = moments_of(unlabelled);
  const double from_others =
      others.n > 0.0 ? result.lambda * result.lambda * others.variance / others.n : 0.0;
  result.standard_error = std::sqrt(from_others + rest.variance / rest.n);
  if (truth.size() < kFewLabels) result.cautions.add(Caution::few_rows);
  const bool alike = std::adjacent_find(truth.begin(), truth.end(), std::not_equal_to<>()) == truth.end();
  finish(result.lambda * others.mean + rest.mean, rest.n, rest.n + others.n, alike, options.level, result);
  return result;
}

std::vector<AssistedShare> ppi_shares(const LabelledPosteriors& labelled, std::span<const double> unlabelled,
                                      bool soft, const PpiOptions& options) {
  const detail::ValidationRows rows = detail::copy_rows(labelled);
  detail::check_posteriors(unlabelled, labelled.topics);
  std::vector<AssistedShare> result;
  for (std::uint32_t k = 0; k < labelled.topics; ++k) {
    std::vector<double> truth;
    for (const std::uint32_t label : rows.label) truth.push_back(label == k ? 1.0 : 0.0);
    result.push_back(ppi_share(truth, predictions(rows.posterior, rows.topics, k, soft),
                               predictions(unlabelled, rows.topics, k, soft), options));
  }
  return result;
}

AssistedShare dsl_share(std::span<const double> prediction, std::span<const LabelledRow> labelled,
                        const DslOptions& options) {
  check_shares(prediction);
  check_rows(labelled, prediction.size());
  check_level(options.level);
  if (labelled.size() < kLeastLabels) return refusal();
  const double factor = weight_factor(labelled, prediction.size(), options.normalise);
  std::vector<double> pseudo(prediction.begin(), prediction.end());
  bool alike = true;
  for (const LabelledRow& one : labelled) {
    pseudo[one.row] += factor * (one.truth - prediction[one.row]) / one.probability;
    alike = alike && one.truth == labelled.front().truth;
  }
  const Moments all = moments_of(pseudo);
  AssistedShare result;
  result.lambda = 1.0;
  result.standard_error = std::sqrt(all.variance / all.n);
  if (labelled.size() < kFewLabels) result.cautions.add(Caution::few_rows);
  finish(all.mean, static_cast<double>(labelled.size()), all.n, alike, options.level, result);
  return result;
}

namespace {

struct LogOdds {
  double value;
  double variance;
};

LogOdds log_odds(const AssistedShare& one) {
  double p = one.share;
  double variance = one.standard_error * one.standard_error;
  if (!(p > 0.0 && p < 1.0)) {
    const double n = one.effective_rows;
    p = (p * n + 0.5) / (n + 1.0);
    variance = std::max(variance, p * (1.0 - p) / (n + 1.0));
  }
  const double slope = 1.0 / (p * (1.0 - p));
  return {std::log(p / (1.0 - p)), variance * slope * slope};
}

}  // namespace

LogOddsRatio log_odds_ratio(const AssistedShare& a, const AssistedShare& b) {
  const LogOdds from = log_odds(a);
  const LogOdds to = log_odds(b);
  return {to.value - from.value, std::sqrt(from.variance + to.variance)};
}

}  // namespace ykien
