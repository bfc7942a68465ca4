#include "ykien/text/decode.h"

#include <gtest/gtest.h>

#include "support_text.h"

namespace ykien {
namespace {

struct Case {
  const char* name;
  std::string bytes;
  std::string text;
  Encoding encoding;
  bool byte_order_mark;
  std::size_t replaced;
};

const std::string kBad = "\xEF\xBF\xBD";

std::vector<Case> cases() {
  using namespace std::string_literals;
  return {
      {"empty", "", "", Encoding::utf8, false, 0},
      {"plain", "tổ dân phố", "tổ dân phố", Encoding::utf8, false, 0},
      {"bom", "\xEF\xBB\xBFtổ", "tổ", Encoding::utf8, true, 0},
      {"bom_alone", "\xEF\xBB\xBF", "", Encoding::utf8, true, 0},
      {"nul_kept", "a\0b"s, "a\0b"s, Encoding::utf8, false, 0},
      {"lone_continuation", "a\x80z", "a" + kBad + "z", Encoding::utf8, false, 1},
      {"cut_at_end", "a\xE1\xBB", "a" + kBad, Encoding::utf8, false, 1},
      {"cut_inside", "\xE1\xBBz", kBad + "z", Encoding::utf8, false, 1},
      {"overlong", "\xC0\xAF", kBad + kBad, Encoding::utf8, false, 2},
      {"surrogate", "\xED\xA0\x80", kBad + kBad + kBad, Encoding::utf8, false, 3},
      {"beyond_unicode", "\xF4\x90\x80\x80", kBad + kBad + kBad + kBad, Encoding::utf8, false, 4},
      {"four_bytes", "\xF0\x9F\x91\x8D", "👍", Encoding::utf8, false, 0},
      {"utf16le", "\xFF\xFE\x74\x00\xD5\x1E"s, "t\xE1\xBB\x95", Encoding::utf16le, true, 0},
      {"utf16be", "\xFE\xFF\x00\x74\x1E\xD5"s, "t\xE1\xBB\x95", Encoding::utf16be, true, 0},
      {"utf16_pair", "\xFF\xFE\x3D\xD8\x4D\xDC"s, "👍", Encoding::utf16le, true, 0},
      {"utf16_lone_high", "\xFF\xFE\x3D\xD8\x61\x00"s, kBad + "a", Encoding::utf16le, true, 1},
      {"utf16_lone_low", "\xFF\xFE\x4D\xDC"s, kBad, Encoding::utf16le, true, 1},
      {"utf16_odd", "\xFF\xFE\x61\x00\x62"s, "a" + kBad, Encoding::utf16le, true, 1},
  };
}

class Decoding : public testing::TestWithParam<Case> {};

TEST_P(Decoding, GivesTextAndReport) {
  const Decoded decoded = decode(GetParam().bytes);
  EXPECT_EQ(decoded.text, GetParam().text);
  EXPECT_EQ(decoded.encoding, GetParam().encoding);
  EXPECT_EQ(decoded.byte_order_mark, GetParam().byte_order_mark);
  EXPECT_EQ(decoded.replaced, GetParam().replaced);
}

TEST_P(Decoding, InPiecesGivesTheSame) {
  for (std::size_t size = 1; size <= 5; ++size) {
    StreamDecoder decoder;
    std::string text;
    for (std::size_t at = 0; at < GetParam().bytes.size(); at += size) {
      decoder.append(std::string_view(GetParam().bytes).substr(at, size), false, text);
    }
    decoder.append({}, true, text);
    EXPECT_EQ(text, GetParam().text) << size;
    EXPECT_EQ(decoder.replaced(), GetParam().replaced) << size;
    EXPECT_EQ(decoder.encoding(), GetParam().encoding) << size;
    EXPECT_EQ(decoder.byte_order_mark(), GetParam().byte_order_mark) << size;
  }
}

INSTANTIATE_TEST_SUITE_P(Table, Decoding, testing::ValuesIn(cases()),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Decode, OffsetsLeadBackToTheBytes) {
  using namespace std::string_literals;
  const std::string bytes = "\xFF\xFE\x74\x00\xD5\x1E\x20\x00\x37\x00"s;  // "tổ 7"
  const Decoded decoded = decode(bytes);
  ASSERT_EQ(decoded.text, "tổ 7");
  EXPECT_EQ(slice(bytes, decoded.offsets.source({0, 4})), "\x74\x00\xD5\x1E"s);
  EXPECT_EQ(slice(bytes, decoded.offsets.source({5, 6})), "\x37\x00"s);
  const std::string marked = "\xEF\xBB\xBF" "a\x80" "b";
  const Decoded repaired = decode(marked);
  EXPECT_EQ(slice(marked, repaired.offsets.source({0, 1})), "a");
  EXPECT_EQ(slice(marked, repaired.offsets.source({1, 4})), "\x80");
  EXPECT_EQ(slice(marked, repaired.offsets.source({4, 5})), "b");
}

}  // namespace
}  // namespace ykien
