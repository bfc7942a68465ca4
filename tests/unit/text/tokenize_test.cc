#include "ykien/text/tokenize.h"

#include <gtest/gtest.h>

#include <string>

#include "text/detail/char_class.h"
#include "ykien/text/normalize.h"

namespace ykien {
namespace {

// "hẻm/syllable 45/12/number": slices with the first letters of their kinds.
std::string shown(std::string_view text) {
  std::string result;
  for (const Token& token : tokenize(text)) {
    if (!result.empty()) result += ' ';
    result +=
        std::string(slice(text, token.range)) + "|" + std::string(token_kind_name(token.kind)).substr(0, 3);
  }
  return result;
}

struct Case {
  const char* input;  // folded before it is tokenized
  const char* tokens;
};

const Case kCases[] = {
    {"", ""},
    {"  \t\n", ""},
    {"Tổ dân phố 7", "tổ|syl dân|syl phố|syl 7|num"},
    {"tổ7 q10", "tổ|syl 7|num q|syl 10|num"},
    {"Nghị quyết 15/2021/NQ-HĐND", "nghị|syl quyết|syl 15/2021/nq-hđnd|doc"},
    {"3838/QĐ-UBND.", "3838/qđ-ubnd|doc .|pun"},
    {"02/2014/TTLT-BGDĐT-BNV", "02/2014/ttlt-bgdđt-bnv|doc"},
    {"35-CT/TW", "35-ct/tw|doc"},
    {"16/CT", "16/ct|doc"},
    {"68/NQ-CP,", "68/nq-cp|doc ,|pun"},
    {"hẻm 45/12 và 51/2/3", "hẻm|syl 45/12|num và|syl 51/2/3|num"},
    {"45/12a", "45/12|num a|syl"},
    {"2/tháng", "2|num /|pun tháng|syl"},
    {"24/7/2021", "24/7/2021|dat"},
    {"07-10-2021.", "07-10-2021|dat .|pun"},
    {"01.02.2021", "01.02.2021|dat"},
    {"2021-10-07", "2021-10-07|dat"},
    {"tháng 10/2021", "tháng|syl 10/2021|dat"},
    {"32/7/2021", "32/7/2021|num"},
    {"24/7", "24/7|num"},
    {"2015-2016", "2015|num -|pun 2016|num"},
    {"1/2/2021/3", "1/2/2021/3|num"},
    {"7h 7h30 17g30 08:15 23:59:00", "7h|tim 7h30|tim 17g30|tim 08:15|tim 23:59:00|tim"},
    {"7ha 25h 7h99", "7|num ha|syl 25|num h|syl 7|num h|syl 99|num"},
    {"1:500", "1|num :|pun 500|num"},
    {"500k 2tr5 1,5tr 1.500.000đ 20usd", "500k|mon 2tr5|mon 1,5tr|mon 1.500.000đ|mon 20usd|mon"},
    {"$5 5$ 10€", "$5|mon 5$|mon 10€|mon"},
    {"800k/người", "800k|mon /|pun người|syl"},
    {"5km", "5|num km|syl"},
    {"3,5% 1.000.000", "3,5|num %|pun 1.000.000|num"},
    {"8-10", "8|num -|pun 10|num"},
    {"0905123456", "0905123456|pho"},
    {"0905.123.456, 0236-3822-123", "0905.123.456|pho ,|pun 0236-3822-123|pho"},
    {"+84905123456", "+84905123456|pho"},
    {"090512345678901", "090512345678901|num"},
    {"https://a.vn/x?y=1.", "https://a.vn/x?y=1|url .|pun"},
    {"(WWW.ABC.VN)", "(|pun www.abc.vn|url )|pun"},
    {"http://", "http|syl :|pun //|pun"},
    {"gửi a.b-c@x.com.vn!", "gửi|syl a.b-c@x.com.vn|ema !|pun"},
    {"3a@x.vn", "3a@x.vn|ema"},
    {"a@b", "a|syl @|pun b|syl"},
    {"...!!??", "...|pun !!|pun ??|pun"},
    {"covid-19", "covid|syl -|pun 19|num"},
    {"👍🏽👍 🇻🇳", "👍🏽|emo 👍|emo 🇻🇳|emo"},
    {"👩‍👧", "👩|emo 👧|emo"},
    {"½ ngày", "1⁄2|num ngày|syl"},
    {"b\xCC\x80n", "b\xCC\x80n|syl"},
    {" \xCC\x81"
     "a",
     "a|syl"},
    {"©", "©|pun"},
    {"đ\xFFng", "đ|syl \xEF\xBF\xBD|pun ng|syl"},
    {"Москва 東京", "москва|syl 東京|syl"},
    {"१२३", "१२३|num"},
};

TEST(Tokenize, GivesTheTokensOfTheTable) {
  for (const Case& row : kCases) EXPECT_EQ(shown(normalize(row.input).text), row.tokens) << row.input;
}

TEST(Tokenize, TextThatWasNotFoldedWorksToo) {
  EXPECT_EQ(shown("TỔ 7 HTTP://A.VN 7H30"), "TỔ|syl 7|num HTTP://A.VN|url 7H30|tim");
}

TEST(Tokenize, LongAddressesAreNoAddresses) {
  const std::string local(65, 'a');
  EXPECT_EQ(tokenize(local + "@x.vn").front().kind, TokenKind::syllable);
}

TEST(Tokenize, EveryKindHasAName) {
  for (int kind = 0; kind < kTokenKinds; ++kind)
    EXPECT_NE(token_kind_name(static_cast<TokenKind>(kind)), "unknown");
}

TEST(CharClass, OfAsciiIsTheSameWithoutATable) {
  for (int byte = 0; byte < 0x80; ++byte) {
    EXPECT_EQ(detail::ascii_class(static_cast<char>(byte)), detail::char_class(static_cast<char32_t>(byte)))
        << byte;
  }
}

}  // namespace
}  // namespace ykien
