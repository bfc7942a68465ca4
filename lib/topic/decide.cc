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
static_assert(kMostTopics % kLanes == 0);

// One number for each topic, and zeros up to a whole number of groups. kTopics: how many topics, where that
// is known while compiling; 0: as many as are said.
template <std::size_t kTopics>
struct Groups {
  static constexpr std::size_t kMost = kTopics == 0 ? kMostTopics : (kTopics + kLanes - 1) / kLanes * kLanes;

  explicit Groups(std::size_t count) noexcept : topics(kTopics == 0 ? count : kTopics) {}
  float& operator[](std::size_t k) noexcept { return reinterpret_cast<float*>(values.data())[k]; }
  std::size_t size() const noexcept { return (topics + kLanes - 1) / kLanes; }
  std::size_t lanes() const noexcept { return size() * kLanes; }

  std::size_t topics;
  std::array<Floats, kMost / kLanes> values;
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
template <std::size_t kTopics>
void calibrate(const detail::CalibrationData& calibration, const float* logits,
               Groups<kTopics>& to) noexcept {
  float largest = -INFINITY;
  for (std::size_t k = 0; k < to.topics; ++k) {
    to[k] = calibration.scale * logits[k] + calibration.bias[k];
    largest = std::max(largest, to[k]);
  }
  for (std::size_t k = to.topics; k < to.lanes(); ++k) to[k] = largest;
  for (std::size_t group = 0; group < to.size(); ++group) {
    to.values[group] -= largest;
    exp_of_negative(to.values[group]);
  }
  for (std::size_t k = to.topics; k < to.lanes(); ++k) to[k] = 0;
  float sum = 0;
  for (std::size_t k = 0; k < to.topics; ++k) sum += to[k];
  for (std::size_t group = 0; group < to.size(); ++group) to.values[group] /= sum;
}

// Ranks by counting for each topic those that stand behind it: no branch depends on the numbers, as in
// sorting. Ties keep the order of the model.
template <std::size_t kTopics>
void rank(Groups<kTopics>& probabilities, std::uint8_t* ranked) noexcept {
  constexpr Ints kOrder = {0, 1, 2, 3};
  std::array<Ints, Groups<kTopics>::kMost / kLanes> places;  // by topic: how many stand before it
  std::fill_n(places.begin(), probabilities.size(), Ints{});
  for (std::size_t j = 0; j < probabilities.topics; ++j) {
    const float other = probabilities[j];
    for (std::size_t group = 0; group < probabilities.size(); ++group) {
      const Ints topics = kOrder + static_cast<std::int32_t>(group * kLanes);
      const Ints before = (other > probabilities.values[group]) |
                          ((other == probabilities.values[group]) & (static_cast<std::int32_t>(j) < topics));
      places[group] -= before;  // true is -1
    }
  }
  const auto* const place = reinterpret_cast<const std::int32_t*>(places.data());
  for (std::size_t k = 0; k < probabilities.topics; ++k) {
    ranked[static_cast<std::size_t>(place[k])] = static_cast<std::uint8_t>(k);
  }
}

template <std::size_t kTopics>
void calibrate_and_rank(const detail::CalibrationData& calibration, std::span<const float> logits,
                        float* probabilities, std::uint8_t* ranked) noexcept {
  Groups<kTopics> groups(logits.size());
  calibrate(calibration, logits.data(), groups);
  rank(groups, ranked);
  std::memcpy(probabilities, groups.values.data(), groups.lanes() * sizeof(float));
}

using CalibrateAndRank = decltype(&calibrate_and_rank<0>);

// By number of topics: loops of usual lengths are unrolled.
constexpr std::array<CalibrateAndRank, 9> kCalibrateAndRank = {
    &calibrate_and_rank<0>, &calibrate_and_rank<1>, &calibrate_and_rank<2>,
    &calibrate_and_rank<3>, &calibrate_and_rank<4>, &calibrate_and_rank<5>,
    &calibrate_and_rank<6>, &calibrate_and_rank<7>, &calibrate_and_rank<8>};

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
  const std::size_t topics = logits.size();
  kCalibrateAndRank[topics < kCalibrateAndRank.size() ? topics : 0](
      data.calibration, logits, decision.probabilities_.data(), decision.ranked_.data());
  std::size_t others = 1;
  while (others < topics && decision.probabilities_[decision.ranked_[others]] >= data.secondary_threshold)
    ++others;
  decision.secondary_ = static_cast<std::uint8_t>(others - 1);
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
