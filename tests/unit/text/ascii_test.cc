// The short cuts for text of ASCII alone do what the general ways do.
#include "text/detail/ascii.h"

#include <gtest/gtest.h>

#include "base/detail/random.h"
#include "text/detail/folder.h"
#include "ykien/text/normalize.h"

namespace ykien::detail {
namespace {

std::string folded_by_the_loop(std::string_view text) {
  std::string result;
  TextSink sink{result};
  Folder<TextSink>(text, ToneStyle::new_style, sink).run();
  return result;
}

std::string folded(std::string_view text) {
  std::string result = "what stood there before";
  fold_ascii(text, result);
  return result;
}

TEST(Ascii, FoldsEveryPairOfBytesAsTheLoopDoes) {
  for (int first = 0; first < 0x80; ++first) {
    for (int second = 0; second < 0x80; ++second) {
      const std::string text = {static_cast<char>(first), static_cast<char>(second)};
      ASSERT_EQ(folded(text), folded_by_the_loop(text)) << first << " " << second;
    }
  }
}

TEST(Ascii, FoldsTextsOfEveryLengthAsTheLoopDoes) {
  SplitMix64 random(3);
  for (std::size_t length = 0; length < 200; ++length) {
    std::string text;
    while (text.size() < length)
      text += static_cast<char>(random.below(4) == 0 ? random.below(0x80) : 'A' + random.below(58));
    ASSERT_TRUE(all_ascii(text));
    EXPECT_EQ(folded(text), folded_by_the_loop(text));
    const Normalized normalized = normalize(text);
    EXPECT_EQ(normalized.text, folded_by_the_loop(text));
    EXPECT_TRUE(normalized.offsets.identity());
  }
}

TEST(Ascii, SeesABytePastItAnywhere) {
  for (std::size_t length = 1; length < 40; ++length) {
    for (std::size_t at = 0; at < length; ++at) {
      std::string text(length, 'a');
      text[at] = '\x80';
      EXPECT_FALSE(all_ascii(text)) << length << " " << at;
    }
  }
}

TEST(Ascii, FindsTheCapitalsOfAWord) {
  for (std::size_t size = 1; size <= kPackedBytes; ++size) {
    for (unsigned capitals = 0; capitals < 1U << size; ++capitals) {
      std::string word(size, 'z');
      std::uint64_t wanted = 0;
      for (std::size_t i = 0; i < size; ++i) {
        if ((capitals >> i & 1) == 0) continue;
        word[i] = 'A';
        wanted |= std::uint64_t{0x20} << (8 * i);
      }
      EXPECT_EQ(capitals_of(packed_word(word), size), wanted) << word;
    }
  }
}

}  // namespace
}  // namespace ykien::detail
