// Sixty sentences of our own with their words as the shipped model cuts them, its few errors (Lớp_học thêm,
// Đường_dây_điện) included: a change of the model shows here what it changes.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "ykien/text/segment.h"

namespace ykien {
namespace {

TEST(SegmentGolden, TheWordsAreTheSame) {
  std::ifstream file(YKIEN_SOURCE_DIR "/tests/golden/text/words.txt");
  ASSERT_TRUE(file);
  const Segmenter segmenter;
  std::size_t lines = 0;
  for (std::string line; std::getline(file, line); ++lines) {
    std::string text = line;
    std::ranges::replace(text, '_', ' ');
    const Segmented found = segmenter.segment(text);
    std::string words;
    for (const Word& word : found.words) {
      if (!words.empty()) words += ' ';
      for (std::uint32_t unit = word.first; unit < word.last; ++unit) {
        if (unit > word.first) words += '_';
        words += slice(text, found.units[unit]);
      }
    }
    EXPECT_EQ(words, line);
  }
  EXPECT_EQ(lines, 60U);
}

}  // namespace
}  // namespace ykien
