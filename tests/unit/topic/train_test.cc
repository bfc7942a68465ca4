// What train() refuses, it refuses before any work.
#include "ykien/topic/train.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "topic/detail/model_data.h"
#include "ykien/base/error.h"
#include "ykien/text/normalize.h"
#include "ykien/text/tokenize.h"
#include "ykien/topic/classify.h"
#include "ykien/topic/vectorize.h"

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

std::string fact_of(const Model& model, std::string_view key) {
  for (const Fact& fact : model.facts()) {
    if (fact.key == key) return fact.value;
  }
  return "";
}

// A stream of unaccented texts knows what all texts would be typed as, and no text with accents has its
// features.
TEST(Train, AStreamOfUnaccentedTextsLearnsFromCopies) {
  std::vector<LabelledText> texts;
  for (int i = 0; i < 10; ++i) {
    texts.push_back({"đường hẻm ngập nước", "road", {}, {}});
    texts.push_back({i < 5 ? "tổ trưởng thu quỹ" : "to truong thu quy", "group", {}, {}});
  }
  TrainOptions options;
  options.min_df = 1;
  options.features.streams = {{StreamKind::accented, 1, 2, 1}, {StreamKind::unaccented, 1, 2, 1}};
  const Model model = train(texts, options).model;
  std::size_t unaccented = 0;
  for (std::uint32_t feature = 0; feature < model.feature_count(); ++feature) {
    if (feature_stream(model, feature) != StreamKind::unaccented) continue;
    ++unaccented;
    const std::string name = feature_name(model, feature);
    const bool of_group = name.find("tr") != name.npos || name == "quy";
    // Five of twenty texts hold it as they are, five others as they would be typed without accents.
    if (of_group) {
      EXPECT_NEAR(model.data().idf[feature], std::log(21.0 / 11) + 1, 1e-6) << name;
    }
  }
  EXPECT_GE(unaccented, 14U);
  const auto kinds_of = [&model](std::string_view text) {
    std::set<StreamKind> kinds;
    const std::string folded = normalize(text).text;
    for (const std::uint32_t feature : vectorize(model, folded, tokenize(folded)).ids)
      kinds.insert(feature_stream(model, feature));
    return kinds;
  };
  EXPECT_EQ(kinds_of("Đường hẻm ngập"), std::set{StreamKind::accented});
  EXPECT_EQ(kinds_of("duong hem ngap"), std::set{StreamKind::unaccented});
  EXPECT_EQ(model.topics()[classify_by_stages(model, "Duong hem ngap nuoc").topic()].id, "road");
  EXPECT_EQ(model.topics()[classify_by_stages(model, "to truong thu quy").topic()].id, "group");
}

// However small the budget of the search, it keeps as many texts as there are folds for each topic.
TEST(Train, TheLeastSearchBudgetLeavesEnoughToChooseOn) {
  const char* const words[] = {"mưa", "nắng", "sáng", "tối", "xe", "chợ", "cầu", "trường"};
  std::vector<std::string> held;
  for (int i = 0; i < 40; ++i) {
    held.push_back(std::string(i % 2 == 0 ? "đường hẻm ngập nước " : "tổ trưởng thu quỹ ") +
                   words[i / 2 % 8] + " " + words[i / 4 % 8]);
  }
  std::vector<LabelledText> texts;
  for (std::size_t i = 0; i < held.size(); ++i)
    texts.push_back({held[i], i % 2 == 0 ? "road" : "group", {}, {}});
  TrainOptions options;
  options.search_budget = 1;
  const Trained result = train(texts, options);
  ASSERT_EQ(result.searched.size(), 10U);
  std::size_t roads = 0;
  for (const std::uint32_t text : result.searched) roads += text % 2 == 0 ? 1 : 0;
  EXPECT_EQ(roads, 5U);
  EXPECT_EQ(fact_of(result.model, "texts"), "40");
  EXPECT_NE(fact_of(result.model, "chosen_by").find("5-fold cross-validation of 10 texts"),
            std::string::npos);
  options.threads = 2;
  EXPECT_EQ(train(texts, options).model.to_bytes(), result.model.to_bytes());
  options.seed = 2;
  EXPECT_NE(train(texts, options).searched, result.searched);
  options.search_budget = 0;
  EXPECT_EQ(train(texts, options).searched.size(), 40U);
  options.search_budget = 1;
  EXPECT_EQ(train(ten_texts(), options).searched.size(), 10U);
}

TEST(Train, TakesTheSameTextsWithoutAFault) {
  TrainOptions options;
  options.samples = {{"đường hẻm ngập nước", "road", {}, {}}};
  EXPECT_EQ(train(ten_texts(), options).model.topics().size(), 2U);
}

}  // namespace
}  // namespace ykien
