// Sink: the rows of one format, written.
#ifndef YKIEN_TABLE_DETAIL_SINK_H_
#define YKIEN_TABLE_DETAIL_SINK_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "ykien/table/atomic_file.h"
#include "ykien/table/writer.h"

namespace ykien::table::detail {

class Sink {
 public:
  virtual ~Sink() = default;
  // `number`: 0 for the first row. `fields` is not empty; `types` is, or has one for each of them.
  virtual void write(std::span<const std::string_view> fields, std::span<const FieldType> types,
                     std::uint64_t number) = 0;
  // Everything is in the file; committing it is the caller's.
  virtual void end() = 0;
};

// Each keeps a reference to `file` and, except csv_sink, to `options`; both must outlive it.
std::unique_ptr<Sink> csv_sink(AtomicFile& file, char delimiter, LineEnding ending, bool bom);
std::unique_ptr<Sink> jsonl_sink(AtomicFile& file, const WriterOptions& options);
std::unique_ptr<Sink> xlsx_sink(AtomicFile& file, const WriterOptions& options);

// Whether the whole cell is one finite decimal number (JSON's grammar), and which.
bool read_number(std::string_view cell, double& number);

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_SINK_H_
