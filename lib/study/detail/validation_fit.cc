#include "study/detail/validation_fit.h"

#include <Eigen/Core>
#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "study/detail/mixture.h"
#include "topic/fit/plain_math.h"
#include "ykien/base/error.h"

namespace ykien::detail {
namespace {

constexpr std::size_t kRareSupport = 10;
constexpr double kLeastPrior = 1e-12;  // a prior of 0 would give a density without bounds

[[noreturn]] void wrong_use(const char* what) { throw Error(ErrorCode::usage, "quantification", what); }

std::uint32_t most_probable(std::span<const double> row) {
  return static_cast<std::uint32_t>(std::max_element(row.begin(), row.end()) - row.begin());
}

void append_logs(std::span<const double> row, std::vector<double>& logs) {
  const double top = plain_log(*std::max_element(row.begin(), row.end()));
  for (const double p : row) {
    const double ratio = plain_log(p) - top;
    logs.push_back(ratio > kLeastLogRatio ? ratio : kLeastLogRatio);
  }
}

// Rows' logarithms and labels, gathered for fit_calibration().
struct Gathered {
  std::vector<double> logits;
  std::vector<std::uint32_t> label;
};

Gathered gather(const ValidationRows& rows, std::span<const std::uint32_t> pick) {
  Gathered gathered;
  gathered.logits.reserve(pick.size() * rows.topics);
  gathered.label.reserve(pick.size());
  for (const std::uint32_t i : pick) {
    const auto begin = rows.log_posterior.begin() + static_cast<std::ptrdiff_t>(i * std::size_t{rows.topics});
    gathered.logits.insert(gathered.logits.end(), begin, begin + rows.topics);
    gathered.label.push_back(rows.label[i]);
  }
  return gathered;
}

std::vector<double> column_means(std::span<const double> matrix, std::size_t columns) {
  std::vector<double> mean(columns);
  for (std::size_t i = 0; i < matrix.size(); ++i) mean[i % columns] += matrix[i];
  const double rows = static_cast<double>(matrix.size() / columns);
  for (double& value : mean) value /= rows;
  return mean;
}

// Columns to sum 1; one without anything becomes that of the identity.
void normalise_columns(std::vector<double>& matrix, std::size_t size) {
  for (std::size_t k = 0; k < size; ++k) {
    double sum = 0.0;
    for (std::size_t j = 0; j < size; ++j) sum += matrix[j * size + k];
    for (std::size_t j = 0; j < size; ++j) {
      double& cell = matrix[j * size + k];
      cell = sum > 0.0 ? cell / sum : (j == k ? 1.0 : 0.0);
    }
  }
}

void fill_misclassification(const ValidationRows& rows, std::span<const std::uint32_t> pick,
                            ValidationFit& fit) {
  const std::size_t topics = rows.topics;
  fit.hard.assign(topics * topics, 0.0);
  fit.soft.assign(topics * topics, 0.0);
  for (const std::uint32_t i : pick) {
    const std::size_t k = rows.label[i];
    fit.hard[rows.decided[i] * topics + k] += 1.0;
    const std::span row = std::span(rows.posterior).subspan(i * topics, topics);
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    for (std::size_t j = 0; j < topics; ++j) fit.soft[j * topics + k] += row[j] / sum;
  }
  normalise_columns(fit.hard, topics);
  normalise_columns(fit.soft, topics);
}

double negative_log(double prior) { return -plain_log(std::max(prior, kLeastPrior)); }

// A topic without a row counts as half a row, so that its prior is not 0.
void fill_densities(ValidationFit& fit, double rows) {
  fit.calibrated.scale = fit.calibration.calibration.scale;
  for (std::size_t k = 0; k < fit.prior.size(); ++k) {
    fit.calibrated.shift.push_back(fit.calibration.calibration.bias[k] + negative_log(fit.prior[k]));
    const double half_a_row = 0.5 / std::max(rows, 1.0);
    fit.raw.shift.push_back(negative_log(fit.support[k] > 0 ? fit.label_share[k] : half_a_row));
  }
}

}  // namespace

void check_posteriors(std::span<const double> posterior, std::size_t topics) {
  if (topics == 0 || posterior.size() % topics != 0)
    wrong_use("there must be one posterior per row and topic");
  for (std::size_t i = 0; i < posterior.size(); i += topics) {
    double top = 0.0;
    for (std::size_t k = i; k < i + topics; ++k) {
      if (!(posterior[k] >= 0.0 && std::isfinite(posterior[k]))) {
        wrong_use("a posterior is negative or not finite");
      }
      top = std::max(top, posterior[k]);
    }
    if (!(top > 0.0)) wrong_use("all posteriors of a row are 0");
  }
}

ValidationRows copy_rows(const LabelledPosteriors& rows) {
  check_posteriors(rows.posterior, rows.topics);
  if (rows.posterior.size() != rows.label.size() * rows.topics) {
    wrong_use("there must be one label for each row of posteriors");
  }
  ValidationRows copy;
  copy.topics = rows.topics;
  copy.posterior.assign(rows.posterior.begin(), rows.posterior.end());
  copy.label.assign(rows.label.begin(), rows.label.end());
  copy.log_posterior.reserve(rows.posterior.size());
  for (std::size_t i = 0; i < rows.posterior.size(); i += rows.topics) {
    const std::span row = rows.posterior.subspan(i, rows.topics);
    append_logs(row, copy.log_posterior);
    copy.decided.push_back(most_probable(row));
  }
  for (const std::uint32_t label : rows.label) {
    if (label >= rows.topics) wrong_use("a label is out of range");
  }
  return copy;
}

ValidationFit fit_validation(const ValidationRows& rows, std::span<const std::uint32_t> pick,
                             const CalibrationOptions& options) {
  const std::size_t topics = rows.topics;
  ValidationFit fit;
  fit.support.assign(topics, 0);
  for (const std::uint32_t i : pick) ++fit.support[rows.label[i]];
  fit.label_share.assign(topics, 1.0 / static_cast<double>(topics));
  for (std::size_t k = 0; k < topics && !pick.empty(); ++k) {
    fit.label_share[k] = static_cast<double>(fit.support[k]) / static_cast<double>(pick.size());
  }
  const Gathered gathered = gather(rows, pick);
  fit.calibration = fit_calibration(gathered.logits, gathered.label, rows.topics, options);
  fit.prior = fit.label_share;
  if (!pick.empty()) {
    fit.prior =
        column_means(calibrated_rows(fit.calibration.calibration, gathered.logits, rows.topics), topics);
  }
  fill_misclassification(rows, pick, fit);
  fill_densities(fit, static_cast<double>(pick.size()));
  return fit;
}

double condition_number(std::span<const double> matrix, std::size_t size) {
  using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto n = static_cast<Eigen::Index>(size);
  if (n == 0) return 1.0;
  const Eigen::VectorXd values =
      Eigen::JacobiSVD<Matrix>(Eigen::Map<const Matrix>(matrix.data(), n, n)).singularValues();
  const double least = values[n - 1];
  return least > 1e-14 * values[0] ? values[0] / least : std::numeric_limits<double>::infinity();
}

Cautions topic_cautions(const ValidationFit& fit, std::size_t topic) {
  Cautions cautions;
  if (fit.support[topic] == 0) {
    cautions.add(Caution::absent_topic);
  } else if (fit.support[topic] < kRareSupport) {
    cautions.add(Caution::rare_topic);
  }
  return cautions;
}

}  // namespace ykien::detail
