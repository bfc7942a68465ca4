#include "table/detail/csv_scanner.h"

#include <algorithm>
#include <cstring>

#include "table/detail/feed.h"
#include "table/detail/scan.h"

namespace ykien::table::detail {
namespace {

constexpr std::uint64_t kRepairBudget = std::uint64_t{256} << 20;
constexpr std::size_t kMaxBlanks = 64;  // after a closing quote

std::size_t count_delimiters(std::string_view text, char delimiter) {
  if (delimiter == '\n') return 0;
  return count_byte(text.data(), text.data() + text.size(), delimiter);
}

}  // namespace

std::size_t count_fields(std::string_view line, char delimiter) {
  std::size_t fields = 1;
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool opens = line[i] == '"' && (i == 0 || line[i - 1] == delimiter);
    if (line[i] == '"' && (quoted || opens)) quoted = !quoted;
    if (line[i] == delimiter && !quoted) ++fields;
  }
  return fields;
}

CsvScanner::CsvScanner(CsvShape shape)
    : shape_(shape), field_ends_(shape.delimiter, '\n', shape.cr_ends_line ? '\r' : '\n', '\n') {}

void CsvScanner::start() {
  spans_.clear();
  doubled_.clear();
  pos_ = begin_ = size_ = 0;
  at_start_ = true;
  in_quotes_ = any_quoted_ = unterminated_ = stray_ = false;
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
        has_doubled_ = false;
        fits_.reset();
        searched_ = ++pos_;
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
    if (repaired_bytes_ > kRepairBudget && line_break_passed(text)) {
      unterminated_ = true;
      take_quote_as_text();
      return Inner::again;
    }
    if (too_long || (found == text.npos && last)) return unterminated(text, too_long);
    if (found == text.npos) return Inner::more;
    switch (after_quote(text, last)) {
      case AfterQuote::more: return Inner::more;
      case AfterQuote::closes: return close_quote(text);
      case AfterQuote::doubled:
        has_doubled_ = true;
        pos_ += 2;
        break;
      case AfterQuote::junk:
        if (opens_next_row(text)) {
          unterminated_ = true;
          take_quote_as_text();
          return Inner::again;
        }
        stray_ = true;
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
  if (has_doubled_) doubled_.push_back(static_cast<std::uint32_t>(spans_.size()));
  if (!add(begin_ + 1, pos_)) return Inner::too_large;
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
  unterminated_ = true;
  if (swallowed_rows(text)) {
    take_quote_as_text();
    return Inner::again;
  }
  if (too_long) return Inner::too_large;
  if (has_doubled_) doubled_.push_back(static_cast<std::uint32_t>(spans_.size()));
  size_ = text.size();
  return add(begin_ + 1, text.size()) ? Inner::row : Inner::too_large;
}

// Whether the quote at pos_ looks like the opening of a field in a later row, so that the one at begin_ never
// closed: a;"b;c d;"e";f
bool CsvScanner::opens_next_row(std::string_view text) {
  const char before = text[pos_ - 1];
  const bool opens = before == shape_.delimiter || before == '\n' || (shape_.cr_ends_line && before == '\r');
  if (!opens || pos_ - 1 == begin_ || !line_break_passed(text)) return false;
  if (!fits_) fits_ = first_line_fits(text);
  return *fits_;
}

// Whether an unclosed quote has eaten rows: with the quote as text its line has as many fields as there are
// columns, and so has the next line.
bool CsvScanner::swallowed_rows(std::string_view text) {
  if (!first_line_fits(text)) return false;
  const std::size_t end = line_end(text, begin_);
  if (end + 1 >= text.size()) return true;
  std::size_t next = end + 1;
  if (text[end] == '\r' && text[next] == '\n' && next + 1 < text.size()) ++next;
  const std::string_view line = text.substr(next, line_end(text, next) - next);
  return count_fields(line, shape_.delimiter) == shape_.columns;
}

bool CsvScanner::first_line_fits(std::string_view text) {
  const std::string_view line = text.substr(begin_, line_end(text, begin_) - begin_);
  return shape_.columns > 0 && spans_.size() + 1 + count_delimiters(line, shape_.delimiter) == shape_.columns;
}

// Whether there is a line break between the opening quote and pos_. Searches no byte twice.
bool CsvScanner::line_break_passed(std::string_view text) {
  if (searched_ < pos_) searched_ = std::min(text.substr(0, pos_).find(line_break(), searched_), pos_);
  return searched_ < pos_ && text[searched_] == line_break();
}

void CsvScanner::take_quote_as_text() {
  repaired_bytes_ += pos_ - begin_;
  in_quotes_ = at_start_ = false;
  pos_ = begin_ + 1;
}

bool CsvScanner::add(std::size_t begin, std::size_t end) {
  spans_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  return spans_.size() <= kMaxFields && end - begin <= shape_.max_field;
}

std::size_t CsvScanner::line_end(std::string_view text, std::size_t from) const {
  return std::min(text.find(line_break(), from), text.size());
}

}  // namespace ykien::table::detail
