#include "table/detail/zip.h"

#include <unistd.h>
#include <zip.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "table/detail/failure.h"

namespace ykien::table::detail {
namespace {

constexpr std::uint64_t kFreeSize = std::uint64_t{64} << 20;
constexpr std::uint64_t kMaxRatio = 100;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

std::string temporary_folder() {
  const char* const named = std::getenv("TMPDIR");
  return named == nullptr || *named == '\0' ? "/tmp" : named;
}

// Already without a name.
File unnamed_file(const std::string& folder) {
  std::string name = folder + "/ykien-XXXXXX";
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) return nullptr;
  ::unlink(name.c_str());
  return File(::fdopen(descriptor, "w+b"));
}

File copy_to_temporary(ByteSource& source, const std::string& name) {
  const std::string folder = temporary_folder(), doing = "make a temporary copy in " + folder;
  File file = unnamed_file(folder);
  if (!file) throw system_failure(name, doing, errno);
  std::vector<char> bytes(std::size_t{256} << 10);
  while (const std::size_t got = source.read(bytes.data(), bytes.size())) {
    if (std::fwrite(bytes.data(), 1, got, file.get()) != got) throw system_failure(name, doing, errno);
  }
  if (std::fflush(file.get()) != 0) throw system_failure(name, doing, errno);
  return file;
}

File open_descriptor(int descriptor, const std::string& name) {
  const int copy = ::dup(descriptor);
  std::FILE* file = copy < 0 ? nullptr : ::fdopen(copy, "rb");
  if (file != nullptr) return File(file);
  const int number = errno;
  if (copy >= 0) ::close(copy);
  throw system_failure(name, "read", number);
}

[[noreturn]] void fail_damaged(const std::string& where, const std::string& what) {
  throw Error(ErrorCode::damaged, where, what, "open the file in Excel and save it again");
}

}  // namespace

ZipPart::ZipPart(zip_file* file, std::string where, std::uint64_t packed, std::uint64_t size)
    : file_(file), where_(std::move(where)), packed_(packed), size_(size) {}

std::size_t ZipPart::read(char* to, std::size_t most) {
  const zip_int64_t got = zip_fread(file_.get(), to, most);
  if (got < 0) fail_damaged(where_, std::string("cannot unpack: ") + zip_file_strerror(file_.get()));
  done_ += static_cast<std::uint64_t>(got);
  if (done_ > kFreeSize && done_ / kMaxRatio > packed_) {
    throw Error(ErrorCode::limit, where_, "unpacks to over 100 times its size, as a zip bomb does",
                "do not trust this file; if it is yours, export it as CSV");
  }
  return static_cast<std::size_t>(got);
}

void ZipPart::Close::operator()(zip_file* file) const noexcept { zip_fclose(file); }

ZipArchive::ZipArchive(std::unique_ptr<ByteSource> source, std::string name)
    : name_(std::move(name)), source_(std::move(source)) {
  File file = source_->descriptor() >= 0 ? open_descriptor(source_->descriptor(), name_)
                                         : copy_to_temporary(*source_, name_);
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* bytes = zip_source_filep_create(file.get(), 0, -1, &error);
  if (bytes != nullptr) file.release();  // the zip source closes it
  archive_.reset(bytes == nullptr ? nullptr : zip_open_from_source(bytes, ZIP_RDONLY, &error));
  if (archive_) return;
  const std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  if (bytes != nullptr) zip_source_free(bytes);
  fail_damaged(name_, "not a readable .xlsx file: " + reason);
}

bool ZipArchive::has(const std::string& part) const {
  return zip_name_locate(archive_.get(), part.c_str(), 0) >= 0;
}

ZipPart ZipArchive::open(const std::string& part) const {
  const std::string where = name_ + "(" + part + ")";
  zip_stat_t facts;
  if (zip_stat(archive_.get(), part.c_str(), 0, &facts) != 0)
    fail_damaged(where, "this part of the workbook is missing");
  zip_file* file = zip_fopen_index(archive_.get(), facts.index, 0);
  if (file == nullptr) fail_damaged(where, std::string("cannot unpack: ") + zip_strerror(archive_.get()));
  return {file, where, facts.comp_size, facts.size};
}

void ZipArchive::Close::operator()(zip* archive) const noexcept { zip_discard(archive); }

}  // namespace ykien::table::detail
