// The readable stages after vectorize(), and all of them in a row.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "topic/detail/model_data.h"
#include "ykien/text/normalize.h"
#include "ykien/topic/classify.h"

namespace ykien {
namespace {

// softmax(scale * logit + bias)
void calibrate(const detail::CalibrationData& calibration, std::span<const float> logits, std::span<float> to) noexcept {
  float largest = -INFINITY;
  for (std::size_t k = 0; k < logits.size(); ++k) {
    to[k] = calibration.scale * logits[k] + calibration.bias[k];
    largest = std::max(largest, to[k]);
  }
  float sum = 0;
  for (float& value : to) sum += value = std::exp(value - largest);
  for (float& value : to) value /= sum;
}

}  // namespace

std::vector<float> score(const Model& model, const SparseVector& vector) {
  const detail::ModelData& data = model.data();
  const std::size_t topics = data.topics.size();
  std::vector<float> logits = data.bias;
  for (std::size_t i = 0; i < vector.ids.size(); ++i) {
    const float* const row = &data.weights[vector.ids[i] * topics];
    for (std::size_t k = 0; k < topics; ++k) logits[k] += vector.values[i] * row[k];
  }
  return logits;
}

Decision decide(const Model& model, std::span<const float> logits, bool known) noexcept {
  const detail::ModelData& data = model.data();
  Decision decision;
  decision.count_ = static_cast<std::uint8_t>(logits.size());
  const std::span<float> probabilities(decision.probabilities_.data(), logits.size());
  calibrate(data.calibration, logits, probabilities);
  const std::span<std::uint8_t> ranked(decision.ranked_.data(), logits.size());
  std::iota(ranked.begin(), ranked.end(), std::uint8_t{0});
  // Insertion sort: few topics, stable so that ties keep the model's order, and no allocation.
  for (std::size_t i = 1; i < ranked.size(); ++i) {
    const std::uint8_t topic = ranked[i];
    std::size_t at = i;
    for (; at > 0 && probabilities[ranked[at - 1]] < probabilities[topic]; --at) ranked[at] = ranked[at - 1];
    ranked[at] = topic;
  }
  while (decision.secondary_ + 1U < ranked.size() &&
         probabilities[ranked[decision.secondary_ + 1U]] >= data.secondary_threshold) {
    ++decision.secondary_;
  }
  decision.needs_review_ = !known || decision.probability() < data.review_threshold;
  return decision;
}

Decision classify_by_stages(const Model& model, std::string_view utf8) {
  const Normalized folded = normalize(utf8);
  const std::vector<Token> tokens = tokenize(folded.text);
  const SparseVector vector = vectorize(model, folded.text, tokens);
  return decide(model, score(model, vector), !vector.ids.empty());
}

std::size_t self_test(const Model& model) {
  const Classifier classifier(model);
  Workspace workspace;
  std::size_t wrong = 0;
  for (const Sample& sample : model.samples()) {
    wrong += classifier.classify(sample.text, workspace).topic() == sample.topic ? 0 : 1;
  }
  return wrong;
}

}  // namespace ykien
