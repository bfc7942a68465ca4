// Lines counted many bytes at a time against lines cut one by one.
#include "text/encoding/units.h"

#include <gtest/gtest.h>

#include <string>

namespace ykien::encoding {
namespace {

std::size_t cut_and_count(std::string_view bytes) {
  std::size_t count = 0;
  while (!bytes.empty()) {
    const std::size_t end = first_line_end(bytes);
    count += is_ascii(bytes.substr(0, end)) ? 0 : 1;
    bytes.remove_prefix(end);
  }
  return count;
}

TEST(LinesBeyondAscii, AreCountedAsTheyAreCut) {
  std::string text;
  unsigned state = 1;
  for (int i = 0; i < 3000; ++i) {
    state = state * 1664525U + 1013904223U;
    text += "abcdefghijklmnopqrstu \xC3\xA1\n\n\r\r\r\n\xFF"[state >> 27];
  }
  std::size_t seen = 0;
  for (std::size_t begin = 0; begin < 100; ++begin) {
    for (std::size_t size = 0; size < 70; ++size) {
      const std::string_view part = std::string_view(text).substr(begin * 29, size);
      EXPECT_EQ(lines_beyond_ascii(part), cut_and_count(part));
      seen += lines_beyond_ascii(part);
    }
  }
  EXPECT_GT(seen, 1000U);
  EXPECT_EQ(lines_beyond_ascii(text), cut_and_count(text));
}

TEST(LinesBeyondAscii, EndWithEitherBreak) {
  EXPECT_EQ(lines_beyond_ascii(""), 0U);
  EXPECT_EQ(lines_beyond_ascii("một"), 1U);
  EXPECT_EQ(lines_beyond_ascii("một\r\nhai\r\nba bốn\r"), 2U);
  EXPECT_EQ(lines_beyond_ascii("một\rtám\n"), 2U);
}

}  // namespace
}  // namespace ykien::encoding
