// A workspace that is ready allocates nothing, whatever the text.
#include <gtest/gtest.h>

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/allocations.h"
#include "support/hostile.h"
#include "text/detail/utf8.h"
#include "ykien/ykien.h"

namespace ykien {
namespace {

// Allocations while the texts are classified, one by one and many at a time.
std::uint64_t allocations(const Classifier& classifier, const std::vector<std::string>& texts,
                          Workspace& workspace) {
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  std::vector<Decision> decisions(views.size());
  const std::uint64_t before = bench::allocations();
  for (std::size_t i = 0; i < views.size(); ++i) decisions[i] = classifier.classify(views[i], workspace);
  classifier.classify_batch(views, decisions, workspace);
  return bench::allocations() - before;
}

const Classifier& civic() {
  static const Classifier classifier(Model::civic());
  return classifier;
}

Workspace ready() {
  Workspace workspace;
  civic().classify("", workspace);
  return workspace;
}

// Texts of pieces in an order that does not repeat, the pieces of `alphabet` with and without blanks between
// them.
std::vector<std::string> mixed(std::span<const std::string> alphabet, std::size_t count) {
  std::vector<std::string> texts;
  std::uint64_t random = 1;
  const auto next = [&random](std::size_t most) {
    random = random * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(random >> 33) % most;
  };
  while (texts.size() < count) {
    std::string text;
    for (std::size_t size = next(400); text.size() < size;) {
      text += alphabet[next(alphabet.size())];
      if (next(3) == 0) text += ' ';
    }
    texts.push_back(text);
  }
  return texts;
}

TEST(Allocations, AreCounted) {
  const std::uint64_t before = bench::allocations();
  const std::vector<std::string> texts(3, std::string(100, 'a'));
  EXPECT_GE(bench::allocations() - before, 4U);
}

TEST(Allocations, NoneForTextsOfEveryScript) {
  std::vector<std::string> texts;
  for (char32_t first = 0x80; first < 0x30000; first += 16) {
    std::string text;
    for (char32_t value = first; value < first + 16; ++value) {
      if (value >= 0xD800 && value < 0xE000) continue;
      for (const std::string_view before : {"", "a", "o\u0302", " th", "\u0430", "\u1100", "\u0301"}) {
        text += before;
        detail::append_code_point(value, text);
        text += value % 3 == 0 ? "n " : "\u0323";
      }
    }
    texts.push_back(text.substr(0, 4096));
  }
  Workspace workspace = ready();
  EXPECT_EQ(allocations(civic(), texts, workspace), 0U);
}

TEST(Allocations, NoneForMixturesOfAllKinds) {
  const std::vector<std::string> alphabet = {"đường",
                                             "ĐƯỜNG",
                                             "du\u031Bo\u031B\u0300ng",
                                             "hẻm",
                                             "о\u0430n",
                                             "n\u0430m",
                                             "\u03BF",
                                             "vi\u1EC7t",
                                             "UBND",
                                             "TP.HCM",
                                             "24/7/2021",
                                             "7h30",
                                             "0905.123.456",
                                             "50.000đ",
                                             "15/2021/NQ-HĐND",
                                             "https://a.vn/b",
                                             "a@b.vn",
                                             "d9uong2",
                                             "duwowngf",
                                             "😀",
                                             "👩\u200D👧",
                                             "🇻🇳",
                                             "👍🏽",
                                             "½",
                                             "ﷺ",
                                             "가",
                                             "\u1100\u1161",
                                             "東京",
                                             "مرحبا",
                                             "हिन्दी",
                                             "ไทย",
                                             "\uFF21",
                                             "℡",
                                             "\xFF",
                                             "\xE1\xBB",
                                             "\xED\xA0\x80",
                                             "\xC0\x80",
                                             std::string(1, '\0'),
                                             "\u00AD",
                                             "\u200B",
                                             "\u0301\u0323\u0302",
                                             ".",
                                             ",",
                                             "/",
                                             "(",
                                             ")",
                                             "@",
                                             "\r\n",
                                             "a",
                                             "1",
                                             "nghiêng",
                                             "\u1D00",
                                             "\u0251"};
  Workspace workspace = ready();
  EXPECT_EQ(allocations(civic(), mixed(alphabet, 20'000), workspace), 0U);
}

TEST(Allocations, NoneForHostileTextsUpToTheUsualSize) {
  std::vector<std::string> texts;
  for (const bench::HostileText& hostile : bench::hostile_texts(4096)) texts.push_back(hostile.text);
  Workspace workspace = ready();
  EXPECT_EQ(allocations(civic(), texts, workspace), 0U);
}

TEST(Allocations, NoneForLongTextsOnceThereIsRoom) {
  constexpr std::size_t kSize = 100'000;
  Workspace workspace;
  workspace.reserve(kSize);
  civic().classify("", workspace);
  for (const bench::HostileText& hostile : bench::hostile_texts(kSize))
    EXPECT_EQ(allocations(civic(), {hostile.text}, workspace), 0U) << hostile.name;
}

}  // namespace
}  // namespace ykien
