#include "ykien/topic/train.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <numeric>

#include "topic/fit/cross_validation.h"
#include "topic/fit/f_scores.h"
#include "topic/fit/labels.h"
#include "topic/fit/logistic.h"
#include "topic/fit/vocabulary.h"
#include "topic/fit/weighting.h"
#include "ykien/base/error.h"
#include "ykien/base/version.h"
#include "ykien/text/normalize.h"
#include "ykien/topic/calibrate.h"
#include "ykien/topic/classify.h"

namespace ykien {
namespace {

using detail::Labels;
using detail::ModelData;

// What is done with all texts before anything is fitted. Rows below `texts` are the texts, those after them
// copies without accents, copy i of text copied[i - texts].
struct Prepared {
  Labels labels;        // of the texts
  ModelData data;       // topics, options, vocabulary
  SparseMatrix counts;  // rows x features
  std::size_t texts = 0;
  std::vector<std::uint32_t> copied;

  std::uint32_t text_of(std::size_t row) const noexcept {
    return row < texts ? static_cast<std::uint32_t>(row) : copied[row - texts];
  }
};

// In how many parts the texts must be split for one part of `counts` to stay within the budget. However small
// that is, a part keeps enough texts to cross-validate on.
std::size_t parts_within_budget(const SparseMatrix& counts, const Labels& labels,
                                const TrainOptions& options) {
  if (options.search_budget == 0) return 1;
  const std::size_t topics = labels.topics.size();
  const std::size_t least = std::max<std::size_t>(1, options.folds * topics);
  const std::size_t most_parts = std::max<std::size_t>(1, labels.primary.size() / least);
  return std::min(counts.value.size() * topics / options.search_budget + 1, most_parts);
}

// For each text the part it is in, topics spread evenly.
std::vector<std::uint32_t> split(const Labels& labels, std::size_t parts, std::uint64_t seed) {
  if (parts < 2) return std::vector<std::uint32_t>(labels.primary.size());
  return stratified_folds(labels.primary, static_cast<std::uint32_t>(parts), seed);
}

// The texts of part 0 that change when their accents are taken off, without them.
std::vector<std::string> without_accents(std::span<const LabelledText> texts,
                                         std::span<const std::uint32_t> part,
                                         std::vector<std::uint32_t>& copied) {
  std::vector<std::string> copies;
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    if (part[i] != 0) continue;
    const std::string folded = normalize(texts[i].text).text;
    std::string plain = strip_accents(folded);
    if (plain == folded) continue;
    copies.push_back(std::move(plain));
    copied.push_back(i);
  }
  return copies;
}

void add_copies(std::span<const LabelledText> texts, const TrainOptions& options, Prepared& prepared) {
  const std::size_t parts = parts_within_budget(prepared.counts, prepared.labels, options);
  const std::vector<std::string> copies =
      without_accents(texts, split(prepared.labels, parts, options.seed), prepared.copied);
  const std::vector<std::string_view> views(copies.begin(), copies.end());
  const SparseMatrix counts = detail::count_features(views, prepared.data);
  for (std::size_t i = 0; i < counts.rows(); ++i)
    prepared.counts.append(counts.row(i).column, counts.row(i).value);
}

Prepared prepare(std::span<const LabelledText> texts, const TrainOptions& options) {
  Prepared prepared;
  prepared.texts = texts.size();
  prepared.labels = detail::read_labels(texts, options);
  prepared.data.topics = prepared.labels.topics;
  prepared.data.features = options.features;
  std::vector<std::string_view> rows;
  for (const LabelledText& text : texts) rows.push_back(text.text);
  const std::vector<detail::EncodedStream> streams = detail::encode(rows, options.features, options.min_df);
  detail::build_vocabulary(streams, options.min_df, options.max_features, prepared.data);
  prepared.counts = detail::count_features(streams, prepared.data);
  if (options.learn_unaccented) add_copies(texts, options, prepared);
  return prepared;
}

// The rows that the search uses: a stratified part of the texts where all would cost more than the budget,
// ascending, and then the copies of those texts.
std::vector<std::uint32_t> rows_to_search(const Prepared& prepared, const TrainOptions& options,
                                          std::size_t& texts) {
  std::vector<std::uint32_t> rows(prepared.counts.rows());
  std::iota(rows.begin(), rows.end(), 0U);
  const std::size_t parts = parts_within_budget(prepared.counts, prepared.labels, options);
  const std::vector<std::uint32_t> part = split(prepared.labels, parts, options.seed);
  std::erase_if(rows, [&](std::uint32_t row) { return part[prepared.text_of(row)] != 0; });
  texts = static_cast<std::size_t>(std::ranges::count(part, 0U));
  return rows;
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
  std::vector<std::uint32_t> copied;  // the texts whose copies follow them
  std::vector<std::uint32_t> primary;
  std::vector<std::vector<std::uint32_t>> secondary;
  GridResult grid;
};

// The fold of every searched row: texts are dealt, copies go with their text.
std::vector<std::uint32_t> deal_folds(const Prepared& prepared, const Search& searched,
                                      std::span<const std::uint32_t> rows, const TrainOptions& options) {
  std::vector<std::uint32_t> folds =
      prepared.labels.grouped ? grouped_folds(searched.primary, picked(prepared.labels.group, searched.texts),
                                              options.folds, options.seed)
                              : stratified_folds(searched.primary, options.folds, options.seed);
  std::vector<std::uint32_t> fold_of_text(prepared.texts);
  for (std::size_t i = 0; i < searched.texts.size(); ++i) fold_of_text[searched.texts[i]] = folds[i];
  for (std::size_t i = folds.size(); i < rows.size(); ++i)
    folds.push_back(fold_of_text[prepared.text_of(rows[i])]);
  return folds;
}

// Document frequencies count texts alone, or copies where a stream reads only such: a copy is no further
// document.
std::vector<float> idf_of_texts(const SparseMatrix& counts, std::span<const std::uint32_t> rows,
                                std::size_t texts, const Prepared& prepared, const TrainOptions& options) {
  const auto first_copy = std::ranges::lower_bound(rows, texts);
  return detail::inverse_frequencies({counts, rows}, static_cast<std::size_t>(first_copy - rows.begin()),
                                     options.min_df, prepared.data.streams);
}

std::vector<std::uint32_t> labels_of(const Prepared& prepared, std::span<const std::uint32_t> rows) {
  std::vector<std::uint32_t> labels;
  for (const std::uint32_t row : rows) labels.push_back(prepared.labels.primary[prepared.text_of(row)]);
  return labels;
}

Search search(const Prepared& prepared, const TrainOptions& options) {
  Search result;
  std::size_t texts = 0;
  const std::vector<std::uint32_t> rows = rows_to_search(prepared, options, texts);
  result.texts.assign(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(texts));
  for (std::size_t i = texts; i < rows.size(); ++i) result.copied.push_back(prepared.text_of(rows[i]));
  result.primary = picked(prepared.labels.primary, result.texts);
  result.secondary = picked(prepared.labels.secondary, result.texts);
  const SparseMatrix counts = picked(prepared.counts, rows);
  const FoldMatrix fold_matrix = [&](const Split& split) {
    const std::vector<float> idf = idf_of_texts(counts, split.train, texts, prepared, options);
    return std::make_shared<const SparseMatrix>(detail::weighted(counts, idf, options.features));
  };
  GridOptions grid;
  grid.c = options.costs;
  grid.class_weight_power = options.class_weight_powers;
  grid.score = GridScore::accuracy_and_macro_f1;
  grid.judged_rows = texts;
  grid.threads = options.threads;
  grid.progress = options.progress;
  const auto topics = static_cast<std::uint32_t>(prepared.labels.topics.size());
  result.grid = grid_search(fold_matrix, labels_of(prepared, rows), topics,
                            deal_folds(prepared, result, rows, options), grid);
  return result;
}

// How well copies without accents are sorted when held out; 0 without copies.
double macro_f1_unaccented(const Prepared& prepared, const Search& searched) {
  const std::size_t topics = prepared.labels.topics.size();
  detail::TopicCounts counts(topics);
  auto logits = std::span(searched.grid.logits).subspan(searched.texts.size() * topics);
  for (const std::uint32_t text : searched.copied) {
    counts.add(prepared.labels.primary[text], detail::arg_max(logits.first(topics)));
    logits = logits.subspan(topics);
  }
  return counts.macro_f1();
}

// The last fit, on all rows with the chosen candidate.
LogisticFit fit_all(Prepared& prepared, const GridRow& chosen, const TrainOptions& options) {
  std::vector<std::uint32_t> rows(prepared.counts.rows());
  std::iota(rows.begin(), rows.end(), 0U);
  prepared.data.idf = idf_of_texts(prepared.counts, rows, prepared.texts, prepared, options);
  const SparseMatrix matrix = detail::weighted(prepared.counts, prepared.data.idf, options.features);
  const auto topics = static_cast<std::uint32_t>(prepared.labels.topics.size());
  const LogisticProblem problem(matrix, labels_of(prepared, rows), topics);
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

// Six digits as "%g" has them, but with a point in every locale: they stand in the model.
std::string shortest(double value) {
  std::array<char, 32> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::general, 6);
  return {digits.data(), end.ptr};
}

void add_facts(const Prepared& prepared, const Search& searched, const LogisticFit& fit,
               const TrainOptions& options, std::vector<Fact>& facts) {
  const GridRow& chosen = searched.grid.table[searched.grid.best];
  facts.push_back({"name", options.name});
  facts.push_back({"made_by", "ykien " YKIEN_VERSION});
  facts.push_back({"texts", std::to_string(prepared.texts)});
  facts.push_back({"copies_without_accents", std::to_string(prepared.copied.size())});
  facts.push_back({"min_df", std::to_string(options.min_df)});
  facts.push_back({"classifier", "multinomial logistic regression on TF-IDF, L2"});
  facts.push_back({"C", shortest(chosen.c)});
  facts.push_back({"class_weight_power", shortest(chosen.class_weight_power)});
  facts.push_back({"chosen_by", std::to_string(options.folds) + "-fold cross-validation of " +
                                    std::to_string(searched.texts.size()) +
                                    " texts for the mean of accuracy and macro-F1, seed " +
                                    std::to_string(options.seed)});
  facts.push_back({"cross_validated_accuracy", shortest(chosen.accuracy)});
  facts.push_back({"cross_validated_macro_f1", shortest(chosen.macro_f1)});
  if (!searched.copied.empty()) {
    facts.push_back(
        {"cross_validated_macro_f1_unaccented", shortest(macro_f1_unaccented(prepared, searched))});
  }
  facts.push_back({"fit", std::to_string(fit.iterations) + " iterations of L-BFGS, scaled gradient norm " +
                              shortest(fit.gradient_norm) + (fit.converged ? "" : ", not converged")});
}

// Calibrated probabilities of the searched texts and of their copies, each when it was held out.
struct HeldOut {
  std::vector<double> texts;
  std::vector<double> copies;
};

// Calibration and thresholds from the scores of held-out texts.
HeldOut settle_decisions(const Search& searched, const TrainOptions& options, ModelData& data) {
  const auto topics = static_cast<std::uint32_t>(data.topics.size());
  const std::size_t of_texts = searched.texts.size() * topics;
  const auto logits = std::span(searched.grid.logits);
  const Calibration calibration = fit_calibration(logits.first(of_texts), searched.primary, topics,
                                                  {.kind = CalibrationKind::temperature})
                                      .calibration;
  HeldOut held_out{calibrated_rows(calibration, logits.first(of_texts), topics),
                   calibrated_rows(calibration, logits.subspan(of_texts), topics)};
  const std::vector<double>& probabilities = held_out.texts;
  std::vector<double> top;
  std::vector<std::uint8_t> correct;
  for (std::size_t i = 0; i < searched.primary.size(); ++i) {
    const auto row = std::span(probabilities).subspan(i * topics, topics);
    const std::uint32_t best = detail::arg_max(row);
    top.push_back(row[best]);
    correct.push_back(best == searched.primary[i] ? 1 : 0);
  }
  const Threshold review = choose_review_threshold(top, correct, options.review_accuracy);
  const Threshold secondary =
      choose_secondary_threshold(probabilities, searched.primary, searched.secondary, topics);
  data.calibration.scale = static_cast<float>(calibration.scale);
  data.calibration.bias.assign(topics, 0.0F);
  data.review_threshold = static_cast<float>(review.value);
  data.secondary_threshold = static_cast<float>(secondary.value);
  data.facts.push_back(
      {"calibration", "temperature scaling on out-of-fold scores, scale " + shortest(calibration.scale)});
  data.facts.push_back({"review_threshold", shortest(review.value) + ": " + review.provenance});
  data.facts.push_back({"secondary_threshold", shortest(secondary.value) + ": " + secondary.provenance});
  return held_out;
}

// Up to three short texts a topic that the model is sure and right about: what a later load can check itself
// with.
void sample_texts(std::span<const LabelledText> texts, const Labels& labels, const Classifier& classifier,
                  std::vector<Sample>& samples) {
  constexpr std::size_t kSamples = 3;
  constexpr std::size_t kShort = 200;  // bytes
  Workspace workspace;
  std::vector<std::size_t> taken(labels.topics.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::uint32_t topic = labels.primary[i];
    if (taken[topic] == kSamples || texts[i].text.size() > kShort) continue;
    const Decision decision = classifier.classify(texts[i].text, workspace);
    if (decision.topic() != topic || decision.needs_review()) continue;
    samples.push_back({std::string(texts[i].text), topic, topic});
    ++taken[topic];
  }
}

// The samples given, each with what the model says and what it should say.
void sample_given(std::span<const LabelledText> given, const Classifier& classifier,
                  std::vector<Sample>& samples) {
  Workspace workspace;
  for (const LabelledText& one : given) {
    samples.push_back({std::string(one.text), classifier.classify(one.text, workspace).topic(),
                       classifier.model().topic_index(one.topic)});
  }
}

void add_samples(std::span<const LabelledText> texts, const Labels& labels, const TrainOptions& options,
                 ModelData& data) {
  const Classifier classifier(Model(std::make_shared<const ModelData>(data)));
  if (options.samples.empty()) {
    sample_texts(texts, labels, classifier, data.samples);
  } else {
    sample_given(options.samples, classifier, data.samples);
  }
  data.sample_accuracy = static_cast<float>(options.sample_accuracy);
}

void check_samples(const Model& model) {
  const SelfTest test = self_test(model);
  if (test.passed()) return;
  throw Error(ErrorCode::usage, "the samples",
              std::to_string(test.right) + " of " + std::to_string(test.samples) + " come out as expected, " +
                  std::to_string(test.required) + " must",
              "mend the labels, add texts, or ask for less");
}

}  // namespace

