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
  for (std::size_t begin = 0; begin < 100; ++begin) {
    for (std::size_t size = 0; size < 70; ++size) {
      const char* const at = text.data() + begin * 29;
      const char* const end = at + size;
      EXPECT_EQ(find_any(at, end, ',', '\n', '"', '\r'), find_any_portable(at, end, ',', '\n', '"', '\r'));
      EXPECT_EQ(find_any(at, end, '\xFF', '\0', '\0', '\0'),
                find_any_portable(at, end, '\xFF', '\0', '\0', '\0'));
      EXPECT_EQ(count_byte(at, end, ','), count_byte_portable(at, end, ','));
    }
  }
}

TEST(Scan, FindsNothingInNothing) {
  const char nothing[1] = "";
  EXPECT_EQ(find_any(nothing, nothing, 'a', 'b', 'c', 'd'), nothing);
  EXPECT_EQ(count_byte(nothing, nothing, 'a'), 0u);
}

}  // namespace
}  // namespace ykien::table::detail
