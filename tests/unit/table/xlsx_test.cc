// Excel workbooks: hand-made ones read, written ones read back, broken and hostile ones refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>

#include "unit/table/helpers.h"
#include "unit/table/zip_builder.h"

namespace ykien::table {
namespace {

using namespace std::string_literals;
using testing::Cells;
using ::testing::ElementsAre;
using testing::error_of;
using ::testing::HasSubstr;
using testing::Read;
using testing::read_text;
using testing::ZipBuilder;

const std::string kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

// The parts of a small workbook; a test replaces the ones it is about.
std::map<std::string, std::string> parts() {
  return {
      {"_rels/.rels", "<Relationships><Relationship Id='r1' Type='" + kOffice +
                          "officeDocument' Target='xl/workbook.xml'/></Relationships>"},
      {"xl/workbook.xml",
       "<workbook><sheets><sheet name='Ẩn' sheetId='1' state='hidden' r:id='r9'/>"
       "<sheet name='Ý kiến' sheetId='2' r:id='r1'/><sheet name='Khác' sheetId='3' "
       "r:id='r2'/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='r1' Type='" + kOffice +
                                         "worksheet' Target='worksheets/sheet1.xml'/>"
                                         "<Relationship Id='r2' Type='" +
                                         kOffice +
                                         "worksheet' Target='/xl/worksheets/sheet2.xml'/>"
                                         "<Relationship Id='r9' Type='" +
                                         kOffice +
                                         "worksheet' Target='worksheets/sheet2.xml'/>"
                                         "<Relationship Id='r3' Type='" +
                                         kOffice +
                                         "sharedStrings' Target='sharedStrings.xml'/>"
                                         "<Relationship Id='r4' Type='" +
                                         kOffice + "styles' Target='styles.xml'/></Relationships>"},
      {"xl/sharedStrings.xml",
       "<sst><si><t>STT</t></si><si><t>Ngày</t></si><si><t xml:space='preserve'>Nội dung </t></si>"
       "<si><r><rPr><b/></rPr><t>Đường </t></r><r><t>ngập</t></r><rPh sb='0' "
       "eb='1'><t>phonetic</t></rPh></si>"
       "<si><t>a &lt;b&gt; &amp; c_x000D_\n_x005F_x0041_</t></si><si/></sst>"},
      {"xl/styles.xml",
       "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd\\/mm\\/yyyy'/>"
       "<numFmt numFmtId='165' formatCode='0.00\" đồng, yes\"'/><numFmt numFmtId='166' formatCode='[h]:mm'/>"
       "<numFmt numFmtId='167' formatCode='[Red][$-42A]General'/></numFmts>"
       "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
       "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/>"
       "<xf numFmtId='166'/><xf numFmtId='167'/><xf numFmtId='22'/></cellXfs></styleSheet>"},
      {"xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>"},
      {"xl/worksheets/sheet2.xml",
       "<worksheet><sheetData><row><c t='inlineStr'><is><t>other</t></is></c></row>"
       "</sheetData></worksheet>"}};
}

std::string workbook(std::map<std::string, std::string> changed) {
  std::map<std::string, std::string> all = parts();
  for (auto& [name, bytes] : changed) all[name] = bytes;
  ZipBuilder zip;
  for (const auto& [name, bytes] : all) {
    if (!bytes.empty()) zip.add(name, bytes);
  }
  return zip.build();
}

std::string sheet(const std::string& rows) {
  return workbook({{"xl/worksheets/sheet1.xml",
                    "<?xml version='1.0' encoding='UTF-8'?><x:worksheet xmlns:x='y'><x:sheetData>" + rows +
                        "</x:sheetData></x:worksheet>"}});
}

Read read_sheet(const std::string& rows, Header header = Header::no) {
  return read_text(sheet(rows), {.header = header});
}

TEST(Xlsx, ReadsSharedStringsNumbersAndDates) {
  const Read read = read_sheet(
      "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='s'><v>2</v></c></row>"
      "<row r='3'><c r='A3'><v>1</v></c><c r='B3' s='2'><v>44474</v></c><c r='C3' t='s'><v>3</v></c></row>"
      "<row r='4'><c r='B4' s='6'><v>44474.34375</v></c><c r='C4' t='s'><v>4</v></c></row>",
      Header::automatic);
  EXPECT_EQ(read.report.format, Format::xlsx);
  EXPECT_EQ(read.report.sheet, "Ý kiến");
  EXPECT_THAT(read.header, ElementsAre("STT", "Ngày", "Nội dung "));
  EXPECT_THAT(read.rows, ElementsAre(Cells{"1", "2021-10-05", "Đường ngập"},
                                     Cells{"", "2021-10-05T08:15:00", "a <b> & c\r\n_x0041_"}));
  EXPECT_EQ(read.facts[0].line, 3u);
}

// Texts typed in the font of an old encoding: the caller reads each row, its cells a line each.
TEST(Xlsx, LetsTheCallerReadTheTextOfARow) {
  std::vector<std::string> seen;
  ReaderOptions options{.header = Header::no};
  options.decode_lines = [&seen](std::string_view lines) {
    seen.emplace_back(lines);
    std::string text(lines);
    for (std::size_t at = 0; (at = text.find("Ê", at)) != text.npos;) text.replace(at, 2, "ấy");
    return text == "é\n" ? "one line less" : text;
  };
  const Read read = read_text(sheet("<row r='1'><c r='A1' t='str'><v>plain</v></c></row>"
                                    "<row r='2'><c r='A2' t='str'><v>thÊ</v></c><c r='C2' "
                                    "t='str'><v>a\nÊ\n</v></c><c r='D2'><v>7</v></c></row>"
                                    "<row r='3'><c r='A3' t='str'><v>é</v></c></row>"),
                              options);
  EXPECT_THAT(seen, ElementsAre("thÊ\n\na\nÊ\n\n7\n", "é\n"));
  EXPECT_THAT(read.rows[1], ElementsAre("thấy", "", "a\nấy\n", "7"));
  EXPECT_EQ(read.rows[2][0], "é");
}

struct Cell {
  const char* xml;
  const char* text;
};

TEST(Xlsx, CellsAsText) {
  const Cell cases[] = {
      {"<c><v>0.10000000000000001</v></c>", "0.10000000000000001"},
      {"<c t='n'><v>1E-3</v></c>", "1E-3"},
      {"<c t='b'><v>1</v></c>", "TRUE"},
      {"<c t='b'><v>0</v></c>", "FALSE"},
      {"<c t='e'><v>#N/A</v></c>", "#N/A"},
      {"<c t='str'><f>A1&amp;\"x\"</f><v>Đường</v></c>", "Đường"},
      {"<c><f>1+1</f><v>2</v></c>", "2"},
      {"<c><f>1+1</f><v/></c>", "=1+1"},
      {"<c t='inlineStr'><is><t>một</t></is></c>", "một"},
      {"<c t='inlineStr'><is><r><t>m</t></r><r><t>ột</t></r><rPh><t>no</t></rPh></is></c>", "một"},
      {"<c t='inlineStr'><is><t>_x0000__x0041_ _x00zz_ _x1EA1_</t></is></c>", nullptr},
      {"<c t='d'><v>2021-10-05</v></c>", "2021-10-05"},
      {"<c s='1'><v>44474</v></c>", "2021-10-05"},
      {"<c s='3'><v>44474</v></c>", "44474"},
      {"<c s='4'><v>1.5</v></c>", "1.5"},
      {"<c s='5'><v>44474</v></c>", "44474"},
      {"<c s='99'><v>44474</v></c>", "44474"},
      {"<c s='6'><v>44440.9993055556</v></c>", "2021-09-01T23:59:00"},
      {"<c s='6'><v>44440.999999999</v></c>", "2021-09-02"},
      {"<c s='6'><v>0.5</v></c>", "12:00:00"},
      {"<c s='1'><v>1</v></c>", "1900-01-01"},
      {"<c s='1'><v>59</v></c>", "1900-02-28"},
      {"<c s='1'><v>60</v></c>", "60"},
      {"<c s='1'><v>61</v></c>", "1900-03-01"},
      {"<c s='1'><v>2958465</v></c>", "9999-12-31"},
      {"<c s='1'><v>2958466</v></c>", "2958466"},
      {"<c s='1'><v>-1</v></c>", "-1"},
      {"<c s='1' t='str'><v>44474</v></c>", "44474"},
  };
  for (const Cell& tested : cases) {
    const Read read = read_sheet("<row>" + std::string(tested.xml) + "</row>");
    ASSERT_EQ(read.rows.size(), 1u) << tested.xml;
    EXPECT_EQ(read.rows[0][0], tested.text ? tested.text : "\0A _x00zz_ ạ"s) << tested.xml;
  }
}

TEST(Xlsx, CountsDaysFrom1904WhereTheWorkbookDoes) {
  const Read read = read_text(workbook(
      {{"xl/workbook.xml",
        "<workbook><workbookPr date1904='1'/><sheets><sheet name='a' r:id='r1'/></sheets></workbook>"},
       {"xl/worksheets/sheet1.xml",
        "<worksheet><sheetData><row><c s='1'><v>43012</v></c></row></sheetData></worksheet>"}}));
  EXPECT_THAT(read.rows[0], ElementsAre("2021-10-05"));
}

TEST(Xlsx, FillsGapsAndPassesOverEmptyRows) {
  const Read read = read_sheet(
      "<row r='2'><c r='B2'><v>1</v></c><c r='D2'><v>2</v></c><c r='F2'/></row><row r='5'/><row r='6'><c "
      "r='A6'/></row>"
      "<row r='7'><c><v>3</v></c></row><row><c r='E8'><v>4</v></c></row>");
  EXPECT_THAT(read.rows,
              ElementsAre(Cells{"", "1", "", "2"}, Cells{"3", "", "", ""}, Cells{"", "", "", "", "4"}));
  EXPECT_EQ(read.report.blank_lines, 2u);
  EXPECT_THAT(read.report.ragged.lines, ElementsAre(8));
  EXPECT_EQ(read.facts[1].line, 7u);
}

TEST(Xlsx, ReadsTheSheetAskedFor) {
  EXPECT_THAT(read_text(workbook({}), {.header = Header::no, .sheet = "Khác"}).rows,
              ElementsAre(Cells{"other"}));
  const Error error = error_of([] { read_text(workbook({}), {.sheet = "Không có"}); });
  EXPECT_EQ(error.code(), ErrorCode::not_found);
  EXPECT_THAT(error.what(), HasSubstr("\"Ý kiến\", \"Khác\""));
}

TEST(Xlsx, NeedsNoStylesAndNoSharedStrings) {
  EXPECT_THAT(read_text(workbook({{"xl/styles.xml", ""}, {"xl/sharedStrings.xml", ""}}),
                        {.header = Header::no, .sheet = "Khác"})
                  .rows,
              ElementsAre(Cells{"other"}));
}

TEST(Xlsx, ReadsAFileInPlace) {
  const testing::Folder folder;
  testing::put(folder.file("a.xlsx"), workbook({}));
  EXPECT_EQ(testing::read_all(Reader::open(folder.file("a.xlsx"), {.header = Header::no, .sheet = "Khác"}))
                .rows.size(),
            1u);
}

struct Broken {
  const char* name;
  std::string bytes;
  ErrorCode code;
};

// What cannot be read in place, as a pipe cannot, is copied to where TMPDIR says.
TEST(Xlsx, CopiesToTheFolderForTemporaryFiles) {
  const testing::Folder folder;
  testing::write_rows(folder.file("a.xlsx"), {{"a", "b"}, {"c", "d"}});
  const std::string bytes = testing::bytes_of(folder.file("a.xlsx"));
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", folder.file("nowhere").c_str(), 1);
  const Error error = error_of([&] { read_text(bytes); });
  EXPECT_THAT(error.what(), HasSubstr("make a temporary copy in " + folder.file("nowhere")));
  ::setenv("TMPDIR", folder.file(".").c_str(), 1);
  EXPECT_EQ(read_text(bytes).rows.size(), 1u);
  EXPECT_EQ(folder.files(), 1u);
  before == nullptr ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);
}

TEST(Xlsx, ReportsBrokenWorkbooks) {
  std::string flipped = sheet("<row><c><v>1</v></c></row>");
  flipped[flipped.find("<c><v>1") + 6] = '2';  // the checksum knows
  const Broken cases[] = {
      {"no zip", "PK\x03\x04....", ErrorCode::damaged},
      {"no workbook", ZipBuilder().add("a.txt", "x").build(), ErrorCode::format},
      {"word",
       ZipBuilder()
           .add("_rels/.rels",
                "<R><Relationship Id='r' Type='/officeDocument' Target='word/document.xml'/></R>")
           .add("word/document.xml", "<w/>")
           .build(),
       ErrorCode::format},
      {"no sheet part", workbook({{"xl/worksheets/sheet1.xml", ""}}), ErrorCode::damaged},
      {"no sheets", workbook({{"xl/workbook.xml", "<workbook/>"}}), ErrorCode::format},
      {"not well-formed", sheet("<row><c></row>"), ErrorCode::damaged},
      {"cut off", workbook({{"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>"}}),
       ErrorCode::damaged},
      {"string that is not there", sheet("<row><c t='s'><v>6</v></c></row>"), ErrorCode::damaged},
      {"negative string", sheet("<row><c t='s'><v>-1</v></c></row>"), ErrorCode::damaged},
      {"column too far", sheet("<row><c r='XFE1'><v>6</v></c></row>"), ErrorCode::damaged},
      {"column nowhere", sheet("<row><c r='1'><v>6</v></c></row>"), ErrorCode::damaged},
      {"column twice", sheet("<row><c r='A1'><v>6</v></c><c r='A1'><v>6</v></c></row>"), ErrorCode::damaged},
      {"row too far", sheet("<row r='1048577'><c><v>6</v></c></row>"), ErrorCode::damaged},
      {"cell without row", sheet("<c><v>6</v></c>"), ErrorCode::damaged},
      {"flipped", flipped, ErrorCode::damaged},
      {"entities",
       workbook({{"xl/worksheets/sheet1.xml",
                  "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>"
                  "<worksheet><sheetData><row><c t='str'><v>&b;</v></c></row></sheetData></worksheet>"}}),
       ErrorCode::damaged},
  };
  for (const Broken& tested : cases) {
    try {
      read_text(tested.bytes, {.format = Format::xlsx});
      ADD_FAILURE() << "no Error: " << tested.name;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), tested.code) << tested.name << ": " << error.what();
      EXPECT_THAT(error.where(), HasSubstr("test")) << tested.name;
    }
  }
}