Trained train(std::span<const LabelledText> texts, const TrainOptions& options) {
  detail::check_options(options);
  Prepared prepared = prepare(texts, options);
  Search searched = search(prepared, options);
  const LogisticFit fit = fit_all(prepared, searched.grid.table[searched.grid.best], options);
  ModelData& data = prepared.data;
  data.weights = to_floats(fit.model.weight);
  data.bias = to_floats(fit.model.intercept);
  add_facts(prepared, searched, fit, options, data.facts);
  HeldOut held_out = settle_decisions(searched, options, data);
  data.finish(options.name);
  add_samples(texts, prepared.labels, options, data);
  const Model model(std::make_shared<const ModelData>(std::move(data)));
  check_samples(model);

  std::vector<Candidate> candidates;
  for (const GridRow& row : searched.grid.table) {
    candidates.push_back({row.c, row.class_weight_power, row.accuracy, row.macro_f1, row.log_loss});
  }
  return {.model = model,
          .candidates = std::move(candidates),
          .chosen = searched.grid.best,
          .searched = std::move(searched.texts),
          .out_of_fold = std::move(held_out.texts),
          .searched_unaccented = std::move(searched.copied),
          .out_of_fold_unaccented = std::move(held_out.copies),
          .iterations = static_cast<std::uint32_t>(fit.iterations),
          .gradient_norm = fit.gradient_norm,
          .converged = fit.converged};
}

}  // namespace ykien
