#include "ykien/table/source.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "table/detail/failure.h"
#include "table/detail/zstd_source.h"

namespace ykien::table {
namespace {

class FileSource final : public ByteSource {
 public:
  FileSource(int file, bool owned, std::string name, int stop)
      : file_(file), owned_(owned), stop_(stop), name_(std::move(name)) {
    struct stat facts {};
    if (::fstat(file_, &facts) != 0) fail(errno);
    if (S_ISDIR(facts.st_mode)) fail(EISDIR);
    // Standard input may stand in the middle of a file: only from its beginning is it the whole file.
    regular_ = S_ISREG(facts.st_mode) && ::lseek(file_, 0, SEEK_CUR) == 0;
    if (regular_) total_ = static_cast<std::uint64_t>(facts.st_size);
    if (regular_)
      ::posix_fadvise(file_, 0, 0, POSIX_FADV_SEQUENTIAL);  // advice only: its failure costs nothing
  }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override {
    if (owned_) ::close(file_);
  }

  std::size_t read(char* to, std::size_t most) override {
    for (;;) {
      if (stop_ >= 0 && !regular_) wait();
      const ssize_t got = ::read(file_, to, most);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) fail(errno);
      done_ += static_cast<std::uint64_t>(got);
      return static_cast<std::size_t>(got);
    }
  }

  Progress progress() const override { return {done_, total_}; }
  int descriptor() const noexcept override { return regular_ ? file_ : -1; }

 private:
  // Until there is something to read.
  void wait() {
    pollfd waiting[] = {{file_, POLLIN, 0}, {stop_, POLLIN, 0}};
    while (::poll(waiting, 2, -1) < 0) {
      if (errno != EINTR) fail(errno);
    }
    if (waiting[1].revents != 0) fail(ECANCELED);
  }

  [[noreturn]] void fail(int number) {
    if (owned_) ::close(std::exchange(file_, -1));
    throw detail::system_failure(name_, "read", number);
  }

  int file_;
  bool owned_;
  bool regular_ = false;
  int stop_;
  std::string name_;
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 0;
};

class MemorySource final : public ByteSource {
 public:
  MemorySource(std::string bytes, std::size_t step) : bytes_(std::move(bytes)), step_(step) {}

  std::size_t read(char* to, std::size_t most) override {
    if (step_ > 0) most = std::min(most, step_);
    const std::size_t got = bytes_.copy(to, most, at_);
    at_ += got;
    return got;
  }

  Progress progress() const override { return {at_, bytes_.size()}; }

 private:
  std::string bytes_;
  std::size_t step_;
  std::size_t at_ = 0;
};

// Gives `head` again, then goes on with the rest.
class PeekedSource final : public ByteSource {
 public:
  PeekedSource(std::string head, std::unique_ptr<ByteSource> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {}

  std::size_t read(char* to, std::size_t most) override {
    if (at_ == head_.size()) return rest_->read(to, most);
    const std::size_t got = head_.copy(to, most, at_);
    at_ += got;
    return got;
  }

  Progress progress() const override { return rest_->progress(); }
  int descriptor() const noexcept override { return rest_->descriptor(); }

 private:
  std::string head_;
  std::unique_ptr<ByteSource> rest_;
  std::size_t at_ = 0;
};

std::unique_ptr<ByteSource> open_file(const std::string& path, int stop) {
  if (path == "-") return std::make_unique<FileSource>(STDIN_FILENO, false, "standard input", stop);
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw detail::system_failure(path, "open", errno);
  return std::make_unique<FileSource>(file, true, path, stop);
}

}  // namespace

ByteSource::~ByteSource() = default;

std::unique_ptr<ByteSource> open_source(const std::string& path, int stop) {
  std::unique_ptr<ByteSource> source = open_file(path, stop);
  if (peek(source, detail::kZstdMagic.size()) != detail::kZstdMagic) return source;
  return detail::zstd_source(std::move(source), path == "-" ? "standard input" : path);
}

std::unique_ptr<ByteSource> memory_source(std::string bytes, std::size_t step) {
  return std::make_unique<MemorySource>(std::move(bytes), step);
}

std::string peek(std::unique_ptr<ByteSource>& source, std::size_t most) {
  std::string head(most, '\0');
  std::size_t size = 0;
  while (size < most) {
    const std::size_t got = source->read(head.data() + size, most - size);
    if (got == 0) break;
    size += got;
  }
  head.resize(size);
  source = std::make_unique<PeekedSource>(head, std::move(source));
  return head;
}

}  // namespace ykien::table
