// ByteSource: where the bytes of a table come from.
#ifndef YKIEN_TABLE_SOURCE_H_
#define YKIEN_TABLE_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "ykien/base/export.h"

namespace ykien::table {

// How far reading has come, in bytes of the file on disk. total is 0 when nobody knows (a pipe).
struct Progress {
  std::uint64_t done = 0;
  std::uint64_t total = 0;
};

// A stream of bytes read once from front to back. One thread at a time.
class YKIEN_API ByteSource {
 public:
  virtual ~ByteSource();

  // Puts at most `most` bytes (most > 0) at `to` and returns how many; 0 means the end, now and ever after.
  // May return fewer than there are. Throws Error when the bytes cannot be had.
  virtual std::size_t read(char* to, std::size_t most) = 0;

  // A decoder wrapped around another source should pass this on.
  virtual Progress progress() const { return {}; }

  // The descriptor of a seekable file whose bytes, from its beginning, are exactly what this source gives;
  // else -1. It lets the xlsx reader, which must jump to the end of the file, do without a copy. The source
  // keeps it open.
  virtual int descriptor() const noexcept { return -1; }
};

// Opens a file, or standard input when `path` is "-". Zstandard data (told by its first bytes, not its name)
// is unpacked on the way. Throws Error(not_found) for a missing file, Error(io) with the system's reason for
// a directory or an unreadable file; reading throws Error(damaged) for broken or truncated Zstandard data.
// `stop`, unless negative, is a descriptor that stays open as long as the source: once it can be read,
// reading from what may have to be waited for (a pipe, a terminal) throws Error(io) at once, in whatever
// thread it is.
YKIEN_API std::unique_ptr<ByteSource> open_source(const std::string& path, int stop = -1);

// A source that gives `bytes`, at most `step` of them at a time (0: no limit).
YKIEN_API std::unique_ptr<ByteSource> memory_source(std::string bytes, std::size_t step = 0);

// The first `most` bytes of the source, or all if it is shorter. The source still gives them afterwards: it
// is replaced by one that repeats them first.
YKIEN_API std::string peek(std::unique_ptr<ByteSource>& source, std::size_t most);

}  // namespace ykien::table

#endif  // YKIEN_TABLE_SOURCE_H_
