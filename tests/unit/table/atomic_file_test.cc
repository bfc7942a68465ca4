// A file appears whole or not at all.
#include "ykien/table/atomic_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <filesystem>
#include <optional>
#include <string>

#include "unit/table/helpers.h"

namespace ykien::table {
namespace {

using testing::bytes_of;
using testing::error_of;
using testing::Folder;
using ::testing::HasSubstr;
using testing::put;

void write(const std::string& path, std::string_view bytes) {
  AtomicFile file(path);
  file.write(bytes);
  file.commit();
}

unsigned mode_of(const std::string& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) throw std::runtime_error("no " + path);
  return facts.st_mode & 07777;
}

TEST(AtomicFile, AppearsOnlyAtCommit) {
  const Folder folder;
  AtomicFile file(folder.file("a"));
  file.write(std::string(1000000, 'x'));
  EXPECT_FALSE(std::filesystem::exists(folder.file("a")));
  EXPECT_EQ(folder.files(), 1u);
  file.commit();
  EXPECT_EQ(bytes_of(folder.file("a")).size(), 1000000u);
  EXPECT_EQ(folder.files(), 1u);
}

TEST(AtomicFile, KeepsTheOrderOfSmallAndLargeWrites) {
  const Folder folder;
  AtomicFile file(folder.file("a"));
  std::string expected;
  for (std::size_t size : {1u, 70000u, 200000u, 3u, 300000u, 0u, 5u}) {
    const std::string bytes(size, static_cast<char>('a' + size % 26));
    file.write(bytes);
    expected += bytes;
  }
  file.commit();
  EXPECT_EQ(bytes_of(folder.file("a")), expected);
}

TEST(AtomicFile, WithoutCommitLeavesTheOldFile) {
  const Folder folder;
  put(folder.file("a"), "old");
  { AtomicFile(folder.file("a")).write("new"); }
  EXPECT_EQ(bytes_of(folder.file("a")), "old");
  EXPECT_EQ(folder.files(), 1u);
}

TEST(AtomicFile, MovesWithoutLosingAnything) {
  const Folder folder;
  std::optional<AtomicFile> first(folder.file("a"));
  first->write("one ");
  AtomicFile second(std::move(*first));
  first.reset();
  second.write("two");
  second.commit();
  EXPECT_EQ(bytes_of(folder.file("a")), "one two");
}

// A process that dies before commit() leaves the target as it was.
TEST(AtomicFile, SurvivesAKill) {
  const Folder folder;
  put(folder.file("a"), "old");
  const pid_t child = ::fork();
  if (child == 0) {
    AtomicFile file(folder.file("a"));
    file.write(std::string(1 << 20, 'x'));
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(bytes_of(folder.file("a")), "old");
}

TEST(AtomicFile, NewFilesFollowTheUmask) {
  const Folder folder;
  const mode_t before = ::umask(027);
  write(folder.file("a"), "x");
  ::umask(before);
  EXPECT_EQ(mode_of(folder.file("a")), 0640u);
}

TEST(AtomicFile, KeepsTheModeOfAnOldFile) {
  const Folder folder;
  put(folder.file("a"), "old");
  ::chmod(folder.file("a").c_str(), 0604);
  write(folder.file("a"), "new");
  EXPECT_EQ(mode_of(folder.file("a")), 0604u);
  EXPECT_EQ(bytes_of(folder.file("a")), "new");
}

TEST(AtomicFile, FollowsSymbolicLinks) {
  const Folder folder;
  std::filesystem::create_directory(folder.file("deep"));
  put(folder.file("deep/a"), "old");
  std::filesystem::create_symlink("deep/a", folder.file("link"));
  std::filesystem::create_symlink("link", folder.file("link2"));
  write(folder.file("link2"), "new");
  EXPECT_TRUE(std::filesystem::is_symlink(folder.file("link")));
  EXPECT_TRUE(std::filesystem::is_symlink(folder.file("link2")));
  EXPECT_EQ(bytes_of(folder.file("deep/a")), "new");
}

TEST(AtomicFile, FollowsDanglingLinks) {
  const Folder folder;
  std::filesystem::create_symlink("later", folder.file("link"));
  write(folder.file("link"), "new");
  EXPECT_TRUE(std::filesystem::is_symlink(folder.file("link")));
  EXPECT_EQ(bytes_of(folder.file("later")), "new");
}

TEST(AtomicFile, RefusesALoopOfLinks) {
  const Folder folder;
  std::filesystem::create_symlink("b", folder.file("a"));
  std::filesystem::create_symlink("a", folder.file("b"));
  EXPECT_EQ(error_of([&] { AtomicFile file(folder.file("a")); }).code(), ErrorCode::io);
}

TEST(AtomicFile, WritesIntoTheWorkingFolder) {
  const Folder folder;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder.file(""));
  write("a", "x");
  std::filesystem::current_path(before);
  EXPECT_EQ(bytes_of(folder.file("a")), "x");
}

TEST(AtomicFile, WritesNamesOfFullLength) {
  const Folder folder;
  const std::string name(255, 'n');
  write(folder.file(name), "x");
  EXPECT_EQ(bytes_of(folder.file(name)), "x");
}

TEST(AtomicFile, WritesDevicesDirectly) {
  AtomicFile null("/dev/null");
  EXPECT_TRUE(null.direct());
  null.write("x");
  null.commit();
  AtomicFile full("/dev/full");
  full.write("x");
  const Error error = error_of([&] { full.commit(); });
  EXPECT_STREQ(error.what(),
               "/dev/full: cannot write: No space left on device; make room or choose another place");
}

TEST(AtomicFile, ReportsWhereNothingCanBeWritten) {
  const Folder folder;
  put(folder.file("file"), "x");
  EXPECT_EQ(error_of([&] { AtomicFile file(folder.file("none/a")); }).code(), ErrorCode::not_found);
  EXPECT_THAT(error_of([&] { AtomicFile file(folder.file("file/a")); }).what(), HasSubstr("Not a directory"));
  EXPECT_THAT(error_of([&] { AtomicFile file(folder.file("")); }).what(), HasSubstr("Is a directory"));
  // Not even root makes files there.
  EXPECT_THAT(error_of([] { AtomicFile file("/proc/ykien.csv"); }).what(),
              HasSubstr("cannot create a file in /proc"));
}

// The limit on the size of files stands in for a full disk under a regular file.
TEST(AtomicFile, AFailedWriteLeavesTheOldFile) {
  const Folder folder;
  put(folder.file("a"), "old");
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{100000, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  std::optional<Error> error;
  {
    AtomicFile file(folder.file("a"));
    error = error_of([&] {
      file.write(std::string(1 << 20, 'x'));
      file.commit();
    });
  }
  ::setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(error->code(), ErrorCode::io);
  EXPECT_THAT(error->what(), HasSubstr("File too large"));
  EXPECT_EQ(bytes_of(folder.file("a")), "old");
  EXPECT_EQ(folder.files(), 1u);
}

// The room comes back after a write has failed: the file has a gap, and must not appear all the same.
TEST(AtomicFile, AppearsNoMoreAfterAFailedWrite) {
  for (const std::size_t size :
       {std::size_t{150000}, std::size_t{1} << 20}) {  // kept back, and written at once
    SCOPED_TRACE(size);
    const Folder folder;
    put(folder.file("a"), "old");
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{100000, before.rlim_max};
    {
      AtomicFile file(folder.file("a"));
      file.write(std::string(150000, 'w'));
      ::setrlimit(RLIMIT_FSIZE, &small);
      const Error first = error_of([&] { file.write(std::string(size, 'x')); });
      ::setrlimit(RLIMIT_FSIZE, &before);
      EXPECT_THAT(first.what(), HasSubstr("File too large"));
      AtomicFile moved(std::move(file));
      EXPECT_THAT(error_of([&] { moved.write("y"); }).what(), HasSubstr("not all of it could be written"));
      EXPECT_EQ(error_of([&] { moved.commit(); }).code(), ErrorCode::io);
    }
    EXPECT_EQ(bytes_of(folder.file("a")), "old");
    EXPECT_EQ(folder.files(), 1u);
  }
}

TEST(AtomicFile, AFullDeviceStaysAnError) {
  AtomicFile full("/dev/full");
  EXPECT_THAT(error_of([&] { full.write(std::string(1 << 20, 'x')); }).what(), HasSubstr("No space left"));
  EXPECT_EQ(error_of([&] { full.commit(); }).code(), ErrorCode::io);
  EXPECT_EQ(error_of([&] { full.commit(); }).code(), ErrorCode::io);
}

TEST(AtomicFile, ReportsATargetThatBecameAFolder) {
  const Folder folder;
  AtomicFile file(folder.file("a"));
  std::filesystem::create_directory(folder.file("a"));
  EXPECT_EQ(error_of([&] { file.commit(); }).code(), ErrorCode::io);
  std::filesystem::remove(folder.file("a"));
  EXPECT_EQ(error_of([&] { file.commit(); }).code(), ErrorCode::io);
  EXPECT_FALSE(std::filesystem::exists(folder.file("a")));
}

TEST(AtomicFile, TakesNothingAfterCommit) {
  const Folder folder;
  AtomicFile file(folder.file("a"));
  file.commit();
  file.commit();
  EXPECT_EQ(error_of([&] { file.write("x"); }).code(), ErrorCode::usage);
}

}  // namespace
}  // namespace ykien::table
