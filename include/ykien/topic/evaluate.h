// Evaluation: how well decisions and probabilities agree with the truth. In the library ykien::study.
//
// Every figure is finite: where a definition divides by zero, the comment says which value stands instead.
#ifndef YKIEN_TOPIC_EVALUATE_H_
#define YKIEN_TOPIC_EVALUATE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ykien/base/export.h"

namespace ykien {

// A percentile interval of the bootstrap (Efron 1979): low <= high. Rows are drawn anew with replacement, the
// model stays: it tells how other rows of the same kind would come out, not how another training would.
struct Interval {
  double low = 0.0;
  double high = 0.0;
};

// One topic, all in 0..1: precision = hits / predicted, recall = hits / support, f1 their harmonic mean; 0
// for 0/0.
struct TopicScores {
  double precision = 0.0;
  double recall = 0.0;
  double f1 = 0.0;
  std::size_t support = 0;    // rows whose true topic it is
  std::size_t predicted = 0;  // rows it was decided for
  Interval f1_interval;
};

// Rows whose confidence (probability of the decided topic) lies in (low, high]; the first bin also holds 0.
struct ReliabilityBin {
  double low = 0.0;
  double high = 0.0;
  std::size_t rows = 0;
  double confidence = 0.0;  // mean; 0 without rows
  double accuracy = 0.0;    // 0 without rows
};

// The `rows` rows the model is surest of, and how many of them are right.
struct CoveragePoint {
  double share = 0.0;       // as asked for, 0 < share <= 1
  std::size_t rows = 0;     // share * n rounded up
  double confidence = 0.0;  // the lowest among them
  double accuracy = 0.0;
};

// n rows, K topics.
struct Evaluation {
  std::size_t n = 0;
  double accuracy = 0.0;
  // The unweighted mean of f1 over the topics present in truth or decisions: scikit-learn's
  // f1_score(average="macro", zero_division=0) without `labels`. A topic absent from both does not count; one
  // absent from the truth alone counts as 0.
  double macro_f1 = 0.0;
  double micro_f1 = 0.0;               // equal to accuracy, as every row has one topic
  double weighted_f1 = 0.0;            // mean of f1 weighted by support
  double kappa = 0.0;                  // Cohen's (1960), -1..1; 0 where chance alone would agree always
  std::vector<TopicScores> per_topic;  // K
  std::vector<std::size_t> confusion;  // K * K: [true topic * K + decided topic]

  // Of the probabilities; zeros when none were given.
  // log_loss: mean of -ln p(true topic) in nats, as scikit-learn 1.2 has it: p clipped to [2^-52, 1 - 2^-52],
  // rows then scaled to sum 1. brier: mean of sum_k (p_k - [k is true])^2, 0..2 (Brier 1950). ece: mean of
  // |confidence - accuracy| over the bins of `reliability`, weighted by rows, 0..1 (Guo et al. 2017).
  double log_loss = 0.0;
  double brier = 0.0;
  double ece = 0.0;
  std::vector<ReliabilityBin> reliability;
  std::vector<CoveragePoint> coverage;  // one for each of EvaluateOptions::coverage_shares

  Interval accuracy_interval;
  Interval macro_f1_interval;
};

struct EvaluateOptions {
  std::uint32_t reliability_bins = 15;  // of equal width, >= 1
  std::vector<double> coverage_shares{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0};
  std::uint32_t resamples = 1000;  // of the bootstrap; 0: no intervals (they stay 0..0)
  double level = 0.95;             // of the intervals, 0 < level < 1
  std::uint64_t seed = 1;          // equal seeds give equal intervals on every machine
};

// truth: n topics below K. probabilities: n * K, row-major, each in 0..1. decided: n topics below K, or empty
// for the most probable topic of each row (the lowest number among equals). Deterministic; safe to call from
// several threads.
// Throws Error(usage) for sizes that do not match, topics, probabilities or options out of range.
YKIEN_API Evaluation evaluate(std::span<const std::uint32_t> truth, std::span<const double> probabilities,
                              std::uint32_t topics, std::span<const std::uint32_t> decided = {},
                              const EvaluateOptions& options = {});

// The same for decisions without probabilities; log_loss, brier, ece, reliability and coverage stay empty.
YKIEN_API Evaluation evaluate_decisions(std::span<const std::uint32_t> truth,
                                        std::span<const std::uint32_t> decided, std::uint32_t topics,
                                        const EvaluateOptions& options = {});

}  // namespace ykien

#endif  // YKIEN_TOPIC_EVALUATE_H_
