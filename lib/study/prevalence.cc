#include "ykien/study/prevalence.h"

#include <algorithm>

#include "study/detail/cell_work.h"
#include "study/detail/resample.h"
#include "topic/fit/parallel.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using detail::ValidationFit;

constexpr std::uint64_t kValidationStream = 0;  // cells have theirs from 1 on

[[noreturn]] void wrong_use(const char* what) { throw Error(ErrorCode::usage, "prevalence", what); }

void check_options(const PrevalenceOptions& options) {
  if (options.resamples < 2) wrong_use("there must be at least two resamples");
  if (!(options.level > 0.0 && options.level < 1.0))
    wrong_use("the level of an interval lies between 0 and 1");
}

constexpr double kReplicateTolerance = 1e-6;  // of calibration: far below what the draw moves

ValidationFit replicate_of_validation(const Quantifier::Data& data, std::uint64_t seed, std::size_t b) {
  detail::SplitMix64 random = detail::stream(seed, kValidationStream, b);
  std::vector<std::uint32_t> drawn(data.rows.size());
  detail::draw_rows(random, static_cast<std::uint32_t>(drawn.size()), drawn);
  CalibrationOptions options = data.options.calibration;
  options.tolerance = kReplicateTolerance;
  options.start = data.fit.calibration.calibration;
  return detail::fit_validation(data.rows, drawn, options);
}

MethodChoice method_for(const Quantifier& quantifier, const PrevalenceOptions& options) {
  MethodChoice choice;
  if (options.method) {
    choice.method = *options.method;
    return choice;
  }
  const detail::ValidationRows& rows = quantifier.data().rows;
  ChoiceOptions how;
  how.seed = options.seed;
  how.threads = options.threads;
  choice = choose_method({rows.posterior, rows.label, rows.topics}, quantifier.options(), how);
  // Counting may come out best only because nothing can be told apart: then it is no figure either.
  const bool counting = choice.method == QuantifyMethod::cc || choice.method == QuantifyMethod::pcc;
  const double least = std::min(quantifier.condition(), quantifier.condition(true));
  if (counting && least > quantifier.options().refuse_condition) choice.cautions.add(Caution::unidentifiable);
  return choice;
}

}  // namespace

PrevalenceEstimator::PrevalenceEstimator(const Quantifier& quantifier, const PrevalenceOptions& options) {
  check_options(options);
  const MethodChoice choice = method_for(quantifier, options);
  const Quantifier::Data& learnt = quantifier.data();
  auto data = std::make_shared<Data>(
      Data{quantifier, options, choice, {}, detail::Misfit(learnt.rows, learnt.fit, choice.method)});
  data->replicates.resize(quantifier.rows() > 0 ? options.resamples : 0);
  detail::parallel_for(data->replicates.size(), options.threads, [&](std::size_t b) {
    data->replicates[b] = replicate_of_validation(quantifier.data(), options.seed, b);
  });
  data_ = std::move(data);
}

QuantifyMethod PrevalenceEstimator::method() const noexcept { return data_->choice.method; }
const MethodChoice& PrevalenceEstimator::choice() const noexcept { return data_->choice; }

std::vector<CellEstimate> PrevalenceEstimator::estimate(std::span<const double> posterior,
                                                        std::span<const std::uint32_t> cell_of_row,
                                                        std::size_t cells) const {
  detail::check_posteriors(posterior, data_->topics());
  if (posterior.size() != cell_of_row.size() * data_->topics())
    wrong_use("there must be one cell for each row");
  return detail::estimate_cells(*data_, posterior, detail::CellIndex(cell_of_row, cells));
}

CellEstimate PrevalenceEstimator::estimate(std::span<const double> posterior) const {
  const std::vector<std::uint32_t> one(posterior.size() / data_->topics(), 0);
  return std::move(estimate(posterior, one, 1).front());
}

}  // namespace ykien
