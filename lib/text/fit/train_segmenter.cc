#include "text/fit/train_segmenter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "text/detail/segment_data.h"
#include "text/detail/segment_line.h"
#include "text/fit/span_counts.h"

namespace ykien::detail {
namespace {

constexpr std::size_t kMostFeatures = 64;  // of a gap
constexpr float kCloseEnough = 0.005F;     // a gap predicted this well teaches nothing
constexpr float kGoldCap = 1;              // what is kept of the squared gradients when gold alone begins
constexpr double kSteps = 32;              // quantized weights a unit

// 1 / (1 + e^-z) in plain arithmetic, so that every machine trains the same bits. Within 1e-6.
double sigmoid(double z) noexcept {
  const double y = std::clamp(-z, -30.0, 30.0) / 1024;
  double power = 1 + y + y * y / 2;
  for (int i = 0; i < 10; ++i) power *= power;
  return 1 / (1 + power);
}

// SplitMix64 (Steele, Lea and Flood 2014).
class Random {
 public:
  std::uint64_t below(std::uint64_t bound) noexcept {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return (z ^ (z >> 31)) % bound;
  }
  template <typename T>
  void shuffle(std::vector<T>& items) noexcept {
    for (std::size_t left = items.size(); left > 1; --left) std::swap(items[left - 1], items[below(left)]);
  }

 private:
  std::uint64_t state_ = 1;
};

// How a line is shown: as it stands, without its capitals, or with those lost that stand within a word
// (Nguyễn văn hải), as they are in texts whose capitals went through a program.
enum class Writing : std::uint8_t { as_is, caseless, lowered };

struct Example {
  const LabelledLine* line;
  std::uint32_t weight;  // with which its spans were counted
  Writing writing;
};

// Takes the capitals within words away; returns whether there were any.
bool lower_within_words(const LabelledLine& labelled, SegmentLine& line) {
  bool any = false;
  for (std::size_t i = 1; i < labelled.size(); ++i) {
    std::uint8_t& shape = line.shapes[kLineMargin + i];
    if (labelled.before(i) != Gap::joined || (shape & ~kForeign) != kTitle) continue;
    shape = static_cast<std::uint8_t>(kLower | (shape & kForeign));
    any = true;
  }
  return any;
}

// Online logistic regression with a rate for each feature that falls with its squared gradients (AdaGrad:
// Duchi, Hazan and Singer 2011).
class Learner {
 public:
  Learner(Reading reading, int bits) : reading_(reading), places_(bits), weights_(places_.size()) {}

  void learn(const Example& example, const SpanCounts& counts, float rate) {
    const LabelledLine& labelled = *example.line;
    const bool caseless = example.writing == Writing::caseless || is_caseless(labelled.units);
    set_units(labelled.units, reading_, caseless, line_);
    if (example.writing == Writing::lowered && !lower_within_words(labelled, line_)) return;
    find_rows(places_, line_, [](const UnitRows&, std::uint64_t) {});
    counts.set_codes_without(labelled, example.weight, line_);
    SegmentHistory history;
    for (std::size_t i = 0; i + 1 < labelled.size(); ++i) {
      const auto at = static_cast<std::ptrdiff_t>(i);
      const bool fixed = is_mark(line_.shape(at)) || is_mark(line_.shape(at + 1));
      history.decide(!fixed && learn_gap(labelled.gaps[i], at, history, rate), at);
    }
  }

  void cap_gradients(float most) noexcept {
    for (Weight& weight : weights_) weight.squares = std::min(weight.squares, most);
  }

  void add_to(std::vector<float>& sums) const {
    sums.resize(weights_.size());
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weights_[i].value;
  }

 private:
  struct Weight {
    float value = 0;
    float squares = 0;
  };

  // Learns from one gap and returns what its decision was: the right one where it is known.
  bool learn_gap(Gap gap, std::ptrdiff_t at, const SegmentHistory& history, float rate) noexcept {
    std::size_t count = 0;
    float sum = 0;
    each_feature(places_, line_, at, history, [&](std::uint32_t place) {
      features_[count++] = place;
      sum += weights_[place].value;
    });
    if (gap == Gap::unknown) return sum > 0;
    const bool joined = gap == Gap::joined;
    const auto error = static_cast<float>(sigmoid(sum) - (joined ? 1 : 0));
    if (std::abs(error) < kCloseEnough) return joined;
    for (std::size_t i = 0; i < count; ++i) {
      Weight& weight = weights_[features_[i]];
      weight.squares += error * error;
      weight.value -= rate * error / std::sqrt(weight.squares + 0.5F);
    }
    return joined;
  }

