#include "study_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "ykien/base/error.h"

namespace ykien::program {
namespace {

class Selection {
 public:
  Selection(StudyTable& table, std::size_t topics)
      : table_(table), topics_(topics), place_(table.line.size(), kNoCell) {}

  // Moves what is kept into `input`; returns how many rows lie in no one period.
  std::size_t fill(StudyInput& input) {
    std::size_t coarse = 0;
    for (std::size_t row = 0; row < place_.size(); ++row) {
      const DatedRow& dated = table_.dates.rows[row];
      if (dated.state != DateState::read) continue;
      const auto period = input.periods.find(dated.begin, dated.end);
      coarse += period ? 0 : 1;
      if (period) keep(row, static_cast<std::uint32_t>(*period), input);
    }
    table_.posterior.resize(input.period.size() * topics_);
    input.posterior = std::move(table_.posterior);
    for (const FurtherLabel& label : table_.further_labels) {
      if (place_[label.row] != kNoCell) input.further_labels.push_back({place_[label.row], label.topic});
    }
    for (StudyText& text : table_.texts) {
      if (place_[text.row] != kNoCell) input.texts.push_back({place_[text.row], std::move(text.text)});
    }
    return coarse;
  }

 private:
  void keep(std::size_t row, std::uint32_t period, StudyInput& input) {
    const auto at = static_cast<std::uint32_t>(input.period.size());
    place_[row] = at;
    input.period.push_back(period);
    if (!table_.stratum.empty()) input.stratum.push_back(table_.stratum[row]);
    if (!table_.label.empty()) input.label.push_back(table_.label[row]);
    if (!table_.inclusion.empty()) input.inclusion.push_back(table_.inclusion[row]);
    std::copy_n(table_.posterior.begin() + static_cast<std::ptrdiff_t>(row * topics_), topics_,
                table_.posterior.begin() + static_cast<std::ptrdiff_t>(at * topics_));
  }

  StudyTable& table_;
  std::size_t topics_;
  std::vector<std::uint32_t> place_;
};

}  // namespace

Periods periods_of(const StudyTable& table, const std::string& by, const std::vector<std::string>& cuts) {
  Day first = Day::max();
  Day last = Day::min();
  for (const DatedRow& row : table.dates.rows) {
    if (row.state != DateState::read) continue;
    first = std::min(first, row.begin);
    last = std::max(last, row.end - std::chrono::days(1));
  }
  if (first > last) {
    throw Error(ErrorCode::format, table.name,
                fmt::format("no row has a date that can be used (column \"{}\")", table.date_column),
                "name another --date-column, or see --from and --to");
  }
  if (cuts.empty()) return Periods::regular(period_kind_of(by), first, last);
  std::vector<Day> days;
  for (const std::string& cut : cuts) days.push_back(day_of(cut, "--cut"));
  return Periods::cut(days, first, last);
}

std::size_t select_rows(StudyTable& table, StudyInput& input) {
  return Selection(table, input.topics.size()).fill(input);
}

}  // namespace ykien::program
