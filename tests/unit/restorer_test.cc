// A Restorer that is used again and the short cut for ASCII give what restore_accents() gives.
#include "text/detail/restorer.h"

#include <gtest/gtest.h>

#include "base/detail/random.h"
#include "support_accents.h"
#include "support_text.h"

namespace ykien::detail {
namespace {

void expect_same(const Restored& got, const Restored& wanted, const std::string& text) {
  EXPECT_EQ(got.text, wanted.text);
  EXPECT_TRUE(std::ranges::equal(got.offsets.runs(), wanted.offsets.runs())) << text;
  ASSERT_EQ(got.syllables.size(), wanted.syllables.size()) << text;
  for (std::size_t i = 0; i < wanted.syllables.size(); ++i) {
    EXPECT_EQ(got.syllables[i].to, wanted.syllables[i].to);
    EXPECT_EQ(got.syllables[i].from, wanted.syllables[i].from);
    EXPECT_EQ(got.syllables[i].confidence, wanted.syllables[i].confidence);
  }
}

std::vector<std::string> texts() {
  std::vector<std::string> all = {"", " ", "\n", "a", "\xFF", "tien dien\xE1"};
  SplitMix64 random(5);
  for (const std::string& sentence : test::accented_sentences()) {
    const std::string plain = test::plain(sentence);
    all.push_back(plain);
    all.push_back(plain.substr(0, random.below(plain.size())));
    all.push_back(plain + ". " + sentence + "\n" + all[random.below(all.size())]);
    for (const test::Form form : test::kForms) all.push_back(test::in_form(sentence, form));
    std::string bytes;
    for (std::size_t i = random.below(50); i > 0; --i) bytes += static_cast<char>(random.below(256));
    all.push_back(bytes + plain);
  }
  return all;
}

TEST(Restorer, GivesTheSameWhenUsedAgain) {
  const AccentModel& model = test::small_accent_model();
  Restorer restorer(model.data());
  for (const std::string& text : texts()) {
    for (const RestoreScope scope : {RestoreScope::unaccented, RestoreScope::every}) {
      for (const ToneStyle tone : {ToneStyle::new_style, ToneStyle::old_style}) {
        const RestoreOptions options{scope, tone};
        expect_same(restorer.restore(text, options), restore_accents(text, model, options), text);
      }
    }
  }
}

// A line that is not ASCII makes the whole text take the general way.
TEST(Restorer, TakesAsciiAsAnyOtherText) {
  const AccentModel& model = test::small_accent_model();
  std::size_t ascii = 0;
  for (const std::string& text : texts()) {
    if (text.empty() ||
        std::ranges::any_of(text, [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; }))
      continue;
    ++ascii;
    Restored general = restore_accents(text + "\n…", model);
    EXPECT_TRUE(general.text.ends_with("\n…"));
    general.text.resize(general.text.size() - std::string("\n…").size());
    expect_same(restore_accents(text, model), general, text);
  }
  EXPECT_GT(ascii, 150U);
}

}  // namespace
}  // namespace ykien::detail
