// CSV and TSV as written, byte by byte.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <ostream>
#include <string>
#include <thread>

#include "unit/table/helpers.h"

namespace ykien::table {
namespace {

using namespace std::string_literals;
using testing::Cells;
using testing::error_of;
using testing::Folder;
using ::testing::HasSubstr;

std::string written(const std::vector<Cells>& rows, WriterOptions options, const char* name = "a.csv") {
  const Folder folder;
  testing::write_rows(folder.file(name), rows, std::move(options));
  return testing::bytes_of(folder.file(name));
}

struct Case {
  const char* name;
  std::vector<Cells> rows;
  std::string text;
  char delimiter = ',';
};

void PrintTo(const Case& a_case, std::ostream* out) { *out << a_case.name; }

class Quoting : public ::testing::TestWithParam<Case> {};

TEST_P(Quoting, IsMinimal) {
  EXPECT_EQ(written(GetParam().rows, {.delimiter = GetParam().delimiter, .bom = false}), GetParam().text);
}

const Case kCases[] = {
    {"plain", {{"a", "b"}, {"c", "d"}}, "a,b\nc,d\n"},
    {"empty_fields", {{"", "", ""}}, ",,\n"},
    {"lone_empty_field", {{"a"}, {""}}, "a\n\"\"\n"},
    {"delimiter", {{"a,b", "c;d"}}, "\"a,b\",c;d\n"},
    {"other_delimiter", {{"a,b", "c;d"}}, "a,b;\"c;d\"\n", ';'},
    {"quote", {{"a\"b", "\""}}, "\"a\"\"b\",\"\"\"\"\n"},
    {"line_breaks", {{"a\nb", "c\rd", "e\r\nf"}}, "\"a\nb\",\"c\rd\",\"e\r\nf\"\n"},
    {"blanks_at_the_ends", {{" a", "b ", "\tc", "d e"}}, "\" a\",\"b \",\"\tc\",d e\n"},
    {"nul", {{"a\0b"s, "c"}}, "a\0b,c\n"s},
    {"ill_formed", {{"\xFF", "c"}}, "\xFF,c\n"},
    {"long_field_with_a_late_quote",
     {{std::string(40, 'x') + "\"", "y"}},
     "\"" + std::string(40, 'x') + "\"\"\",y\n"},
    {"sep_first", {{"sep=;"}, {"sep=;"}}, "\"sep=;\"\nsep=;\n"},
    {"bom_first", {{"\xEF\xBB\xBFx"}}, "\"\xEF\xBB\xBFx\"\n"},
    {"formula", {{"=1+1", "-2"}}, "=1+1,-2\n"},
};

INSTANTIATE_TEST_SUITE_P(Table, Quoting, ::testing::ValuesIn(kCases),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(CsvWriter, BomIsForExcel) {
  EXPECT_EQ(written({{"a"}}, {}),
            "\xEF\xBB\xBF"
            "a\n");
  EXPECT_EQ(written({{"a"}}, {}, "a.tsv"), "a\n");
  EXPECT_EQ(written({{"a"}}, {.bom = true}, "a.tsv"),
            "\xEF\xBB\xBF"
            "a\n");
  EXPECT_EQ(written({{"a", "b"}}, {.line_ending = LineEnding::crlf, .bom = false}), "a,b\r\n");
  EXPECT_EQ(written({{"a", "b"}}, {.line_ending = LineEnding::cr, .bom = false}), "a,b\r");
  EXPECT_EQ(written({{"a", "b c"}}, {}, "a.tsv"), "a\tb c\n");
}

TEST(CsvWriter, WritesAPipeDirectlyAndWithoutBom) {
  const Folder folder;
  ASSERT_EQ(::mkfifo(folder.file("fifo").c_str(), 0600), 0);
  std::string got;
  std::thread reader([&] { got = testing::bytes_of(folder.file("fifo")); });
  testing::write_rows(folder.file("fifo"), {{"a", "b"}});
  reader.join();
  EXPECT_EQ(got, "a,b\n");
  EXPECT_EQ(folder.files(), 1u);
}

TEST(Writer, FullDiskIsAnError) {
  for (const Format format : {Format::csv, Format::tsv, Format::jsonl, Format::xlsx}) {
    const Error error = error_of([&] {
      testing::write_rows("/dev/full", {{"a"}, {"b"}}, {.format = format});
    });
    EXPECT_EQ(error.code(), ErrorCode::io);
    EXPECT_THAT(error.what(), HasSubstr("/dev/full: cannot write: No space left on device"))
        << format_name(format);
  }
  // Early enough: not only at the end.
  Writer writer = Writer::open("/dev/full", {.format = Format::csv});
  const std::string large(std::size_t{1} << 20, 'x');
  EXPECT_EQ(error_of([&] { writer.write_row(std::vector<std::string_view>{large}); }).code(), ErrorCode::io);
}

TEST(Writer, ClosedPipeIsAnError) {
  ::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ::close(ends[0]);
  const std::string path = "/dev/fd/" + std::to_string(ends[1]);
  const Error error = error_of([&] { testing::write_rows(path, {{"a"}}); });
  ::close(ends[1]);
  EXPECT_EQ(error.code(), ErrorCode::io);
  EXPECT_THAT(error.what(), HasSubstr("Broken pipe"));
}

TEST(Writer, RefusesWhatMakesNoSense) {
  const Folder folder;
  EXPECT_EQ(error_of([&] { Writer::open(folder.file("a.csv"), {.delimiter = '"'}); }).code(),
            ErrorCode::usage);
  Writer writer = Writer::open(folder.file("a.csv"));
  EXPECT_EQ(error_of([&] { writer.write_row({}); }).code(), ErrorCode::usage);
  const std::vector<FieldType> types(2, FieldType::text);
  EXPECT_EQ(error_of([&] { writer.write_row(std::vector<std::string_view>{"a"}, types); }).code(),
            ErrorCode::usage);
  writer.finish();
  writer.finish();
  EXPECT_EQ(error_of([&] { writer.write_row(std::vector<std::string_view>{"a"}); }).code(), ErrorCode::usage);
}

TEST(Writer, RefusesNamesOfWhatItDoesNotWrite) {
  const Folder folder;
  for (const char* name :
       {"a.xls", "a.XLS", "a.xlsm", "a.ods", "a.json", "a.html", "a.csv.zst", "a.csv.gz"}) {
    const Error error = error_of([&] { Writer::open(folder.file(name)); });
    EXPECT_EQ(error.code(), ErrorCode::usage) << name;
    EXPECT_THAT(error.what(), HasSubstr("name it .")) << name;
  }
  EXPECT_EQ(folder.files(), 0u);
  EXPECT_EQ(written({{"a"}}, {.format = Format::tsv}, "a.xls"), "a\n");  // asked for
  EXPECT_EQ(format_to_write("notes.txt"), Format::csv);
}

TEST(Writer, LeavesNothingWithoutFinish) {
  for (const char* name : {"a.csv", "a.tsv", "a.jsonl", "a.xlsx"}) {
    const Folder folder;
    testing::put(folder.file(name), "old");
    {
      Writer writer = Writer::open(folder.file(name));
      writer.write_row(std::vector<std::string_view>{"a", "b"});
      EXPECT_EQ(writer.rows(), 1u);
    }
    EXPECT_EQ(testing::bytes_of(folder.file(name)), "old");
    EXPECT_EQ(folder.files(), 1u);
  }
}

}  // namespace
}  // namespace ykien::table
