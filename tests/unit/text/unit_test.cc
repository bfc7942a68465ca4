#include "text/detail/unit.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>

namespace ykien::detail {
namespace {

std::vector<Unit> cut(std::string_view piece) {
  std::vector<Unit> units;
  UnitCutter().cut(piece, 0, units);
  return units;
}

// The units of one piece, separated by bars.
std::string shown(std::string_view piece) {
  std::string result;
  for (const Unit& unit : cut(piece)) {
    if (!result.empty()) result += '|';
    result += slice(piece, unit.range);
  }
  return result;
}

struct Case {
  const char* piece;
  const char* units;
};

const Case kCases[] = {
    {"", ""},
    {"đường", "đường"},
    {"đường,", "đường|,"},
    {"(đường)...", "(|đường|)|..."},
    {"TP.", "TP."},
    {"tp.", "tp."},
    {"H.", "H."},
    {"rồi.", "rồi|."},
    {"TP.HCM", "TP.HCM"},
    {"P.5,", "P.5|,"},
    {"Nội.Hôm", "Nội|.|Hôm"},
    {"bktt.vn", "bktt.vn"},
    {"95%", "95%"},
    {"95%,", "95%|,"},
    {"5.000-6.000", "5.000-6.000"},
    {"43H-016", "43H-016"},
    {"GD-ĐT", "GD-ĐT"},
    {"knock-out", "knock-out"},
    {"-Đề", "-|Đề"},
    {"A5", "A5"},
    {"và/hoặc", "và|/|hoặc"},
    {"15/2021/NQ-HĐND.", "15/2021/NQ-HĐND|."},
    {"Tr’Hy", "Tr’Hy"},
    {"a@b.vn", "a@b.vn"},
    {"👍👍", "👍|👍"},
    {"a\xC2\xA0"
     "b",
     "a|b"},  // a no-break space parts
};

TEST(UnitCutter, Cuts) {
  for (const Case& each : kCases) EXPECT_EQ(shown(each.piece), each.units) << each.piece;
}

struct ShapeCase {
  const char* piece;
  int shape;
};

const ShapeCase kShapeCases[] = {
    {"đường", kLower},
    {"Đường", kTitle},
    {"ĐƯỜNG", kCapitals},
    {"A", kInitial},
    {"đưỜng", kMixed},
    {"covid", kLower | kForeign},
    {"COVID", kCapitals | kForeign},
    {"12", kNumber},
    {"A5", kNumberAndLetters},
    {".", kDot},
    {",", kComma},
    {"(", kQuote},
    {"...", kOtherMark},
    {"👍", kOtherMark},
    {"TP.", kAbbreviation},
    {"\x44\xCC\x89", kInitial | kForeign},  // one letter, however it is encoded
    {"Nhu\xCC\x9B\xCC\x83"
     "ng",
     kTitle},  // decomposed
};

TEST(UnitCutter, TellsTheShape) {
  for (const ShapeCase& each : kShapeCases) {
    const std::vector<Unit> units = cut(each.piece);
    ASSERT_EQ(units.size(), 1U) << each.piece;
    EXPECT_EQ(units[0].shape, each.shape) << each.piece;
  }
}

TEST(UnitCutter, IdsAreThoseOfFoldedText) {
  EXPECT_EQ(cut("HÒA")[0].id, cut("hoà")[0].id);
  EXPECT_EQ(cut("hoà")[0].plain, cut("hoa")[0].id);
  EXPECT_NE(cut("hoà")[0].id, cut("hoa")[0].id);
  EXPECT_EQ(cut("1.000")[0].id, cut("25.300")[0].id);  // digits are alike
  EXPECT_TRUE(cut("hoà")[0].accented);
  EXPECT_FALSE(cut("hoa")[0].accented);
}

// A unit that was met before says what it says to a cutter that never met it.
TEST(UnitCutter, RemembersWhatUnitsSay) {
  constexpr std::string_view kParts[] = {"a",      "A",  "a\u0301", "\u00E1", "(",      "\"",     ".",
                                         "tp.",    "12", "7h30",    "\u0430", "\xFF",   "\u00BD", "\uFF41",
                                         "-",      "vn", "Hoà",     "hòa",    "đường.", "%",      "\u0140",
                                         "\uFDFA", "@",  "xyz",     "'",      "’"};
  UnitCutter cutter;
  std::uint32_t random = 1;
  for (int round = 0; round < 3000; ++round) {
    std::string piece;
    do {
      random = random * 1664525 + 1013904223;
      piece += kParts[(random >> 8) % std::size(kParts)];
    } while (random >> 28 > 2);
    std::vector<Unit> units;
    cutter.cut(piece, 0, units);
    for (const Unit& unit : units) {
      const std::vector<Unit> fresh = cut(piece);
      const auto same = fresh.begin() + (&unit - units.data());
      ASSERT_EQ(units.size(), fresh.size()) << piece;
      ASSERT_EQ(unit.range, same->range) << piece;
      ASSERT_EQ(std::tie(unit.id, unit.plain, unit.shape, unit.accented),
                std::tie(same->id, same->plain, same->shape, same->accented))
          << piece;
    }
  }
}

TEST(UnitCutter, MovesRangesByTheOffset) {
  std::vector<Unit> units;
  UnitCutter().cut("mot,", 10, units);
  ASSERT_EQ(units.size(), 2U);
  EXPECT_EQ(units[0].range, (Range{10, 13}));
  EXPECT_EQ(units[1].range, (Range{13, 14}));
}

}  // namespace
}  // namespace ykien::detail
