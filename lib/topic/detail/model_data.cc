#include "topic/detail/model_data.h"

#include <cmath>
#include <set>

#include "topic/detail/model_limits.h"
#include "topic/detail/units.h"
#include "ykien/base/error.h"

namespace ykien::detail {
namespace {

class Check {
 public:
  explicit Check(const std::string& name) : name_(name) {}
  void operator()(bool good, const char* what) const {
    if (good) return;
    throw Error(ErrorCode::damaged, name_, std::string("not a usable model: ") + what,
                "get the file again or train a new model");
  }

 private:
  const std::string& name_;
};

template <typename Range>
bool all_finite(const Range& values) {
  for (const float value : values) {
    if (!std::isfinite(value)) return false;
  }
  return true;
}

bool is_share(float value) { return value >= 0 && value <= 1; }

void check_topics(const ModelData& data, const Check& check) {
  check(data.topics.size() >= 2 && data.topics.size() <= kMostTopics, "the number of topics is out of range");
  std::set<std::string> ids;
  for (const Topic& topic : data.topics) {
    check(!topic.id.empty() && ids.insert(topic.id).second, "a topic id is empty or used twice");
  }
}

void check_numbers(const ModelData& data, const Check& check) {
  const std::size_t features = data.nodes.size();
  const std::size_t topics = data.topics.size();
  check(data.idf.size() == features && data.weights.size() == features * topics,
        "the weights do not fit the features");
  check(data.bias.size() == topics && data.calibration.bias.size() == topics,
        "the biases do not fit the topics");
  check(all_finite(data.idf) && all_finite(data.weights) && all_finite(data.bias) &&
            all_finite(data.calibration.bias),
        "a weight is not a number");
  check(std::isfinite(data.calibration.scale) && data.calibration.scale > 0,
        "the calibration is not positive");
  check(is_share(data.review_threshold) && is_share(data.secondary_threshold) &&
            is_share(data.features.unaccented_share) && is_share(data.sample_accuracy),
        "a threshold is not between 0 and 1");
  for (const Sample& sample : data.samples) {
    check(sample.topic < topics && sample.expected < topics, "a sample has an unknown topic");
  }
}

// The paths differ in what they do with a start that counts by itself.
void check_starts(const ModelData& data, const Check& check) {
  if (!data.features.mark_start) return;
  for (std::size_t i = 0; i < data.nodes.size(); ++i) {
    const bool start = data.nodes[i].parent == kNone && data.units[data.nodes[i].unit] == kStartUnit;
    check(!start || data.idf[i] == 0, "the start of a text counts by itself");
  }
}

// Beginnings stand before the n-grams they begin, in the same stream, and no n-gram is longer than its stream
// says.
void check_stream(const ModelData& data, const Stream& stream, const Check& check) {
  check(stream.options.min_n >= 1 && stream.options.min_n <= stream.options.max_n &&
            stream.options.max_n <= kLongestNgram && stream.options.kind <= StreamKind::unaccented,
        "the n-gram lengths are out of range");
  check(std::isfinite(stream.options.weight) && stream.options.weight > 0,
        "the weight of a stream is not positive");
  std::vector<std::uint8_t> lengths(stream.feature_count);
  for (std::uint32_t i = 0; i < stream.feature_count; ++i) {
    const Node& node = data.nodes[stream.first_feature + i];
    check(node.unit - stream.first_unit < stream.unit_count, "an n-gram has an unknown unit");
    if (node.parent == kNone) {
      lengths[i] = 1;
      continue;
    }
    check(node.parent >= stream.first_feature && node.parent < stream.first_feature + i,
          "an n-gram has no beginning");
    lengths[i] = static_cast<std::uint8_t>(lengths[node.parent - stream.first_feature] + 1);
    check(lengths[i] <= stream.options.max_n, "an n-gram is too long");
  }
}

}  // namespace

void ModelData::finish(const std::string& name) {
  const Check check(name);
  check_topics(*this, check);
  check_numbers(*this, check);
  check(!streams.empty() && streams.size() <= kMostStreams && streams.size() == features.streams.size(),
        "the number of feature streams is out of range");
  std::vector<std::uint32_t> first_units;
  std::size_t units_seen = 0;
  std::size_t features_seen = 0;
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const Stream& stream = streams[i];
    check(stream.options == features.streams[i], "a feature stream contradicts the options");
    check(stream.first_unit == units_seen && stream.first_feature == features_seen,
          "the streams leave a gap");
    units_seen += stream.unit_count;
    features_seen += stream.feature_count;
    check(units_seen <= units.size() && features_seen <= nodes.size(), "the streams reach too far");
    check_stream(*this, stream, check);
    first_units.push_back(stream.first_unit);
  }
  check(units_seen == units.size() && features_seen == nodes.size(), "units or features are left over");
  check_starts(*this, check);
  check(index.build(units, first_units, nodes), "a unit or an n-gram stands twice");
}

}  // namespace ykien::detail
