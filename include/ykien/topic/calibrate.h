// Calibration: logits -> probabilities that mean what they say, and the thresholds put on them.
// In the library ykien::study. All functions are safe to call from several threads.
#ifndef YKIEN_TOPIC_CALIBRATE_H_
#define YKIEN_TOPIC_CALIBRATE_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ykien/base/export.h"

namespace ykien {

// p = softmax(scale * logit + bias).
struct Calibration {
  double scale = 1.0;        // > 0; 1 / temperature
  std::vector<double> bias;  // one for each topic; empty: zeros
};

enum class CalibrationKind {
  temperature,     // the scale alone (Guo et al. 2017); never changes which topic is first
  bias_corrected,  // scale and biases: BCTS (Alexandari, Kundaje and Shrikumar 2020)
};

struct CalibrationOptions {
  CalibrationKind kind = CalibrationKind::bias_corrected;
  // Penalty bias_penalty / 2 * bias_k^2 for each topic beside the summed log loss in nats, >= 0. The default
  // is that of a normal prior with standard deviation 3.2: next to nothing against a dozen rows of a topic,
  // but a topic without a row keeps a finite bias.
  double bias_penalty = 0.1;
  // The scale stays within these. Rows without an error (separable data) would drive it to infinity.
  double min_scale = 0.05;
  double max_scale = 20.0;
  // The search ends with the step that promises to lower the summed log loss by less than this, >= 0. 0: with
  // the last digit. Newton's method squares what is missing, so 1e-6 leaves some 1e-9 of the parameters.
  double tolerance = 0.0;
  Calibration start{};  // where the search begins; hardly more than time depends on it
};

struct CalibrationFit {
  Calibration calibration;
  double log_loss_before = 0.0;  // mean over rows, in nats, of softmax(logit)
  double log_loss_after = 0.0;   // the same after calibration, on the rows it was fitted on
};

// Fits the calibration that minimises the log loss of `labels` (n topics below `topics`) under `logits` (n *
// topics, row-major). Use logits of rows the classifier was not trained on (out of fold), or the result is
// overconfident. Convex, solved by Newton's method to the last digits, deterministic. Without rows: scale 1,
// biases 0.
// Throws Error(usage) for sizes that do not match, a label out of range, a logit that is not finite or no
// topics.
YKIEN_API CalibrationFit fit_calibration(std::span<const double> logits,
                                         std::span<const std::uint32_t> labels, std::uint32_t topics,
                                         const CalibrationOptions& options = {});

// Probabilities of one row of logits: each in 0..1, summing to 1 up to rounding. One logit for each topic.
YKIEN_API std::vector<double> calibrated(const Calibration& calibration, std::span<const double> logits);

// The same for n rows of `topics` logits each, row-major.
YKIEN_API std::vector<double> calibrated_rows(const Calibration& calibration, std::span<const double> logits,
                                              std::uint32_t topics);

// A threshold on probabilities and where it comes from, in one English sentence for the model file.
struct Threshold {
  double value = 0.0;
  std::string provenance;
};

// From which top probability on a decision may go without review. top_probability[i] is the probability of
// the decided topic of row i (out of fold), correct[i] != 0 if that topic is right, target the wanted
// accuracy in 0..1. The value is the lowest threshold such that the rows at or above it reach the target with
// the lower end of the one-sided 95% Wilson interval (1927) of their accuracy, put halfway to the next lower
// probability: 0 if all rows may pass. If no threshold reaches the target: 1, everything but certainty goes
// to review. Without rows: 0.5.
// Throws Error(usage) for sizes that differ, probabilities outside 0..1 or a target outside 0..1.
YKIEN_API Threshold choose_review_threshold(std::span<const double> top_probability,
                                            std::span<const std::uint8_t> correct, double target);

inline constexpr double kDefaultSecondaryThreshold = 0.25;
inline constexpr std::uint32_t kLeastSecondaryLabels = 10;

// From which probability on a topic other than the first counts as a secondary topic. probabilities: n *
// topics, row-major, out of fold; primary: n topics that are not candidates (the labelled first topics);
// secondary: for each row its further labels. The value maximises F1 over all (row, candidate topic) pairs
// together; among equals the highest; halfway to the next lower probability. With fewer than
// kLeastSecondaryLabels labels there is nothing to learn from: kDefaultSecondaryThreshold.
// Throws Error(usage) for sizes that do not match, topics out of range or probabilities outside 0..1.
YKIEN_API Threshold choose_secondary_threshold(std::span<const double> probabilities,
                                               std::span<const std::uint32_t> primary,
                                               std::span<const std::vector<std::uint32_t>> secondary,
                                               std::uint32_t topics);

}  // namespace ykien

#endif  // YKIEN_TOPIC_CALIBRATE_H_
