// The fused path equals the readable stages on any text at all.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support_model.h"
#include "support_text.h"
#include "ykien/topic/classify.h"

namespace ykien {
namespace {

struct Fixture {
  Model model = test::toy_model();
  Classifier classifier{model};
  Workspace workspace;
};

Fixture& fixture() {
  static Fixture shared;
  return shared;
}

void assert_same(const std::string& text) {
  Fixture& f = fixture();
  const Decision fast = f.classifier.classify(text, f.workspace);
  const Decision slow = classify_by_stages(f.model, text);
  for (std::size_t k = 0; k < 7; ++k) RC_ASSERT(std::abs(fast.probabilities()[k] - slow.probabilities()[k]) < 1e-5F);
  RC_ASSERT(fast.needs_review() == slow.needs_review());
}

// Words of the toy texts and foreign ones, in any form, with any bytes between them.
std::string any_text() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> all = {"xyz", "\xFF", "\xCC\x81", "\xC2\xA0", "\xE2\x80\x8B", "½", "①", "k", "/", "@", "www."};
    for (const std::string_view text : test::some_texts()) {
      std::istringstream parts{std::string(text)};
      for (std::string word; parts >> word;) all.push_back(word);
    }
    return all;
  }();
  std::string text;
  for (const int pick : *rc::gen::arbitrary<std::vector<int>>()) {
    const auto bits = static_cast<std::uint32_t>(pick) * 2654435761U;
    text += test::in_form(words[bits % words.size()], test::kForms[(bits >> 8) % 4]);
    if ((bits >> 12) % 4 != 0) text += (bits >> 16) % 2 == 0 ? " " : "\n";
  }
  return text;
}

RC_GTEST_PROP(Fused, EqualsTheStagesOnText, ()) { assert_same(any_text()); }
RC_GTEST_PROP(Fused, EqualsTheStagesOnBytes, ()) { assert_same(*rc::gen::arbitrary<std::string>()); }

RC_GTEST_PROP(Fused, AllFormsClassifyAlike, ()) {
  const std::string_view text = test::some_texts()[*rc::gen::inRange<std::size_t>(0, test::some_texts().size())];
  Fixture& f = fixture();
  const std::uint32_t topic = f.classifier.classify(text, f.workspace).topic();
  for (const test::Form form : test::kForms) {
    RC_ASSERT(f.classifier.classify(test::in_form(text, form), f.workspace).topic() == topic);
  }
}

}  // namespace
}  // namespace ykien
