// The readable stages after vectorize(), and all of them in a row.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "topic/detail/model_data.h"
#include "topic/detail/read_text.h"
#include "ykien/topic/classify.h"

namespace ykien {
namespace {

// Four numbers that are computed together (a vector type of GCC and clang; any x86-64 has registers for it).
constexpr std::size_t kLanes = 4;
typedef float Floats __attribute__((vector_size(4 * kLanes)));
typedef std::int32_t Ints __attribute__((vector_size(4 * kLanes)));
constexpr std::size_t kMostGroups = kMostTopics / kLanes;
static_assert(kMostTopics % kLanes == 0);

// One number for each topic, and zeros up to a whole number of groups.
struct Groups {
  explicit Groups(std::size_t topics) noexcept : size((topics + kLanes - 1) / kLanes) {}
  float& operator[](std::size_t k) noexcept { return reinterpret_cast<float*>(values.data())[k]; }

  std::size_t size;
  std::array<Floats, kMostGroups> values;
};

// e^x for x <= 0, to 2e-7 of the value: e^x = 2^n e^r, n whole and |r| <= ln(2) / 2, with the Taylor
// polynomial for e^r. Below -87 it stays at e^-87, about 1e-38.
void exp_of_negative(Floats& x) noexcept {
  constexpr float kLeast = -87.0F;
  constexpr float kLog2E = 1.44269504F;
  constexpr float kLn2High = 0.693359375F;
  constexpr float kLn2Low = -2.12194440e-4F;
  x = x < kLeast ? Floats{} + kLeast : x;
  const Ints n = __builtin_convertvector(x * kLog2E - 0.5F, Ints);
  const Floats whole = __builtin_convertvector(n, Floats);
  const Floats r = (x - whole * kLn2High) - whole * kLn2Low;
  Floats power = Floats{} + 1.0F / 5040;
  for (const float coefficient : {1.0F / 720, 1.0F / 120, 1.0F / 24, 1.0F / 6, 0.5F, 1.0F, 1.0F}) {
    power = power * r + coefficient;
  }
  const Ints scale = (n + 127) << 23;
  x = power * std::bit_cast<Floats>(scale);
}

// softmax(scale * logit + bias)
void calibrate(const detail::CalibrationData& calibration, std::span<const float> logits,
               Groups& to) noexcept {
  float largest = -INFINITY;
  for (std::size_t k = 0; k < logits.size(); ++k) {
    to[k] = calibration.scale * logits[k] + calibration.bias[k];
    largest = std::max(largest, to[k]);
  }
  for (std::size_t k = logits.size(); k < to.size * kLanes; ++k) to[k] = largest;
  for (std::size_t group = 0; group < to.size; ++group) {
    to.values[group] -= largest;
    exp_of_negative(to.values[group]);
  }
  for (std::size_t k = logits.size(); k < to.size * kLanes; ++k) to[k] = 0;
  float sum = 0;
  for (std::size_t k = 0; k < logits.size(); ++k) sum += to[k];
  for (std::size_t group = 0; group < to.size; ++group) to.values[group] /= sum;
}

// Ranks by counting for each topic those that stand behind it: no branch depends on the numbers, as in
// sorting. Ties keep the order of the model.
void rank(Groups& probabilities, std::span<std::uint8_t> ranked) noexcept {
  constexpr Ints kOrder = {0, 1, 2, 3};
  std::array<Ints, kMostGroups> places;  // by topic: how many stand before it
  std::fill_n(places.begin(), probabilities.size, Ints{});
  for (std::size_t j = 0; j < ranked.size(); ++j) {
    const float other = probabilities[j];
    for (std::size_t group = 0; group < probabilities.size; ++group) {
      const Ints topics = kOrder + static_cast<std::int32_t>(group * kLanes);
      const Ints before = (other > probabilities.values[group]) |
                          ((other == probabilities.values[group]) & (static_cast<std::int32_t>(j) < topics));
      places[group] -= before;  // true is -1
    }
  }
  const auto* const place = reinterpret_cast<const std::int32_t*>(places.data());
  for (std::size_t k = 0; k < ranked.size(); ++k) {
    ranked[static_cast<std::size_t>(place[k])] = static_cast<std::uint8_t>(k);
  }
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
  Groups probabilities(logits.size());
  calibrate(data.calibration, logits, probabilities);
  const std::span<std::uint8_t> ranked(decision.ranked_.data(), logits.size());
  rank(probabilities, ranked);
  std::memcpy(decision.probabilities_.data(), probabilities.values.data(), logits.size() * sizeof(float));
  while (decision.secondary_ + 1U < ranked.size() &&
         probabilities[ranked[decision.secondary_ + 1U]] >= data.secondary_threshold) {
    ++decision.secondary_;
  }
  decision.needs_review_ = !known || decision.probability() < data.review_threshold;
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
