#include "topic/detail/decider.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

#define YKIEN_FUSED ykien::detail::decider_steps
#include "topic/detail/vector_exp.h"
#undef YKIEN_FUSED

namespace ykien::detail {
namespace {

using decider_steps::exp_of_negative;
using decider_steps::larger;

constexpr Ints kOrder = {0, 1, 2, 3};

Floats halves_changed(Floats x) noexcept { return __builtin_shufflevector(x, x, 2, 3, 0, 1); }
Floats neighbours_changed(Floats x) noexcept { return __builtin_shufflevector(x, x, 1, 0, 3, 2); }
void pad(const std::vector<float>& numbers, TopicFloats& to) noexcept {
  std::memcpy(to.data(), numbers.data(), numbers.size() * sizeof(float));
}

}  // namespace

// kTopics: how many topics, where that is known while compiling; 0: as many as the decider has.
template <std::size_t kTopics>
struct Decider::Steps {
  static constexpr std::size_t kMost = kTopics == 0 ? kMostTopics : (kTopics + kLanes - 1) / kLanes * kLanes;
  using Groups = std::array<Floats, kMost / kLanes>;

  explicit Steps(const Rule& all) noexcept : rule(all) {}

  std::size_t topics() const noexcept { return kTopics == 0 ? rule.topics : kTopics; }
  std::size_t groups() const noexcept { return (topics() + kLanes - 1) / kLanes; }

  // Of the last group, where topics stand.
  Ints in_use() const noexcept {
    return kOrder < static_cast<std::int32_t>(topics() - (groups() - 1) * kLanes);
  }

  // What follows the topics among the sums is the square of the length.
  void decide_sums(const float* sums, bool l2_norm, Decision& to) const noexcept {
    const float length = std::sqrt(sums[topics()]);
    const bool known = length > 0;
    const float scale = l2_norm && known ? 1 / length : 1;
    Groups logits;
    std::memcpy(logits.data(), sums, groups() * sizeof(Floats));
    for (std::size_t group = 0; group < groups(); ++group)
      logits[group] = logits[group] * scale + rule.bias[group];
    decide(logits, known, to);
  }

  // `numbers`: logits, of which the probabilities take the place.
  void decide(Groups& numbers, bool known, Decision& to) const noexcept {
    calibrate(numbers);
    to.count_ = static_cast<std::uint8_t>(topics());
    std::memcpy(to.probabilities_.data(), numbers.data(), groups() * sizeof(Floats));
    rank(numbers, to.ranked_.data());
    to.secondary_ = static_cast<std::uint8_t>(std::max<std::size_t>(frequent(numbers), 1) - 1);
    to.needs_review_ = !known || to.probability() < rule.review_threshold;
  }

  // softmax(scale * logit + bias), zeros after the topics
  void calibrate(Groups& to) const noexcept {
    const std::size_t last = groups() - 1;
    for (std::size_t group = 0; group <= last; ++group)
      to[group] = to[group] * rule.scale + rule.calibration_bias[group];
    to[last] = in_use() ? to[last] : Floats{} - INFINITY;
    Floats largest = to[0];
    for (std::size_t group = 1; group <= last; ++group) largest = larger(largest, to[group]);
    largest = larger(largest, halves_changed(largest));
    largest = larger(largest, neighbours_changed(largest));
    for (std::size_t group = 0; group <= last; ++group)
      to[group] = exp_of_negative<Ints>(to[group] - largest);
    to[last] = in_use() ? to[last] : Floats{};
    Floats sum = to[0];
    for (std::size_t group = 1; group <= last; ++group) sum += to[group];
    sum += halves_changed(sum);
    sum += neighbours_changed(sum);
    for (std::size_t group = 0; group <= last; ++group) to[group] /= sum;
  }

