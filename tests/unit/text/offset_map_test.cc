#include "ykien/text/offset_map.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "text/detail/offset_runs.h"

namespace ykien {
namespace {

TEST(OffsetMap, IdentityMapsToItself) {
  const OffsetMap map;
  EXPECT_TRUE(map.identity());
  EXPECT_EQ(map.source({3, 9}), (Range{3, 9}));
}

// "xx½yy": the half, two bytes, became "1⁄2", five bytes.
OffsetMap one_half() {
  OffsetMap map;
  map.append({{2, 7}, {2, 4}});
  return map;
}

TEST(OffsetMap, RangesRoundOutToWholeRuns) {
  const OffsetMap map = one_half();
  EXPECT_EQ(map.source({0, 2}), (Range{0, 2}));
  EXPECT_EQ(map.source({2, 3}), (Range{2, 4}));
  EXPECT_EQ(map.source({5, 6}), (Range{2, 4}));
  EXPECT_EQ(map.source({1, 7}), (Range{1, 4}));
  EXPECT_EQ(map.source({7, 9}), (Range{4, 6}));
  EXPECT_EQ(map.source({6, 9}), (Range{2, 6}));
}

// "a\u200Bb" -> "ab"
TEST(OffsetMap, DeletionsCountInsideOnly) {
  OffsetMap map;
  map.append({{1, 1}, {1, 4}});
  EXPECT_EQ(map.source({0, 1}), (Range{0, 1}));
  EXPECT_EQ(map.source({1, 2}), (Range{4, 5}));
  EXPECT_EQ(map.source({0, 2}), (Range{0, 5}));
}

TEST(OffsetMap, SeveralLettersOfOneSourceWidenItsRun) {
  OffsetMap map;
  map.append({{2, 3}, {2, 5}});
  map.append({{3, 4}, {2, 5}});
  ASSERT_EQ(map.runs().size(), 1U);
  EXPECT_EQ(map.runs()[0], (OffsetMap::Run{{2, 4}, {2, 5}}));
}

// Bytes that each became three, in one run: every part leads to its byte.
TEST(OffsetMap, RunsAlikeInARowAreOneWithParts) {
  OffsetMap map;
  for (std::uint32_t i = 0; i < 4; ++i) map.append({{2 + 3 * i, 5 + 3 * i}, {2 + i, 3 + i}});
  map.append({{14, 20}, {6, 8}, 2});
  ASSERT_EQ(map.runs().size(), 1U);
  EXPECT_EQ(map.runs()[0], (OffsetMap::Run{{2, 20}, {2, 8}, 6}));
  EXPECT_EQ(map.source({2, 5}), (Range{2, 3}));
  EXPECT_EQ(map.source({5, 8}), (Range{3, 4}));
  EXPECT_EQ(map.source({6, 7}), (Range{3, 4}));
  EXPECT_EQ(map.source({4, 9}), (Range{2, 5}));
  EXPECT_EQ(map.source({17, 21}), (Range{7, 9}));
  EXPECT_EQ(map.source({8, 8}), (Range{4, 4}));
}

TEST(OffsetMap, RunsAppendedApartStayApart) {
  OffsetMap map;
  map.append_apart({});
  EXPECT_TRUE(map.identity());
  map.append({{0, 2}, {0, 1}});
  const OffsetMap::Run more[] = {{{2, 4}, {1, 2}}, {{4, 6}, {2, 3}}};
  map.append_apart(more);
  map.append_apart({});
  ASSERT_EQ(map.runs().size(), 2U);
  EXPECT_EQ(map.runs()[0], (OffsetMap::Run{{0, 4}, {0, 2}, 2}));
  EXPECT_EQ(map.runs()[1], more[1]);
}

TEST(OffsetMap, OnlyTheLastPartIsWidened) {
  OffsetMap map;
  map.append({{0, 2}, {0, 1}});
  map.append({{2, 4}, {1, 2}});
  map.append({{4, 5}, {1, 2}});
  ASSERT_EQ(map.runs().size(), 2U);
  EXPECT_EQ(map.runs()[0], (OffsetMap::Run{{0, 2}, {0, 1}}));
  EXPECT_EQ(map.runs()[1], (OffsetMap::Run{{2, 5}, {1, 2}}));
}

TEST(OffsetMap, ThenSeesEachPart) {
  OffsetMap first;  // three bytes, each three now
  first.append({{0, 9}, {0, 3}, 3});
  OffsetMap second;  // and each of these one
  for (std::uint32_t i = 0; i < 3; ++i) second.append({{i, i + 1}, {3 * i, 3 * i + 3}});
  ASSERT_EQ(second.runs().size(), 1U);
  const OffsetMap both = first.then(second);
  for (std::uint32_t i = 0; i < 3; ++i) EXPECT_EQ(both.source({i, i + 1}), (Range{i, i + 1}));
}

TEST(OffsetMap, GoesBackToAMark) {
  OffsetMap map = one_half();
  map.append({{7, 9}, {4, 5}});
  const OffsetMap before = map;
  const OffsetMap::Mark mark = map.mark();
  map.append({{9, 11}, {5, 6}});  // joins the last one
  map.append({{20, 21}, {15, 17}});
  map.go_back(mark);
  EXPECT_TRUE(std::ranges::equal(map.runs(), before.runs()));
  OffsetMap empty;
  const OffsetMap::Mark nothing = empty.mark();
  empty.append({{0, 1}, {0, 2}});
  empty.go_back(nothing);
  EXPECT_TRUE(empty.identity());
}

TEST(OffsetMap, EmptyRangesStayEmpty) { EXPECT_EQ(one_half().source({7, 7}), (Range{4, 4})); }

TEST(OffsetMap, ThenSeesThroughBothSteps) {
  const OffsetMap first = one_half();  // text 2 -> text 1
  OffsetMap second;                    // text 3 -> text 2: byte 0 deleted, bytes 8-9 became one
  second.append({{0, 0}, {0, 1}});
  second.append({{7, 8}, {8, 10}});
  const OffsetMap both = first.then(second);
  EXPECT_EQ(both.source({0, 1}), (Range{1, 2}));
  EXPECT_EQ(both.source({1, 2}), (Range{2, 4}));
  EXPECT_EQ(both.source({6, 7}), (Range{4, 5}));
  EXPECT_EQ(both.source({7, 8}), (Range{5, 7}));
}

TEST(OffsetMap, ThenWidensWhereRunsCross) {
  OffsetMap first;
  first.append({{2, 6}, {2, 3}});
  OffsetMap second;  // a run that begins inside the first one's and ends after it
  second.append({{4, 5}, {4, 8}});
  const OffsetMap both = first.then(second);
  EXPECT_EQ(both.source({4, 5}), (Range{2, 5}));
  EXPECT_EQ(both.source({2, 3}), (Range{2, 5}));
  EXPECT_EQ(both.source({0, 2}), (Range{0, 2}));
  EXPECT_EQ(both.source({5, 6}), (Range{5, 6}));
}

// One range after the other, without a search for each.
TEST(SourceCursor, IsSource) {
  std::uint32_t random = 1;
  const auto next = [&random](std::uint32_t below) {
    random = random * 1664525 + 1013904223;
    return (random >> 8) % below;
  };
  for (int round = 0; round < 300; ++round) {
    OffsetMap map;
    std::uint32_t to = 0, from = 0;
    for (std::uint32_t left = next(30); left > 0; --left) {
      const std::uint32_t gap = next(3), parts = 1 + next(3), size = next(4), source = 1 + next(3);
      to += gap, from += gap;
      map.append({{to, to + parts * size}, {from, from + parts * source}, parts});
      to += parts * size, from += parts * source;
    }
    detail::SourceCursor cursor(map);
    for (std::uint32_t begin = next(3), end = 0; begin < to + 5; begin = end + next(3)) {
      end = begin + 1 + next(5);
      ASSERT_EQ(cursor.source({begin, end}), map.source({begin, end})) << begin << ' ' << end;
    }
  }
}

TEST(OffsetMap, ThenWithIdentityChangesNothing) {
  const OffsetMap map = one_half();
  EXPECT_EQ(map.then({}).runs().size(), 1U);
  EXPECT_EQ(OffsetMap().then(map).runs()[0], map.runs()[0]);
}

}  // namespace
}  // namespace ykien
