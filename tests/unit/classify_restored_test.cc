// Classifying texts typed without accents after putting them back.
#include <gtest/gtest.h>

#include <cmath>

#include "support_accents.h"
#include "support_model.h"
#include "support_text.h"
#include "ykien/topic/classify.h"
#include "ykien/topic/explain.h"

namespace ykien {
namespace {

// What the small accent model knows by heart; the topic model learns its words with their accents.
const std::string kPlain = "tien dien thang nay tang gap doi";
const std::string kAccented = "tiền điện tháng này tăng gấp đôi";

Model model_of_these() {
  static const std::vector<std::string_view> texts = [] {
    std::vector<std::string_view> all = test::some_texts();
    all.push_back(kAccented);
    return all;
  }();
  return Model(test::toy_data(texts, test::two_streams(), 1, 7));
}

void expect_same(const Decision& a, const Decision& b, const std::string& text) {
  for (std::size_t k = 0; k < a.probabilities().size(); ++k) {
    EXPECT_NEAR(a.probabilities()[k], b.probabilities()[k], 1e-5) << text;
  }
}

TEST(ClassifyRestored, ReadsAPlainTextAsTheAccentedOne) {
  const Model model = model_of_these();
  const Classifier restoring(model, test::small_accent_model());
  const Classifier usual(model);
  Workspace workspace;
  const Decision wanted = usual.classify(kAccented, workspace);
  expect_same(restoring.classify(kPlain, workspace), wanted, kPlain);
  expect_same(restoring.classify(kAccented, workspace), wanted, kAccented);
  const Decision without = usual.classify(kPlain, workspace);
  EXPECT_GT(std::abs(without.probability() - wanted.probability()), 1e-4) << "the test would not tell";
}

TEST(ClassifyRestored, EqualsTheStagesInEveryForm) {
  const Model model = model_of_these();
  const AccentModel accents = test::small_accent_model();
  const Classifier restoring(model, accents);
  Workspace workspace;
  std::vector<std::string> texts = {kPlain, kAccented, "", "!!!", "\xFF\xFE", kPlain + ". " + kAccented};
  for (const std::string_view text : test::some_texts()) texts.emplace_back(text);
  for (const std::string& text : texts) {
    const Decision wanted = classify_by_stages(model, text, &accents);
    for (const test::Form form : test::kForms) {
      expect_same(restoring.classify(test::in_form(text, form), workspace), wanted, text);
    }
  }
}

TEST(ClassifyRestored, ExplanationsStandInTheTextThatWasGiven) {
  const Model model = model_of_these();
  const AccentModel accents = test::small_accent_model();
  const Explanation explanation = explain(model, kPlain, 0, &accents);
  bool found = false;
  for (const Contribution& part : explanation.contributions) {
    if (part.ngram != "tiền điện") continue;
    found = true;
    ASSERT_EQ(part.sources.size(), 1U);
    EXPECT_EQ(slice(kPlain, part.sources[0]), "tien dien");
  }
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace ykien
