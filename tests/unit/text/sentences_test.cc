#include "ykien/text/sentences.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>

#include "ykien/text/requests.h"

namespace ykien {
namespace {

constexpr std::string_view kBoundary = "¦";

std::string unescaped(std::string line) {
  for (const auto& [from, to] :
       {std::pair<std::string, std::string>{"\\n", "\n"}, {"\\t", "\t"}, {"\\r", "\r"}}) {
    for (std::size_t at = 0; (at = line.find(from, at)) != std::string::npos;)
      line.replace(at, from.size(), to);
  }
  return line;
}

std::string without_boundaries(std::string text) {
  for (std::size_t at = 0; (at = text.find(kBoundary, at)) != std::string::npos;)
    text.erase(at, kBoundary.size());
  return text;
}

// The text with a boundary at the beginning of each range but the first.
std::string shown(const std::string& text, const std::vector<Range>& ranges) {
  std::string result = text;
  for (std::size_t i = ranges.size(); i-- > 1;) result.insert(ranges[i].begin, kBoundary);
  return result;
}

std::size_t check_table(const char* name, const std::function<std::vector<Range>(std::string_view)>& split) {
  std::ifstream file(std::string(YKIEN_TEST_DATA) + "/text/" + name);
  std::size_t texts = 0;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const std::string wanted = unescaped(line);
    const std::string text = without_boundaries(wanted);
    EXPECT_EQ(shown(text, split(text)), wanted);
    ++texts;
  }
  return texts;
}

TEST(Sentences, SplitTheTable) {
  EXPECT_GE(check_table("sentences.txt", [](std::string_view text) { return sentences(text); }), 120U);
}

TEST(Sentences, RangesAreTheVisibleText) {
  const std::string text = "  \t Đường hư.  \r\n\n - Đèn tắt! \xC2\xA0 ";
  const std::vector<Range> ranges = sentences(text);
  ASSERT_EQ(ranges.size(), 2U);
  EXPECT_EQ(slice(text, ranges[0]), "Đường hư.");
  EXPECT_EQ(slice(text, ranges[1]), "- Đèn tắt!");
}

TEST(Sentences, BlankTextHasNone) {
  EXPECT_TRUE(sentences("").empty());
  EXPECT_TRUE(sentences(" \t\r\n\xC2\xA0\xE2\x80\x8B").empty());
  EXPECT_TRUE(requests(" \n").empty());
}

TEST(Sentences, IllFormedBytesAreText) {
  const std::string text = "\xFF. B\xE1\xBB. \x80";
  std::vector<std::string> parts;
  for (const Range range : sentences(text)) parts.emplace_back(slice(text, range));
  EXPECT_EQ(parts, (std::vector<std::string>{"\xFF.", "B\xE1\xBB.", "\x80"}));
}

TEST(Sentences, AreAppended) {
  std::vector<Range> ranges = {{7, 9}};
  sentences("Một. Hai", ranges);
  EXPECT_EQ(ranges, (std::vector<Range>{{7, 9}, {0, 6}, {7, 10}}));
}

TEST(Requests, SplitTheTable) {
  EXPECT_GE(check_table("requests.txt", [](std::string_view text) { return requests(text); }), 24U);
}

}  // namespace
}  // namespace ykien
