#include "ykien/topic/train.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <numeric>

#include "topic/fit/cross_validation.h"
#include "topic/fit/labels.h"
#include "topic/fit/logistic.h"
#include "topic/fit/vocabulary.h"
#include "topic/fit/weighting.h"
#include "ykien/base/version.h"
#include "ykien/topic/calibrate.h"
#include "ykien/topic/classify.h"

namespace ykien {
namespace {

using detail::Labels;
using detail::ModelData;

// What is done with all texts before anything is fitted.
struct Prepared {
  Labels labels;
  ModelData data;       // topics, options, vocabulary
  SparseMatrix counts;  // texts x features
};

Prepared prepare(std::span<const LabelledText> texts, const TrainOptions& options) {
  Prepared prepared;
  prepared.labels = detail::read_labels(texts, options);
  prepared.data.topics = prepared.labels.topics;
  prepared.data.features = options.features;
  std::vector<std::string_view> views;
  for (const LabelledText& text : texts) views.push_back(text.text);
  const std::vector<detail::EncodedStream> streams = detail::encode(views, options.features, options.min_df);
  detail::build_vocabulary(streams, options.min_df, options.max_features, prepared.data);
  prepared.counts = detail::count_features(streams, prepared.data);
  return prepared;
}

// The texts that the search uses, ascending: a stratified part where all would cost more than the budget.
std::vector<std::uint32_t> texts_to_search(const Prepared& prepared, const TrainOptions& options) {
  std::vector<std::uint32_t> texts(prepared.counts.rows());
  std::iota(texts.begin(), texts.end(), 0U);
  const std::size_t cost = prepared.counts.value.size() * prepared.labels.topics.size();
  const std::size_t parts = options.search_budget == 0 ? 1 : cost / options.search_budget + 1;
  if (parts < 2) return texts;
  const auto part = stratified_folds(prepared.labels.primary, static_cast<std::uint32_t>(parts), options.seed);
  std::erase_if(texts, [&](std::uint32_t text) { return part[text] != 0; });
  return texts;
}

template <typename T>
std::vector<T> picked(const std::vector<T>& all, std::span<const std::uint32_t> which) {
  std::vector<T> some;
  for (const std::uint32_t i : which) some.push_back(all[i]);
  return some;
}

SparseMatrix picked(const SparseMatrix& all, std::span<const std::uint32_t> which) {
  SparseMatrix some;
  some.columns = all.columns;
  for (const std::uint32_t i : which) some.append(all.row(i).column, all.row(i).value);
  return some;
}

// The outcome of the cross-validation on the searched texts.
struct Search {
  std::vector<std::uint32_t> texts;
  std::vector<std::uint32_t> primary;
  std::vector<std::vector<std::uint32_t>> secondary;
  GridResult grid;
};

Search search(const Prepared& prepared, const TrainOptions& options) {
  Search result;
  result.texts = texts_to_search(prepared, options);
  result.primary = picked(prepared.labels.primary, result.texts);
  result.secondary = picked(prepared.labels.secondary, result.texts);
  const std::vector<std::uint32_t> folds =
      prepared.labels.grouped
          ? grouped_folds(result.primary, picked(prepared.labels.group, result.texts), options.folds, options.seed)
          : stratified_folds(result.primary, options.folds, options.seed);
  const SparseMatrix counts = picked(prepared.counts, result.texts);
  const FoldMatrix fold_matrix = [&](const Split& split) {
    const std::vector<float> idf = detail::inverse_frequencies({counts, split.train}, options.min_df, prepared.data.streams);
    return std::make_shared<const SparseMatrix>(detail::weighted(counts, idf, options.features));
  };
  GridOptions grid;
  grid.c = options.costs;
  grid.class_weight_power = options.class_weight_powers;
  grid.score = GridScore::accuracy_and_macro_f1;
  grid.threads = options.threads;
  grid.progress = options.progress;
  const auto topics = static_cast<std::uint32_t>(prepared.labels.topics.size());
  result.grid = grid_search(fold_matrix, result.primary, topics, folds, grid);
  return result;
}

// The last fit, on all texts with the chosen candidate.
LogisticFit fit_all(Prepared& prepared, const GridRow& chosen, const TrainOptions& options) {
  prepared.data.idf = detail::inverse_frequencies(prepared.counts, options.min_df, prepared.data.streams);
  const SparseMatrix matrix = detail::weighted(prepared.counts, prepared.data.idf, options.features);
  const LogisticProblem problem(matrix, prepared.labels.primary, static_cast<std::uint32_t>(prepared.labels.topics.size()));
  LogisticOptions logistic;
  logistic.c = chosen.c;
  logistic.class_weight = balanced_class_weights(problem.class_counts(), chosen.class_weight_power);
  logistic.tolerance = 1e-5;
  return problem.fit(logistic);
}

std::vector<float> to_floats(std::span<const double> values) {
  std::vector<float> floats;
  floats.reserve(values.size());
  for (const double value : values) floats.push_back(static_cast<float>(value));
  return floats;
}

std::string shortest(double value) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%g", value);
  return digits;
}

void add_facts(const Prepared& prepared, const Search& searched, const LogisticFit& fit, const TrainOptions& options,
               std::vector<Fact>& facts) {
  const GridRow& chosen = searched.grid.table[searched.grid.best];
  facts.push_back({"name", options.name});
  facts.push_back({"made_by", "ykien " YKIEN_VERSION});
  facts.push_back({"texts", std::to_string(prepared.counts.rows())});
  facts.push_back({"min_df", std::to_string(options.min_df)});
  facts.push_back({"classifier", "multinomial logistic regression on TF-IDF, L2"});
  facts.push_back({"C", shortest(chosen.c)});
  facts.push_back({"class_weight_power", shortest(chosen.class_weight_power)});
  facts.push_back({"chosen_by", std::to_string(options.folds) + "-fold cross-validation of " +
                                    std::to_string(searched.texts.size()) + " texts for the mean of accuracy and macro-F1, seed " +
                                    std::to_string(options.seed)});
  facts.push_back({"cross_validated_accuracy", shortest(chosen.accuracy)});
  facts.push_back({"cross_validated_macro_f1", shortest(chosen.macro_f1)});
  facts.push_back({"fit", std::to_string(fit.iterations) + " iterations of L-BFGS, scaled gradient norm " +
                              shortest(fit.gradient_norm) + (fit.converged ? "" : ", not converged")});
}

// Calibration and thresholds from the scores of held-out texts; returns their calibrated probabilities.
std::vector<double> settle_decisions(const Search& searched, const TrainOptions& options, ModelData& data) {
  const auto topics = static_cast<std::uint32_t>(data.topics.size());
  const Calibration calibration =
      fit_calibration(searched.grid.logits, searched.primary, topics, {.kind = CalibrationKind::temperature}).calibration;
  std::vector<double> probabilities = calibrated_rows(calibration, searched.grid.logits, topics);
  std::vector<double> top;
  std::vector<std::uint8_t> correct;
  for (std::size_t i = 0; i < searched.primary.size(); ++i) {
    const auto row = std::span(probabilities).subspan(i * topics, topics);
    const auto best = std::ranges::max_element(row);
    top.push_back(*best);
    correct.push_back(static_cast<std::uint32_t>(best - row.begin()) == searched.primary[i] ? 1 : 0);
  }
  const Threshold review = choose_review_threshold(top, correct, options.review_accuracy);
  const Threshold secondary = choose_secondary_threshold(probabilities, searched.primary, searched.secondary, topics);
  data.calibration.scale = static_cast<float>(calibration.scale);
  data.calibration.bias.assign(topics, 0.0F);
  data.review_threshold = static_cast<float>(review.value);
  data.secondary_threshold = static_cast<float>(secondary.value);
  data.facts.push_back({"calibration", "temperature scaling on out-of-fold scores, scale " + shortest(calibration.scale)});
  data.facts.push_back({"review_threshold", shortest(review.value) + ": " + review.provenance});
  data.facts.push_back({"secondary_threshold", shortest(secondary.value) + ": " + secondary.provenance});
  return probabilities;
}

// Up to three short texts a topic that the model is sure and right about: what a later load can check itself with.
void add_samples(std::span<const LabelledText> texts, const Labels& labels, ModelData& data) {
  constexpr std::size_t kSamples = 3;
  constexpr std::size_t kShort = 200;  // bytes
  const Model model(std::make_shared<const ModelData>(data));
  const Classifier classifier(model);
  Workspace workspace;
  std::vector<std::size_t> taken(labels.topics.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::uint32_t topic = labels.primary[i];
    if (taken[topic] == kSamples || texts[i].text.size() > kShort) continue;
    const Decision decision = classifier.classify(texts[i].text, workspace);
    if (decision.topic() != topic || decision.needs_review()) continue;
    data.samples.push_back({std::string(texts[i].text), topic});
    ++taken[topic];
  }
}

}  // namespace

Trained train(std::span<const LabelledText> texts, const TrainOptions& options) {
  Prepared prepared = prepare(texts, options);
  Search searched = search(prepared, options);
  const LogisticFit fit = fit_all(prepared, searched.grid.table[searched.grid.best], options);
  ModelData& data = prepared.data;
  data.weights = to_floats(fit.model.weight);
  data.bias = to_floats(fit.model.intercept);
  add_facts(prepared, searched, fit, options, data.facts);
  std::vector<double> probabilities = settle_decisions(searched, options, data);
  data.finish(options.name);
  add_samples(texts, prepared.labels, data);

  std::vector<Candidate> candidates;
  for (const GridRow& row : searched.grid.table) {
    candidates.push_back({row.c, row.class_weight_power, row.accuracy, row.macro_f1, row.log_loss});
  }
  return {.model = Model(std::make_shared<const ModelData>(std::move(data))),
          .candidates = std::move(candidates),
          .chosen = searched.grid.best,
          .searched = std::move(searched.texts),
          .out_of_fold = std::move(probabilities),
          .iterations = static_cast<std::uint32_t>(fit.iterations),
          .gradient_norm = fit.gradient_norm,
          .converged = fit.converged};
}

}  // namespace ykien
