#include "ykien/text/restore.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

#include "support_accents.h"
#include "ykien/base/range.h"
#include "ykien/text/tokenize.h"

namespace ykien {
namespace {

std::string restored(const std::string& text, const RestoreOptions& options = {}) {
  return restore_accents(text, test::small_accent_model(), options).text;
}

struct Case {
  const char* name;
  std::string input;
  std::string restored;
};

// The small model knows these sentences by heart.
const Case kCases[] = {
    {"empty", "", ""},
    {"sentence", "tien dien thang nay tang gap doi", "tiền điện tháng này tăng gấp đôi"},
    {"capitals", "TIEN DIEN THANG NAY TANG GAP DOI", "TIỀN ĐIỆN THÁNG NÀY TĂNG GẤP ĐÔI"},
    {"first_capital", "Tien dien thang nay tang gap doi.", "Tiền điện tháng này tăng gấp đôi."},
    {"blanks_and_marks_stay", "  tien dien\tthang nay , tang gap doi !!\r\n",
     "  tiền điện\ttháng này , tăng gấp đôi !!\r\n"},
    {"accented_stays", "Đường hem 45 ngập nước mỗi khi mưa lớn", "Đường hem 45 ngập nước mỗi khi mưa lớn"},
    {"lines_by_themselves", "Nước mưa không thoát kịp\ntien dien thang nay tang gap doi",
     "Nước mưa không thoát kịp\ntiền điện tháng này tăng gấp đôi"},
    {"sentences_by_themselves", "Nước mưa không thoát kịp. Tien dien thang nay tang gap doi.",
     "Nước mưa không thoát kịp. Tiền điện tháng này tăng gấp đôi."},
    {"short_sentence_goes_with_its_line", "Nước mưa không thoát kịp. Cong nho.",
     "Nước mưa không thoát kịp. Cong nho."},
    {"foreign_stays", "please check the road near my house", "please check the road near my house"},
    {"codes_stay", "tien dien thang nay tang x2dien dien_nuoc", "tiền điện tháng này tăng x2dien dien_nuoc"},
    {"addresses_stay",
     "tien dien thang nay tang duong@nuoc.vn @nuoc #dien nuoc.vn https://dien.vn/nuoc dien.pdf",
     "tiền điện tháng này tăng duong@nuoc.vn @nuoc #dien nuoc.vn https://dien.vn/nuoc dien.pdf"},
    {"documents_stay", "tien dien thang nay tang 15/2021/QD-UBND",
     "tiền điện tháng này tăng 15/2021/QD-UBND"},
    {"full_stop_without_blank", "tien dien thang nay tang.nuoc mua khong thoat kip",
     "tiền điện tháng này tăng.nước mưa không thoát kịp"},
    {"ill_formed_bytes_stay", "tien dien \xFF thang nay tang gap doi\xE1",
     "tiền điện \xFF tháng này tăng gấp đôi\xE1"},
    {"full_width_stays", "tien dien thang nay tang ｇａｐ doi", "tiền điện tháng này tăng ｇａｐ đôi"},
};

class Restoring : public testing::TestWithParam<Case> {};

TEST_P(Restoring, GivesTheText) { EXPECT_EQ(restored(GetParam().input), GetParam().restored); }

INSTANTIATE_TEST_SUITE_P(Table, Restoring, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Restore, EverySyllableOnDemand) {
  EXPECT_EQ(restored("Tiền dien tháng này tang gấp đôi", {RestoreScope::every}),
            "Tiền điện tháng này tăng gấp đôi");
}

TEST(Restore, WritesTheToneWhereItIsWanted) {
  const std::string plain = "khu pho van hoa ma ban dem dua xe am am";
  EXPECT_NE(restored(plain, {RestoreScope::unaccented, ToneStyle::new_style}).find("văn hoá"),
            std::string::npos);
  EXPECT_NE(restored(plain, {RestoreScope::unaccented, ToneStyle::old_style}).find("văn hóa"),
            std::string::npos);
}

TEST(Restore, SyllablesLeadBackToTheirSource) {
  const std::string input = "Gui UBND: tien dien thang 5 tang";
  const Restored result = restore_accents(input, test::small_accent_model());
  ASSERT_FALSE(result.syllables.empty());
  for (const RestoredSyllable& one : result.syllables) {
    EXPECT_EQ(test::plain(std::string(slice(result.text, one.to))),
              test::plain(std::string(slice(input, one.from))));
    EXPECT_EQ(result.offsets.source(one.to), one.from);
    EXPECT_GT(one.confidence, 0);
    EXPECT_LE(one.confidence, 1);
  }
}

TEST(Restore, UnchangedTextHasAnEmptyMap) {
  const Restored result = restore_accents("Nước mưa không thoát kịp", test::small_accent_model());
  EXPECT_TRUE(result.offsets.identity());
  EXPECT_TRUE(result.syllables.empty());
}

// Of the processor, so that a busy machine does not count.
double seconds_for(const std::string& text) {
  const std::clock_t begin = std::clock();
  restore_accents(text, test::small_accent_model());
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

// 16 times the text takes about 16 times the time; anything quadratic would take 256 times as long.
TEST(Restore, TakesLinearTime) {
  for (const std::string piece : {"tien ", "tien,", "a.", "1", "@", "tien", "\xCC\x81", "tien.\n"}) {
    std::string text;
    while (text.size() < 40'000) text += piece;
    const double small = std::min(seconds_for(text), seconds_for(text));
    std::string large;
    for (int i = 0; i < 16; ++i) large += text;
    EXPECT_LT(seconds_for(large), 16 * 4 * small + 0.05) << piece;
  }
}

TEST(AccentModel, KnowsItsOrigin) {
  const AccentModel& model = test::small_accent_model();
  EXPECT_EQ(model.facts().substr(0, 12), "name: small\n");
  EXPECT_NE(model.facts().find("sentences: "), std::string_view::npos);
  EXPECT_GT(model.syllable_count(), 100U);
  EXPECT_EQ(model.size_bytes(), to_bytes(model).size());
}

}  // namespace
}  // namespace ykien
