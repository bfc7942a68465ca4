// What train() refuses, it refuses before any work.
#include "ykien/topic/train.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "ykien/base/error.h"

namespace ykien {
namespace {

std::vector<LabelledText> ten_texts() {
  std::vector<LabelledText> texts;
  for (int i = 0; i < 5; ++i) {
    texts.push_back({"đường hẻm ngập nước", "road", {}, {}});
    texts.push_back({"tổ trưởng thu quỹ", "group", {}, {}});
  }
  return texts;
}

struct Wrong {
  const char* what;  // the message says it
  std::function<void(TrainOptions&)> change;
};

TEST(Train, RefusesWhatNoModelCanBeMadeOf) {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<Wrong> table = {
      {"these streams", [](TrainOptions& o) { o.features.streams.clear(); }},
      {"these streams", [](TrainOptions& o) { o.features.streams.resize(9); }},
      {"these streams", [](TrainOptions& o) { o.features.streams[0].max_n = 9; }},
      {"these streams", [](TrainOptions& o) { o.features.streams[0].min_n = 0; }},
      {"these streams",
       [](TrainOptions& o) {
         o.features.streams[0] = {StreamKind::accented, 3, 2, 1};
       }},
      {"these streams", [](TrainOptions& o) { o.features.streams[1].weight = kNan; }},
      {"these streams", [](TrainOptions& o) { o.features.streams[1].weight = 0; }},
      {"not between 0 and 1", [](TrainOptions& o) { o.features.unaccented_share = kNan; }},
      {"not between 0 and 1", [](TrainOptions& o) { o.review_accuracy = 1.5; }},
      {"not between 0 and 1", [](TrainOptions& o) { o.sample_accuracy = -1; }},
      {"'road' is given twice",
       [](TrainOptions& o) {
         o.topics = {{"road", "", ""}, {"group", "", ""}, {"road", "", ""}};
       }},
      {"no id",
       [](TrainOptions& o) {
         o.topics = {{"road", "", ""}, {"", "", ""}};
       }},
      {"sample 1 has the topic 'gossip'",
       [](TrainOptions& o) {
         o.samples = {{"ai cũng nói", "gossip", {}, {}}};
       }},
  };
  const std::vector<LabelledText> texts = ten_texts();
  for (const Wrong& wrong : table) {
    TrainOptions options;
    bool began = false;
    options.progress = [&began](std::size_t, std::size_t) { began = true; };
    wrong.change(options);
    try {
      train(texts, options);
      ADD_FAILURE() << "no error: " << wrong.what;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::usage) << error.what();
      EXPECT_NE(std::string(error.what()).find(wrong.what), std::string::npos) << error.what();
    }
    EXPECT_FALSE(began) << wrong.what;
  }
}

TEST(Train, TakesTheSameTextsWithoutAFault) {
  TrainOptions options;
  options.samples = {{"đường hẻm ngập nước", "road", {}, {}}};
  EXPECT_EQ(train(ten_texts(), options).model.topics().size(), 2U);
}

}  // namespace
}  // namespace ykien
