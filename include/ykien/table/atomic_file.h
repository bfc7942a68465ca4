// AtomicFile: a file that appears whole or not at all.
#ifndef YKIEN_TABLE_ATOMIC_FILE_H_
#define YKIEN_TABLE_ATOMIC_FILE_H_

#include <string>
#include <string_view>

#include "ykien/base/export.h"

namespace ykien::table {

// Writes to a temporary file ".ykien-XXXXXXXXXXXX.tmp" in the folder of the target; commit() flushes, syncs
// and renames it. Until then, and if commit() is never reached, the target stays as it was; the destructor
// removes the temporary file. (A process that is killed leaves it behind; it is never mistaken for the
// result.)
//
// - A new file gets the permissions of any new file (0666 and the umask); an existing target keeps its mode
//   and, where the system allows it, its owner. A target that may not be written is refused although a
//   rename would do it.
// - A symbolic link is followed: the file it leads to is replaced, the link stays. A hard link is cut.
// - What is not a regular file (FIFO, /dev/full, /dev/null) is written directly; so is standard output, "-".
//
// Every failure throws Error(io) or Error(not_found) with the file and the system's reason (full disk, no
// permission, closed pipe ...). For a closed pipe the program must ignore SIGPIPE, else the signal ends it
// first. Not safe for two threads at a time.
class YKIEN_API AtomicFile {
 public:
  explicit AtomicFile(std::string path);
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

  // Appends bytes (buffered: an error may show at a later call). After an error the file is given up: each
  // further call of write() or commit() throws Error(io), so that no file with a gap in it appears.
  void write(std::string_view bytes);

  // Makes the file appear. A second call does nothing; write() after it throws Error(usage).
  void commit();

  const std::string& name() const noexcept { return name_; }  // the path, or "standard output"
  bool direct() const noexcept {
    return temporary_.empty();
  }  // no temporary file: what is written is seen at once

 private:
  void open_direct(const std::string& path);
  void open_temporary(const std::string& path, bool exists);
  void keep_mode();
  void require_whole() const;
  void flush();
  void write_all(std::string_view bytes);
  void sync();
  void close_file();
  void finish();
  void discard() noexcept;

  std::string name_;
  std::string target_;     // symbolic links resolved
  std::string temporary_;  // empty when writing directly
  std::string buffer_;
  int file_ = -1;
  bool owned_ = false;  // file_ is ours to close
  bool committed_ = false;
  bool failed_ = false;  // something may be missing
};

}  // namespace ykien::table

#endif  // YKIEN_TABLE_ATOMIC_FILE_H_
