#include "ykien/table/atomic_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <random>
#include <utility>

#include "table/detail/failure.h"

namespace ykien::table {
namespace {

using detail::system_failure;

constexpr std::size_t kBuffer = std::size_t{256} << 10;

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

// The file that `path` leads to through symbolic links; it need not exist.
std::string follow_links(std::string path) {
  for (int hops = 0; hops < 40; ++hops) {
    std::error_code ignored;
    const std::filesystem::path link = std::filesystem::read_symlink(path, ignored);
    if (ignored) return path;  // not a link
    path = (std::filesystem::path(path).parent_path() / link).string();
  }
  throw system_failure(path, "write", ELOOP);
}

std::string random_name() {
  static constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::random_device device;
  std::string name = ".ykien-";
  for (int i = 0; i < 12; ++i) name += kLetters[device() % (sizeof kLetters - 1)];
  return name + ".tmp";
}

bool is_standard_output(const std::string& path) { return path == "-" || path == "/dev/stdout"; }

}  // namespace

AtomicFile::AtomicFile(std::string path) : name_(is_standard_output(path) ? "standard output" : path) {
  struct stat facts {};
  if (is_standard_output(path)) {
    file_ = STDOUT_FILENO;
  } else if (::stat(path.c_str(), &facts) == 0) {
    if (S_ISDIR(facts.st_mode)) throw system_failure(name_, "write", EISDIR);
    S_ISREG(facts.st_mode) ? open_temporary(path, true) : open_direct(path);
  } else if (errno == ENOENT) {
    open_temporary(path, false);
  } else {
    throw system_failure(name_, "write", errno);
  }
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : name_(std::move(other.name_)),
      target_(std::move(other.target_)),
      temporary_(std::exchange(other.temporary_, {})),
      buffer_(std::move(other.buffer_)),
      file_(std::exchange(other.file_, -1)),
      owned_(std::exchange(other.owned_, false)),
      committed_(std::exchange(other.committed_, true)),
      failed_(other.failed_) {}

AtomicFile::~AtomicFile() { discard(); }

void AtomicFile::open_direct(const std::string& path) {
  file_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (file_ < 0) throw system_failure(name_, "write", errno);
  owned_ = true;
}

void AtomicFile::open_temporary(const std::string& path, bool exists) {
  target_ = follow_links(path);
  if (exists && ::access(target_.c_str(), W_OK) != 0) throw system_failure(name_, "write", errno);
  // The name is short so that it fits where the target's name fits; O_EXCL makes sure that it is ours.
  for (int attempt = 0; file_ < 0; ++attempt) {
    temporary_ = (std::filesystem::path(folder_of(target_)) / random_name()).string();
    file_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file_ >= 0 || (errno == EEXIST && attempt < 100)) continue;
    temporary_.clear();
    throw system_failure(name_, "create a file in " + folder_of(target_), errno);
  }
  owned_ = true;
  if (exists) keep_mode();
}

void AtomicFile::keep_mode() {
  struct stat facts {};
  if (::stat(target_.c_str(), &facts) != 0) return;  // gone meanwhile: then it is a new file
  // Only root may give a file away; for the others the file becomes theirs. The owner first: it may clear
  // mode bits.
  [[maybe_unused]] const int given = ::fchown(file_, facts.st_uid, facts.st_gid);
  if (::fchmod(file_, facts.st_mode & 07777) == 0) return;
  const int number = errno;
  discard();
  throw system_failure(name_, "set the permissions", number);
}

void AtomicFile::require_whole() const {
  if (failed_)
    throw Error(ErrorCode::io, name_, "not all of it could be written", "write it again from the start");
}

void AtomicFile::write(std::string_view bytes) {
  if (committed_) throw Error(ErrorCode::usage, name_, "written to after its end");
  require_whole();
  if (buffer_.size() + bytes.size() > kBuffer) flush();
  if (bytes.size() >= kBuffer) return write_all(bytes);
  buffer_.append(bytes);
}

void AtomicFile::flush() {
  write_all(buffer_);
  buffer_.clear();
}

void AtomicFile::write_all(std::string_view bytes) {
  failed_ = !bytes.empty();
  while (!bytes.empty()) {
    const ssize_t done = ::write(file_, bytes.data(), bytes.size());
    if (done >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(done));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {  // a pipe somebody made non-blocking
      pollfd wait{file_, POLLOUT, 0};
      ::poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      throw system_failure(name_, "write", errno);
    }
  }
  failed_ = false;
}

void AtomicFile::sync() {
  // Pipes and terminals know no sync and say so; for them there is nothing to do.
  if (::fsync(file_) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS) return;
  throw system_failure(name_, "write", errno);
}

void AtomicFile::close_file() {
  if (!std::exchange(owned_, false)) return;
  // Network file systems report a full disk only here.
  if (::close(std::exchange(file_, -1)) != 0 && errno != EINTR) throw system_failure(name_, "write", errno);
}

void AtomicFile::commit() {
  if (committed_) return;
  require_whole();
  flush();
  failed_ = true;  // until all that follows is done
  finish();
  failed_ = false;
  committed_ = true;
}

void AtomicFile::finish() {
  if (!direct()) sync();
  close_file();
  if (!direct()) {
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) throw system_failure(name_, "write", errno);
    temporary_.clear();
    // The rename itself survives a power cut only when the folder is synced; some file systems cannot, that
    // is no harm.
    const int folder = ::open(folder_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) ::fsync(folder), ::close(folder);
  }
}

void AtomicFile::discard() noexcept {
  if (owned_) ::close(file_);
  owned_ = false;
  file_ = -1;
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  temporary_.clear();
}

}  // namespace ykien::table
