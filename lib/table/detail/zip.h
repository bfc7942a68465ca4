// The parts of an Office workbook, which is a ZIP archive.
#ifndef YKIEN_TABLE_DETAIL_ZIP_H_
#define YKIEN_TABLE_DETAIL_ZIP_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "ykien/table/source.h"

struct zip;
struct zip_file;

namespace ykien::table::detail {

// One part being unpacked. Refuses a bomb: more than 64 MiB that were packed to less than a hundredth.
class ZipPart {
 public:
  ZipPart(zip_file* file, std::string where, std::uint64_t packed, std::uint64_t size);
  std::size_t read(char* to, std::size_t most);  // 0: the end; throws Error(damaged) or Error(limit)

  Progress progress() const noexcept { return {done_, size_}; }
  const std::string& where() const noexcept { return where_; }

 private:
  struct Close {
    void operator()(zip_file* file) const noexcept;
  };
  std::unique_ptr<zip_file, Close> file_;
  std::string where_;
  std::uint64_t packed_;
  std::uint64_t size_;
  std::uint64_t done_ = 0;
};

class ZipArchive {
 public:
  // A source that is no seekable file is copied to an unnamed temporary file first. Throws Error(damaged) for
  // what is no ZIP archive.
  ZipArchive(std::unique_ptr<ByteSource> source, std::string name);

  bool has(const std::string& part) const;
  ZipPart open(
      const std::string& part) const;  // throws Error(damaged) when it is missing, encrypted or broken

 private:
  struct Close {
    void operator()(zip* archive) const noexcept;
  };
  std::string name_;
  std::unique_ptr<ByteSource> source_;  // keeps its descriptor open
  std::unique_ptr<zip, Close> archive_;
};

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_ZIP_H_
