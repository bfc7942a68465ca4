#include "ykien/study/quantify.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "study/detail/distributions.h"
#include "study/detail/quantifier_data.h"
#include "study/detail/share_estimator.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using detail::CellRows;
using detail::ShareEstimator;

constexpr std::array<std::string_view, kQuantifyMethods> kMethodNames{"CC",   "PCC", "ACC",
                                                                      "PACC", "EMQ", "EMQ-BCTS"};

std::vector<std::uint32_t> all_rows(std::size_t count) {
  std::vector<std::uint32_t> rows(count);
  std::iota(rows.begin(), rows.end(), 0U);
  return rows;
}

CellRows whole(std::span<const double> posterior, std::size_t topics) {
  detail::check_posteriors(posterior, topics);
  return {posterior, all_rows(posterior.size() / topics), topics};
}

// Sets standard errors and condition from the full information: the last coordinate is 1 less the others.
void fill_errors(const std::vector<double>& information, EmqFit& fit) {
  const auto topics = static_cast<Eigen::Index>(fit.share.size());
  fit.standard_error.assign(fit.share.size(), 0.0);
  fit.information_condition = 1.0;
  if (topics < 2) return;
  const Eigen::Map<const Eigen::MatrixXd> full(information.data(), topics, topics);
  Eigen::MatrixXd map(topics, topics - 1);  // of the free coordinates to all of them
  map << Eigen::MatrixXd::Identity(topics - 1, topics - 1), Eigen::RowVectorXd::Constant(topics - 1, -1.0);
  const Eigen::MatrixXd reduced = map.transpose() * full * map;
  const std::span<const double> numbers(reduced.data(), static_cast<std::size_t>(reduced.size()));
  fit.information_condition = detail::condition_number(numbers, fit.share.size() - 1);
  if (!std::isfinite(fit.information_condition)) {
    fit.standard_error.assign(fit.share.size(), std::numeric_limits<double>::infinity());
    return;
  }
  const Eigen::MatrixXd covariance = map * reduced.ldlt().solve(map.transpose());
  for (Eigen::Index k = 0; k < topics; ++k) {
    fit.standard_error[static_cast<std::size_t>(k)] = std::sqrt(std::max(0.0, covariance(k, k)));
  }
}

}  // namespace

namespace detail {

Cautions validation_cautions(const Quantifier::Data& data, QuantifyMethod method) noexcept {
  Cautions cautions;
  if (data.rows.size() == 0) cautions.add(Caution::no_validation);
  if (method == QuantifyMethod::cc || method == QuantifyMethod::pcc) return cautions;
  const double condition = method == QuantifyMethod::acc ? data.hard_condition : data.soft_condition;
  if (condition > data.options.refuse_condition) {
    cautions.add(Caution::unidentifiable);
  } else if (condition > data.options.warn_condition) {
    cautions.add(Caution::ill_conditioned);
  }
  return cautions;
}

}  // namespace detail

std::string_view method_name(QuantifyMethod method) noexcept {
  return kMethodNames[static_cast<std::size_t>(method) % kQuantifyMethods];
}

Quantifier::Quantifier(const LabelledPosteriors& validation, const QuantifierOptions& options) {
  auto data = std::make_shared<Data>();
  data->options = options;
  data->rows = detail::copy_rows(validation);
  data->fit = detail::fit_validation(data->rows, all_rows(data->rows.size()), options.calibration);
  data->hard_condition = detail::condition_number(data->fit.hard, validation.topics);
  data->soft_condition = detail::condition_number(data->fit.soft, validation.topics);
  data_ = std::move(data);
}

std::uint32_t Quantifier::topics() const noexcept { return data_->rows.topics; }
std::size_t Quantifier::rows() const noexcept { return data_->rows.size(); }
const QuantifierOptions& Quantifier::options() const noexcept { return data_->options; }
const Calibration& Quantifier::calibration() const noexcept { return data_->fit.calibration.calibration; }
double Quantifier::log_loss() const noexcept { return data_->fit.calibration.log_loss_after; }
const std::vector<double>& Quantifier::prior() const noexcept { return data_->fit.prior; }
const std::vector<std::size_t>& Quantifier::support() const noexcept { return data_->fit.support; }

const std::vector<double>& Quantifier::misclassification(bool soft) const noexcept {
  return soft ? data_->fit.soft : data_->fit.hard;
}

double Quantifier::condition(bool soft) const noexcept {
  return soft ? data_->soft_condition : data_->hard_condition;
}

Cautions Quantifier::cautions(QuantifyMethod method) const noexcept {
  return detail::validation_cautions(*data_, method);
}

Cautions Quantifier::topic_cautions(std::uint32_t topic) const {
  if (topic >= topics()) throw Error(ErrorCode::usage, "quantification", "a topic is out of range");
  return detail::topic_cautions(data_->fit, topic);
}

std::vector<double> Quantifier::estimate(std::span<const double> posterior, QuantifyMethod method) const {
  const CellRows cell = whole(posterior, topics());
  std::vector<double> share(topics(), 0.0);
  if (cell.size() == 0) return share;
  share = data_->fit.prior;
  if (rows() == 0) method = QuantifyMethod::cc;
  ShareEstimator(topics()).estimate(cell, std::vector<double>(cell.size(), 1.0), data_->fit, method, share);
  return share;
}

EmqFit Quantifier::emq(std::span<const double> posterior, double pseudo_count, bool calibrate) const {
  if (!(pseudo_count >= 0.0 && std::isfinite(pseudo_count))) {
    throw Error(ErrorCode::usage, "quantification", "a pseudo-count is at least 0");
  }
  const CellRows cell = whole(posterior, topics());
  EmqFit result;
  result.share.assign(topics(), 0.0);
  result.standard_error.assign(topics(), 0.0);
  if (cell.size() == 0) return result;
  result.share = calibrate ? data_->fit.prior : data_->fit.label_share;
  const std::vector<double> before = result.share;
  ShareEstimator estimator(topics());
  estimator.solver().set_prior(std::vector<double>(topics(), pseudo_count));
  const detail::MixtureResult end =
      estimator.estimate(cell, std::vector<double>(cell.size(), 1.0), data_->fit,
                         calibrate ? QuantifyMethod::emq_bcts : QuantifyMethod::emq, result.share);
  fill_errors(estimator.solver().information(result.share), result);
  result.excess = end.excess;
  result.converged = end.converged;
  result.shift_statistic = std::max(0.0, 2.0 * estimator.solver().log_likelihood_gain(result.share, before));
  if (topics() > 1) result.shift_p = detail::chi_square_tail(result.shift_statistic, topics() - 1.0);
  return result;
}

}  // namespace ykien
