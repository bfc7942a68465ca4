// Feed: the raw rows of one format, before anybody knows which of them is the header.
#ifndef YKIEN_TABLE_DETAIL_FEED_H_
#define YKIEN_TABLE_DETAIL_FEED_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "ykien/table/reader.h"

namespace ykien::table::detail {

class Feed {
 public:
  virtual ~Feed() = default;

  // The next row with its fields, line and the flags that this format has (not `ragged`, not `number`).
  virtual bool next(Row& row) = 0;

  // The column names, where the format has them outside the rows (jsonl); else null.
  virtual const std::vector<std::string>* names() const { return nullptr; }

  // Told once the header is known.
  virtual void set_columns(std::size_t) {}

  virtual Progress progress() const = 0;
};

// Each keeps references to options and report, which must outlive it, and writes what it finds into the
// report.
std::unique_ptr<Feed> csv_feed(std::unique_ptr<ByteSource>, const ReaderOptions& options, ReadReport& report);
std::unique_ptr<Feed> jsonl_feed(std::unique_ptr<ByteSource>, const ReaderOptions& options,
                                 ReadReport& report);
std::unique_ptr<Feed> xlsx_feed(std::unique_ptr<ByteSource>, const ReaderOptions& options,
                                ReadReport& report);

// No more fields in a row than this: a file without line ends must not fill the memory.
inline constexpr std::size_t kMaxFields = std::size_t{1} << 20;

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_FEED_H_
