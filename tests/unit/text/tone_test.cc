#include "ykien/text/tone.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support_text.h"

namespace ykien {
namespace {

struct Case {
  const char* name;
  std::string input;
  std::string old_style;
  std::string new_style;
};

const Case kCases[] = {
    {"empty", "", "", ""},
    {"open_rimes", "Hòa, khoẻ; THUÝ! ủy", "Hòa, khỏe; THÚY! ủy", "Hoà, khoẻ; THUÝ! uỷ"},
    {"closed_rimes_have_one_place", "hoàn toàn khoản xuất huỳnh", "hoàn toàn khoản xuất huỳnh",
     "hoàn toàn khoản xuất huỳnh"},
    {"qu_and_gi_are_onsets", "quý quà QUẢ già giúp gìn", "quý quà QUẢ già giúp gìn",
     "quý quà QUẢ già giúp gìn"},
    {"wrong_places_are_put_right", "qúy gìa hòan múôn", "quý già hoàn muốn", "quý già hoàn muốn"},
    {"other_vowels", "mía của thuở khuya thủa thúi", "mía của thuở khuya thủa thúi",
     "mía của thuở khuya thủa thúi"},
    {"case_stays_with_its_letter", "hÒa HoÀ tHúY ỦY", "hÒa HòA tHúY ỦY", "hOà HoÀ tHuÝ UỶ"},
    {"decomposed_stays_decomposed",
     "Ho\xCC\x80"
     "a",
     "Ho\xCC\x80"
     "a",
     "Hoa\xCC\x80"},
    {"eth_stays", "\xC3\x90òa \xC6\x89oà", "\xC3\x90òa \xC6\x89òa", "\xC3\x90oà \xC6\x89oà"},
    {"foreign_words_stay", "résumé Cacique españa naïve òáx", "résumé Cacique españa naïve òáx",
     "résumé Cacique españa naïve òáx"},
    {"two_tones_stay", "hòá", "hòá", "hòá"},
    {"long_words_stay", "hoàhoàhoà", "hoàhoàhoà", "hoàhoàhoà"},
    {"part_of_another_word_stays", "жhoà hoàж hoàn\xCC\x83 n\xCC\x88hòa",
     "жhoà hoàж hoàn\xCC\x83 n\xCC\x88hòa", "жhoà hoàж hoàn\xCC\x83 n\xCC\x88hòa"},
    {"signs_that_fold_to_letters", "℡hoà hòa… ½hòa \xE2\x80\x8Bhòa", "℡hoà hòa… ½hòa \xE2\x80\x8Bhòa",
     "℡hoà hoà… ½hoà \xE2\x80\x8Bhoà"},
    {"joined_by_signs", "hoà-thuý_hoà/hòa", "hòa-thúy_hòa/hòa", "hoà-thuý_hoà/hoà"},
    {"all_else_stays", "  Hoà\t１２ \xE2\x80\x8B x\xFF\r\n½", "  Hòa\t１２ \xE2\x80\x8B x\xFF\r\n½",
     "  Hoà\t１２ \xE2\x80\x8B x\xFF\r\n½"},
};

class Rewriting : public testing::TestWithParam<Case> {};

TEST_P(Rewriting, GivesEitherStyle) {
  EXPECT_EQ(rewrite_tones(GetParam().input, ToneStyle::old_style).text, GetParam().old_style);
  EXPECT_EQ(rewrite_tones(GetParam().input, ToneStyle::new_style).text, GetParam().new_style);
  EXPECT_EQ(rewrite_tones(GetParam().input, ToneStyle::keep).text, GetParam().input);
}

TEST_P(Rewriting, IsIdempotent) {
  EXPECT_EQ(rewrite_tones(GetParam().old_style, ToneStyle::old_style).text, GetParam().old_style);
  EXPECT_EQ(rewrite_tones(GetParam().new_style, ToneStyle::new_style).text, GetParam().new_style);
}

INSTANTIATE_TEST_SUITE_P(Table, Rewriting, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(RewriteTones, AllPairsBothWaysInEveryForm) {
  const test::Rows rows = test::read_rows("text/tone_pairs.tsv");
  ASSERT_EQ(rows.size(), 330U);
  for (const auto& row : rows) {
    for (const test::Form form : test::kForms) {
      const std::string before = test::in_form(row[0], form);
      const std::string after = test::in_form(row[1], form);
      EXPECT_EQ(rewrite_tones(before, ToneStyle::new_style).text, after);
      EXPECT_EQ(rewrite_tones(after, ToneStyle::old_style).text, before);
      EXPECT_EQ(rewrite_tones(before, ToneStyle::old_style).text, before);
      EXPECT_EQ(rewrite_tones(after, ToneStyle::new_style).text, after);
    }
  }
}

TEST(RewriteTones, EverySyllableHasBothStyles) {
  for (const auto& row : test::read_rows("text/syllables.tsv")) {
    ASSERT_EQ(rewrite_tones(row[0], ToneStyle::old_style).text, row[1]);
    ASSERT_EQ(rewrite_tones(row[1], ToneStyle::new_style).text, row[0]);
  }
}

TEST(RewriteTones, PartsLeadBackToTheirSource) {
  const std::string texts[] = {"bà Hòa ở tổ 5",
                               "bà Ho\xCC\x80"
                               "a ở",
                               "bà Hoà.", "Thu\xCC\x81y Ủy"};
  for (const std::string& text : texts) {
    for (const ToneStyle style : {ToneStyle::old_style, ToneStyle::new_style}) {
      const Rewritten rewritten = rewrite_tones(text, style);
      std::size_t begin = 0;
      for (std::size_t end = 0; end <= text.size();
           ++end) {  // blanks do not move: words lie between the same ones
        if (end < text.size() && text[end] != ' ') continue;
        const std::size_t words = static_cast<std::size_t>(
            std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), ' '));
        std::size_t from = 0;
        for (std::size_t i = 0; i < words; ++i) from = rewritten.text.find(' ', from) + 1;
        const std::size_t to = std::min(rewritten.text.find(' ', from), rewritten.text.size());
        const Range source =
            rewritten.offsets.source({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
        EXPECT_EQ(slice(text, source), text.substr(begin, end - begin)) << text;
        begin = end + 1;
      }
    }
  }
}

}  // namespace
}  // namespace ykien
