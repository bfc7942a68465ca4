// ModelData: what a model file holds, as plain data; training fills it, the file code reads and writes it.
#ifndef YKIEN_TOPIC_DETAIL_MODEL_DATA_H_
#define YKIEN_TOPIC_DETAIL_MODEL_DATA_H_

#include <cstdint>
#include <string>
#include <vector>

#include "topic/detail/ngram_index.h"
#include "ykien/topic/model.h"

namespace ykien::detail {

// One stream's share of the features. Units are numbered over all streams, so are features.
struct Stream {
  StreamOptions options;
  std::uint32_t first_unit = 0;
  std::uint32_t unit_count = 0;
  std::uint32_t first_feature = 0;
  std::uint32_t feature_count = 0;
};

struct CalibrationData {
  float scale = 1;          // probabilities = softmax(scale * logit + bias)
  std::vector<float> bias;  // by topic
};

struct ModelData {
  std::vector<Topic> topics;
  std::vector<Fact> facts;
  FeatureOptions features;
  std::vector<Stream> streams;     // one for each of features.streams
  std::vector<std::string> units;  // by unit number
  std::vector<Node> nodes;         // by feature number: every n-gram as its beginning and its last unit
  std::vector<float>
      idf;  // by feature, times the weight of its stream; 0 for one that only leads to longer ones
  std::vector<float> weights;  // features x topics, row-major
  std::vector<float> bias;     // by topic
  CalibrationData calibration;
  float review_threshold = 0.5F;
  float secondary_threshold = 0.3F;
  std::vector<Sample> samples;
  float sample_accuracy = 0;  // the share of them that must be as expected
  NgramIndex index;           // derived: finish() builds it

  // Checks every number against every other and builds the index. Throws Error(damaged) naming what is wrong.
  YKIEN_API void finish(const std::string& name);
};

YKIEN_API std::string write_model(const ModelData& data);
YKIEN_API ModelData read_model(std::string_view bytes, const std::string& name);

// Throws Error(damaged) unless self_test(model) passes; asked of the built-in model where assertions are on.
YKIEN_API void require_self_test(const Model& model, const std::string& name);

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_MODEL_DATA_H_
