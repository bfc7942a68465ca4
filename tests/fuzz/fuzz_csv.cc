// Any bytes as CSV: no crash, the same rows however the bytes arrive, and what is written of them reads the
// same.
#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/table/reader.h"
#include "ykien/table/writer.h"

namespace {

namespace table = ykien::table;
using Rows = std::vector<std::vector<std::string>>;

struct Read {
  std::vector<std::string> header;
  Rows rows;
  std::vector<std::uint64_t> lines;
  std::uint64_t flagged = 0;
  friend bool operator==(const Read&, const Read&) = default;
};

void demand(bool holds) {
  if (!holds) std::abort();
}

Read read(const std::string& bytes, std::size_t step, table::ReaderOptions options) {
  auto reader = table::Reader::open(table::memory_source(bytes, step), std::move(options));
  Read result{reader.header(), {}, {}, 0};
  for (table::Row row; reader.next(row);) {
    demand(!row.fields.empty());
    result.rows.emplace_back(row.fields.begin(), row.fields.end());
    result.lines.push_back(row.line);
    result.flagged += row.ragged + 2U * row.stray_quote + 4U * row.unterminated_quote + 8U * row.invalid +
                      16U * row.stray_over_lines;
  }
  demand(reader.report().bytes == bytes.size());
  return result;
}

// Through a pipe, which is written directly: thousands of files a second would wear out the disk.
std::string written(const Rows& rows, char delimiter, table::LineEnding ending) {
  int ends[2];
  demand(::pipe(ends) == 0 && ::fcntl(ends[1], F_SETPIPE_SZ, 1 << 20) >= 0);
  {
    auto writer =
        table::Writer::open("/dev/fd/" + std::to_string(ends[1]),
                            {.format = table::Format::csv, .delimiter = delimiter, .line_ending = ending});
    for (const auto& row : rows) writer.write_row(std::vector<std::string_view>(row.begin(), row.end()));
    writer.finish();
  }
  ::close(ends[1]);
  std::string bytes(std::size_t{1} << 20, '\0');
  std::size_t size = 0;
  for (ssize_t got; (got = ::read(ends[0], bytes.data() + size, bytes.size() - size)) > 0;) {
    size += static_cast<std::size_t>(got);
  }
  ::close(ends[0]);
  bytes.resize(size);
  return bytes;
}

}  // namespace

// The first byte chooses the options, the rest is the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > 200000) return 0;  // what is written must fit into the pipe
  static constexpr char kDelimiters[] = {'\0', ',', ';', '\n'};
  const std::uint8_t choice = data[0];
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto format = (choice & 192) == 192 ? table::Format::jsonl : table::Format::csv;
  const auto header = choice & 8 ? table::Header::no : table::Header::automatic;
  const table::ReaderOptions options{
      .format = format, .delimiter = kDelimiters[choice & 3], .header = header};
  const Read whole = read(bytes, 0, options);
  demand(read(bytes, 1 + (choice >> 4 & 3), options) == whole);
  if (format == table::Format::csv) {
    const char delimiter = choice & 128 ? ';' : ',';
    const auto ending = choice & 64  ? table::LineEnding::cr
                        : choice & 4 ? table::LineEnding::crlf
                                     : table::LineEnding::lf;
    const table::ReaderOptions again{.format = format, .delimiter = delimiter, .header = table::Header::no};
    demand(read(written(whole.rows, delimiter, ending), 0, again).rows == whole.rows);
  }
  return 0;
}
