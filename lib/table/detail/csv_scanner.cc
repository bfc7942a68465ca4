#include "table/detail/csv_scanner.h"

#include <algorithm>
#include <cstring>

#include "table/detail/csv_evidence.h"
#include "table/detail/feed.h"

namespace ykien::table::detail {
namespace {

constexpr std::uint64_t kRepairBudget = std::uint64_t{256} << 20;
constexpr std::size_t kMaxBlanks = 64;  // after a closing quote

}  // namespace

CsvScanner::CsvScanner(CsvShape shape)
    : shape_(shape), field_ends_(shape.delimiter, '\n', shape.cr_ends_line ? '\r' : '\n', '\n') {}

void CsvScanner::start() {
  spans_.clear();
  doubled_.clear();
  pos_ = begin_ = size_ = 0;
  at_start_ = true;
  in_quotes_ = any_quoted_ = unterminated_ = stray_ = stray_over_lines_ = false;
}

CsvScanner::Step CsvScanner::scan(std::string_view text, bool last) {
  for (;;) {
    switch (in_quotes_ ? scan_quoted(text, last) : scan_plain(text, last)) {
      case Inner::row: return size_ > max_row() ? Step::too_large : Step::row;
      case Inner::more: return pos_ > max_row() ? Step::too_large : Step::more;
      case Inner::too_large: return Step::too_large;
      case Inner::again: break;
    }
  }
}

// Unquoted fields up to a quoted one, the end of the row or of the bytes.
CsvScanner::Inner CsvScanner::scan_plain(std::string_view text, bool last) {
  const char* const end = text.data() + text.size();
  const char cr = shape_.cr_ends_line ? '\r' : '\n';
  for (;;) {
    if (at_start_) {
      if (pos_ == text.size() && !last) return Inner::more;
      begin_ = pos_;
      if (pos_ < text.size() && text[pos_] == '"') {
        in_quotes_ = any_quoted_ = true;
        quoted_ = {.searched = ++pos_};
        return Inner::again;
      }
      at_start_ = false;
    }
    pos_ = static_cast<std::size_t>(field_ends_.find(text.data() + pos_, end) - text.data());
    if (pos_ - begin_ > shape_.max_field) return Inner::too_large;
    if (pos_ == text.size() && !last) return Inner::more;
    if (pos_ == text.size() || text[pos_] == '\n' || text[pos_] == cr) return end_line(text, last);
    if (!add(begin_, pos_)) return Inner::too_large;
    ++pos_;
    at_start_ = true;
  }
}

// An unquoted field ends the row at pos_: at LF, CR or the end of everything.
CsvScanner::Inner CsvScanner::end_line(std::string_view text, bool last) {
  std::size_t end = pos_;
  if (pos_ == text.size()) {
    size_ = pos_;
  } else if (text[pos_] == '\r') {
    if (pos_ + 1 == text.size() && !last) return Inner::more;  // is it CR LF?
    size_ = pos_ + (text.substr(pos_).starts_with("\r\n") ? 2 : 1);
  } else {
    size_ = pos_ + 1;
  }
  if (!shape_.cr_ends_line && end > begin_ && text[end - 1] == '\r') --end;
  return add(begin_, end) ? Inner::row : Inner::too_large;
}

CsvScanner::Inner CsvScanner::scan_quoted(std::string_view text, bool last) {
  for (;;) {
    const std::size_t found = text.find('"', pos_);
    pos_ = std::min(found, text.size());
    const bool too_long = pos_ - begin_ - 1 > shape_.max_field;
    if (repaired_bytes_ > kRepairBudget && breaks_passed(text) > 0) {
      take_quote_as_text(text);
      return Inner::again;
    }
    if (too_long || (found == text.npos && last)) return unterminated(text, too_long);
    if (found == text.npos) return Inner::more;
    switch (after_quote(text, last)) {
      case AfterQuote::more: return Inner::more;
      case AfterQuote::closes: return close_quote(text);
      case AfterQuote::doubled:
        quoted_.doubled = true;
        pos_ += 2;
        break;
      case AfterQuote::junk:
        if (never_closed(text)) {
          take_quote_as_text(text);
          return Inner::again;
        }
        quoted_.stray = true;
        ++pos_;
        break;
    }
  }
}

// What the quote at pos_, inside a quoted field, means. Sets next_ where it closes the field.
CsvScanner::AfterQuote CsvScanner::after_quote(std::string_view text, bool last) {
  const AfterQuote at_end = last ? AfterQuote::closes : AfterQuote::more;
  next_ = pos_ + 1;
  if (next_ == text.size()) return at_end;
  if (text[next_] == '"') return AfterQuote::doubled;
  const std::size_t limit = std::min(text.size(), next_ + kMaxBlanks);
  while (next_ < limit && (text[next_] == ' ' || text[next_] == '\t') && text[next_] != shape_.delimiter)
    ++next_;
  if (next_ == text.size()) return at_end;
  if (text[next_] == shape_.delimiter || text[next_] == '\n') return AfterQuote::closes;
  if (text[next_] != '\r') return AfterQuote::junk;
  if (next_ + 1 == text.size()) return at_end;
  return shape_.cr_ends_line || text[next_ + 1] == '\n' ? AfterQuote::closes : AfterQuote::junk;
}

CsvScanner::Inner CsvScanner::close_quote(std::string_view text) {
  if (quoted_.stray && breaks_passed(text) > 0) stray_over_lines_ = true;
  if (!add_quoted(pos_)) return Inner::too_large;
  in_quotes_ = false;
  const std::string_view rest = text.substr(next_);
  if (!rest.empty() && rest[0] == shape_.delimiter && shape_.delimiter != '\n') {
    pos_ = next_ + 1;
    at_start_ = true;
    return Inner::again;
  }
  size_ = next_ + (rest.empty() ? 0 : rest.starts_with("\r\n") ? 2 : 1);
  return Inner::row;
}

// The quote at begin_ is not closed before the end of the file, or before the limit of a field.
CsvScanner::Inner CsvScanner::unterminated(std::string_view text, bool too_long) {
  if (swallowed_rows(too_long ? text.substr(0, begin_ + 1 + shape_.max_field) : text)) {
    take_quote_as_text(text);
    return Inner::again;
  }
  if (too_long) return Inner::too_large;
  unterminated_ = true;
  size_ = text.size();
  return add_quoted(text.size()) ? Inner::row : Inner::too_large;
}

// Whether an unclosed quote has eaten rows: with the quote as text its line has at least as many fields as
// there are columns, and the next lines look like rows.
bool CsvScanner::swallowed_rows(std::string_view text) {
  if (!first_line_could_be_row(text)) return false;
  const std::size_t next = next_line(text, begin_);
  if (next >= text.size()) return true;
  if (quoted_.first_fields > shape_.columns) return next_lines_fit(text, look(text));
  const std::string_view line = text.substr(next, line_end(text, next) - next);
  return count_fields(line, shape_.delimiter) == shape_.columns;
}

// Whether the stray quote at pos_ shows that the one at begin_ never closed, rather than that the exporter
// did not double it. Looks at nothing behind it.
bool CsvScanner::never_closed(std::string_view text) {
  const std::size_t breaks = breaks_passed(text);
  if (breaks == 0 || !first_line_could_be_row(text)) return false;
  const RowLook row = look(text);
  if (opens_next_row(text, row)) return true;
  if (quoted_.judged || shape_.columns < 2 || breaks <= row.lines_needed()) return false;
  quoted_.judged = true;
  return next_lines_fit(text, row);
}

// Whether the quote at pos_ looks like the opening of a field in a later row: a;"b;c d;"e";f
bool CsvScanner::opens_next_row(std::string_view text, const RowLook& row) const {
  const char before = text[pos_ - 1];
  const bool breaks = before == '\n' || (shape_.cr_ends_line && before == '\r');
  if ((before != shape_.delimiter && !breaks) || pos_ - 1 == begin_) return false;
  return quoted_.first_fields == shape_.columns ||
         row.begins_alike(text.substr(quoted_.line, pos_ - quoted_.line));
}

bool CsvScanner::next_lines_fit(std::string_view text, const RowLook& row) const {
  std::size_t at = begin_;
  for (std::size_t lines = row.lines_needed(); lines > 0; --lines) {
    at = next_line(text, at);
    if (at >= text.size() || !row.fits(text.substr(at, line_end(text, at) - at))) return false;
  }
  return true;
}

RowLook CsvScanner::look(std::string_view text) const {
  const Span first = spans_.empty() ? Span{0, 0} : spans_[0];
  return {text.substr(first.begin, first.end - first.begin), shape_.delimiter, shape_.columns};
}

// The line of the quote at begin_, with it as text. It may have more fields than there are columns: the quote
// was there for the delimiters in the text.
bool CsvScanner::first_line_could_be_row(std::string_view text) {
  if (spans_.size() >= shape_.columns) return false;
  if (quoted_.first_fields == 0) {
    const std::string_view line = text.substr(begin_, line_end(text, begin_) - begin_);
    quoted_.first_fields = spans_.size() + 1 + count_delimiters(line, shape_.delimiter);
  }
  return quoted_.first_fields >= shape_.columns;
}

// How many line breaks there are between the opening quote and pos_. Searches no byte twice.
std::size_t CsvScanner::breaks_passed(std::string_view text) {
  for (std::size_t found;
       quoted_.searched < pos_ && (found = line_end(text.substr(0, pos_), quoted_.searched)) < pos_;) {
    ++quoted_.breaks;
    quoted_.searched = quoted_.line = found + 1;
  }
  quoted_.searched = std::max(quoted_.searched, pos_);
  return quoted_.breaks;
}

// The field goes on to the end of its line at most. What delimiters the line has too many of are taken for
// text of this field.
void CsvScanner::take_quote_as_text(std::string_view text) {
  unterminated_ = true;
  repaired_bytes_ += pos_ - begin_;
  in_quotes_ = at_start_ = false;
  pos_ = begin_ + 1;
  if (!first_line_could_be_row(text)) return;
  for (std::size_t more = quoted_.first_fields - shape_.columns; more > 0; --more)
    pos_ = text.find(shape_.delimiter, pos_) + 1;
}

bool CsvScanner::add_quoted(std::size_t end) {
  stray_ |= quoted_.stray;
  if (quoted_.doubled) doubled_.push_back(static_cast<std::uint32_t>(spans_.size()));
  return add(begin_ + 1, end);
}

bool CsvScanner::add(std::size_t begin, std::size_t end) {
  spans_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  return spans_.size() <= kMaxFields && end - begin <= shape_.max_field;
}

std::size_t CsvScanner::line_end(std::string_view text, std::size_t from) const {
  return std::min(text.find(line_break(), from), text.size());
}

// Where the line after the one that `from` is in begins; the end of the text, or behind it, when there is
// none.
std::size_t CsvScanner::next_line(std::string_view text, std::size_t from) const {
  const std::size_t next = line_end(text, from) + 1;
  return next < text.size() && text[next - 1] == '\r' && text[next] == '\n' ? next + 1 : next;
}

}  // namespace ykien::table::detail
