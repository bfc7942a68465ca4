// The kernels of UTF-8 validation against the readable function.
#include "text/detail/utf8_valid.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "support_text.h"
#include "text/detail/utf8.h"

namespace ykien::detail {
namespace {

// Every kernel of this machine finds the first ill-formed sequence where reading finds it.
testing::AssertionResult all_agree(std::string_view bytes) {
  const std::size_t expected = well_formed_by_reading(bytes);
  for (const NamedUtf8Kernel& each : utf8_kernels()) {
    const std::size_t got = well_formed_by(each.kernel, bytes);
    if (got != expected)
      return testing::AssertionFailure() << each.name << " finds " << got << ", not " << expected;
  }
  return testing::AssertionSuccess();
}

TEST(Utf8Valid, TheFastestKernelIsTheOneTaken) {
  ASSERT_FALSE(utf8_kernels().empty());
  EXPECT_EQ(utf8_kernels().back().name, "portable");
  const std::string text = "Ủy ban nhân dân phường \xE1\xBB";
  EXPECT_EQ(well_formed(text), text.size() - 2);
}

// All sequences of two bytes, and all of three and four with a lead byte and the borders of each range, at
// every place that matters for a block of 64 bytes.
TEST(Utf8Valid, EveryPairOfBytesAtTheBordersOfBlocks) {
  for (const std::size_t before : {0U, 14U, 15U, 30U, 31U, 61U, 62U, 63U, 127U}) {
    for (unsigned pair = 0; pair < 0x10000; ++pair) {
      std::string bytes(before, 'a');
      bytes += static_cast<char>(pair >> 8);
      bytes += static_cast<char>(pair & 0xFF);
      bytes += "\x80z";
      ASSERT_TRUE(all_agree(bytes)) << before << " bytes before " << pair;
    }
  }
}

TEST(Utf8Valid, EveryLeadByteWithTheBordersOfEveryRange) {
  constexpr unsigned char kBorders[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F,
                                        0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xFF};
  for (const std::size_t before : {0U, 13U, 29U, 60U, 61U, 62U, 63U}) {
    for (unsigned lead = 0xC0; lead <= 0xFF; ++lead) {
      for (const unsigned char second : kBorders) {
        for (const unsigned char third : kBorders) {
          for (const unsigned char fourth : kBorders) {
            std::string bytes(before, ' ');
            for (const unsigned byte : {lead, unsigned{second}, unsigned{third}, unsigned{fourth}}) {
              bytes += static_cast<char>(byte);
            }
            ASSERT_TRUE(all_agree(bytes)) << lead << ' ' << before;
            ASSERT_TRUE(all_agree(bytes + std::string(70, '\xA0')));
          }
        }
      }
    }
  }
}

TEST(Utf8Valid, EveryCodePointIsWellFormed) {
  std::string text;
  for (char32_t value = 0; value < 0x110000; ++value) {
    if (value < 0xD800 || value >= 0xE000) append_code_point(value, text);
  }
  EXPECT_EQ(well_formed_by_reading(text), text.size());
  EXPECT_TRUE(all_agree(text));
}

TEST(Utf8Valid, ATextCutAnywhere) {
  std::string text;
  for (const auto& row : test::read_rows("text/letters.tsv"))
    text += row[0] + (text.size() % 3 == 0 ? " 👍" : "");
  for (std::size_t size = 0; size <= text.size(); ++size)
    ASSERT_TRUE(all_agree(std::string_view(text).substr(0, size))) << size;
}

RC_GTEST_PROP(Utf8Valid, KernelsAgreeOnAnyBytes, ()) {
  RC_ASSERT(all_agree(*rc::gen::arbitrary<std::string>()));
}

// Realistic: long well-formed text with few broken bytes.
RC_GTEST_PROP(Utf8Valid, KernelsAgreeOnBrokenText, ()) {
  static const test::Rows rows = test::read_rows("text/letters.tsv");
  std::string text;
  for (const std::size_t i :
       *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 3 * rows.size()))) {
    text += i < rows.size() ? rows[i][0] : i % 7 == 0 ? "😀" : std::string(i % 90, 'x');
  }
  if (!text.empty() && *rc::gen::inRange(0, 3) > 0) {
    text[*rc::gen::inRange<std::size_t>(0, text.size())] = static_cast<char>(*rc::gen::inRange(0, 256));
  }
  RC_ASSERT(all_agree(text));
}

}  // namespace
}  // namespace ykien::detail
