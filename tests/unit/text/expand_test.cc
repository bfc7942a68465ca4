#include "ykien/text/expand.h"

#include <gtest/gtest.h>

#include <span>
#include <stdexcept>

#include "text/detail/lexicon.h"
#include "text/detail/text_bytes.h"
#include "ykien/base/range.h"
#include "ykien/text/normalize.h"

namespace ykien {
namespace {

struct Case {
  const char* input;
  const char* expanded;
};

void check(std::span<const Case> cases) {
  for (const Case& row : cases) EXPECT_EQ(expand(row.input).text, row.expanded) << row.input;
}

TEST(Expand, ShortFormsInTheirContext) {
  constexpr Case kCases[] = {
      {"", ""},
      {"Đường hẻm 45 ngập nước, đề nghị phường sửa.", "Đường hẻm 45 ngập nước, đề nghị phường sửa."},
      {"k biết ntn", "không biết như thế nào"},
      {"K biết. Ko ai trả lời", "Không biết. Không ai trả lời"},
      {"nhà e k đc hỗ trợ ạ", "nhà em không được hỗ trợ ạ"},
      {"gạo 5 kg, 10kg, 500k, 3 k", "gạo 5 kg, 10kg, 500k, 3 k"},
      {"kg biết gì", "không biết gì"},
      {"loại k và vitamin e", "loại k và vitamin e"},
      {"lên p làm giấy, đợi 20 p", "lên phường làm giấy, đợi 20 phút"},
      {"ở p 5 q 3", "ở phường 5 quận 3"},
      {"5 tr, 3tr5", "5 triệu, 3tr5"},
      {"KP5, TDP 7, CMT8, QL1A", "Khu phố 5, Tổ dân phố 7, CMT8, Quốc lộ 1A"},
      {"Anh Y K. ở khu nhà C", "Anh Y K. ở khu nhà C"},
      {"tối thui, về thui", "tối thui, về thôi"},
      {"mn ơi cho hỏi bn tiền", "mọi người ơi cho hỏi bao nhiêu tiền"},
      {"các bn ơi", "các bạn ơi"},
      {"vc e có 2 con, xin vc làm", "vợ chồng em có 2 con, xin việc làm"},
      {"ck e mất, ck khoản 500k", "chồng em mất, chuyển khoản khoản 500k"},
      {"UBND phường và HĐND", "Ủy ban nhân dân phường và Hội đồng nhân dân"},
      {"ubnd phường", "ủy ban nhân dân phường"},
      {"TDP 7, KDC, GCNQSDĐ, GPMB, CSGT, ANTT",
       "Tổ dân phố 7, Khu dân cư, Giấy chứng nhận quyền sử dụng đất, "
       "Giải phóng mặt bằng, Cảnh sát giao thông, An ninh trật tự"},
      {"làm cccd, bhyt", "làm căn cước công dân, bảo hiểm y tế"},
      {"15/2021/NQ-HĐND, 3838/QĐ-UBND", "15/2021/NQ-HĐND, 3838/QĐ-UBND"},
      {"www.k.vn a.k@ubnd.vn", "www.k.vn a.k@ubnd.vn"},
      {"F0 k15 a1", "F0 k15 a1"},
      {"k-pop, p.s, r&b", "k-pop, p.s, r&b"},
      {"k\nđc", "không\nđược"},
  };
  check(kCases);
}

TEST(Expand, KeysOfTelexAndVni) {
  constexpr Case kCases[] = {
      {"duwowngf", "đường"},
      {"d9uong2", "đường"},
      {"DUWOWNGF Duwowngf", "ĐƯỜNG Đường"},
      {"dduwowngf hoongr", "đường hổng"},
      {"nuwowcs ngaapj", "nước ngập"},
      {"d9uo7ng2 ngap65 nu7o71c", "đường ngập nước"},
      {"to63 da6n pho61", "tổ dân phố"},
      {"Nhaf em bij ngapaj nuwowcs", "Nhà em bị ngập nước"},
      {"tieenf ddieenj", "tiền điện"},
      {"test for news of his max tour", "test for news of his max tour"},
      {"to5 ap3 khu2 q10 covid19 h1n1", "to5 ap3 khu2 quận 10 covid19 h1n1"},
      {"Facebook Zalo Google wifi", "Facebook Zalo Google wifi"},
      {"xoong nồi boong tàu", "xoong nồi boong tàu"},
      {"nhaf", "nhaf"},
  };
  check(kCases);
}

TEST(Expand, StretchedLetters) {
  constexpr Case kCases[] = {
      {"quáaaa hayyyy", "quá hay"},
      {"ơiiii trời ơiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii", "ơi trời ơi"},
      {"ĐẸPPP Quáaá", "ĐẸP Quá"},
      {"đcccc kooo", "đccc kooo"},
      {"hahaaaaaa kkkkkk zzz", "hahaaa kkk zzz"},
      {"xoooong coong", "xong coong"},
      {"III VIII XXX", "III VIII XXX"},
      {"cooperation bookkeeper", "cooperation bookkeeper"},
  };
  for (const Case& row : kCases) {
    ExpandOptions options;
    options.abbreviations = options.typed = false;
    EXPECT_EQ(expand(row.input, options).text, row.expanded) << row.input;
  }
  EXPECT_EQ(expand("đcccc kooo").text, "đc ko");
}

TEST(Expand, EachPartCanBeLeftOut) {
  const char* const text = "k duwowngf quáaaa";
  EXPECT_EQ(expand(text, {false, true, false}).text, "k đường quáaaa");
  EXPECT_EQ(expand(text, {true, false, false}).text, "không duwowngf quáaaa");
  EXPECT_EQ(expand(text, {false, false, false}).text, text);
  EXPECT_TRUE(expand(text, {false, false, false}).offsets.identity());
}

TEST(Expand, AnExpansionLeadsBackToItsShortForm) {
  const std::string text = "ubnd p 5 k đc, duwowngf \xFF";
  const Expanded expanded = expand(text);
  const auto source = [&](std::string_view part) {
    const auto at = static_cast<std::uint32_t>(expanded.text.find(part));
    return std::string(
        slice(text, expanded.offsets.source({at, at + static_cast<std::uint32_t>(part.size())})));
  };
  EXPECT_EQ(source("ủy ban nhân dân"), "ubnd");
  EXPECT_EQ(source("nhân"), "ubnd");
  EXPECT_EQ(source("phường 5"), "p 5");
  EXPECT_EQ(source("được,"), "đc,");
  EXPECT_EQ(source("đường"), "duwowngf");
  EXPECT_EQ(source("\xFF"), "\xFF");
}

TEST(Expand, TheLexiconIsWhatItSays) {
  const detail::Lexicon& lexicon = detail::Lexicon::instance();
  EXPECT_GE(lexicon.size(), 700U);
  EXPECT_GE(lexicon.rows(), lexicon.size());
  detail::each_row(detail::abbreviations_table(), [](std::string_view row) {
    const std::string_view written = detail::cut(row, '\t');
    const std::string_view meaning = detail::cut(row, '\t');
    EXPECT_FALSE(written.empty() || meaning.empty() || row.empty()) << written;
    EXPECT_NE(normalize(written).text, normalize(meaning).text);
    EXPECT_NE(row.find("upper") == row.npos, row.find("lower") == row.npos && row.find("small") == row.npos)
        << written;
  });
}

TEST(Expand, ATableThatSaysNothingIsRefused) {
  EXPECT_THROW(detail::Lexicon("written\tmeaning\twhen\nk\tkhông\tsometimes\n"), std::invalid_argument);
  EXPECT_THROW(detail::Lexicon("written\tmeaning\twhen\nk\tkhông\tnext:\n"), std::invalid_argument);
}

}  // namespace
}  // namespace ykien
