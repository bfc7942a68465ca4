#include "ykien/table/writer.h"

#include <utility>

#include "table/detail/sink.h"
#include "ykien/base/error.h"
#include "ykien/table/atomic_file.h"

namespace ykien::table {
namespace {

char delimiter_of(const WriterOptions& options, const std::string& name) {
  if (options.delimiter == '"' || options.delimiter == '\r') {
    throw Error(ErrorCode::usage, name, "a quote or CR cannot be the delimiter", "use , ; | or a tab");
  }
  if (options.delimiter != '\0') return options.delimiter;
  return options.format == Format::tsv ? '\t' : ',';
}

}  // namespace

class Writer::Impl {
 public:
  Impl(const std::string& path, WriterOptions options)
      : options_(settled(std::move(options), path)), file_(path) {
    sink_ = make_sink();
  }

  void write_row(std::span<const std::string_view> fields, std::span<const FieldType> types) {
    if (finished_) throw Error(ErrorCode::usage, file_.name(), "written to after its end");
    if (fields.empty()) throw Error(ErrorCode::usage, file_.name(), "a row without fields cannot be written");
    if (!types.empty() && types.size() != fields.size())
      throw Error(ErrorCode::usage, file_.name(), "a row with more or fewer types than fields");
    sink_->write(fields, types, rows_);
    ++rows_;
  }

  void finish() {
    if (finished_) return;
    sink_->end();
    file_.commit();
    finished_ = true;
  }

  std::uint64_t rows() const { return rows_; }

 private:
  static WriterOptions settled(WriterOptions options, const std::string& path) {
    if (options.format == Format::automatic) options.format = format_to_write(path);
    options.delimiter = delimiter_of(options, path);
    return options;
  }

  std::unique_ptr<detail::Sink> make_sink() {
    if (options_.format == Format::jsonl) return detail::jsonl_sink(file_, options_);
    if (options_.format == Format::xlsx) return detail::xlsx_sink(file_, options_);
    const bool bom = options_.bom.value_or(options_.format == Format::csv && !file_.direct());
    return detail::csv_sink(file_, options_.delimiter, options_.line_ending, bom);
  }

  const WriterOptions options_;
  AtomicFile file_;
  std::unique_ptr<detail::Sink> sink_;
  std::uint64_t rows_ = 0;
  bool finished_ = false;
};

Writer::Writer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Writer::Writer(Writer&&) noexcept = default;
Writer::~Writer() = default;

Writer Writer::open(const std::string& path, WriterOptions options) {
  return Writer(std::make_unique<Impl>(path, std::move(options)));
}

void Writer::write_row(std::span<const std::string_view> fields, std::span<const FieldType> types) {
  impl_->write_row(fields, types);
}
void Writer::finish() { impl_->finish(); }
std::uint64_t Writer::rows() const noexcept { return impl_->rows(); }

}  // namespace ykien::table
