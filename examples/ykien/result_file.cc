#include "result_file.h"

#include <sys/stat.h>

#include "process.h"
#include "ykien/table/atomic_file.h"

namespace ykien::program {

void check_writable(const std::string& path) {
  struct stat facts {};
  const bool exists = ::stat(path.c_str(), &facts) == 0;
  if (path == "-" || (exists && !S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode))) return;
  const InterruptGuard guard;
  const table::AtomicFile file(path);  // its temporary file goes with it
}

void write_file(const std::string& path, std::string_view bytes) {
  const InterruptGuard guard;
  table::AtomicFile file(path);
  file.write(bytes);
  check_interrupt();
  file.commit();
}

}  // namespace ykien::program