TEST(Xlsx, RefusesTruncatedFiles) {
  const std::string whole = sheet("<row><c><v>1</v></c></row>");
  for (std::size_t size = 5; size < whole.size(); size += 7) {
    EXPECT_EQ(error_of([&] { read_text(whole.substr(0, size)); }).code(), ErrorCode::damaged) << size;
  }
}

// 80 MiB of blanks in 80 KiB, as a sheet and as shared strings.
TEST(Xlsx, RefusesZipBombs) {
  const std::size_t matches = 325000;
  for (const std::string part : {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"}) {
    ZipBuilder zip;
    for (const auto& [name, bytes] : parts()) {
      if (name != part) zip.add(name, bytes);
    }
    zip.add_packed(part, testing::deflated_run(' ', matches), 8,
                   static_cast<std::uint32_t>(1 + 258 * matches), 0);
    const Error error = error_of([&] { read_text(zip.build()); });
    EXPECT_EQ(error.code(), ErrorCode::limit) << part;
    EXPECT_THAT(error.what(), HasSubstr("zip bomb"));
  }
}

TEST(Xlsx, RefusesCellsBeyondTheLimit) {
  const std::string bytes = sheet("<row r='7'><c t='str'><v>" + std::string(2000, 'x') + "</v></c></row>");
  const Error error = error_of([&] { read_text(bytes, {.max_field = 1000}); });
  EXPECT_EQ(error.code(), ErrorCode::limit);
  EXPECT_EQ(error.where(), "test:7");
}

Read round_trip(const std::vector<Cells>& rows, WriterOptions options = {}) {
  const testing::Folder folder;
  testing::write_rows(folder.file("a.xlsx"), rows, std::move(options));
  return testing::read_all(Reader::open(folder.file("a.xlsx"), {.header = Header::yes}));
}

TEST(XlsxWriter, ReadsBackTheSame) {
  const std::vector<Cells> rows = {{"STT", "Ngày", "Nội dung"},
                                   {"007", "05/10/2021", "Đường hẻm\nngập \"nặng\" & <sâu>\r\n\tđến gối"},
                                   {"1e5", "", " blanks at the ends "},
                                   {"=1+1", "@x", "😀 _x0041_ _x000D_ _xzz_ _"},
                                   {"\0nul"s, "\x01\x1F\x7F", "http://example.org"},
                                   {"3", "only", ""}};
  const Read read = round_trip(rows);
  EXPECT_EQ(read.header, rows[0]);
  EXPECT_EQ(read.rows, std::vector<Cells>(rows.begin() + 1, rows.end()));
  EXPECT_EQ(read.report.sheet, "ykien");
}

TEST(XlsxWriter, ReplacesWhatXmlCannotHold) {
  EXPECT_THAT(round_trip({{"a"}, {"x\xFFy\xED\xA0\x80z\xEF\xBF\xBE"}}).rows[0],
              ElementsAre("x\uFFFDy\uFFFD\uFFFD\uFFFDz\uFFFD"));
}

TEST(XlsxWriter, WritesNumbersWhereAskedFor) {
  const testing::Folder folder;
  testing::write_rows(folder.file("a.xlsx"), {{"a", "b"}, {"0.5", "0.5"}, {"007", "x"}},
                      {.number_columns = {0}});
  const std::string bytes = testing::bytes_of(folder.file("a.xlsx"));
  const Read read = testing::read_all(Reader::open(folder.file("a.xlsx")));
  EXPECT_THAT(read.rows, ElementsAre(Cells{"0.5", "0.5"}, Cells{"007", "x"}));
}

TEST(XlsxWriter, GivesTheSameBytesEveryTime) {
  const testing::Folder folder;
  for (const char* name : {"a.xlsx", "b.xlsx"}) testing::write_rows(folder.file(name), {{"a"}, {"b"}});
  EXPECT_EQ(testing::bytes_of(folder.file("a.xlsx")), testing::bytes_of(folder.file("b.xlsx")));
}

TEST(XlsxWriter, RefusesWhatExcelCannotHold) {
  const testing::Folder folder;
  const std::string fits = std::string(32765, 'x') + "😀", exceeds = fits + "x";  // 😀 is two UTF-16 units
  Writer writer = Writer::open(folder.file("a.xlsx"));
  writer.write_row(std::vector<std::string_view>{"a", fits});
  const Error cell = error_of([&] { writer.write_row(std::vector<std::string_view>{"b", exceeds}); });
  EXPECT_EQ(cell.code(), ErrorCode::limit);
  EXPECT_THAT(cell.what(),
              HasSubstr("row 2: Excel holds at most 32,767 characters in a cell, column 2 has 32768"));
  EXPECT_THAT(cell.what(), HasSubstr("csv"));
  const std::vector<std::string_view> wide(16385, "x");
  EXPECT_EQ(error_of([&] { Writer::open(folder.file("b.xlsx")).write_row(wide); }).code(), ErrorCode::limit);
  EXPECT_EQ(error_of([&] { Writer::open(folder.file("c.xlsx"), {.sheet = "a/b"}); }).code(),
            ErrorCode::usage);
  EXPECT_EQ(folder.files(), 1u);  // the temporary file of the first writer
}

}  // namespace
}  // namespace ykien::table
