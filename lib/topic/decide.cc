// The readable stages after vectorize(), and all of them in a row.
#include <cmath>

#include "topic/detail/decider.h"
#include "topic/detail/model_data.h"
#include "topic/detail/read_text.h"
#include "ykien/topic/classify.h"

namespace ykien {
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
  Decision decision;
  detail::Decider(model.data()).decide(logits, known, decision);
  return decision;
}

Decision classify_by_stages(const Model& model, std::string_view utf8, const AccentModel* accents) {
  const auto [folded, tokens] = detail::read_text(model, utf8, accents);
  const SparseVector vector = vectorize(model, folded.text, tokens);
  return decide(model, score(model, vector), vector.known());
}

SelfTest self_test(const Model& model) {
  const Classifier classifier(model);
  Workspace workspace;
  SelfTest result;
  result.samples = model.samples().size();
  const double least = static_cast<double>(model.sample_accuracy()) * static_cast<double>(result.samples);
  result.required = static_cast<std::size_t>(std::ceil(least - 1e-4));  // 0.9F is a little less than 9 in 10
  for (const Sample& sample : model.samples()) {
    const std::uint32_t topic = classifier.classify(sample.text, workspace).topic();
    result.changed += topic == sample.topic ? 0 : 1;
    result.right += topic == sample.expected ? 1 : 0;
  }
  return result;
}

}  // namespace ykien
