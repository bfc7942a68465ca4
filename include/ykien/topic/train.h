// train: labelled texts -> a model. In the library ykien::study.
#ifndef YKIEN_TOPIC_TRAIN_H_
#define YKIEN_TOPIC_TRAIN_H_

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/topic/model.h"

namespace ykien {

// One labelled text. The views must live until train() returns.
struct LabelledText {
  std::string_view text;                     // UTF-8
  std::string_view topic;                    // an id
  std::vector<std::string_view> secondary;   // further ids, may be empty
  std::string_view group;                    // texts of one group never meet across folds; empty: a group of its own
};

struct TrainOptions {
  FeatureOptions features;
  std::uint32_t min_df = 2;               // an n-gram must stand in so many texts to become a feature
  std::uint32_t max_features = 200'000;   // keep the most frequent so many; 0: all
  std::vector<double> costs = {2, 3, 4, 8, 16};  // candidates for C, the inverse of the L2 penalty
  // Candidates: weight of a topic = (texts / (topics * its texts))^power.
  std::vector<double> class_weight_powers = {0, 0.25, 0.5};
  // Also learn from a copy of every text without accents, so that text typed on phones is understood; in
  // large corpora of as many texts as search_budget allows. Copies are held out and fitted on with their
  // text, and no choice, calibration or document frequency counts them.
  bool learn_unaccented = true;
  std::uint32_t folds = 5;
  std::uint64_t seed = 1;
  // Large corpora: C, class weights, calibration and thresholds are chosen on a stratified part of the texts,
  // the largest that keeps (non-zero values x topics) under this, but folds x topics texts at the least; the
  // model itself is always fitted on all. 0: no limit.
  std::size_t search_budget = 16'000'000;
  unsigned threads = 1;          // the result is the same for any number
  double review_accuracy = 0.9;  // wanted accuracy of decisions that need no review
  std::vector<Topic> topics;     // order and names; empty: the ids found, sorted
  std::string name = "model";    // goes into the facts
  // Texts for the model to check itself with and the topics expected of them, none of which it learns from;
  // empty: up to three of the training texts of each topic that it is sure and right about. At least
  // sample_accuracy of the samples must come out as expected, 0..1, here and at every self_test().
  std::vector<LabelledText> samples;
  double sample_accuracy = 0;
  // Called with work done and to do, in steps of no fixed size; may be empty.
  std::function<void(std::size_t done, std::size_t all)> progress;
};

// One candidate of the search with its figures on texts it was not fitted on.
struct Candidate {
  double cost = 0;
  double class_weight_power = 0;
  double accuracy = 0;
  double macro_f1 = 0;
  double log_loss = 0;
};

struct Trained {
  Model model;
  std::vector<Candidate> candidates;
  std::size_t chosen = 0;               // index into candidates
  std::vector<std::uint32_t> searched;  // texts that the search used, ascending: in a usual corpus all
  std::vector<double> out_of_fold;      // searched x topics: calibrated probabilities of each when held out
  // The same for the copies without accents: those of the searched texts that have accents, in their order.
  std::vector<std::uint32_t> searched_unaccented;
  std::vector<double> out_of_fold_unaccented;
  std::uint32_t iterations = 0;  // of the last fit
  double gradient_norm = 0;      // scaled by curvature, at the end of the last fit
  bool converged = false;
};

// Multinomial logistic regression over TF-IDF, C and class weights chosen by stratified cross-validation
// (each fold with its own document frequencies) for the mean of accuracy and macro-F1, calibrated on the
// out-of-fold scores (Guo et al. 2017). Labels in a model are numbered in the order of options.topics.
// Deterministic: the same texts, options and version give the same bytes on any machine and number of
// threads.
// Errors: usage (no text, one topic only, more than kMostTopics, fewer texts of a topic than folds, a topic
// unknown or given twice, an option out of range; at the end: too few samples as expected).
YKIEN_API Trained train(std::span<const LabelledText> texts, const TrainOptions& options = {});

}  // namespace ykien

#endif  // YKIEN_TOPIC_TRAIN_H_
