#include "ykien/table/reader.h"

#include <boost/algorithm/string/join.hpp>
#include <deque>
#include <utility>

#include "table/detail/feed.h"
#include "table/detail/header.h"
#include "table/detail/magic.h"
#include "ykien/base/error.h"

namespace ykien::table {
namespace {

constexpr std::size_t kHead = std::size_t{64} << 10;  // bytes looked at to tell the format
constexpr std::size_t kPreviewRows = 32;              // rows looked at to find the header
constexpr std::size_t kPreviewBytes = std::size_t{1} << 20;
constexpr std::size_t kMaxField = std::size_t{512} << 20;

// A row kept while the header is being looked for.
struct KeptRow {
  detail::Cells cells;
  Row row;
};

std::string joined(const detail::Cells& cells) {
  return boost::algorithm::join_if(cells, " ", [](const std::string& cell) { return !cell.empty(); });
}

void check(const ReaderOptions& options) {
  const auto wrong = [&](const char* what, const char* cure) {
    throw Error(ErrorCode::usage, options.name, what, cure);
  };
  if (options.delimiter == '"' || options.delimiter == '\r')
    wrong("a quote or CR cannot be the delimiter", "use , ; | or a tab");
  if (options.max_field == 0 || options.max_field > kMaxField)
    wrong("max_field is out of range", "use 1 byte to 512 MiB");
}

}  // namespace

class Reader::Impl {
 public:
  Impl(std::unique_ptr<ByteSource> source, ReaderOptions options) : options_(std::move(options)) {
    check(options_);
    find_format(source);
    feed_ = make_feed(std::move(source));
    if (feed_->names() != nullptr) {
      header_ = *feed_->names();
      report_.header = true;
      report_.header_why = "the keys of the objects";
    } else {
      preview();
      choose_header();
    }
    feed_->set_columns(header_.size());
  }

  bool next(Row& row) {
    if (!kept_.empty()) {
      take_kept(row);
    } else if (!feed_->next(row)) {
      return false;
    }
    row.number = report_.rows++;
    if (report_.format == Format::xlsx) fill_up(row);
    row.ragged = row.fields.size() != header_.size();
    if (row.ragged) report_.ragged.add(row.line);
    return true;
  }

  const std::vector<std::string>& header() const { return header_; }
  const ReadReport& report() const { return report_; }
  Progress progress() const { return feed_->progress(); }

 private:
  void find_format(std::unique_ptr<ByteSource>& source) {
    report_.format = options_.format;
    report_.format_why = "asked for";
    if (options_.format != Format::automatic) return;
    const std::string head = peek(source, kHead);
    detail::refuse_what_is_no_table(head, options_.name);
    report_.format = guess_format(head, options_.name);
    report_.format_why = "by its content and name";
  }

  std::unique_ptr<detail::Feed> make_feed(std::unique_ptr<ByteSource> source) {
    switch (report_.format) {
      case Format::jsonl: return detail::jsonl_feed(std::move(source), options_, report_);
      case Format::xlsx: return detail::xlsx_feed(std::move(source), options_, report_);
      default: return detail::csv_feed(std::move(source), options_, report_);
    }
  }

  void preview() {
    std::size_t bytes = 0;
    for (Row row; kept_.size() < kPreviewRows && bytes < kPreviewBytes && feed_->next(row);) {
      kept_.push_back({detail::Cells(row.fields.begin(), row.fields.end()), row});
      for (const std::string_view field : row.fields) bytes += field.size() + sizeof(std::string);
    }
  }

  void choose_header() {
    if (kept_.empty()) {
      report_.header_why = "there are no rows";
      return;
    }
    detail::HeaderFound found{options_.header == Header::yes, 0, "asked for"};
    if (options_.header == Header::automatic) {
      std::vector<detail::Cells> rows;
      for (const KeptRow& kept : kept_) rows.push_back(kept.cells);
      found = detail::find_header(rows, options_.is_header_name);
    }
    report_.header = found.header;
    report_.header_why = found.why;
    for (; found.row > 0; --found.row, kept_.pop_front())
      report_.titles.push_back(joined(kept_.front().cells));
    name_columns();
  }

  void name_columns() {
    header_ = kept_.front().cells;
    if (report_.header) kept_.pop_front();
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (!report_.header || header_[i].empty()) header_[i] = "column" + std::to_string(i + 1);
    }
  }

  // The views of the row are to cells in `current_`, which lives until the next call.
  void take_kept(Row& row) {
    current_ = std::move(kept_.front());
    kept_.pop_front();
    fields_.assign(current_.cells.begin(), current_.cells.end());
    row = current_.row;
    row.fields = fields_;
  }

  void fill_up(Row& row) {
    if (row.fields.size() >= header_.size()) return;
    if (row.fields.data() != fields_.data()) fields_.assign(row.fields.begin(), row.fields.end());
    fields_.resize(header_.size());
    row.fields = fields_;
  }

  const ReaderOptions options_;
  ReadReport report_;
  std::unique_ptr<detail::Feed> feed_;
  std::vector<std::string> header_;
  std::deque<KeptRow> kept_;
  KeptRow current_;
  std::vector<std::string_view> fields_;
};

Reader::Reader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Reader Reader::open(std::unique_ptr<ByteSource> source, ReaderOptions options) {
  return Reader(std::make_unique<Impl>(std::move(source), std::move(options)));
}

Reader Reader::open(const std::string& path, ReaderOptions options) {
  if (options.name.empty()) options.name = path == "-" ? "standard input" : path;
  return open(open_source(path), std::move(options));
}

const std::vector<std::string>& Reader::header() const noexcept { return impl_->header(); }
bool Reader::next(Row& row) { return impl_->next(row); }
const ReadReport& Reader::report() const noexcept { return impl_->report(); }
Progress Reader::progress() const { return impl_->progress(); }

}  // namespace ykien::table