  Reading reading_;
  WeightPlaces places_;
  SegmentLine line_;
  std::vector<Weight> weights_;
  std::array<std::uint32_t, kMostFeatures> features_{};
};

SpanCounts count_spans(Reading reading, const SegmenterCorpus& corpus, std::uint32_t gold_weight) {
  SpanCounts counts(reading);
  for (const LabelledLine& line : corpus.silver) counts.find(line);
  for (const LabelledLine& line : corpus.gold) counts.find(line);
  for (const LabelledLine& line : corpus.silver) counts.count(line, 1);
  for (const LabelledLine& line : corpus.gold) counts.count(line, gold_weight);
  return counts;
}

std::vector<Example> all_examples(const SegmenterCorpus& corpus, std::span<const LabelledLine> silver,
                                  const SegmenterOptions& options, Random& random) {
  std::vector<Example> examples;
  for (const LabelledLine& line : silver) {
    examples.push_back({&line, 1, Writing::as_is});
    if (random.below(10) < options.caseless_share) examples.push_back({&line, 1, Writing::caseless});
    if (random.below(10) < options.lowered_share) examples.push_back({&line, 1, Writing::lowered});
  }
  for (const LabelledLine& line : corpus.gold) {
    for (std::uint32_t i = 0; i < options.gold_weight; ++i)
      examples.push_back({&line, options.gold_weight, Writing::as_is});
    examples.push_back({&line, options.gold_weight, Writing::caseless});
  }
  return examples;
}

std::vector<Example> gold_examples(const SegmenterCorpus& corpus, std::uint32_t weight) {
  std::vector<Example> examples;
  for (const LabelledLine& line : corpus.gold) {
    examples.push_back({&line, weight, Writing::as_is});
    examples.push_back({&line, weight, Writing::caseless});
  }
  return examples;
}

std::vector<std::int8_t> quantized(const std::vector<float>& sums, int count) {
  std::vector<std::int8_t> result(sums.size());
  std::ranges::transform(sums, result.begin(), [count](float sum) {
    return static_cast<std::int8_t>(
        std::clamp(std::floor(sum / static_cast<float>(count) * kSteps + 0.5), -127.0, 127.0));
  });
  return result;
}

struct Stream {
  std::vector<std::int8_t> weights;
  std::vector<std::uint32_t> spans;
};

Stream train_stream(Reading reading, const SegmenterCorpus& corpus, const SegmenterOptions& options) {
  const bool plain = reading == Reading::plain;
  std::span<const LabelledLine> silver(corpus.silver);
  if (plain) silver = silver.first(std::min(silver.size(), options.plain_silver));
  const SpanCounts counts = count_spans(reading, corpus, options.gold_weight);
  Random random;
  Learner learner(reading, plain ? options.plain_bits : options.accented_bits);
  std::vector<Example> examples = all_examples(corpus, silver, options, random);
  random.shuffle(examples);
  for (const Example& example : examples) learner.learn(example, counts, options.rate);
  learner.cap_gradients(kGoldCap);
  examples = gold_examples(corpus, options.gold_weight);
  std::vector<float> sums;  // of the weights after each pass: their mean is steadier than the last
  for (int epoch = 0; epoch < options.gold_epochs; ++epoch) {
    random.shuffle(examples);
    for (const Example& example : examples) learner.learn(example, counts, options.gold_rate);
    learner.add_to(sums);
  }
  return {quantized(sums, options.gold_epochs), counts.table()};
}

}  // namespace

std::string train_segmenter(const SegmenterCorpus& corpus, const SegmenterOptions& options,
                            const std::function<void(const std::string&)>& tell) {
  constexpr std::array<const char*, kReadings> kNames = {"with accents", "without accents"};
  std::array<Stream, kReadings> streams;
  SegmentData data;
  for (std::size_t i = 0; i < kReadings; ++i) {
    tell(std::string("learning to read text ") + kNames[i]);
    streams[i] = train_stream(static_cast<Reading>(i), corpus, options);
    data.streams[i] = {streams[i].weights, streams[i].spans};
  }
  data.provenance = corpus.provenance;
  data.lexicon = corpus.lexicon;
  return write_segment_model(data);
}

}  // namespace ykien::detail
