// CSV and TSV, case by case: what the bytes mean, and how it is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "unit/table/helpers.h"

namespace ykien::table {
namespace {

using namespace std::string_literals;
using testing::Cells;
using ::testing::ElementsAre;
using testing::Read;
using testing::read_text;

struct Case {
  const char* name;
  std::string text;
  std::vector<Cells> rows;
  char delimiter = ',';
};

void PrintTo(const Case& a_case, std::ostream* out) { *out << a_case.name; }

class CsvRows : public ::testing::TestWithParam<Case> {};

ReaderOptions plain(char delimiter) {
  return {.format = Format::csv, .delimiter = delimiter, .header = Header::no, .name = "test"};
}

TEST_P(CsvRows, AreReadWholeAndInPieces) {
  for (const std::size_t step : {0u, 1u, 2u, 3u, 5u, 7u}) {
    const Read read = read_text(GetParam().text, plain(GetParam().delimiter), step);
    EXPECT_EQ(read.rows, GetParam().rows) << "in pieces of " << step;
  }
}

const Case kRowCases[] = {
    {"empty", "", {}},
    {"one_field", "a", {{"a"}}},
    {"one_field_lf", "a\n", {{"a"}}},
    {"two_fields", "a,b\n", {{"a", "b"}}},
    {"no_line_end_at_the_end", "a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
    {"crlf", "a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
    {"cr", "a,b\rc,d\r", {{"a", "b"}, {"c", "d"}}},
    {"cr_without_the_last", "a,b\rc,d", {{"a", "b"}, {"c", "d"}}},
    {"lf_then_crlf", "a,b\nc,d\r\ne,f\n", {{"a", "b"}, {"c", "d"}, {"e", "f"}}},
    {"cr_file_with_one_lf", "a,b\rc,d\re,f\ng,h\r", {{"a", "b"}, {"c", "d"}, {"e", "f"}, {"g", "h"}}},
    {"cr_file_with_one_crlf", "a,b\rc,d\re,f\r\ng,h\r", {{"a", "b"}, {"c", "d"}, {"e", "f"}, {"g", "h"}}},
    {"lone_cr_in_lf_file_is_data", "a\rb,c\nd,e\n", {{"a\rb", "c"}, {"d", "e"}}},
    {"half_crlf_at_the_end", "a,b\nc,d\r", {{"a", "b"}, {"c", "d"}}},
    {"only_one_of_two_cr_goes", "a,b\r\r\nc,d\r\n", {{"a", "b\r"}, {"c", "d"}}},
    {"empty_fields", ",,\n", {{"", "", ""}}},
    {"empty_last_field", "a,\n", {{"a", ""}}},
    {"empty_last_field_at_the_end", "a,", {{"a", ""}}},
    {"empty_first_field", ",a\n", {{"", "a"}}},
    {"blank_lines_are_no_rows", "\n\na,b\n\n\nc,d\n\n", {{"a", "b"}, {"c", "d"}}},
    {"blank_crlf_lines", "\r\na,b\r\n\r\n", {{"a", "b"}}},
    {"a_line_of_a_blank_is_a_row", "a,b\n \n", {{"a", "b"}, {" "}}},
    {"blanks_are_kept", " a , b \n", {{" a ", " b "}}},
    {"quoted", "\"a\",\"b\"\n", {{"a", "b"}}},
    {"quoted_at_the_end", "a,\"b\"", {{"a", "b"}}},
    {"quoted_empty", "\"\",\"\"\n", {{"", ""}}},
    {"quoted_empty_alone_is_a_row", "a\n\"\"\nb\n", {{"a"}, {""}, {"b"}}},
    {"quoted_delimiter", "\"a,b\",c\n", {{"a,b", "c"}}},
    {"quoted_lf", "\"a\nb\",c\n", {{"a\nb", "c"}}},
    {"quoted_crlf", "\"a\r\nb\",c\r\n", {{"a\r\nb", "c"}}},
    {"quoted_cr", "\"a\rb\",c\r\n", {{"a\rb", "c"}}},
    {"quoted_blank_lines", "\"a\n\n\nb\",c\n", {{"a\n\n\nb", "c"}}},
    {"doubled_quote", "\"a\"\"b\",c\n", {{"a\"b", "c"}}},
    {"only_a_doubled_quote", "\"\"\"\",c\n", {{"\"", "c"}}},
    {"doubled_at_both_ends", "\"\"\"a\"\"\",c\n", {{"\"a\"", "c"}}},
    {"many_doubled", "\"a\"\"b\"\"\"\"c\",\"d\"\"\"\n", {{"a\"b\"\"c", "d\""}}},
    {"doubled_then_delimiter", "\"a\"\",b\",c\n", {{"a\",b", "c"}}},
    {"quoted_in_cr_file", "\"a\rb\",c\rd,e\r", {{"a\rb", "c"}, {"d", "e"}}},
    {"quoted_before_crlf_in_cr_file",
     "a,b\rc,\"d\"\r\ne,f\rg,h\r",
     {{"a", "b"}, {"c", "d"}, {"e", "f"}, {"g", "h"}}},
    {"quote_in_unquoted_field", "a\"b,c\"d\"\n", {{"a\"b", "c\"d\""}}},
    {"inches", "5\",6\"\"\n", {{"5\"", "6\"\""}}},
    {"blank_before_quote", "a, \"b\nc\"\n", {{"a", " \"b"}, {"c\""}}},
    {"blank_after_quote", "\"a\" ,\"b\"\t\nc,d\n", {{"a", "b"}, {"c", "d"}}},
    {"stray_quotes_stay", "\"he said \"yes\" to me\",b\n", {{"he said \"yes\" to me", "b"}}},
    {"stray_and_doubled_quotes", "\"a \"b\" c\"\"d\",e\n", {{"a \"b\" c\"d", "e"}}},
    {"stray_quote_before_delimiter_in_text",
     "\"say \"yes, or no\" now\",b\n",
     {{"say \"yes, or no\" now", "b"}}},
    {"text_after_quote", "\"a\"b,c\"\n", {{"a\"b,c"}}},
    {"nul", "a\0b,\0\n"s, {{"a\0b"s, "\0"s}}},
    {"quoted_nul", "\"a\0b\",c\n"s, {{"a\0b"s, "c"}}},
    {"ill_formed_utf8", "\xFF\xC3,\x80\n", {{"\xFF\xC3", "\x80"}}},
    {"utf8", "Đường hẻm,\"ngập; nước\"\n", {{"Đường hẻm", "ngập; nước"}}},
    {"bom",
     "\xEF\xBB\xBF"
     "a,b\n",
     {{"a", "b"}}},
    {"bom_before_a_quote", "\xEF\xBB\xBF\"a\",b\n", {{"a", "b"}}},
    {"bom_in_the_middle_is_data",
     "a,b\n\xEF\xBB\xBF"
     "c,d\n",
     {{"a", "b"},
      {"\xEF\xBB\xBF"
       "c",
       "d"}}},
    {"only_a_bom", "\xEF\xBB\xBF", {}},
    {"ragged", "a,b\nc\nd,e,f\n", {{"a", "b"}, {"c"}, {"d", "e", "f"}}},
    {"semicolon", "a;b,c\n", {{"a", "b,c"}}, ';'},
    {"tab", "a\tb c\n", {{"a", "b c"}}, '\t'},
    {"tab_after_quote_delimits", "\"a\"\t\"b\"\n", {{"a", "b"}}, '\t'},
    {"bar", "a|b;c\n", {{"a", "b;c"}}, '|'},
    {"blank_as_delimiter", "a b \"c d\"\n", {{"a", "b", "c d"}}, ' '},
    {"nul_as_field_of_its_own", "\0\n\0"s, {{"\0"s}, {"\0"s}}},
    {"high_byte_as_delimiter",
     "a\xA7"
     "b\n",
     {{"a", "b"}},
     '\xA7'},
    {"one_column", "a,b;c\nd\te|f\n", {{"a,b;c"}, {"d\te|f"}}, '\n'},
    {"one_column_quoted", "\"a\nb\"\nc\n", {{"a\nb"}, {"c"}}, '\n'},
    {"sep_line", "sep=;\na,b\n", {{"a", "b"}}},
    {"sep_line_crlf", "sep=,\r\na,b\r\n", {{"a", "b"}}},
    {"quoted_sep_is_data", "\"sep=;\"\na\n", {{"sep=;"}, {"a"}}},
    {"sep_with_more_is_data", "sep=;,b\n", {{"sep=;", "b"}}},
    {"formula_stays", "=1+1,@x\n", {{"=1+1", "@x"}}},
    {"unterminated_at_the_end", "a,b\nc,\"d", {{"a", "b"}, {"c", "\"d"}}},
    {"unterminated_after_its_line", "a,b\nc,\"d\nno row", {{"a", "b"}, {"c", "d\nno row"}}},
    {"unterminated_does_not_eat_rows",
     "a,b,c\nd,\"e,f\ng,h,i\nj,k,l\n",
     {{"a", "b", "c"}, {"d", "\"e", "f"}, {"g", "h", "i"}, {"j", "k", "l"}}},
    {"unterminated_before_a_quoted_field",
     "a,b,c\nd,\"e,f\ng,\"h\",i\nj,k,l\n",
     {{"a", "b", "c"}, {"d", "\"e", "f"}, {"g", "h", "i"}, {"j", "k", "l"}}},
    {"unterminated_in_one_column", "a\n\"b\nc\nd\n", {{"a"}, {"\"b"}, {"c"}, {"d"}}, '\n'},
    {"unterminated_with_doubled", "a,b\nc,\"d\"\"e\nx", {{"a", "b"}, {"c", "d\"e\nx"}}},
    {"lone_quote", "a,b\n\"", {{"a", "b"}, {""}}},
    {"unterminated_before_stray_quotes",
     "id,t\n1,\"a b, c\n2,d e\n3,f \"g\" h\n4,\"i \"j\" k\"\n",
     {{"id", "t"}, {"1", "\"a b, c"}, {"2", "d e"}, {"3", "f \"g\" h"}, {"4", "i \"j\" k"}}},
    {"unterminated_before_stray_quotes_crlf",
     "id,t\r\n1,\"a b, c\r\n2,d e\r\n3,f \"g\" h\r\n",
     {{"id", "t"}, {"1", "\"a b, c"}, {"2", "d e"}, {"3", "f \"g\" h"}}},
    {"unterminated_before_stray_quotes_cr",
     "id,t\r1,\"a b, c\r2,d e\r3,f \"g\" h\r",
     {{"id", "t"}, {"1", "\"a b, c"}, {"2", "d e"}, {"3", "f \"g\" h"}}},
    {"unterminated_with_a_delimiter_before_a_quoted_field",
     "id,t\n1,\"a, b\n2,\"c, d\"\n",
     {{"id", "t"}, {"1", "\"a, b"}, {"2", "c, d"}}},
    {"unterminated_takes_the_delimiters_of_its_text",
     "id,t,u\n1,\"a, b; c, d,x\n2,e,y\n3,f,z\n",
     {{"id", "t", "u"}, {"1", "\"a, b; c, d", "x"}, {"2", "e", "y"}, {"3", "f", "z"}}},
    {"unterminated_in_the_first_column",
     "t,u\n\"a, b,x\nc d,x\ne f,y\ng h,y\ni \"j\" k,z\n",
     {{"t", "u"}, {"\"a, b", "x"}, {"c d", "x"}, {"e f", "y"}, {"g h", "y"}, {"i \"j\" k", "z"}}},
    {"stray_quotes_in_several_lines",
     "id,t\n1,\"a\nb, \"c\" d\ne \"f\" g\"\n2,h\n",
     {{"id", "t"}, {"1", "a\nb, \"c\" d\ne \"f\" g"}, {"2", "h"}}},
    {"stray_quotes_below_a_numbered_list",
     "id,t\n1,\"a, b:\n1. c, d\n2. e \"f\" i\ng\"\n2,h\n",
     {{"id", "t"}, {"1", "a, b:\n1. c, d\n2. e \"f\" i\ng"}, {"2", "h"}}},
    {"doubled_quotes_in_lines_like_rows",
     "id,t\n1,\"a, b\n2,c\n3,\"\"d\"\" e\"\n2,f\n",
     {{"id", "t"}, {"1", "a, b\n2,c\n3,\"d\" e"}, {"2", "f"}}},
};

INSTANTIATE_TEST_SUITE_P(Table, CsvRows, ::testing::ValuesIn(kRowCases),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(CsvReader, GivesTheLineWhereEachRowStarts) {
  const Read read = read_text("x,y\n\n\"a\nb\nc\",1\nd,2\n\n\ne,3\n", plain(','));
  std::vector<std::uint64_t> lines, numbers;
  for (const Row& row : read.facts) lines.push_back(row.line), numbers.push_back(row.number);
  EXPECT_THAT(lines, ElementsAre(1, 3, 6, 9));
  EXPECT_THAT(numbers, ElementsAre(0, 1, 2, 3));
  EXPECT_EQ(read.report.blank_lines, 3u);
}

TEST(CsvReader, CountsLinesInCrFiles) {
  const Read read = read_text("x,y\r\"a\rb\",1\rd,2\r", plain(','));
  EXPECT_EQ(read.facts[2].line, 4u);
  EXPECT_EQ(read.report.line_ending, LineEnding::cr);
}

TEST(CsvReader, MarksRaggedRows) {
  std::string text = "a,b\n";
  for (int i = 0; i < 30; ++i) text += "1\n2,3\n";
  const Read read = read_text(text, {.format = Format::csv, .delimiter = ',', .header = Header::yes});
  EXPECT_EQ(read.report.ragged.count, 30u);
  EXPECT_EQ(read.report.ragged.lines.size(), 20u);
  EXPECT_EQ(read.report.ragged.lines[1], 4u);
  EXPECT_TRUE(read.facts[0].ragged);
  EXPECT_FALSE(read.facts[1].ragged);
}

TEST(CsvReader, MarksUnterminatedAndStrayQuotes) {
  const Read read = read_text("a,b\n\"x \"y\" z\",1\n2,\"3\n4,5\n", plain(','));
  EXPECT_TRUE(read.facts[1].stray_quote);
  EXPECT_TRUE(read.facts[2].unterminated_quote);
  EXPECT_FALSE(read.facts[3].unterminated_quote);
  EXPECT_THAT(read.report.stray_quotes.lines, ElementsAre(2));
  EXPECT_THAT(read.report.unterminated_quotes.lines, ElementsAre(3));
}

// What may have swallowed rows is told apart from a stray quote in a line, with the lines it goes over.
TEST(CsvReader, MarksStrayQuotesOverSeveralLines) {
  const Read read =
      read_text("id,t\n1,\"a \"b\" c\"\n2,\"d\ne \"f\" g\"\n3,\"h\n\"\"i\"\"\"\n4,j\n", plain(','));
  ASSERT_EQ(read.rows.size(), 5u);
  EXPECT_TRUE(read.facts[1].stray_quote);
  EXPECT_FALSE(read.facts[1].unreadable());
  EXPECT_TRUE(read.facts[2].stray_over_lines);
  EXPECT_TRUE(read.facts[2].unreadable());
  EXPECT_FALSE(read.facts[3].stray_quote);
  EXPECT_THAT(read.report.stray_quotes.lines, ElementsAre(2));
  EXPECT_THAT(read.report.stray_over_lines.lines, ElementsAre(3));
  EXPECT_THAT(read.report.stray_over_lines.last_lines, ElementsAre(4));
}

TEST(CsvReader, TellsHowFarAnUnterminatedQuoteReaches) {
  for (const std::string end : {"", "\n", "\r\n"}) {
    const Read read = read_text("a,b\nc,d\ne,\"f\ng\nh" + end, plain(','));
    EXPECT_THAT(read.report.unterminated_quotes.lines, ElementsAre(3));
    EXPECT_THAT(read.report.unterminated_quotes.last_lines, ElementsAre(5));
  }
}

// Of a quote that turns out to be text nothing else counts: what is stray behind it stands in other rows.
TEST(CsvReader, CountsNoQuotesOfTheRowsBehindAnUnterminatedOne) {
  const Read read = read_text("id,t\n1,\"a, b\n2,c \"d\" e\n3,f \"g\" h\n", plain(','));
  ASSERT_EQ(read.rows.size(), 4u);
  EXPECT_THAT(read.report.unterminated_quotes.lines, ElementsAre(2));
  EXPECT_EQ(read.report.stray_quotes.count + read.report.stray_over_lines.count, 0u);
}

// Every row opens a quote that nothing closes: each repair reads the rest of the file once, so their number
// is bounded.
TEST(CsvReader, RepairsManyUnterminatedQuotesInLinearTime) {
  std::string text = "a,b\n";
  const std::size_t rows = 50000;
  for (std::size_t i = 0; i < rows; ++i) text += "x,\"\"y and some more text\n";
  const Read read = read_text(text, plain(','));
  ASSERT_EQ(read.rows.size(), rows + 1);
  EXPECT_EQ(read.rows[1][1], "\"\"y and some more text");
  EXPECT_EQ(read.rows[rows][1], "\"\"y and some more text");
  EXPECT_EQ(read.report.unterminated_quotes.count, rows);
}

TEST(CsvReader, ReadsFieldsUpToTheLimit) {
  const std::string field(std::size_t{64} << 20, 'x');
  const Read plain_field = read_text("a,b\n1," + field + "\n2,3\n", plain(','));
  EXPECT_EQ(plain_field.rows[1][1].size(), field.size());
  const Read quoted_field = read_text("a,b\n1,\"" + field + "\"\n2,3\n", plain(','));
  EXPECT_EQ(quoted_field.rows[1][1].size(), field.size());
  EXPECT_THAT(quoted_field.rows[2], ElementsAre("2", "3"));
}

TEST(CsvReader, RefusesLargerFieldsNamingTheLine) {
  ReaderOptions options = plain(',');
  options.max_field = 1000;
  for (const std::string& field :
       {std::string(1001, 'x'), "\"" + std::string(1001, 'x') + "\"", std::string(9999999, 'x'),
        "\"" + std::string(9999999, 'x'), "\"" + std::string(600, '\n') + std::string(600, 'x')}) {
    const Error error = testing::error_of([&] { read_text("a,b\n\"c\n\",d\n1," + field, options); });
    EXPECT_EQ(error.code(), ErrorCode::limit);
    EXPECT_EQ(error.where(), "test:4");
  }
}

TEST(CsvReader, RefusesRowsWithoutEnd) {
  ReaderOptions options = plain(',');
  EXPECT_EQ(testing::error_of([&] { read_text(std::string(3 << 20, ','), options); }).code(),
            ErrorCode::limit);
  options.max_field = 1000;
  EXPECT_EQ(testing::error_of([&] { read_text(std::string(5000, ','), options, 100); }).code(),
            ErrorCode::limit);
}

// A quote that is not closed before the limit is repaired like one that is not closed at all.
TEST(CsvReader, RepairsAQuoteThatReachesTheLimit) {
  ReaderOptions options = plain(',');
  options.max_field = 1000;
  std::string text = "a,b\nc,\"d\n";
  for (int i = 0; i < 500; ++i) text += "e,f\n";
  const Read read = read_text(text, options);
  EXPECT_EQ(read.rows.size(), 502u);
  EXPECT_THAT(read.rows[1], ElementsAre("c", "\"d"));
}

TEST(CsvReader, RefusesImpossibleOptions) {
  EXPECT_EQ(testing::error_of([] { read_text("a", plain('"')); }).code(), ErrorCode::usage);
  EXPECT_EQ(testing::error_of([] { read_text("a", plain('\r')); }).code(), ErrorCode::usage);
  EXPECT_EQ(testing::error_of([] { read_text("a", {.max_field = 0}); }).code(), ErrorCode::usage);
}

}  // namespace
}  // namespace ykien::table
