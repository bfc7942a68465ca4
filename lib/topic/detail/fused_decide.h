// From sums to decisions, eight texts at a time. Part of fused.h.

namespace YKIEN_FUSED {

// Each register holds one number of eight texts; what is done to them is what Decider does to four topics of
// one, in the same order, so that the bits are the same. For up to seven topics: their sums and the square of
// the length are eight numbers. Topics that the model has not count as such, of probability 0, after all
// others. Steps: those of the lanes that have what it takes.
template <typename Steps>
class EightDecisions {
 public:
  using Floats = detail::Eight::Floats;
  typedef std::int32_t Ints __attribute__((vector_size(sizeof(Floats))));
  static constexpr std::size_t kTexts = 8;
  static constexpr std::size_t kMost = 7;  // topics

  explicit EightDecisions(const detail::FusedTables& tables) noexcept
      : rule_(tables.decider.rule()), l2_norm_(tables.features.l2_norm) {}

  // `sums`: of eight texts, eight numbers each.
  void decide(const float* sums, Decision* to) const noexcept {
    std::array<Floats, kTexts> numbers;  // by topic, then the squares of the lengths
    std::memcpy(numbers.data(), sums, sizeof numbers);
    Steps::transpose(numbers);
    const Ints known = find_probabilities(numbers);
    put(numbers, known, to);
  }

 private:
  // Of the sums in `numbers`; returns which texts have any feature.
  Ints find_probabilities(std::array<Floats, kTexts>& numbers) const noexcept {
    const Floats square = numbers[rule_.topics];
    const Floats length = Steps::square_roots(square);
    const Ints known = length > 0.0F;
    const Floats one = Floats{} + 1.0F;
    const Floats scale = l2_norm_ ? (known ? one / length : one) : one;
    Floats largest = Floats{} - INFINITY;
    for (std::size_t k = 0; k < rule_.topics; ++k) {
      const Floats logit = numbers[k] * scale + number(rule_.bias, k);
      numbers[k] = logit * rule_.scale + number(rule_.calibration_bias, k);
      largest = larger(largest, numbers[k]);
    }
    for (std::size_t k = 0; k < kTexts; ++k)
      numbers[k] = k < rule_.topics ? exp_of_negative<Ints>(numbers[k] - largest) : Floats{};
    const auto of_halves = [&](std::size_t k) { return numbers[k] + numbers[k + 4]; };
    const Floats sum = (of_halves(0) + of_halves(2)) + (of_halves(1) + of_halves(3));
    for (std::size_t k = 0; k < kMost; ++k) numbers[k] /= sum;
    return known;
  }

  static float number(const detail::TopicFloats& numbers, std::size_t topic) noexcept {
    return numbers[topic / detail::kLanes][topic % detail::kLanes];
  }

  // By text: the topics, the most probable first, a byte each.
  struct Ranked {
    Ints first{};
    Ints others{};  // from the fifth on
  };
  // By counting for each topic those that stand before it, as Decider does. `places` of topics that come
  // after all others in the model begin with 0.
  static Ranked rank(const std::array<Floats, kTexts>& probabilities) noexcept {
    std::array<Ints, kMost> places;
    for (std::size_t k = 0; k < kMost; ++k) places[k] = Ints{} + static_cast<std::int32_t>(kMost - 1 - k);
    for (std::size_t k = 1; k < kMost; ++k) {
      for (std::size_t j = 0; j < k; ++j) {
        const Ints before =
            probabilities[j] >= probabilities[k];  // all bits, which is -1, where j comes first
        places[j] += before;
        places[k] -= before;
      }
    }
    Ranked ranked;
    for (std::size_t k = 1; k < kMost; ++k) {
      const Ints topic = Ints{} + static_cast<std::int32_t>(k);
      const Ints bits = places[k] * 8;
      ranked.first |= Steps::shifted(topic, bits);
      ranked.others |= Steps::shifted(topic, bits - 32);
    }
    return ranked;
  }

  void put(std::array<Floats, kTexts>& numbers, Ints known, Decision* to) const noexcept {
    const Ranked ranked = rank(numbers);
    Floats largest = numbers[0];
    Ints frequent = Ints{};
    for (std::size_t k = 0; k < rule_.topics; ++k) {
      largest = larger(largest, numbers[k]);
      frequent -= numbers[k] >= rule_.secondary_threshold;
    }
    const Ints secondary = frequent > 1 ? frequent - 1 : Ints{};
    const Ints review = ~known | (largest < rule_.review_threshold);
    Steps::transpose(numbers);  // again by text
    for (std::size_t i = 0; i < kTexts; ++i) {
      const auto ranks = static_cast<std::uint64_t>(static_cast<std::uint32_t>(ranked.first[i])) |
                         static_cast<std::uint64_t>(static_cast<std::uint32_t>(ranked.others[i])) << 32;
      rule_.put(&numbers[i], sizeof numbers[i], ranks, static_cast<std::uint8_t>(secondary[i]),
                review[i] != 0, to[i]);
    }
  }

  const detail::Decider::Rule& rule_;
  bool l2_norm_;
};

template <typename Steps>
void decide_with(const detail::FusedTables& tables, const float* sums, std::span<Decision> to) noexcept {
  if constexpr (Steps::kDecidesEight) {
    using Eight = EightDecisions<Steps>;
    if (to.size() == Eight::kTexts && tables.stride == Eight::kTexts)
      return Eight(tables).decide(sums, to.data());
  }
  for (std::size_t i = 0; i < to.size(); ++i) tables.decide(sums + i * tables.stride, to[i]);
}

// Decides texts from their sums, tables.stride numbers each.
inline void decide(const detail::FusedTables& tables, const float* sums, std::span<Decision> to) noexcept {
  decide_with<Lanes>(tables, sums, to);
}

}  // namespace YKIEN_FUSED
