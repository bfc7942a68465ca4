// The model file: round trip, every truncation, every flipped byte, and numbers that contradict each other.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "support_model.h"
#include "topic/detail/units.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

std::string small_model_bytes() {
  static const std::string bytes = [] {
    FeatureOptions options;
    options.streams = {
        {StreamKind::accented, 1, 2}, {StreamKind::plain, 1, 1}, {StreamKind::unaccented, 1, 2}};
    return Model(test::toy_data({test::some_texts()[0], test::some_texts()[4]}, options, 1, 3)).to_bytes();
  }();
  return bytes;
}

ErrorCode code_of(const std::string& bytes) {
  try {
    Model::from_bytes(bytes, "m");
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
    EXPECT_FALSE(error.cure().empty());
    return error.code();
  }
  ADD_FAILURE() << "the damage was not found";
  return ErrorCode::usage;
}

TEST(ModelFile, ComesBackAsItWas) {
  const Model model = Model::from_bytes(small_model_bytes());
  EXPECT_EQ(model.to_bytes(), small_model_bytes());
  EXPECT_EQ(model.topics().size(), 3U);
  EXPECT_EQ(model.topics()[1].name, "Chủ đề 1");
  EXPECT_EQ(model.topic_index("topic2"), 2U);
  EXPECT_EQ(model.facts()[0], (Fact{"name", "toy"}));
  ASSERT_EQ(model.features().streams.size(), 3U);
  EXPECT_EQ(model.features().streams[2], (StreamOptions{StreamKind::unaccented, 1, 2}));
  EXPECT_EQ(model.samples().size(), 1U);
  EXPECT_EQ(model.samples()[0].expected, 1U);
  EXPECT_EQ(model.sample_accuracy(), 0.5F);
  EXPECT_EQ(model.checksum().size(), 16U);
}

TEST(ModelFile, AnUnknownTopicIsNamedWithTheKnownOnes) {
  try {
    (void)Model::from_bytes(small_model_bytes()).topic_index("x");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::not_found);
    EXPECT_NE(std::string(error.what()).find("topic0, topic1, topic2"), std::string::npos);
  }
}

TEST(ModelFile, EveryTruncationIsFound) {
  const std::string bytes = small_model_bytes();
  for (std::size_t size = 0; size < bytes.size(); ++size)
    ASSERT_EQ(code_of(bytes.substr(0, size)), ErrorCode::damaged) << size;
}

TEST(ModelFile, EveryChangedByteIsFound) {
  std::string bytes = small_model_bytes();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int change : {1, 0x80, 0xFF}) {
      bytes[at] = static_cast<char>(bytes[at] ^ change);
      const ErrorCode code = code_of(bytes);
      ASSERT_TRUE(code == ErrorCode::damaged || (code == ErrorCode::version && at >= 8 && at < 12)) << at;
      bytes[at] = static_cast<char>(bytes[at] ^ change);
    }
  }
}

TEST(ModelFile, BytesAfterTheEndAreFound) {
  EXPECT_EQ(code_of(small_model_bytes() + '\0'), ErrorCode::damaged);
}

// What reading a model of the format `by` later than ours says.
std::string said_of_format(int by) {
  std::string bytes = small_model_bytes();
  bytes[8] = static_cast<char>(bytes[8] + by);
  EXPECT_EQ(code_of(bytes), ErrorCode::version);
  try {
    Model::from_bytes(bytes, "m");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(ModelFile, AnotherFormatIsNamedOlderOrNewer) {
  EXPECT_EQ(said_of_format(1),
            "m: the model has format 4, which is newer than the format 3 that this ykien reads; "
            "use a newer ykien");
  EXPECT_EQ(said_of_format(-1),
            "m: the model has format 2, which is older than the format 3 that this ykien reads; "
            "train it again with 'ykien train', or use the ykien that wrote it");
}

TEST(ModelFile, OtherFilesAreNoModels) {
  EXPECT_EQ(code_of("text,topic\r\n"), ErrorCode::damaged);
  EXPECT_THROW(Model::load("/nonexistent/civic.model"), Error);
  EXPECT_THROW(Model::load("/"), Error);
}

// Files whose checksums are right but whose numbers are not, as a hostile writer would make them.
TEST(ModelFile, NumbersThatContradictEachOtherAreFound) {
  using Damage = std::function<void(detail::ModelData&)>;
  const std::pair<const char*, Damage> damages[] = {
      {"one topic", [](auto& d) { d.topics.resize(1); }},
      {"topic twice", [](auto& d) { d.topics[1].id = d.topics[0].id; }},
      {"empty id", [](auto& d) { d.topics[1].id.clear(); }},
      {"too many topics", [](auto& d) { d.topics.resize(kMostTopics + 1); }},
      {"weights missing", [](auto& d) { d.weights.pop_back(); }},
      {"bias missing", [](auto& d) { d.bias.pop_back(); }},
      {"nan weight", [](auto& d) { d.weights[0] = NAN; }},
      {"infinite idf", [](auto& d) { d.idf[0] = INFINITY; }},
      {"no scale", [](auto& d) { d.calibration.scale = 0; }},
      {"threshold", [](auto& d) { d.review_threshold = 1.5F; }},
      {"unknown unit", [](auto& d) { d.nodes[0].unit = 1'000'000; }},
      {"unit of another stream", [](auto& d) { d.nodes[0].unit = d.streams[1].first_unit; }},
      {"own beginning",
       [](auto& d) { d.nodes.back().parent = static_cast<std::uint32_t>(d.nodes.size() - 1); }},
      {"n-gram twice", [](auto& d) { d.nodes[1] = d.nodes[0]; }},
      {"start that counts by itself",
       [](auto& d) {
         const auto start = std::ranges::find(d.units, detail::kStartUnit) - d.units.begin();
         const auto node =
             std::ranges::find(d.nodes, detail::Node{detail::kNone, static_cast<std::uint32_t>(start)});
         d.idf[static_cast<std::size_t>(node - d.nodes.begin())] = 1;
       }},
      {"unit twice", [](auto& d) { d.units[1] = d.units[0]; }},
      {"too long", [](auto& d) { d.features.streams[0].max_n = d.streams[0].options.max_n = 1; }},
      {"length 0", [](auto& d) { d.features.streams[0].min_n = d.streams[0].options.min_n = 0; }},
      {"gap", [](auto& d) { d.streams[1].first_feature += 1; }},
      {"sample", [](auto& d) { d.samples[0].topic = 3; }},
      {"expectation", [](auto& d) { d.samples[0].expected = 3; }},
      {"sample accuracy", [](auto& d) { d.sample_accuracy = 1.5F; }},
      {"no streams",
       [](auto& d) {
         d.streams.clear();
         d.features.streams.clear();
       }},
  };
  const detail::ModelData good = detail::read_model(small_model_bytes(), "m");
  for (const auto& [name, damage] : damages) {
    SCOPED_TRACE(name);
    detail::ModelData data = good;
    damage(data);
    EXPECT_EQ(code_of(detail::write_model(data)), ErrorCode::damaged);
  }
}

}  // namespace
}  // namespace ykien
