// What validation rows teach about a classifier; fitted once for the figures and anew in each bootstrap
// replicate.
#ifndef YKIEN_STUDY_DETAIL_VALIDATION_FIT_H_
#define YKIEN_STUDY_DETAIL_VALIDATION_FIT_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ykien/study/quantify.h"

namespace ykien::detail {

// Own copies of labelled rows.
struct ValidationRows {
  std::uint32_t topics = 0;
  std::vector<double> posterior;      // as given
  std::vector<double> log_posterior;  // less the largest of the row, floored as in mixture.h
  std::vector<std::uint32_t> label;
  std::vector<std::uint32_t> decided;  // the most probable topic, the lowest among equals

  std::size_t size() const noexcept { return label.size(); }
};

// Throws Error(usage) for what is said at LabelledPosteriors.
ValidationRows copy_rows(const LabelledPosteriors& rows);

// Throws Error(usage) unless posteriors are as LabelledPosteriors says.
void check_posteriors(std::span<const double> posterior, std::size_t topics);

// Densities for the mixture: r_ik = exp(scale * ln p_ik + shift_k).
struct Densities {
  double scale = 1.0;
  std::vector<double> shift;  // K; 0 for none
};

struct ValidationFit {
  CalibrationFit calibration;
  std::vector<double> prior;         // K: mean calibrated posterior
  std::vector<double> label_share;   // K
  std::vector<std::size_t> support;  // K
  std::vector<double> hard;          // K * K: P(decided j | true k) at [j * K + k]
  std::vector<double> soft;          // the same of mean posteriors
  Densities calibrated;
  Densities raw;
};

// Fits on the picked rows, repeats allowed. Without rows: no calibration, uniform prior, identity matrices.
ValidationFit fit_validation(const ValidationRows& rows, std::span<const std::uint32_t> pick,
                             const CalibrationOptions& options);

// ratio of the largest to the smallest singular value of a K * K matrix; infinity if singular.
double condition_number(std::span<const double> matrix, std::size_t size);

// Cautions that hold for one topic.
Cautions topic_cautions(const ValidationFit& fit, std::size_t topic);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_VALIDATION_FIT_H_
