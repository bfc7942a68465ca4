// Dates: what the cells of a date column mean, decided for the column as a whole. In the library
// ykien::study.
#ifndef YKIEN_STUDY_DATE_H_
#define YKIEN_STUDY_DATE_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"

namespace ykien {

// A day of the proleptic Gregorian calendar (ISO 8601).
using Day = std::chrono::sys_days;

// "2021-07-24".
YKIEN_API std::string day_name(Day day);
// The day named "2021-07-24"; throws Error(usage) for anything else, `where` says whose option it is.
YKIEN_API Day day_of(std::string_view name, const std::string& where);

// Which number of 07/10/2021 is the day.
enum class DateOrder : std::uint8_t { automatic, day_first, month_first };

// How a cell writes its date.
enum class DateForm : std::uint8_t {
  empty,
  unreadable,     // "không rõ", 31/02/2022, "2 tuần trước"
  numbers,        // 07/10/2021, 7-10-21, 07.10.2021 08:15: the order of day and month is the column's
  year_first,     // 2021-10-07, 2021/10/7, 20211007, 2021-10-07T08:15:30+07:00
  words,          // Ngày 7 tháng 10 năm 2021, 7 Oct 2021, Sat Nov 17 05:09:36 WIB 2018
  month,          // 10/2021, 2021-10, tháng 10 năm 2021
  year,           // 2021
  excel_serial,   // 44476 or 44476,34375: days since 1899-12-30
  epoch_seconds,  // since 1970-01-01T00:00:00Z
  epoch_milliseconds,
};
inline constexpr std::size_t kDateForms = 10;
YKIEN_API std::string_view date_form_name(DateForm form) noexcept;

// One cell before the order of the column is settled. Days are counted from 1970-01-01; kNoDay: not a date.
struct DateCell {
  static constexpr std::int32_t kNoDay = std::numeric_limits<std::int32_t>::min();
  DateForm form = DateForm::unreadable;
  std::int32_t day_first = kNoDay;    // with the day before the month
  std::int32_t month_first = kNoDay;  // with the month before the day; the same for every form but `numbers`
};

// Reads one cell. Case, accents, NFC or NFD, a weekday, "Ngày" and a time of day do not matter. A moment in
// time (a zone or offset stands beside it, or it counts from 1970) is the day it falls on at `utc_offset`; a
// time without a zone is taken as local. A year of two digits is 1969 to 2068. Thread-safe, O(bytes), never
// fails.
YKIEN_API DateCell read_date(std::string_view cell, std::chrono::minutes utc_offset = std::chrono::hours(7));

struct DateOptions {
  DateOrder order = DateOrder::automatic;
  std::chrono::minutes utc_offset = std::chrono::hours(7);  // Viet Nam's, all year round
  Day from = Day(std::chrono::year(1990) / 1 / 1);  // earlier dates (1900, 1970 ...) are slips, not data
  Day to = Day(std::chrono::year(9999) / 12 / 31);  // the last day that can be; later dates are slips
};

// What became of a cell.
enum class DateState : std::uint8_t { read, empty, unreadable, before, after };
inline constexpr std::size_t kDateStates = 5;

// The days a cell speaks of: [begin, end), one day, a month or a year. Only of use where state is `read`.
struct DatedRow {
  Day begin{};
  Day end{};
  DateState state = DateState::unreadable;
};

// How sure the order of day and month is.
enum class OrderEvidence : std::uint8_t {
  needless,   // no cell needs it
  asked_for,  // by DateOptions::order
  decided,    // some cells can be read in one order only, and (nearly) all of them in this one
  assumed,    // every cell can be read either way: day first, as Vietnamese is written
};

struct DateColumnReading {
  std::vector<DatedRow> rows;  // one for each cell added
  std::array<std::size_t, kDateForms> forms{};
  std::array<std::size_t, kDateStates> states{};
  DateOrder order = DateOrder::day_first;
  OrderEvidence evidence = OrderEvidence::needless;
  std::size_t day_first_only = 0;    // cells such as 25/12/2021
  std::size_t month_first_only = 0;  // cells such as 12/25/2021
  std::size_t either = 0;            // cells such as 07/10/2021
};

// The cells of one column, in the order of the rows. 12 bytes a cell. Not safe for two threads at a time.
class YKIEN_API DateColumn {
 public:
  explicit DateColumn(DateOptions options = {}) : options_(options) {}
  void add(std::string_view cell) { add(read_date(cell, options_.utc_offset)); }
  void add(DateCell cell) { cells_.push_back(cell); }
  std::size_t size() const noexcept { return cells_.size(); }

  // Settles the order. Where cells contradict each other, up to 1 in 20 of those that decide may be contrary:
  // they are unreadable then. More than that throws Error(format), since every figure would rest on a guess.
  DateColumnReading settle(const std::string& where) const;

 private:
  DateOptions options_;
  std::vector<DateCell> cells_;
};

}  // namespace ykien

#endif  // YKIEN_STUDY_DATE_H_
