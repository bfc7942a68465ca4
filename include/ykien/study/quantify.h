// Quantification: the shares of topics in a set of rows, corrected for the classifier's errors. Counting a
// classifier's decisions is biased as soon as the shares are not those it was trained on. In the library
// ykien::study; the estimates of many cells with intervals are in prevalence.h.
//
// All of it assumes label shift: how a topic is written about stays as in the validation rows, only how often
// it occurs changes. No method here can tell a topic that is worded anew.
#ifndef YKIEN_STUDY_QUANTIFY_H_
#define YKIEN_STUDY_QUANTIFY_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/study/caution.h"
#include "ykien/topic/calibrate.h"

namespace ykien {

enum class QuantifyMethod : std::uint8_t {
  cc,    // classify and count: the shares of the decided topics
  pcc,   // mean posterior (Bella et al. 2010)
  acc,   // cc through the inverted misclassification matrix (Saerens et al. 2002; Forman 2008), least squares
         // on the simplex
  pacc,  // the same for the mean posterior
  emq,   // EM on the posteriors as they are (Saerens, Latinne and Decaestecker 2002), to its fixed point
  emq_bcts,  // EM on posteriors calibrated with BCTS (Alexandari, Kundaje and Shrikumar 2020)
};
inline constexpr std::size_t kQuantifyMethods = 6;

// "CC", "PCC", "ACC", "PACC", "EMQ", "EMQ-BCTS".
YKIEN_API std::string_view method_name(QuantifyMethod method) noexcept;

// n rows the classifier was not trained on (out of fold), with what is true of them. Views: they must live as
// long as the call they are given to. posterior: n * topics, row-major, each finite and >= 0, in every row
// one above 0; rows need not sum to 1. label: n topics below `topics`.
struct LabelledPosteriors {
  std::span<const double> posterior;
  std::span<const std::uint32_t> label;
  std::uint32_t topics = 0;
};

struct QuantifierOptions {
  // Of BCTS. The penalty is as small as keeps a topic without a row finite, so that the calibrated
  // probabilities average to the labels' shares.
  CalibrationOptions calibration{CalibrationKind::bias_corrected, 1e-3, 0.05, 20.0};
  std::size_t least_rows = 5;  // fewer are refused (Caution::too_few_rows)
  // Of the misclassification matrix that a method goes through: that of decisions for ACC, that of mean
  // posteriors for PACC and EMQ. Above: Caution::ill_conditioned, and Caution::unidentifiable.
  double warn_condition = 30.0;
  double refuse_condition = 1000.0;
};

// An EMQ estimate with what belongs to it; K topics.
struct EmqFit {
  std::vector<double> share;  // K, sum 1
  // From the observed information on K - 1 free coordinates: the calibration is taken as known, so these are
  // too small where validation rows are few. K.
  std::vector<double> standard_error;
  double information_condition = 0.0;  // 2-norm condition number of that information; infinity if singular
  // Twice the gain in log-likelihood over the shares of the validation rows, and the chance of a larger one
  // without a shift (chi-square, K - 1 degrees of freedom). 0 and 1 without rows.
  double shift_statistic = 0.0;
  double shift_p = 1.0;
  // Bounds what the log-likelihood of a row lacks of its maximum on average (the Frank-Wolfe gap).
  double excess = 0.0;
  bool converged = true;
};

// What was learnt of a classifier from validation rows. Immutable; const is safe to share between threads;
// copies are cheap.
class YKIEN_API Quantifier {
 public:
  // Copies the rows. No rows at all are allowed: then everything is refused but counting.
  // Throws Error(usage) for sizes that do not match, no topics, a label out of range or a bad posterior.
  explicit Quantifier(const LabelledPosteriors& validation, const QuantifierOptions& options = {});

  std::uint32_t topics() const noexcept;
  std::size_t rows() const noexcept;
  const QuantifierOptions& options() const noexcept;

  const Calibration& calibration() const noexcept;    // BCTS on ln(posterior)
  double log_loss() const noexcept;                   // mean, in nats, after it, on the rows it was fitted on
  const std::vector<double>& prior() const noexcept;  // K: mean calibrated posterior
  const std::vector<std::size_t>& support() const noexcept;  // K: rows of each label

  // P(decided or, if soft, mean posterior of topic j | true topic k) at [j * K + k]. A topic without a row
  // stands as if it were always recognised.
  const std::vector<double>& misclassification(bool soft = false) const noexcept;
  // Its 2-norm condition number, >= 1, infinity if singular: by how much a relative error of counts may grow.
  double condition(bool soft = false) const noexcept;

  // Those that hold for any rows estimated with a method; and those of one topic.
  Cautions cautions(QuantifyMethod method = QuantifyMethod::emq_bcts) const noexcept;
  Cautions topic_cautions(std::uint32_t topic) const;

  // The shares of the K topics in n rows: n * K posteriors as in LabelledPosteriors. Each in 0..1, their
  // sum 1. Without rows: all 0. Without validation rows every method counts. Throws Error(usage) for bad
  // posteriors.
  std::vector<double> estimate(std::span<const double> posterior, QuantifyMethod method) const;

  // EMQ-BCTS (or EMQ on the posteriors as they are), with standard errors and the shift test. pseudo_count a
  // >= 0 is added to the count of each topic (the mode under a Dirichlet(1 + a) prior). Without rows: shares
  // 0.
  EmqFit emq(std::span<const double> posterior, double pseudo_count = 0.0, bool calibrate = true) const;

  struct Data;
  const Data& data() const noexcept { return *data_; }

 private:
  std::shared_ptr<const Data> data_;
};

// How a method did where the truth is known: mean over draws of the mean over topics of |estimate - truth|.
struct MethodScore {
  QuantifyMethod method = QuantifyMethod::cc;
  double error = 0.0;
  double standard_error = 0.0;  // of that mean, over draws
};

struct MethodChoice {
  QuantifyMethod method = QuantifyMethod::emq_bcts;  // of the smallest error
  std::vector<MethodScore> scores;                   // best first; empty when it could not be tried
  Cautions cautions;                                 // unstable_method, no_validation
};

struct ChoiceOptions {
  std::uint32_t draws = 100;   // of shares, for each half of the validation rows, >= 1
  std::uint32_t sample = 200;  // rows drawn for each, >= 1
  std::uint64_t seed = 1;
  unsigned threads = 0;  // 0: all; the result does not depend on it
};

// Chooses a method by the uniform prevalence protocol (Esuli, Moreo and Sebastiani 2022): the validation rows
// are halved by label; from each half rows with shares uniform on the simplex are estimated with what was
// learnt from the other. EMQ must beat EMQ-BCTS by 3 standard errors: half the rows calibrate badly. Topics
// of fewer than 2 rows take no part. With fewer than 2 topics to draw from: emq_bcts, untried. Deterministic.
// Throws Error(usage) as Quantifier and for options out of range.
YKIEN_API MethodChoice choose_method(const LabelledPosteriors& validation,
                                     const QuantifierOptions& options = {}, const ChoiceOptions& choice = {});

}  // namespace ykien

#endif  // YKIEN_STUDY_QUANTIFY_H_
