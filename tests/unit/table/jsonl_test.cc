// JSON Lines, read and written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "unit/table/helpers.h"

namespace ykien::table {
namespace {

using testing::Cells;
using ::testing::ElementsAre;
using testing::Read;
using testing::read_text;

TEST(Jsonl, ColumnsAreTheKeysInOrderOfAppearance) {
  for (const std::size_t step : {0u, 1u, 3u, 7u}) {
    const Read read = read_text("{\"b\":\"x\",\"a\":\"y\"}\n\n{\"c\":\"z\",\"b\":\"w\"}\r\n", {}, step);
    EXPECT_EQ(read.report.format, Format::jsonl);
    EXPECT_THAT(read.header, ElementsAre("b", "a", "c"));
    EXPECT_THAT(read.rows, ElementsAre(Cells{"x", "y", ""}, Cells{"w", "", "z"}));
    EXPECT_EQ(read.facts[1].line, 3u);
    EXPECT_EQ(read.report.ragged.count, 0u);
  }
}

struct Value {
  const char* json;
  const char* text;
};

TEST(Jsonl, ValuesAsText) {
  const Value cases[] = {{"\"\"", ""},
                         {"\"Đường\\nhẻm \\u1eA1\\\"\\\\ \\ud83d\\ude00\"", "Đường\nhẻm ạ\"\\ 😀"},
                         {"null", ""},
                         {"true", "true"},
                         {"false", "false"},
                         {"1", "1"},
                         {"-0.10", "-0.10"},
                         {"1e5 ", "1e5"},
                         {"12345678901234567890123", "12345678901234567890123"},
                         {"[ 1, {\"x\" : \"a b\"} ]", "[1,{\"x\":\"a b\"}]"},
                         {"{\"x\" : [ ] }", "{\"x\":[]}"}};
  for (const Value& tested : cases) {
    const Read read =
        read_text("{\"a\" : " + std::string(tested.json) + " , \"b\":1}", {.format = Format::jsonl});
    ASSERT_EQ(read.rows.size(), 1u);
    EXPECT_FALSE(read.facts[0].invalid) << tested.json;
    EXPECT_THAT(read.rows[0], ElementsAre(tested.text, "1"));
    EXPECT_EQ(read.types[0][1], FieldType::json);
  }
}

// Numbers, booleans, null and nested values come out as what they were, a key that is not there stays away.
TEST(Jsonl, RowsAreWrittenAsTheyWereRead) {
  const std::string text =
      "{\"a\":\"1\",\"b\":1.50,\"c\":true}\n"
      "{\"a\":null,\"b\":12345678901234567890123,\"c\":[1,{\"x\":\"y\"}]}\n"
      "{\"b\":\"\"}\n{}\n{\"a\":\"null\",\"b\":-1e5,\"c\":{\"k\":null}}\n{\"a\":\"not\",\"c\":\"true\"}\n";
  const testing::Folder folder;
  Reader reader = Reader::open(memory_source(text), {.format = Format::jsonl, .name = "test"});
  Writer writer = Writer::open(folder.file("a.jsonl"));
  const std::vector<std::string>& names = reader.header();
  writer.write_row(std::vector<std::string_view>(names.begin(), names.end()));
  for (Row row; reader.next(row);) {
    ASSERT_EQ(row.types.size(), row.fields.size());
    writer.write_row(row.fields, row.types);
  }
  writer.finish();
  EXPECT_EQ(testing::bytes_of(folder.file("a.jsonl")), text);
}

TEST(Jsonl, LinesThatCannotBeReadAndOtherFormatsHaveNoTypes) {
  EXPECT_TRUE(read_text("{\"a\":1}\nnot json\n").types[1].empty());
  EXPECT_TRUE(read_text("a,b\n1,2\n").types[0].empty());
}

TEST(Jsonl, TheLastOfEqualKeysCounts) {
  EXPECT_THAT(read_text("{\"a\":1,\"a\":2}").rows[0], ElementsAre("2"));
}

TEST(Jsonl, BadLinesAreKeptRaw) {
  const char* const bad[] = {"no json",
                             "[1,2]",
                             "\"text\"",
                             "17",
                             "{\"a\":1",
                             "{\"a\":1}}",
                             "{\"a\":1} {\"a\":2}",
                             "{\"a\":1,}",
                             "{\"a\":tru}",
                             "{\"a\":truex}",
                             "{\"a\":nul}",
                             "{\"a\":01}",
                             "{\"a\":1.}",
                             "{\"a\":\"\\ud800\"}",
                             "{\"a\":\"x\ty\"}",
                             "{\"a\":\"\xFF\"}",
                             "{\"a\":[1,}",
                             "{\"a\":{\"b\":[nope]}}",
                             "{a:1}",
                             "{\"a\" 1}"};
  for (const std::string line : bad) {
    const Read read =
        read_text("{\"a\":\"x\",\"b\":\"y\"}\n" + line + "\n{\"b\":\"z\"}", {.format = Format::jsonl});
    ASSERT_EQ(read.rows.size(), 3u) << line;
    EXPECT_THAT(read.rows[1], ElementsAre(line, ""));
    EXPECT_TRUE(read.facts[1].invalid) << line;
    EXPECT_FALSE(read.facts[2].invalid) << line;
    EXPECT_THAT(read.report.invalid.lines, ElementsAre(2));
  }
}

TEST(Jsonl, OnlyBadLinesMakeOneColumn) {
  const Read read = read_text("no\njson\n", {.format = Format::jsonl});
  EXPECT_THAT(read.header, ElementsAre("column1"));
  EXPECT_THAT(read.rows, ElementsAre(Cells{"no"}, Cells{"json"}));
}

TEST(Jsonl, LateKeysAreKeptAtTheEndOfTheRow) {
  std::string text;
  while (text.size() < (std::size_t{1} << 20)) text += "{\"a\":\"x\"}\n";
  const Read read = read_text(text + "{\"late\":\"1\\n2\",\"a\":\"y\",\"more\":[1, 2]}\n");
  EXPECT_THAT(read.header, ElementsAre("a"));
  EXPECT_THAT(read.rows.back(), ElementsAre("y", "{\"late\":\"1\\u000a2\"}", "{\"more\":[1,2]}"));
  EXPECT_TRUE(read.facts.back().ragged);
  EXPECT_THAT(read.types.back(), ElementsAre(FieldType::text, FieldType::json, FieldType::json));
  EXPECT_THAT(read.report.late_keys, ElementsAre("late", "more"));
}

TEST(Jsonl, RefusesLinesBeyondTheLimit) {
  const std::string line = "{\"a\":\"" + std::string(2000, 'x') + "\"}";
  const Error error =
      testing::error_of([&] { read_text("{}\n" + line, {.format = Format::jsonl, .max_field = 1000}); });
  EXPECT_EQ(error.code(), ErrorCode::limit);
  EXPECT_EQ(error.where(), "test:2");
}

std::string written(const std::vector<Cells>& rows, WriterOptions options = {}) {
  const testing::Folder folder;
  testing::write_rows(folder.file("a.jsonl"), rows, std::move(options));
  return testing::bytes_of(folder.file("a.jsonl"));
}

TEST(JsonlWriter, WritesOneObjectARow) {
  EXPECT_EQ(written({{"a", "b"}, {"x\n\"y\"", "Đường"}, {"1", ""}}),
            "{\"a\":\"x\\n\\\"y\\\"\",\"b\":\"Đường\"}\n{\"a\":\"1\",\"b\":\"\"}\n");
}

TEST(JsonlWriter, MakesKeysUniqueAndNamesTheMissing) {
  EXPECT_EQ(written({{"a", "a", ""}, {"1", "2", "3", "4"}, {"5"}}),
            "{\"a\":\"1\",\"a_2\":\"2\",\"column3\":\"3\",\"column4\":\"4\"}\n{\"a\":\"5\"}\n");
}

TEST(JsonlWriter, WritesNumbersWhereAskedFor) {
  EXPECT_EQ(
      written(
          {{"a", "b"}, {"0.5", "0.5"}, {"007", "1"}, {"n/a", "2"}, {"-1e-3", ""}, {"1e999", ""}, {"+1", ""}},
          {.number_columns = {0}}),
      "{\"a\":0.5,\"b\":\"0.5\"}\n{\"a\":\"007\",\"b\":\"1\"}\n{\"a\":\"n/a\",\"b\":\"2\"}\n"
      "{\"a\":-1e-3,\"b\":\"\"}\n{\"a\":\"1e999\",\"b\":\"\"}\n{\"a\":\"+1\",\"b\":\"\"}\n");
  EXPECT_EQ(written({{"a", "b"}, {"", ""}}, {.number_columns = {0}}), "{\"a\":null,\"b\":\"\"}\n");
}

TEST(JsonlWriter, ReplacesIllFormedBytes) {
  EXPECT_EQ(written({{"a"}, {"x\xFFy"}}), "{\"a\":\"x\xEF\xBF\xBDy\"}\n");
}

TEST(JsonlWriter, ReadsBackTheSame) {
  const std::vector<Cells> rows = {
      {"STT", "Nội dung"}, {"1", "a\n\r\t\"b\\ 😀"}, {"", std::string("\0\x01\x7F", 3)}};
  const Read read = read_text(written(rows));
  EXPECT_EQ(read.header, rows[0]);
  EXPECT_THAT(read.rows, ElementsAre(rows[1], rows[2]));
}

}  // namespace
}  // namespace ykien::table
