// The fast byte searches find what the plain ones find.
#include "table/detail/scan.h"

#include <gtest/gtest.h>

#include <string>

namespace ykien::table::detail {
namespace {

TEST(Scan, AgreesWithThePortablePath) {
  std::string text;
  unsigned state = 1;
  for (int i = 0; i < 3000; ++i) {
    state = state * 1664525U + 1013904223U;
    text += "abcdefghijklmnopqrstuvwxyz,\n\"\r\xC3\xFF"[state >> 27];
  }
  const ByteSet sets[] = {{',', '\n', '"', '\r'}, {'\xFF', '\0', '\0', '\0'}, {'a', 'a', 'a', 'a'}};
  for (std::size_t begin = 0; begin < 100; ++begin) {
    for (std::size_t size = 0; size < 70; ++size) {
      const char* const at = text.data() + begin * 29;
      const char* const end = at + size;
      for (const ByteSet& set : sets) {
        const char* const found = set.find_portable(at, end);
        EXPECT_EQ(set.find(at, end), found);
        EXPECT_EQ(set.any_in(at, size), found != end);
      }
      EXPECT_EQ(count_byte(at, end, ','), count_byte_portable(at, end, ','));
    }
  }
}

TEST(Scan, CountsMoreThanAByteHolds) {
  const std::string text(100'000, ',');
  for (const std::size_t size : {4079u, 4080u, 4081u, 4096u, 100'000u}) {
    EXPECT_EQ(count_byte(text.data(), text.data() + size, ','), size);
  }
}

TEST(Scan, FindsNothingInNothing) {
  const char nothing[1] = "";
  EXPECT_EQ(ByteSet('a', 'b', 'c', 'd').find(nothing, nothing), nothing);
  EXPECT_EQ(count_byte(nothing, nothing, 'a'), 0u);
}

}  // namespace
}  // namespace ykien::table::detail
