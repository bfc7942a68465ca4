#include "text/detail/utf8.h"
#include "ykien/text/normalize.h"

#include <gtest/gtest.h>

#include "ykien/base/range.h"

namespace ykien {
namespace {

struct Case {
  const char* name;
  std::string input;
  std::string folded;
};

const Case kCases[] = {
    {"empty", "", ""},
    {"case", "ĐƯỜNG Hẻm", "đường hẻm"},
    {"raised_letters", "\u1D9Ei", "đi"},
    {"a_sign_that_becomes_a_letter_that_looks_alike", "\u037Aa", " ia"},
    {"old_tone", "Hòa Khỏe Thúy Ủy", "hoà khoẻ thuý uỷ"},
    {"closed_syllable", "hoàn toàn khoản", "hoàn toàn khoản"},
    {"misplaced_in_closed", "hòan", "hoàn"},
    {"qu_and_gi", "qúy quà gìa giếng gì quốc", "quý quà già giếng gì quốc"},
    {"ia_ua_ua", "mía của cửa thuở khuya", "mía của cửa thuở khuya"},
    {"foreign_left_alone", "café résumé", "café résumé"},
    {"nfd", "to\xCC\x82\xCC\x89", "tổ"},
    {"half", "tô\xCC\x89", "tổ"},
    {"tone_before_circumflex", "to\xCC\x81\xCC\x82", "tố"},
    {"precomposed_tone_then_circumflex", "tó\xCC\x82", "tố"},
    {"dot_below_and_horn", "o\xCC\xA3\xCC\x9B o\xCC\x9B\xCC\xA3", "ợ ợ"},
    {"old_tone_marks", "a\xCD\x80 a\xCD\x81", "à á"},
    {"eth", "\xC3\x90\xC6\xB0\xE1\xBB\x9Dng \xC3\xB0i", "đường đi"},
    {"african_d", "\xC6\x89i \xC9\x96i", "đi đi"},
    {"nbsp", "tổ\xC2\xA0" "7", "tổ 7"},
    {"zero_width", "tổ\xE2\x80\x8B dân\xEF\xBB\xBF phố", "tổ dân phố"},
    {"soft_hyphen", "phư\xC2\xADờng", "phường"},
    {"zero_width_first", "\xE2\x80\x8Btổ", "tổ"},
    {"bidi", "\xE2\x80\xAAtổ\xE2\x80\xAC", "tổ"},
    {"full_width", "ＴＰ．１２", "tp.12"},
    {"ligature", "\xEF\xAC\x81" "a", "fia"},
    {"square_metre", "100㎡ m²", "100m2 m2"},
    {"half_sign", "½", "1⁄2"},
    {"math_letters", "\xF0\x9D\x97\xA7\xF0\x9D\x97\xBC", "to"},
    {"ill_formed", "t\xE1\xBB z\xFF", "t\xEF\xBF\xBD z\xEF\xBF\xBD"},
    {"blanks_stay", " a  b\t\n", " a  b\t\n"},
    {"hangul_composes", "\xE1\x84\x80\xE1\x85\xA1", "가"},
    {"two_tones_stay", "hòá", "hòá"},
    {"mark_without_letter", "\xCC\x81" "a", "\xCC\x81" "a"},
    {"tone_twice", "điệ\xCC\xA3n tô\xCC\x82\xCC\x89", "điện tổ"},
    {"tone_after_the_coda", "Cam\xCC\x89 ơn, nguyêñ tich\xCC\x81, hêt\xCC\x81", "cảm ơn, nguyễn tích, hết"},
    {"foreign_consonants_stay", "señor España Niño ḿ", "señor españa niño ḿ"},
    {"cyrillic_inside", "Сầu đườnɡ hẻм Нội", "cầu đường hẻm hội"},
    {"cyrillic_marked", "hо\xCC\x80" "a tо\xCC\x82\xCC\x89", "hoà tổ"},
    {"greek_inside", "đấυ Νhà τổ", "đấu nhà tổ"},
    {"cyrillic_word_stays", "Москва рано он о а, ко", "москва рано он о а, ко"},
    {"mixed_but_no_syllable", "рaно xжа онлайн-кurс", "рaно xжа онлайн-кurс"},
    {"greek_word_stays", "πα και", "πα και"},
    {"small_capitals", "ᴛʀạᴍ ʏ ᴛế ᴘʜườɴɢ ʜỗ ᴛʀợ ᴅâɴ ᴆườɴɢ", "trạm y tế phường hỗ trợ dân đường"},
    {"small_capitals_alone", "ᴄʜᴏ ᴅᴀɴ", "cho dan"},
    {"phonetics_stay", "ʃʊ kʰɪŋ", "ʃʊ khɪŋ"},
    {"bold_with_marks", "𝐓𝐨̂̉ 𝐝𝐚̂𝐧 𝐩𝐡𝐨̂́", "tổ dân phố"},
    {"bold_with_tone_on_coda", "𝐂𝐚𝐦̉", "cảm"},
    {"full_width_with_marks", "Ｔｏ\xCC\x82\xCC\x89", "tổ"},
    {"invisible_in_many_places", "t\xE2\x80\x8Bổ\xE2\x81\xA0 d\xE2\x80\x8E\xE2\x80\x8F\xC2\xADân\xE2\x80\xAE\xE2\x81\xA6", "tổ dân"},
    {"invisible_between_letter_and_mark", "to\xCC\x82\xE2\x80\x8B\xCC\x89", "tổ"},
    {"long_run_keeps_its_tones", "hòahòahòa", "hòahòahòa"},
};

class Folding : public testing::TestWithParam<Case> {};

TEST_P(Folding, GivesTheFoldedForm) { EXPECT_EQ(normalize(GetParam().input).text, GetParam().folded); }
TEST_P(Folding, IsIdempotent) { EXPECT_EQ(normalize(GetParam().folded).text, GetParam().folded); }

INSTANTIATE_TEST_SUITE_P(Table, Folding, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Normalize, EveryCodePointFoldsToWhatStays) {
  for (char32_t value = 1; value < 0x110000; ++value) {
    if (value >= 0xD800 && value < 0xE000) continue;
    std::string text;
    detail::append_code_point(value, text);
    const std::string folded = normalize(text).text;
    ASSERT_EQ(normalize(folded).text, folded) << static_cast<std::uint32_t>(value);
  }
}

TEST(Normalize, UnchangedTextHasAnEmptyMap) { EXPECT_TRUE(normalize("đường tổ 5, hẻm 45/12").offsets.identity()); }

TEST(Normalize, ChangeOfCaseAloneNeedsNoRuns) { EXPECT_TRUE(normalize("ĐƯỜNG Tổ 5").offsets.identity()); }

struct SliceCase {
  std::string input;
  std::string part;  // of the folded text
  std::string source;
};

TEST(Normalize, PartsLeadBackToTheirSource) {
  const SliceCase cases[] = {
      {"To\xCC\x82\xCC\x89 7", "tổ", "To\xCC\x82\xCC\x89"},
      {"To\xCC\x82\xCC\x89 7", "7", "7"},
      {"bà Hòa,", "hoà", "Hòa"},
      {"bà Hòa,", ",", ","},
      {"phư\xC2\xADờng 5", "phường", "phư\xC2\xADờng"},
      {"\xE2\x80\x8Btổ", "tổ", "tổ"},
      {"x½y", "2", "½"},
      {"a\xFF" "b", "b", "b"},
      {"１２ tổ", "12", "１２"},
      {"x Сầu y", "cầu", "Сầu"},
      {"x Сầu y", "y", "y"},
      {"Cam\xCC\x89 ơn", "cảm", "Cam\xCC\x89"},
      {"ᴛổ ɴàʏ ᴀ", "nà", "ɴà"},
      {"điệ\xCC\xA3n", "ệ", "ệ\xCC\xA3"},
  };
  for (const SliceCase& row : cases) {
    const Normalized folded = normalize(row.input);
    const auto at = static_cast<std::uint32_t>(folded.text.find(row.part));
    ASSERT_LT(at, folded.text.size()) << row.input;
    const Range range{at, at + static_cast<std::uint32_t>(row.part.size())};
    EXPECT_EQ(slice(row.input, folded.offsets.source(range)), row.source) << row.part;
  }
}

// One code point may stand for two marks, and one that is a letter by its class may fold to a mark.
TEST(Normalize, TheBoundCountsMarksAsTheyFold) {
  for (const char* mark : {"\xCD\x84", "\xE0\xBD\xB3", "\xEF\xBE\x9E", "\xCC\xA3\xEF\xBE\x9E"}) {
    std::string text = "a";
    for (int i = 0; i < 50'000; ++i) text += mark;
    const Normalized folded = normalize(text);
    EXPECT_LE(folded.text.size(), 3U + 3 * 8U);
    EXPECT_EQ(normalize(folded.text).text, folded.text);
  }
}

TEST(Normalize, KeepsEightMarksALetterAndStaysLinear) {
  std::string marks = "a";
  for (int i = 0; i < 100'000; ++i) marks += i % 2 == 0 ? "\xCC\x81" : "\xCC\xA3";
  const Normalized folded = normalize(marks);
  EXPECT_LE(folded.text.size(), 3U + 2 * 8U);
  EXPECT_EQ(normalize(folded.text).text, folded.text);
  EXPECT_EQ(folded.offsets.source({0, 1}), (Range{0, static_cast<std::uint32_t>(marks.size())}));
}

}  // namespace
}  // namespace ykien
