#include "ykien/study/date.h"

#include <algorithm>
#include <cstdio>

#include "ykien/base/error.h"

namespace ykien {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month_day;
using std::chrono::years;

constexpr std::size_t kContraryPart = 20;  // 1 in so many decisive cells may be contrary

constexpr std::array<std::string_view, kDateForms> kFormNames = {
    "empty", "unreadable", "numbers",      "year first",    "words",
    "month", "year",       "Excel serial", "epoch seconds", "epoch milliseconds"};

Day day_at(std::int32_t number) { return Day(days(number)); }

// Where the cell's days end, given where they begin.
Day end_of(DateForm form, Day begin) {
  if (form == DateForm::month) return Day(year_month_day(begin) + months(1));
  if (form == DateForm::year) return Day(year_month_day(begin) + years(1));
  return begin + days(1);
}

void count_evidence(const std::vector<DateCell>& cells, DateColumnReading& reading) {
  for (const DateCell& cell : cells) {
    ++reading.forms[static_cast<std::size_t>(cell.form)];
    if (cell.form != DateForm::numbers) continue;
    const bool day_first = cell.day_first != DateCell::kNoDay;
    const bool month_first = cell.month_first != DateCell::kNoDay;
    if (cell.day_first == cell.month_first) continue;  // 07/07/2021 says the same either way
    ++(day_first && month_first ? reading.either
       : day_first              ? reading.day_first_only
                                : reading.month_first_only);
  }
}

void refuse_contradiction(const DateColumnReading& reading, const std::string& where) {
  const std::size_t contrary = std::min(reading.day_first_only, reading.month_first_only);
  const std::size_t decisive = reading.day_first_only + reading.month_first_only;
  if (contrary * kContraryPart <= decisive) return;
  throw Error(ErrorCode::format, where,
              "the dates contradict each other: " + std::to_string(reading.day_first_only) +
                  " can only be read with the day first, " + std::to_string(reading.month_first_only) +
                  " only with the month first",
              "say --date-order dmy or mdy, or mend the column");
}

void settle_order(DateOrder asked, DateColumnReading& reading, const std::string& where) {
  const bool needed = reading.day_first_only + reading.month_first_only + reading.either > 0;
  if (asked != DateOrder::automatic) {
    reading.order = asked;
    reading.evidence = needed ? OrderEvidence::asked_for : OrderEvidence::needless;
    return;
  }
  if (!needed) return;
  refuse_contradiction(reading, where);
  reading.order =
      reading.month_first_only > reading.day_first_only ? DateOrder::month_first : DateOrder::day_first;
  reading.evidence =
      reading.month_first_only == reading.day_first_only ? OrderEvidence::assumed : OrderEvidence::decided;
}

DatedRow dated(const DateCell& cell, DateOrder order, const DateOptions& options) {
  if (cell.form == DateForm::empty) return {{}, {}, DateState::empty};
  const std::int32_t number = order == DateOrder::month_first ? cell.month_first : cell.day_first;
  if (number == DateCell::kNoDay) return {{}, {}, DateState::unreadable};
  const Day begin = day_at(number);
  const Day end = end_of(cell.form, begin);
  if (end <= options.from) return {begin, end, DateState::before};
  return {begin, end, begin > options.to ? DateState::after : DateState::read};
}

}  // namespace

std::string day_name(Day day) {
  const year_month_day date(day);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

Day day_of(std::string_view name, const std::string& where) {
  const DateCell cell = read_date(name);
  if (cell.form == DateForm::year_first && name.size() == 10) return day_at(cell.day_first);
  throw Error(ErrorCode::usage, where, "\"" + std::string(name) + "\" is not a day",
              "write it as 2021-07-24");
}

std::string_view date_form_name(DateForm form) noexcept { return kFormNames[static_cast<std::size_t>(form)]; }

DateColumnReading DateColumn::settle(const std::string& where) const {
  DateColumnReading reading;
  count_evidence(cells_, reading);
  settle_order(options_.order, reading, where);
  reading.rows.reserve(cells_.size());
  for (const DateCell& cell : cells_) {
    reading.rows.push_back(dated(cell, reading.order, options_));
    ++reading.states[static_cast<std::size_t>(reading.rows.back().state)];
  }
  return reading;
}

}  // namespace ykien
