// Where bytes come from: files, pipes, Zstandard, and what is no table at all.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <thread>

#include "unit/table/helpers.h"

namespace ykien::table {
namespace {

using namespace std::string_literals;
using ::testing::ElementsAre;
using testing::error_of;
using testing::Folder;
using ::testing::HasSubstr;
using testing::Read;

std::string all_of(ByteSource& source) {
  std::string all;
  char bytes[7];
  while (const std::size_t got = source.read(bytes, sizeof bytes)) all.append(bytes, got);
  return all;
}

// A Zstandard frame that holds `text` (below 256 bytes) as it is.
std::string raw_frame(const std::string& text) {
  // Magic, single segment with a one-byte content size, one raw block that is the last (RFC 8878, 3.1.1).
  const auto size = static_cast<unsigned>(text.size());
  return "\x28\xB5\x2F\xFD\x20"s + static_cast<char>(size) + static_cast<char>(size << 3 | 1) +
         static_cast<char>(size >> 5) + '\0' + text;
}

TEST(Source, ReadsAFile) {
  const Folder folder;
  testing::put(folder.file("a.csv"), "a,b\n1,2\n");
  const auto source = open_source(folder.file("a.csv"));
  EXPECT_EQ(source->progress().total, 8u);
  EXPECT_EQ(all_of(*source), "a,b\n1,2\n");
  EXPECT_EQ(source->progress().done, 8u);
}

TEST(Source, ReadsAFifo) {
  const Folder folder;
  ASSERT_EQ(::mkfifo(folder.file("fifo").c_str(), 0600), 0);
  std::thread writer([&] { testing::put(folder.file("fifo"), "a,b\n1,2\n"); });
  const Read read = testing::read_all(Reader::open(folder.file("fifo")));
  writer.join();
  EXPECT_THAT(read.header, ElementsAre("a", "b"));
  EXPECT_EQ(read.rows.size(), 1u);
}

// The other end of the pipe stays open and nothing more comes.
TEST(Source, AReadThatWaitsCanBeStopped) {
  const Folder folder;
  ASSERT_EQ(::mkfifo(folder.file("fifo").c_str(), 0600), 0);
  int stop[2];
  ASSERT_EQ(::pipe(stop), 0);
  std::thread opener([&] { testing::put(folder.file("fifo"), ""); });
  const int writer = ::open(folder.file("fifo").c_str(), O_RDWR);
  ASSERT_EQ(::write(writer, "a,b\n1,2\n", 8), 8);
  opener.join();
  const auto source = open_source(folder.file("fifo"), stop[0]);
  char bytes[64];
  EXPECT_EQ(source->read(bytes, 4), 4u);
  EXPECT_EQ(source->read(bytes, sizeof bytes), 4u);
  std::thread reader([&] {
    const Error error = error_of([&] { source->read(bytes, sizeof bytes); });
    EXPECT_EQ(error.code(), ErrorCode::io);
    EXPECT_THAT(error.what(), HasSubstr("fifo: cannot read: Operation canceled"));
  });
  ASSERT_EQ(::write(stop[1], "x", 1), 1);
  reader.join();
  for (const int file : {writer, stop[0], stop[1]}) ::close(file);
}

TEST(Source, AStopThatNeverComesChangesNothing) {
  const Folder folder;
  int stop[2];
  ASSERT_EQ(::pipe(stop), 0);
  testing::put(folder.file("a.csv"), "a,b\n1,2\n");
  EXPECT_EQ(all_of(*open_source(folder.file("a.csv"), stop[0])), "a,b\n1,2\n");
  ASSERT_EQ(::mkfifo(folder.file("fifo").c_str(), 0600), 0);
  std::thread writer([&] { testing::put(folder.file("fifo"), "a,b\n1,2\n"); });
  EXPECT_EQ(all_of(*open_source(folder.file("fifo"), stop[0])), "a,b\n1,2\n");
  writer.join();
  for (const int file : stop) ::close(file);
}

TEST(Source, UnpacksZstandard) {
  const Folder folder;
  testing::put(folder.file("a.csv.zst"), raw_frame("a,b\n1,") + raw_frame("2\n"));
  const Read read = testing::read_all(Reader::open(folder.file("a.csv.zst")));
  EXPECT_THAT(read.header, ElementsAre("a", "b"));
  EXPECT_THAT(read.rows[0], ElementsAre("1", "2"));
}

TEST(Source, ReportsBrokenZstandard) {
  const Folder folder;
  const std::string whole = raw_frame("a,b\n1,2\n");
  for (std::size_t size = 4; size < whole.size(); ++size) {
    testing::put(folder.file("a.zst"), whole.substr(0, size));
    const Error error = error_of([&] { all_of(*open_source(folder.file("a.zst"))); });
    EXPECT_EQ(error.code(), ErrorCode::damaged) << size;
  }
  testing::put(folder.file("a.zst"), whole + "more");
  EXPECT_EQ(error_of([&] { all_of(*open_source(folder.file("a.zst"))); }).code(), ErrorCode::damaged);
}

TEST(Source, ReportsWhatCannotBeOpened) {
  const Folder folder;
  testing::put(folder.file("a.csv"), "a\n");
  const Error missing = error_of([&] { open_source(folder.file("none.csv")); });
  EXPECT_EQ(missing.code(), ErrorCode::not_found);
  EXPECT_THAT(missing.what(), HasSubstr("none.csv: cannot open: No such file or directory"));
  const Error directory = error_of([&] { open_source(folder.file("")); });
  EXPECT_EQ(directory.code(), ErrorCode::io);
  EXPECT_THAT(directory.what(), HasSubstr("Is a directory"));
  // Root may read everything: a path through a regular file fails for everybody.
  const Error unreachable = error_of([&] { open_source(folder.file("a.csv/b.csv")); });
  EXPECT_EQ(unreachable.code(), ErrorCode::io);
  EXPECT_THAT(unreachable.what(), HasSubstr("Not a directory"));
}

TEST(Source, ReportsWhatCannotBeRead) {
  // Reading another process's memory at address 0 fails with EIO on every Linux.
  const Error error = error_of([] { all_of(*open_source("/proc/self/mem")); });
  EXPECT_EQ(error.code(), ErrorCode::io);
  EXPECT_THAT(error.what(), HasSubstr("/proc/self/mem: cannot read: "));
}

TEST(Source, PeekTakesNothingAway) {
  auto source = memory_source("hello", 2);
  EXPECT_EQ(peek(source, 3), "hel");
  EXPECT_EQ(peek(source, 99), "hello");
  EXPECT_EQ(all_of(*source), "hello");
  EXPECT_EQ(peek(source, 1), "");
}

struct NoTable {
  const char* name;
  std::string bytes;
  const char* what;
};

TEST(Reader, RefusesWhatIsNoTable) {
  std::string noise;
  for (unsigned i = 0; i < 5000; ++i) noise += static_cast<char>(i * i * 2654435761U >> 24);
  const NoTable cases[] = {
      {"xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...", "old .xls file"},
      {"gzip", "\x1F\x8B\x08...", "gunzip"},
      {"pdf", "%PDF-1.7", "PDF"},
      {"png", "\x89PNG\r\n\x1A\n", "picture"},
      {"json", " [\n {\"a\":1}]", "JSON array"},
      {"html", "\xEF\xBB\xBF\r\n<HTML xmlns:x=\"urn:x\"><table><tr><td>a</td></tr></table>", "web page"},
      {"xml", "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n", "save it as .xlsx"},
      {"noise", noise, "binary data"},
      {"utf16", "S\0T\0T\0;\0N\0g\0\xE0\0y\0\n\0"s, "binary data"},
      {"zip", "PK\x03\x04 and nothing else", "not a readable .xlsx file"},
  };
  for (const NoTable& tested : cases) {
    const Error error = error_of([&] { testing::read_text(tested.bytes); });
    EXPECT_THAT(error.what(), HasSubstr(tested.what)) << tested.name;
    EXPECT_EQ(error.where(), "test") << tested.name;
  }
}

TEST(Reader, TakesAnEmptyFileForATableWithoutColumns) {
  for (const Format format : {Format::automatic, Format::csv, Format::tsv, Format::jsonl}) {
    const Read read = testing::read_text("", {.format = format});
    EXPECT_TRUE(read.header.empty());
    EXPECT_TRUE(read.rows.empty());
  }
}

// A source that fails in the middle: the rows before are given, then the Error comes through.
TEST(Reader, PassesOnErrorsOfTheSource) {
  class Failing final : public ByteSource {
   public:
    std::size_t read(char* to, std::size_t most) override {
      if (left_ == 0) throw Error(ErrorCode::io, "disk", "fell out");
      const std::size_t size = std::min(most, left_);
      for (std::size_t i = 0; i < size; ++i) to[i] = i % 2 == 0 ? 'x' : '\n';
      left_ -= size;
      return size;
    }

   private:
    std::size_t left_ = 2 << 20;
  };
  auto reader = Reader::open(std::make_unique<Failing>(),
                             {.format = Format::csv, .delimiter = ',', .header = Header::yes});
  EXPECT_EQ(error_of([&] { testing::read_all(std::move(reader)); }).where(), "disk");
}

}  // namespace
}  // namespace ykien::table