  // Ranks by counting for each topic those that stand before it: no branch depends on the numbers, as in
  // sorting. Ties keep the order of the model. (Numbers that are not negative compare as their bits do.)
  void rank(const Groups& probabilities, std::uint8_t* ranked) const noexcept {
    std::array<Ints, kMost / kLanes> places;  // by topic: how many stand before it
    std::fill_n(places.begin(), groups(), Ints{});
    for (std::size_t j = 0; j < topics(); ++j) {
      const Ints other = Ints{} + std::bit_cast<Ints>(probabilities[j / kLanes])[j % kLanes];
      for (std::size_t group = 0; group < groups(); ++group) {
        // All bits, which is -1, where topics stand after j in the model: there a tie counts too.
        const Ints after = kOrder > static_cast<std::int32_t>(j) - static_cast<std::int32_t>(group * kLanes);
        places[group] -= other > std::bit_cast<Ints>(probabilities[group]) + after;
      }
    }
    for (std::size_t k = 0; k < topics(); ++k) {
      ranked[static_cast<std::size_t>(places[k / kLanes][k % kLanes])] = static_cast<std::uint8_t>(k);
    }
  }

  // How many topics reach the threshold of secondary ones.
  std::size_t frequent(const Groups& probabilities) const noexcept {
    Ints count{};
    for (std::size_t group = 0; group < groups(); ++group)
      count -= probabilities[group] >= rule.secondary_threshold;
    const std::int32_t all = count[0] + count[1] + count[2] + count[3];
    return std::min(static_cast<std::size_t>(all), topics());
  }

  const Rule& rule;
};

Decider::Decider(const ModelData& data) noexcept
    : rule_{.topics = data.topics.size(),
            .scale = data.calibration.scale,
            .review_threshold = data.review_threshold,
            .secondary_threshold = data.secondary_threshold} {
  pad(data.bias, rule_.bias);
  pad(data.calibration.bias, rule_.calibration_bias);
}

void Decider::decide(std::span<const float> logits, bool known, Decision& to) const noexcept {
  TopicFloats numbers{};
  std::memcpy(numbers.data(), logits.data(), logits.size() * sizeof(float));
  Steps<0>(rule_).decide(numbers, known, to);
}

void Decider::decide_sums(const float* sums, bool l2_norm, Decision& to) const noexcept {
  switch (rule_.topics) {  // loops over usual numbers of topics are unrolled
    case 2: return Steps<2>(rule_).decide_sums(sums, l2_norm, to);
    case 3: return Steps<3>(rule_).decide_sums(sums, l2_norm, to);
    case 4: return Steps<4>(rule_).decide_sums(sums, l2_norm, to);
    case 5: return Steps<5>(rule_).decide_sums(sums, l2_norm, to);
    case 6: return Steps<6>(rule_).decide_sums(sums, l2_norm, to);
    case 7: return Steps<7>(rule_).decide_sums(sums, l2_norm, to);
    case 8: return Steps<8>(rule_).decide_sums(sums, l2_norm, to);
    case 9: return Steps<9>(rule_).decide_sums(sums, l2_norm, to);
    case 10: return Steps<10>(rule_).decide_sums(sums, l2_norm, to);
    default: return Steps<0>(rule_).decide_sums(sums, l2_norm, to);
  }
}

}  // namespace ykien::detail

namespace ykien {
namespace {

using detail::Floats;

template <std::size_t... kGroups>
void clear(char* to, std::index_sequence<kGroups...>) noexcept {
  const Floats none{};
  (std::memcpy(to + kGroups * sizeof none, &none, sizeof none), ...);
}

}  // namespace

// Group by group: what compilers make of an array of zeros is a string instruction, which takes as long as
// reading three words of a text.
Decision::Decision() noexcept {  // NOLINT(cppcoreguidelines-pro-type-member-init)
  clear(reinterpret_cast<char*>(probabilities_.data()),
        std::make_index_sequence<sizeof probabilities_ / sizeof(Floats)>());
  clear(reinterpret_cast<char*>(ranked_.data()), std::make_index_sequence<sizeof ranked_ / sizeof(Floats)>());
}

}  // namespace ykien
