#include "ykien/topic/classify.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <thread>

#include "support_model.h"
#include "support_text.h"
#include "ykien/topic/explain.h"

namespace ykien {
namespace {

void expect_same(const Decision& fast, const Decision& slow, const std::string& text) {
  ASSERT_EQ(fast.probabilities().size(), slow.probabilities().size());
  for (std::size_t k = 0; k < fast.probabilities().size(); ++k) {
    ASSERT_NEAR(fast.probabilities()[k], slow.probabilities()[k], 1e-5) << text;
  }
  ASSERT_EQ(fast.topic(), slow.topic()) << text;
  ASSERT_EQ(fast.needs_review(), slow.needs_review()) << text;
}

TEST(Classify, EqualsTheStagesInEveryForm) {
  const Model model = test::toy_model();
  const Classifier classifier(model);
  Workspace workspace;
  for (const std::string_view text : test::some_texts()) {
    const Decision wanted = classify_by_stages(model, text);
    for (const test::Form form : test::kForms) {
      const std::string formed = test::in_form(text, form);
      expect_same(classifier.classify(formed, workspace), classify_by_stages(model, formed), formed);
      expect_same(classifier.classify(formed, workspace), wanted, formed);
    }
  }
}

TEST(Classify, ProbabilitiesAddUpAndRanksDescend) {
  const Classifier classifier(test::toy_model());
  Workspace workspace;
  for (const std::string_view text : test::some_texts()) {
    const Decision decision = classifier.classify(text, workspace);
    float sum = 0;
    for (const float probability : decision.probabilities()) sum += probability;
    EXPECT_NEAR(sum, 1, 1e-5);
    for (std::size_t i = 1; i < decision.ranked().size(); ++i) {
      EXPECT_GE(decision.probabilities()[decision.ranked()[i - 1]],
                decision.probabilities()[decision.ranked()[i]]);
    }
    EXPECT_EQ(std::set<int>(decision.ranked().begin(), decision.ranked().end()).size(), 7U);
  }
}

TEST(Classify, TextWithoutKnownFeaturesNeedsReview) {
  const Classifier classifier(test::toy_model());
  Workspace workspace;
  for (const char* text : {"", "   ", "zzzz qqqq", "!!!", "\xFF\xFE"}) {
    EXPECT_TRUE(classifier.classify(text, workspace).needs_review()) << text;
  }
}

TEST(Classify, ThresholdsDecideSecondaryAndReview) {
  auto data = test::toy_data(test::some_texts(), test::two_streams(), 1, 4);
  data->secondary_threshold = 0;
  data->review_threshold = 0;
  const Classifier all{Model(data)};
  Workspace workspace;
  const Decision decision = all.classify(test::some_texts()[0], workspace);
  EXPECT_EQ(decision.secondary().size(), 3U);
  EXPECT_FALSE(decision.needs_review());
  auto strict = std::make_shared<detail::ModelData>(*data);
  strict->secondary_threshold = 1;
  strict->review_threshold = 1;
  const Decision none = Classifier{Model(strict)}.classify(test::some_texts()[0], workspace);
  EXPECT_TRUE(none.secondary().empty());
  EXPECT_TRUE(none.needs_review());
}

TEST(Classify, TiesGoToTheFirstTopic) {
  auto data = test::toy_data(test::some_texts(), test::two_streams(), 1, 3);
  std::fill(data->weights.begin(), data->weights.end(), 0.0F);
  std::fill(data->bias.begin(), data->bias.end(), 0.0F);
  std::fill(data->calibration.bias.begin(), data->calibration.bias.end(), 0.0F);
  const Decision decision = classify_by_stages(Model(data), test::some_texts()[0]);
  EXPECT_EQ(decision.topic(), 0U);
  EXPECT_NEAR(decision.probability(), 1.0F / 3, 1e-6);
}

// Long pieces, many tokens between blanks, repeated words, ends at any place: what the memo must not mix up.
TEST(Classify, OddPiecesEqualTheStages) {
  const Model model = test::toy_model();
  const Classifier classifier(model);
  Workspace workspace;
  std::vector<std::string> texts = {std::string(100'000, 'a'),
                                    "tổ-dân-phố-7-họp-tổ-dân-phố",
                                    "tổ,dân,phố.họp;quỹ:hộ",
                                    std::string("tổ\0dân", 9),
                                    "\xE1\xBB",
                                    "tổ\xC2\xA0"
                                    "dân\xE2\x80\xA8phố",
                                    "５０.０００đ"};
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "đường ";
  texts.push_back(many);
  const std::string whole(test::some_texts()[2]);
  for (std::size_t size = 0; size <= whole.size(); ++size) texts.push_back(whole.substr(0, size));
  for (std::size_t begin = 0; begin <= whole.size(); ++begin) texts.push_back(whole.substr(begin));
  for (int round = 0; round < 2; ++round) {  // cold memo, then warm
    for (const std::string& text : texts) {
      expect_same(classifier.classify(text, workspace), classify_by_stages(model, text), text.substr(0, 80));
    }
  }
}

TEST(Classify, OneWorkspaceServesSeveralModels) {
  const Model first = test::toy_model();
  FeatureOptions options;
  options.streams = {{StreamKind::accented, 1, 1}};
  options.mark_start = false;
  const Model second = test::toy_model(options, 1, 3);
  const Classifier one(first), two(second);
  Workspace workspace;
  for (const std::string_view text : test::some_texts()) {
    expect_same(one.classify(text, workspace), classify_by_stages(first, text), std::string(text));
    expect_same(two.classify(text, workspace), classify_by_stages(second, text), std::string(text));
  }
}

TEST(Classify, BatchesAndThreadsGiveTheSame) {
  const Classifier classifier(test::toy_model());
  const std::vector<std::string_view>& texts = test::some_texts();
  std::vector<Decision> decisions(texts.size());
  Workspace workspace;
  classifier.classify_batch(texts, decisions, workspace);
  const auto work = [&] {
    Workspace own;
    for (int round = 0; round < 50; ++round) {
      for (std::size_t i = 0; i < texts.size(); ++i) {
        if (classifier.classify(texts[i], own).topic() != decisions[i].topic()) std::abort();
      }
    }
  };
  std::thread other(work);
  work();
  other.join();
  EXPECT_EQ(decisions[3].topic(), classifier.classify(texts[3], workspace).topic());
}

TEST(Explain, ContributionsAddUpToTheLogits) {
  const Model model = test::toy_model();
  for (const std::string_view text : test::some_texts()) {
    const Explanation explanation = explain(model, text);
    std::vector<double> sums(explanation.bias.begin(), explanation.bias.end());
    for (const Contribution& part : explanation.contributions) {
      for (std::size_t k = 0; k < sums.size(); ++k) sums[k] += part.moved[k];
    }
    for (std::size_t k = 0; k < sums.size(); ++k) EXPECT_NEAR(sums[k], explanation.logits[k], 1e-4);
  }
}

TEST(Explain, SourcesAreTheWordsOfTheText) {
  const Model model = test::toy_model();
  const std::string text = "TỔ DÂN PHỐ họp, To\xCC\x82\xCC\x89 da\xCC\x82n phố";
  const Explanation explanation = explain(model, text);
  bool found = false;
  for (const Contribution& part : explanation.contributions) {
    if (part.ngram != "tổ dân phố" || part.stream != StreamKind::accented) continue;
    found = true;
    ASSERT_EQ(part.sources.size(), 2U);
    EXPECT_EQ(slice(text, part.sources[0]), "TỔ DÂN PHỐ");
    EXPECT_EQ(slice(text, part.sources[1]), "To\xCC\x82\xCC\x89 da\xCC\x82n phố");
  }
  EXPECT_TRUE(found);
  EXPECT_EQ(explain(model, text, 2).contributions.size(), 2U);
}

TEST(Explain, TheStartOfATextHasNoWords) {
  const std::string text = "- TỔ dân phố họp";
  const Explanation explanation = explain(test::toy_model(), text);
  const auto starts = std::ranges::find(explanation.contributions, "<đầu> tổ dân", &Contribution::ngram);
  ASSERT_NE(starts, explanation.contributions.end());
  ASSERT_EQ(starts->sources.size(), 1U);
  EXPECT_EQ(slice(text, starts->sources[0]), "TỔ dân");
}

// Three samples of one text, whose topic is `topic`.
std::shared_ptr<detail::ModelData> sampled(std::uint32_t& topic) {
  auto data = test::toy_data(test::some_texts(), test::two_streams(), 1, 3);
  const std::string text(test::some_texts()[0]);
  topic = classify_by_stages(Model(data), text).topic();
  data->samples = {{text, topic, topic}, {text, topic, topic}, {text, topic, (topic + 1) % 3}};
  data->sample_accuracy = 0.6F;
  return data;
}

TEST(SelfTest, PassesWhereNothingMovedAndEnoughIsRight) {
  std::uint32_t topic = 0;
  const SelfTest result = self_test(Model(sampled(topic)));
  EXPECT_EQ(result.samples, 3U);
  EXPECT_EQ(result.changed, 0U);
  EXPECT_EQ(result.right, 2U);
  EXPECT_EQ(result.required, 2U);
  EXPECT_TRUE(result.passed());
}

TEST(SelfTest, FailsWhereASampleMoved) {
  std::uint32_t topic = 0;
  const auto data = sampled(topic);
  data->samples[1].topic = (topic + 1) % 3;
  const SelfTest result = self_test(Model(data));
  EXPECT_EQ(result.changed, 1U);
  EXPECT_FALSE(result.passed());
}

TEST(SelfTest, FailsWhereTooFewAreRight) {
  std::uint32_t topic = 0;
  const auto data = sampled(topic);
  data->sample_accuracy = 0.7F;
  const SelfTest result = self_test(Model(data));
  EXPECT_EQ(result.required, 3U);
  EXPECT_FALSE(result.passed());
}

TEST(SelfTest, RequiredAtLoadItRefusesAModelThatChanged) {
  std::uint32_t topic = 0;
  const auto data = sampled(topic);
  EXPECT_NO_THROW(detail::require_self_test(Model(data), "m"));
  data->samples[1].topic = (topic + 1) % 3;
  try {
    detail::require_self_test(Model(data), "m");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::damaged);
    EXPECT_NE(std::string(error.what()).find("samples"), std::string::npos);
    EXPECT_FALSE(error.cure().empty());
  }
}

TEST(SelfTest, SharesThatAreNoExactFloatsCountAsWritten) {
  std::uint32_t topic = 0;
  const auto data = sampled(topic);
  data->samples.assign(10, data->samples[0]);
  data->samples[9].expected = (topic + 1) % 3;
  data->sample_accuracy = 0.9F;
  EXPECT_EQ(self_test(Model(data)).required, 9U);
  EXPECT_TRUE(self_test(Model(data)).passed());
}

}  // namespace
}  // namespace ykien
