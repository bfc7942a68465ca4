// The converters of the old encodings: against the table of letters, and against iconv where it has the
// encoding.
#include "text/encoding/convert.h"

#include <gtest/gtest.h>
#include <iconv.h>

#include <algorithm>
#include <stdexcept>

#include "support_encodings.h"
#include "text/encoding/compose.h"

namespace ykien::encoding {
namespace {

constexpr Encoding kLegacy[] = {Encoding::windows1258, Encoding::tcvn3, Encoding::tcvn5712, Encoding::vni,
                                Encoding::viscii,      Encoding::vps,   Encoding::viqr};

std::string converted(Encoding encoding, std::string_view bytes) {
  std::string text;
  convert(encoding, bytes, text);
  return text;
}

// By the C library; empty where it finds something it does not know.
std::string by_iconv(const char* name, std::string bytes) {
  const iconv_t descriptor = iconv_open("UTF-8", name);
  if (descriptor == iconv_t(-1)) throw std::runtime_error("iconv lacks an encoding");
  std::string text(4 * bytes.size() + 16, '\0');
  char* from = bytes.data();
  char* to = text.data();
  std::size_t left = bytes.size(), room = text.size();
  const bool good = iconv(descriptor, &from, &left, &to, &room) != std::size_t(-1) &&
                    iconv(descriptor, nullptr, nullptr, &to, &room) != std::size_t(-1);
  iconv_close(descriptor);
  text.resize(good ? text.size() - room : 0);
  return text;
}

struct Known {
  Encoding encoding;
  const char* iconv;
};
constexpr Known kKnown[] = {
    {Encoding::windows1258, "CP1258"}, {Encoding::tcvn5712, "TCVN"}, {Encoding::viscii, "VISCII"}};

TEST(Convert, All134LettersInEveryEncoding) {
  const test::Rows rows = test::read_rows("text/encodings.tsv");
  ASSERT_EQ(rows.size(), 134U);
  for (const Encoding encoding : kLegacy) {
    for (const auto& row : rows) {
      // A capital of TCVN3 takes capitals around it.
      const std::string word = "TH" + row[0] + "NG";
      const bool capital = test::in_form(row[0], test::Form::upper) == row[0];
      EXPECT_EQ(converted(encoding, test::encoded(word, encoding)),
                encoding == Encoding::tcvn3 && !capital ? test::in_form(word, test::Form::upper) : word)
          << encoding_name(encoding);
      if (encoding == Encoding::tcvn3 && capital) continue;
      EXPECT_EQ(converted(encoding, test::encoder_of(encoding).at(row[0])), row[0])
          << encoding_name(encoding);
      EXPECT_EQ(converted(encoding, test::encoded("th" + row[0] + "ng", encoding)), "th" + row[0] + "ng");
    }
  }
}

TEST(Convert, EveryByteAsIconvHasIt) {
  for (const Known& known : kKnown) {
    int compared = 0;
    for (int byte = 0; byte < 256; ++byte) {
      const std::string bytes = std::string(1, static_cast<char>(byte)) + " ";
      const std::string expected = by_iconv(known.iconv, bytes);
      if (expected.empty()) continue;
      EXPECT_EQ(converted(known.encoding, bytes), expected) << known.iconv << ' ' << byte;
      ++compared;
    }
    EXPECT_GE(compared, 246) << known.iconv;  // CP1258 leaves nine bytes undefined
  }
}

// Every vowel with every tone after it.
TEST(Convert, EveryPairOfBytesAsIconvHasIt) {
  int compared = 0;
  for (const Known& known : kKnown) {
    for (int first = 'A'; first < 256; ++first) {
      for (int second = 0xA1; second < 256; ++second) {
        const std::string bytes = {static_cast<char>(first), static_cast<char>(second), ' '};
        const std::string expected = by_iconv(known.iconv, bytes);
        const std::string alone = converted(known.encoding, bytes.substr(0, 1));
        const bool vowel =
            vowel_number(detail::read_code_point(alone.data(), alone.data() + alone.size()).value) >= 0;
        if (expected.empty() || !vowel) continue;
        ++compared;
        ASSERT_EQ(test::in_form(converted(known.encoding, bytes), test::Form::nfc),
                  test::in_form(expected, test::Form::nfc))
            << known.iconv << ' ' << first << ' ' << second;
      }
    }
  }
  EXPECT_GT(compared, 3 * 24 * 70);
}

TEST(Convert, TheCivicCorpusInEveryEncoding) {
  for (const std::string& line : test::corpus_lines(2000, 1)) {
    const std::string text = test::encodable(line);
    for (const Encoding encoding : kLegacy) {
      if (encoding == Encoding::tcvn3) continue;  // has its own test below
      ASSERT_EQ(converted(encoding, test::encoded(text, encoding)), text) << encoding_name(encoding);
    }
    for (const Known& known : kKnown) {
      const std::string bytes = test::encoded(text, known.encoding);
      ASSERT_EQ(converted(known.encoding, bytes), by_iconv(known.iconv, bytes));
    }
  }
}

struct Line {
  const char* name;
  const char* written;  // in UTF-8, before it was put into TCVN3: the capitals typed as they were
  const char* text;
};

class Capitals : public testing::TestWithParam<Line> {};

TEST_P(Capitals, FollowTheWordsAround) {
  EXPECT_EQ(converted(Encoding::tcvn3, test::encoded(GetParam().written, Encoding::tcvn3)), GetParam().text);
}

constexpr Line kLines[] = {
    {"small", "đường hẻm bị ngập ở tổ 7", "đường hẻm bị ngập ở tổ 7"},
    {"names", "Bà Đỗ Thị Ánh ở Hồ Chí Minh", "Bà Đỗ Thị ánh ở Hồ Chí Minh"},  // TCVN3 itself has no Á
    {"all_large", "CộNG HOà Xã HộI CHủ NGHĩA", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA"},
    {"open_among_large", "ĐƠN KIếN NGHị Về Hố Ga ở Tổ 7", "ĐƠN KIẾN NGHỊ Về Hố Ga ở Tổ 7"},
    {"open_between_large", "KIếN NGHị Về VIệC ở TP", "KIẾN NGHỊ VỀ VIỆC Ở TP"},
    {"large_then_small", "UBND phường trả lời", "UBND phường trả lời"},
    {"abbreviation_then_name", "TP Hồ Chí Minh", "TP Hồ Chí Minh"},
    {"single_word", "Tổ", "Tổ"},
    {"quotes", "KIếN NGHị \"Về\" VIệC", "KIẾN NGHỊ \"VỀ\" VIỆC"}};

INSTANTIATE_TEST_SUITE_P(Table, Capitals, testing::ValuesIn(kLines),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Convert, ViqrEscapesAndLeavesWhatIsNoAccent) {
  EXPECT_EQ(converted(Encoding::viqr, "DDu+o+`ng ngo~ bi. nga^.p, xin hoi\\?"),
            "Đường ngõ bị ngập, xin hoi?");
  EXPECT_EQ(converted(Encoding::viqr, "to^?? A\\^ c\\dd x* (a) 5' \\n"), "tổ? A^ cdd x* (a) 5' \\n");
  EXPECT_EQ(converted(Encoding::viqr, "u*o*'c dDa^`u Dd"), "ước đầu Đ");
}

TEST(Convert, VniMarksFollowTheirVowelOnly) {
  EXPECT_EQ(converted(Encoding::vni, "\xD1\xF6\xF4\xF8ng \"Ho\xE0 B\xECnh\""), "Đường \"Hồ Bình\"");
  EXPECT_EQ(converted(Encoding::vni, "T\xF9 n\xE1 OA\xD8"), "Tù ná OÀ");
}

TEST(Convert, OffsetsLeadBackToTheBytesOfEveryLetter) {
  for (const Encoding encoding : kLegacy) {
    for (const auto& row : test::read_rows("text/encodings.tsv")) {
      const std::string letter = test::encoder_of(encoding).at(row[0]);
      const std::string bytes = "(x " + letter + "n)";
      std::string text = "before ";
      OffsetMap offsets;
      offsets.append({{0, 7}, {0, 4}});
      convert(encoding, bytes, text, &offsets, 4);
      const auto begin = static_cast<std::uint32_t>(7 + 3);
      const auto end = static_cast<std::uint32_t>(text.size() - 2);
      ASSERT_EQ(slice("1234" + bytes, offsets.source({begin, end})), letter)
          << encoding_name(encoding) << row[0];
      ASSERT_EQ(slice("1234" + bytes, offsets.source({end, end + 1})), "n");
    }
  }
}

// How many bytes the letter at `at` has: as many as become one letter, and do without the last of them.
std::size_t letter_size(Encoding encoding, const std::string& bytes, std::size_t at) {
  std::size_t size = 1;
  for (; at + size < bytes.size(); ++size) {
    const std::string text = converted(encoding, bytes.substr(at, size + 1));
    const auto point = detail::read_code_point(text.data(), text.data() + text.size());
    if (point.length != text.size()) break;
  }
  return size;
}

// Bytes are converted many at a time: each letter becomes what it becomes alone, and its run is appended.
TEST(Convert, ManyBytesBecomeWhatTheirLettersBecome) {
  std::uint32_t random = 1;
  const auto next = [&random](std::uint32_t below) {
    random = random * 1664525 + 1013904223;
    return (random >> 8) % below;
  };
  for (const Encoding encoding : kLegacy) {
    if (encoding == Encoding::tcvn3 || encoding == Encoding::viqr) continue;  // capitals; dd
    for (std::size_t round = 0; round < 200; ++round) {
      std::string bytes;
      for (std::size_t size = next(300); bytes.size() < size;) {
        if (next(3) == 0) bytes += static_cast<char>(next(256));
        if (next(3) == 0) bytes += "aeiouyAEIOUY\xF4\xF6\xE2\xEA"[next(16)];
        if (round % 4 != 0 && next(3) == 0) bytes += static_cast<char>(0xB0 + next(80));
        if (round % 8 == 0) bytes += "ng ";
      }
      std::string wanted, text;
      OffsetMap wanted_map, map;
      for (std::size_t at = 0, size = 0; at < bytes.size(); at += size) {
        size = letter_size(encoding, bytes, at);
        const std::string letter = converted(encoding, bytes.substr(at, size));
        const auto to = static_cast<std::uint32_t>(wanted.size()), from = static_cast<std::uint32_t>(at);
        const Range letter_range{to, to + static_cast<std::uint32_t>(letter.size())};
        const Range source{from, from + static_cast<std::uint32_t>(size)};
        if (letter.size() != size) wanted_map.append({letter_range, source});
        wanted += letter;
      }
      convert(encoding, bytes, text, &map);
      ASSERT_EQ(text, wanted) << encoding_name(encoding);
      ASSERT_EQ(text, converted(encoding, bytes)) << encoding_name(encoding);
      ASSERT_TRUE(std::ranges::equal(map.runs(), wanted_map.runs()))
          << encoding_name(encoding) << ' ' << text;
    }
  }
}

TEST(Encoding, NamesAreFoundAgain) {
  for (int i = 0; i < kEncodings; ++i) {
    const auto encoding = static_cast<Encoding>(i);
    EXPECT_EQ(find_encoding(encoding_name(encoding)), encoding);
  }
  EXPECT_EQ(find_encoding("cp1258"), Encoding::windows1258);
  EXPECT_EQ(find_encoding("Windows 1258"), Encoding::windows1258);
  EXPECT_EQ(find_encoding("utf8"), Encoding::utf8);
  EXPECT_EQ(find_encoding("ABC"), Encoding::tcvn3);
  EXPECT_EQ(find_encoding("latin1"), std::nullopt);
  EXPECT_EQ(reading_name({Encoding::vni, Misreading::none, 0}), "VNI");
  EXPECT_EQ(reading_name({Encoding::utf8, Misreading::windows1252, 2}),
            "UTF-8 misread twice as windows-1252");
  EXPECT_EQ(reading_name({Encoding::tcvn3, Misreading::windows1258, 1}), "TCVN3 misread as windows-1258");
}

}  // namespace
}  // namespace ykien::encoding
