// Exports as Excel and the portals write them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "unit/table/helpers.h"

namespace ykien::table {
namespace {

using ::testing::HasSubstr;
using testing::Read;
using ::testing::StartsWith;

struct Export {
  const char* file;
  char delimiter;
  std::size_t columns;
  std::size_t rows;
  std::size_t ragged;
  std::size_t text_column;
  LineEnding ending;
  bool bom;
};

void PrintTo(const Export& tested, std::ostream* out) { *out << tested.file; }

class Exports : public ::testing::TestWithParam<Export> {};

TEST_P(Exports, AreReadWithoutOptions) {
  const Export& expected = GetParam();
  const Read read = testing::read_all(Reader::open(YKIEN_TEST_DATA "/exports/" + std::string(expected.file)));
  EXPECT_EQ(read.report.delimiter, expected.delimiter) << read.report.delimiter_why;
  EXPECT_TRUE(read.report.header) << read.report.header_why;
  EXPECT_EQ(read.header.size(), expected.columns);
  EXPECT_EQ(read.rows.size(), expected.rows);
  EXPECT_EQ(read.report.ragged.count, expected.ragged);
  EXPECT_EQ(read.report.stray_quotes.count + read.report.unterminated_quotes.count, 0u);
  EXPECT_EQ(read.report.line_ending, expected.ending);
  EXPECT_EQ(read.report.bom, expected.bom);
  EXPECT_EQ(read.report.bytes,
            std::filesystem::file_size(YKIEN_TEST_DATA "/exports/" + std::string(expected.file)));
  for (const auto& row : read.rows) EXPECT_GT(row[expected.text_column].size(), 30u);
}

INSTANTIATE_TEST_SUITE_P(
    Files, Exports,
    ::testing::Values(Export{"decidim_semicolon.csv", ';', 22, 4, 0, 12, LineEnding::lf, false},
                      Export{"fixmystreet.csv", ',', 21, 4, 0, 2, LineEnding::lf, false},
                      Export{"polis_comments_ms.csv", ',', 8, 4, 0, 7, LineEnding::lf, false},
                      Export{"vi_ansi_cp1258.csv", ';', 6, 4, 1, 2, LineEnding::crlf, false},
                      Export{"vi_excel_semicolon_bom.csv", ';', 6, 4, 0, 2, LineEnding::crlf, true},
                      Export{"vi_excel_serial_dates.csv", ';', 6, 4, 0, 2, LineEnding::crlf, true},
                      Export{"vi_nfd_utf8.csv", ',', 6, 4, 0, 2, LineEnding::lf, false}));

TEST(Exports, KeepTextToTheByte) {
  const Read read = testing::read_all(Reader::open(YKIEN_TEST_DATA "/exports/vi_excel_semicolon_bom.csv"));
  EXPECT_EQ(read.header[0], "STT");
  EXPECT_EQ(read.rows[1][2], "Cán bộ một cửa trả hồ sơ trễ hẹn; thái độ chưa đúng mực");
  EXPECT_EQ(read.rows[2][2], "Tổ dân phố 7 thu quỹ nhưng không công khai \"thu - chi\"");
  EXPECT_THAT(read.rows[3][2], StartsWith("=Hỗ trợ COVID"));
  EXPECT_THAT(read.rows[3][2], HasSubstr("nhận\nđề nghị"));
  EXPECT_EQ(read.facts[3].line, 5u);
}

}  // namespace
}  // namespace ykien::table
