// Decider: from logits to a decision, the same code for the readable stages and the fused path. All numbers
// of topics are held four at a time, and no step takes one of them from memory that wrote four, or four that
// were written one by one: such loads wait for the stores.
#ifndef YKIEN_TOPIC_DETAIL_DECIDER_H_
#define YKIEN_TOPIC_DETAIL_DECIDER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "topic/detail/model_data.h"
#include "ykien/topic/classify.h"

namespace ykien::detail {

// A vector type of GCC and clang; any x86-64 has registers for it.
inline constexpr std::size_t kLanes = 4;
typedef float Floats __attribute__((vector_size(4 * kLanes)));
typedef std::int32_t Ints __attribute__((vector_size(4 * kLanes)));
static_assert(kMostTopics % kLanes == 0);

// One number for each topic, and zeros up to a whole group.
using TopicFloats = std::array<Floats, kMostTopics / kLanes>;

// Immutable.
class Decider {
 public:
  struct Rule {
    std::size_t topics;
    TopicFloats bias{};
    float scale;
    TopicFloats calibration_bias{};
    float review_threshold;
    float secondary_threshold;

    // What was decided by these elsewhere: `size` bytes of probabilities, then zeros, and the topics, the
    // most probable first, a byte each.
    void put(const void* probabilities, std::size_t size, std::uint64_t ranked, std::uint8_t secondary,
             bool needs_review, Decision& to) const noexcept {
      std::memcpy(to.probabilities_.data(), probabilities, size);
      std::memcpy(to.ranked_.data(), &ranked, sizeof ranked);
      to.count_ = static_cast<std::uint8_t>(topics);
      to.secondary_ = secondary;
      to.needs_review_ = needs_review;
    }
  };

  explicit Decider(const ModelData& data) noexcept;

  // `logits`: one for each topic. `known`: whether the text has any feature.
  void decide(std::span<const float> logits, bool known, Decision& to) const noexcept;
  // From the sums of a text's rows, FusedTables::stride of them, which are divided by its length with
  // `l2_norm`.
  void decide_sums(const float* sums, bool l2_norm, Decision& to) const noexcept;

  const Rule& rule() const noexcept { return rule_; }

 private:
  template <std::size_t kTopics>
  struct Steps;

  Rule rule_;
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_DECIDER_H_
