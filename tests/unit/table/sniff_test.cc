// Delimiter, line ending, header row and titles, found without options.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "unit/table/helpers.h"

namespace ykien::table {
namespace {

using testing::Cells;
using ::testing::ElementsAre;
using testing::Read;
using testing::read_text;

struct Case {
  const char* name;
  std::string text;
  char delimiter;  // '\0': one column
  Cells header;
  std::size_t rows;
  std::size_t titles = 0;
};

void PrintTo(const Case& a_case, std::ostream* out) { *out << a_case.name; }

class Found : public ::testing::TestWithParam<Case> {};

TEST_P(Found, WithoutOptions) {
  const Case& expected = GetParam();
  for (const std::size_t step : {0u, 1u, 3u}) {
    const Read read = read_text(expected.text, {}, step);
    EXPECT_EQ(read.report.delimiter, expected.delimiter) << read.report.delimiter_why;
    EXPECT_EQ(read.header, expected.header) << read.report.header_why;
    EXPECT_EQ(read.rows.size(), expected.rows);
    EXPECT_EQ(read.report.titles.size(), expected.titles);
  }
}

const char kTitled[] =
    "UBND PHƯỜNG 5\n"
    "Biên bản đối thoại ngày 05/10/2021, lần 2\n"
    "STT;Ngày;Nội dung\n"
    "1;05/10/2021;Đường hẻm ngập, đề nghị sửa\n"
    "2;06/10/2021;Thu quỹ, không công khai\n";

const char kTitledByExcel[] =
    "UBND PHƯỜNG 5,,CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM,,,\n"
    ",,,,,\n"
    "BIÊN BẢN ĐỐI THOẠI,,,,,\n"
    "STT,Ngày,Hình thức,Tổ dân phố,Nội dung ý kiến,Ghi chú\n"
    "1,05/10/2021,Phiếu,7,\"Đường hẻm ngập, đề nghị sửa\",\n"
    "2,05/10/2021,Trực tiếp,8,Thu quỹ,\n";

const Case kCases[] = {
    {"comma", "STT,Nội dung\n1,Đường ngập\n2,Thu quỹ\n", ',', {"STT", "Nội dung"}, 2},
    {"semicolon", "STT;Nội dung\n1;Đường ngập\n2;Thu quỹ\n", ';', {"STT", "Nội dung"}, 2},
    {"prose_in_quotes", "text,label\n\"Đường ngập, tối, hư, đề nghị sửa\",development\n\"Thu quỹ, không công khai\",other\n", ',',
     {"text", "label"}, 2},
    {"tab", "STT\tNội dung\n1\tĐường, ngập\n2\tThu; quỹ\n", '\t', {"STT", "Nội dung"}, 2},
    {"bar", "STT|Nội dung\n1|Đường ngập\n2|Thu quỹ\n", '|', {"STT", "Nội dung"}, 2},
    {"semicolon_with_commas_in_text",
     "STT;Nội dung\n1;Đường, hẻm, ngập\n2;Thu, quỹ\n3;Xin, cảm, ơn\n",
     ';',
     {"STT", "Nội dung"},
     3},
    {"semicolon_with_decimal_commas",
     "STT;Ngày;Số\n1;44267,34375;1,5\n2;44268,5;2,5\n",
     ';',
     {"STT", "Ngày", "Số"},
     2},
    {"comma_inside_quotes", "\"a;b;c\",d\n\"e;f;g\",h\n\"i;j;k\",l\n", ',', {"a;b;c", "d"}, 2},
    {"sep_line", "sep=|\nSTT|Nội dung, ý kiến\n1|a\n", '|', {"STT", "Nội dung, ý kiến"}, 1},
    {"one_column",
     "Nội dung\nĐường hẻm ngập, đề nghị sửa sớm\nThu quỹ, không công khai, không họp\n",
     '\0',
     {"Nội dung"},
     2},
    {"one_column_without_commas",
     "Nội dung\nĐường hẻm ngập sau mỗi trận mưa\nThu quỹ không công khai với dân\n",
     '\0',
     {"Nội dung"},
     2},
    {"sentences_alone",
     "Đường hẻm ngập, đề nghị sửa.\nThu quỹ, không công khai.\nXin cảm ơn, các anh chị.\n",
     '\0',
     {"column1"},
     3},
    {"one_sentence", "Đường hẻm ngập, đề nghị sửa", '\0', {"column1"}, 1},
    {"header_only", "STT;Ngày;Nội dung\n", ';', {"STT", "Ngày", "Nội dung"}, 0},
    {"no_header",
     "1;05/10/2021;Đường ngập\n2;06/10/2021;Thu quỹ\n",
     ';',
     {"column1", "column2", "column3"},
     2},
    {"ragged_but_with_header",
     "STT,Nội dung\n1,Đường,hẻm,ngập\n2,Thu,quỹ\n3,Xin,cảm,ơn,nhiều\n",
     ',',
     {"STT", "Nội dung"},
     3},
    {"unnamed_column",
     "STT;;Nội dung\n1;x;Đường ngập\n2;y;Thu quỹ\n",
     ';',
     {"STT", "column2", "Nội dung"},
     2},
    {"titles", kTitled, ';', {"STT", "Ngày", "Nội dung"}, 2, 2},
    {"titles_by_excel",
     kTitledByExcel,
     ',',
     {"STT", "Ngày", "Hình thức", "Tổ dân phố", "Nội dung ý kiến", "Ghi chú"},
     2,
     3},
    {"empty", "", '\0', {}, 0},
    {"only_line_ends", "\n\r\n\n", '\0', {}, 0},
    {"quoted_line_breaks",
     "\"STT\";\"Nội dung\"\r\n\"1\";\"a\nb, c\nd\"\r\n\"2\";\"e\"\r\n",
     ';',
     {"STT", "Nội dung"},
     2},
    {"commas_and_blanks_between_names", "Tên, Số\nAn, 3\nBình, 4\n", ',', {"Tên", " Số"}, 2},
};

INSTANTIATE_TEST_SUITE_P(Table, Found, ::testing::ValuesIn(kCases),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(Header, TitlesAreToldNotGiven) {
  const Read read = read_text(kTitledByExcel);
  EXPECT_THAT(read.report.titles,
              ElementsAre("UBND PHƯỜNG 5 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", "BIÊN BẢN ĐỐI THOẠI"));
  EXPECT_EQ(read.rows[0][4], "Đường hẻm ngập, đề nghị sửa");
  EXPECT_EQ(read.facts[0].line, 5u);
  EXPECT_EQ(read.facts[0].number, 0u);
  EXPECT_EQ(read.report.ragged.count, 0u);
}

TEST(Header, IsTheFirstRowWhenAskedFor) {
  const Read read = read_text("1;2\n3;4\n", {.header = Header::yes});
  EXPECT_THAT(read.header, ElementsAre("1", "2"));
  EXPECT_EQ(read.report.header_why, "asked for");
}

TEST(Header, IsNowhereWhenAskedFor) {
  const Read read = read_text("STT;Nội dung\n1;a\n", {.header = Header::no});
  EXPECT_THAT(read.header, ElementsAre("column1", "column2"));
  EXPECT_THAT(read.rows[0], ElementsAre("STT", "Nội dung"));
  EXPECT_FALSE(read.report.header);
}

TEST(Header, KnownNamesDecide) {
  const auto is_name = [](std::string_view cell) { return cell == "Nội dung"; };
  EXPECT_THAT(read_text("Nội dung\nNgập\nHay\n", {.is_header_name = is_name}).header,
              ElementsAre("Nội dung"));
  EXPECT_THAT(read_text("Nội dung\nNgập\nHay\n").header, ElementsAre("column1"));
}

struct EndingCase {
  std::string text;
  LineEnding kind;
  bool mixed;
};

TEST(LineEndings, AreTold) {
  const EndingCase cases[] = {
      {"a,b\nc,d\n", LineEnding::lf, false},           {"a,b\r\nc,d\r\n", LineEnding::crlf, false},
      {"a,b\rc,d\r", LineEnding::cr, false},           {"a,\"b\n\n\n\"\r\nc,d\r\n", LineEnding::crlf, false},
      {"a,b\r\nc,d\r\ne,f\n", LineEnding::crlf, true}, {"a,b", LineEnding::lf, false}};
  for (const EndingCase& expected : cases) {
    const ReadReport report = read_text(expected.text).report;
    EXPECT_EQ(report.line_ending, expected.kind) << expected.text;
    EXPECT_EQ(report.mixed_line_endings, expected.mixed) << expected.text;
  }
}

TEST(Format, IsGuessedFromContentThenName) {
  EXPECT_EQ(guess_format("PK\x03\x04...", "a.csv"), Format::xlsx);
  EXPECT_EQ(guess_format("{\"a\":1}\n", ""), Format::jsonl);
  EXPECT_EQ(guess_format("\xEF\xBB\xBF {\"a\":1}\n", "x.csv"), Format::jsonl);
  EXPECT_EQ(guess_format("{a},b\n", "x.csv"), Format::csv);
  EXPECT_EQ(guess_format("a\tb\n", "x.TSV"), Format::tsv);
  EXPECT_EQ(guess_format("a,b\n", "x.csv.zst"), Format::csv);
  EXPECT_EQ(guess_format("a\tb", "x.tsv.zst"), Format::tsv);
  EXPECT_EQ(guess_format("a,b\n", "not really.xlsx"), Format::csv);
  EXPECT_EQ(guess_format("", ""), Format::csv);
}

TEST(Format, NamesGoBothWays) {
  for (const Format format : {Format::automatic, Format::csv, Format::tsv, Format::jsonl, Format::xlsx}) {
    EXPECT_EQ(format_of(format_name(format)), format);
  }
  EXPECT_EQ(testing::error_of([] { format_of("pdf"); }).code(), ErrorCode::usage);
}

}  // namespace
}  // namespace ykien::table
