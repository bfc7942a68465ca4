#include "study_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <optional>
#include <queue>

#include "accents.h"
#include "checksum.h"
#include "columns.h"
#include "date_column.h"
#include "labelled.h"
#include "progress.h"
#include "ykien/base/error.h"
#include "ykien/text/normalize.h"
#include "ykien/topic/classify.h"

namespace ykien::program {
namespace {

constexpr std::size_t kLongestText = std::size_t{16} << 10;  // bytes kept for counting words
constexpr std::size_t kShownDates = 5;

using Fields = std::span<const std::string_view>;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first == text.npos ? std::string_view()
                            : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string_view cell(Fields fields, std::optional<std::size_t> column) {
  return column && *column < fields.size() ? fields[*column] : std::string_view();
}

// Steele, Lea and Flood (2014), one step: a random order of the rows that needs no memory.
std::uint64_t lot(std::uint64_t seed, std::uint64_t row) {
  std::uint64_t z = seed * 0x9E3779B97F4A7C15 + (row + 1) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

// The texts with the smallest lots: a random sample without replacement, whatever the number of rows.
class TextSample {
 public:
  TextSample(std::size_t most, std::uint64_t seed) : most_(most), seed_(seed) {}

  void offer(std::uint32_t row, std::string_view text) {
    const std::uint64_t drawn = lot(seed_, row);
    if (kept_.size() == most_ && (most_ == 0 || drawn >= kept_.top().drawn)) return;
    if (kept_.size() == most_) kept_.pop();
    kept_.push({drawn, {row, std::string(text.substr(0, kLongestText))}});
  }

  std::vector<StudyText> take() {
    std::vector<StudyText> texts;
    for (; !kept_.empty(); kept_.pop()) texts.push_back(kept_.top().text);
    std::ranges::sort(texts, {}, &StudyText::row);
    return texts;
  }

 private:
  struct Kept {
    std::uint64_t drawn;
    StudyText text;
    bool operator<(const Kept& other) const { return drawn < other.drawn; }
  };

  std::size_t most_;
  std::uint64_t seed_;
  std::priority_queue<Kept> kept_;
};

// Names by number; "Hoà Đông" and "Hòa Đông" are one, called as it stands first in the file.
class StrataNames {
 public:
  std::uint32_t number(std::string_view name, const std::string& where) {
    const std::string_view bare = trimmed(name);
    const auto [found, added] =
        numbers_.try_emplace(normalize(bare).text, static_cast<std::uint32_t>(names_.size()));
    if (added) names_.emplace_back(bare.empty() ? "(none)" : bare);
    if (names_.size() <= kMostStrata) return found->second;
    throw Error(ErrorCode::limit, where,
                fmt::format("the --stratum column has more than {} different values", kMostStrata),
                "choose a column of few groups, such as wards");
  }

  // Sorts the names and renumbers what was given out.
  std::vector<std::string> finish(std::vector<std::uint32_t>& numbers) {
    std::vector<std::uint32_t> order(names_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [this](std::uint32_t i) { return names_[i]; });
    std::vector<std::uint32_t> place(names_.size());
    std::vector<std::string> sorted;
    for (const std::uint32_t i : order) {
      place[i] = static_cast<std::uint32_t>(sorted.size());
      sorted.push_back(names_[i]);
    }
    for (std::uint32_t& number : numbers) number = place[number];
    return sorted;
  }

 private:
  std::map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> names_;
};

// Reads the first rows at once, so that the columns can be looked for in them.
class Rows {
 public:
  explicit Rows(Input input) : input_(std::move(input)) {
    for (table::Row row; !first_.full() && input_.reader.next(row);) first_.add(row);
    first_.seal();
  }

  const RowBatch& first() const { return first_; }
  table::Reader& reader() { return input_.reader; }
  const std::string& name() const { return input_.name; }

  template <typename Take>
  void each(const Take& take) {
    for (std::size_t row = 0; row < first_.size(); ++row)
      take(first_.fields(row), first_.info(row).line, first_.info(row).unreadable);
    for (table::Row row; input_.reader.next(row);)
      take(row.fields, row.line, row.invalid || row.unterminated_quote);
  }

 private:
  Input input_;
  RowBatch first_;
};

class StudyReader {
 public:
  StudyReader(const StudyReading& reading, const Model& model, Rows& rows)
      : reading_(reading),
        model_(model),
        classifier_(model, built_in_accents()),
        rows_(rows),
        dates_(reading.dates),
        sample_(reading.most_texts, reading.seed) {
    table_.name = rows.name();
    find_columns();
  }

  StudyTable read() {
    {
      ProgressLine progress("reading", "row", !reading_.quiet);
      rows_.each([&](Fields fields, std::uint64_t line, bool unreadable) {
        take(fields, line, unreadable);
        if (++table_.rows % 256 != 0) return;
        const table::Progress done = rows_.reader().progress();
        progress.set(table_.rows, done.done, done.total);
        progress.draw_if_due();
      });
    }
    if (table_.line.empty())
      throw Error(ErrorCode::format, table_.name, "no row has a text", "check --text-column");
    table_.dates = dates_.settle(table_.name);
    table_.strata = strata_.finish(table_.stratum);
    table_.texts = sample_.take();
    return std::move(table_);
  }

 private:
  void find_columns() {
    const auto& header = rows_.reader().header();
    const StudyColumns& asked = reading_.columns;
    text_ = asked.text.empty() ? find_text_column(header, rows_.first(), table_.name).column
                               : column_called(header, asked.text, table_.name);
    if (asked.date.empty()) {
      FoundDateColumn found = find_date_column(header, rows_.first(), table_.name);
      date_ = found.column;
      table_.other_dates = std::move(found.others);
    } else {
      date_ = column_called(header, asked.date, table_.name);
    }
    if (!asked.stratum.empty()) stratum_ = column_called(header, asked.stratum, table_.name);
    if (!asked.label.empty()) label_ = column_called(header, asked.label, table_.name);
    if (!asked.inclusion.empty()) inclusion_ = column_called(header, asked.inclusion, table_.name);
    table_.text_column = header[text_];
    table_.date_column = header[date_];
  }

  void take(Fields fields, std::uint64_t line, bool unreadable) {
    const std::string_view text = cell(fields, text_);
    if (unreadable) return table_.unreadable.add(line);
    if (is_blank(text)) return table_.without_text.add(line);
    sample_.offer(static_cast<std::uint32_t>(table_.line.size()), text);
    table_.line.push_back(line);
    for (const float probability : classifier_.classify(text, workspace_).probabilities())
      table_.posterior.push_back(rounded_posterior(static_cast<double>(probability)));
    take_date(cell(fields, date_));
    if (stratum_) table_.stratum.push_back(strata_.number(cell(fields, stratum_), table_.name));
    if (label_) table_.label.push_back(label_of(cell(fields, label_), line));
    if (label_ && inclusion_) table_.inclusion.push_back(inclusion_of(cell(fields, inclusion_), line));
  }

  void take_date(std::string_view written) {
    const DateCell date = read_date(written, reading_.dates.utc_offset);
    dates_.add(date);
    auto& shown = table_.unreadable_dates;
    if (date.form != DateForm::unreadable || shown.size() == kShownDates) return;
    std::string some(written.substr(0, 40));
    if (std::ranges::find(shown, some) == shown.end()) shown.push_back(std::move(some));
  }

  std::int32_t label_of(std::string_view written, std::uint64_t line) {
    const auto labels = split_labels(written);
    if (labels.empty()) return kNoHumanLabel;
    const auto topics = model_.topics();
    const auto found = std::ranges::find_if(
        topics, [&](const Topic& topic) { return topic.id == labels[0] || topic.name == labels[0]; });
    if (found != topics.end()) return static_cast<std::int32_t>(found - topics.begin());
    table_.unknown_label.add(line);
    return kNoHumanLabel;
  }

  // Only labelled rows need one.
  double inclusion_of(std::string_view written, std::uint64_t line) const {
    if (table_.label.back() == kNoHumanLabel) return 1;
    std::string digits(trimmed(written));
    std::ranges::replace(digits, ',', '.');
    double chance = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), chance);
    if (error == std::errc() && end == digits.data() + digits.size() && chance > 0 && chance <= 1)
      return chance;
    throw Error(ErrorCode::format, fmt::format("{}:{}", table_.name, line),
                fmt::format("\"{}\" is no chance of inclusion", written),
                "it is above 0 and at most 1, as ykien sample writes it");
  }

  const StudyReading& reading_;
  const Model& model_;
  const Classifier classifier_;
  Workspace workspace_;
  Rows& rows_;
  std::size_t text_ = 0;
  std::size_t date_ = 0;
  std::optional<std::size_t> stratum_;
  std::optional<std::size_t> label_;
  std::optional<std::size_t> inclusion_;
  DateColumn dates_;
  StrataNames strata_;
  TextSample sample_;
  StudyTable table_;
};

}  // namespace

StudyTable read_study(const StudyReading& reading, const Model& model) {
  Checksum checksum;
  InputOptions options = reading.input;
  options.watch = [&checksum](std::string_view bytes) { checksum.add(bytes); };
  Rows rows(open_input(options));
  StudyTable table = StudyReader(reading, model, rows).read();
  table.checksum = checksum.text();
  return table;
}

}  // namespace ykien::program
