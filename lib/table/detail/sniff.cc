#include "table/detail/sniff.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <vector>

#include "table/detail/csv_scanner.h"
#include "table/detail/header.h"

namespace ykien::table::detail {
namespace {

constexpr std::size_t kRows = 100;
constexpr std::size_t kMaxTitles = 15;
constexpr std::array<char, 4> kCandidates = {',', ';', '\t', '|'};

// What one delimiter makes of each row.
struct Rows {
  std::vector<std::size_t> counts;  // of fields; 0: its quotes make no sense
  std::size_t with_figures = 0;     // rows that have a number or date for a field
};

struct Trial {
  char delimiter = '\n';
  Rows found;
  std::size_t columns = 1;     // the commonest count of at least 2
  std::size_t rows = 0;        // considered: title lines above the table are not
  std::size_t consistent = 0;  // of those, with `columns` fields
  bool prose = false;          // nearly always followed by a blank, as in a sentence

  int percent() const { return rows == 0 ? 0 : static_cast<int>(100 * consistent / rows); }
  bool first_row_has_it() const { return !found.counts.empty() && found.counts[0] > 1; }
};

bool has_figure(std::string_view row, const CsvScanner& scanner) {
  return std::ranges::any_of(scanner.spans(), [&](CsvScanner::Span span) {
    return looks_like_figure(row.substr(span.begin, span.end - span.begin));
  });
}

Rows scan_rows(std::string_view sample, bool whole, bool cr_ends_line, char delimiter) {
  CsvScanner scanner({delimiter, cr_ends_line, 0, sample.size()});
  Rows rows;
  while (!sample.empty() && rows.counts.size() < kRows) {
    scanner.start();
    // A row that the sample cuts off says nothing, unless it is all there is.
    const bool last = whole || rows.counts.empty();
    if (scanner.scan(sample, last) != CsvScanner::Step::row) break;
    if (!scanner.blank()) {
      rows.counts.push_back(scanner.stray() || scanner.unterminated() ? 0 : scanner.spans().size());
      rows.with_figures += has_figure(sample, scanner);
    }
    sample.remove_prefix(scanner.size());
  }
  return rows;
}

// The commonest count of at least 2 (the larger of two equally common ones), or 1.
std::size_t commonest(const std::vector<std::size_t>& counts) {
  std::map<std::size_t, std::size_t> votes;
  for (const std::size_t count : counts) votes[count] += count >= 2;
  std::size_t best = 1, most = 0;
  for (const auto& [count, number] : votes) {
    if (number > 0 && number >= most) std::tie(best, most) = std::tuple(count, number);
  }
  return best;
}

// Lines of a single field above a table of three columns or more are titles.
std::size_t leading_titles(const std::vector<std::size_t>& counts, std::size_t columns) {
  const auto first = std::ranges::find_if(counts, [](std::size_t count) { return count != 1; });
  const auto titles = static_cast<std::size_t>(first - counts.begin());
  return columns >= 3 && titles <= kMaxTitles ? titles : 0;
}

// Inside quotes it is prose in any table.
bool reads_like_prose(std::string_view sample, char delimiter) {
  if (delimiter != ',' && delimiter != ';') return false;
  std::size_t all = 0, spaced = 0;
  bool quoted = false;
  for (std::size_t i = 0; i + 1 < sample.size(); ++i) {
    if (sample[i] == '"') quoted = !quoted;
    if (!quoted && sample[i] == delimiter) ++all, spaced += sample[i + 1] == ' ';
  }
  return all > 0 && 10 * spaced >= 9 * all;
}

Trial try_delimiter(std::string_view sample, bool whole, bool cr_ends_line, char delimiter) {
  Trial trial{.delimiter = delimiter, .found = scan_rows(sample, whole, cr_ends_line, delimiter)};
  const std::vector<std::size_t>& counts = trial.found.counts;
  trial.columns = commonest(counts);
  const std::size_t titles = leading_titles(counts, trial.columns);
  trial.rows = counts.size() - titles;
  trial.consistent = static_cast<std::size_t>(
      std::count(counts.begin() + static_cast<std::ptrdiff_t>(titles), counts.end(), trial.columns));
  trial.prose = reads_like_prose(sample.substr(0, std::size_t{64} << 10), delimiter);
  return trial;
}

bool believable(const Trial& trial) {
  if (trial.columns < 2) return false;
  // A list of sentences may well have one comma each: only figures in every row make a table of it.
  if (trial.prose)
    return trial.consistent == trial.rows && trial.rows >= 2 && trial.found.with_figures + 1 >= trial.rows;
  // Most rows agree, or at least the first row, which is the header, has it: a table with ragged rows.
  return trial.percent() >= 50 || trial.first_row_has_it();
}

std::string reason(const Trial& trial) {
  return std::to_string(trial.consistent) + " of the first " + std::to_string(trial.rows) + " rows have " +
         std::to_string(trial.columns) + " fields with a " + delimiter_name(trial.delimiter);
}

bool better(const Trial& a, const Trial& b) {
  const auto rank = [](const Trial& t) {
    return std::tuple(t.percent() / 5, t.first_row_has_it(), t.columns);
  };
  return rank(a) > rank(b);
}

}  // namespace

LineEndings sniff_line_endings(std::string_view sample) {
  std::size_t lf = 0, crlf = 0, cr = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (sample[i] == '"') quoted = !quoted;
    if (quoted || (sample[i] != '\n' && sample[i] != '\r')) continue;
    if (sample[i] == '\n') {
      ++lf;
    } else if (sample.substr(i).starts_with("\r\n")) {
      ++crlf, ++i;
    } else if (i + 1 < sample.size()) {  // a CR at the very end may be half a CR LF
      ++cr;
    }
  }
  const bool mixed = (lf > 0) + (crlf > 0) + (cr > 0) > 1;
  if (cr > lf + crlf) return {LineEnding::cr, mixed};
  return {crlf > lf ? LineEnding::crlf : LineEnding::lf, mixed};
}

Delimiter sniff_delimiter(std::string_view sample, bool whole, bool cr_ends_line) {
  Trial best;
  for (const char candidate : kCandidates) {
    Trial trial = try_delimiter(sample, whole, cr_ends_line, candidate);
    if (believable(trial) && (best.columns < 2 || better(trial, best))) best = std::move(trial);
  }
  if (best.columns < 2) return {'\n', 1, "no delimiter divides the first rows alike: one column"};
  return {best.delimiter, best.columns, reason(best)};
}

std::size_t sniff_columns(std::string_view sample, bool whole, bool cr_ends_line, char delimiter) {
  return delimiter == '\n' ? 1 : commonest(scan_rows(sample, whole, cr_ends_line, delimiter).counts);
}

std::string delimiter_name(char delimiter) {
  switch (delimiter) {
    case ',': return "comma";
    case ';': return "semicolon";
    case '\t': return "tab";
    case '|': return "bar";
    default: return std::string("'") + delimiter + "'";
  }
}

}  // namespace ykien::table::detail
