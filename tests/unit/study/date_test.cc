// Dates as offices, portals and spreadsheets write them.
#include "ykien/study/date.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ykien/base/error.h"

namespace ykien {
namespace {

std::string shown(std::int32_t day) {
  return day == DateCell::kNoDay ? "-" : day_name(Day(std::chrono::days(day)));
}

struct Case {
  const char* cell;
  DateForm form;
  const char* day_first;
  const char* month_first;  // nullptr: the same
};

const Case kCases[] = {
    // The order of day and month is the column's.
    {"07/10/2021", DateForm::numbers, "2021-10-07", "2021-07-10"},
    {"7/10/2021", DateForm::numbers, "2021-10-07", "2021-07-10"},
    {"25/12/2021", DateForm::numbers, "2021-12-25", "-"},
    {"12/25/2021", DateForm::numbers, "-", "2021-12-25"},
    {"07-10-21", DateForm::numbers, "2021-10-07", "2021-07-10"},
    {"07.10.2021", DateForm::numbers, "2021-10-07", "2021-07-10"},
    {"07.10.98", DateForm::numbers, "1998-10-07", "1998-07-10"},
    {"Ngày 07/10/2021", DateForm::numbers, "2021-10-07", "2021-07-10"},
    {"Nga\u0300y 07/10/2021", DateForm::numbers, "2021-10-07", "2021-07-10"},  // NFD
    {"NGÀY 07/10/2021.", DateForm::numbers, "2021-10-07", "2021-07-10"},
    {"Thứ năm, 07/10/2021", DateForm::numbers, "2021-10-07", "2021-07-10"},
    {"Thứ 5 ngày 07/10/2021", DateForm::numbers, "2021-10-07", "2021-07-10"},
    {"T5 07/10/2021", DateForm::numbers, "2021-10-07", "2021-07-10"},
    {"12/03/2021 08:15", DateForm::numbers, "2021-03-12", "2021-12-03"},
    {"1/9/2021 23:59:00", DateForm::numbers, "2021-09-01", "2021-01-09"},
    {"08:15 12/03/2021", DateForm::numbers, "2021-03-12", "2021-12-03"},
    {"8h15 ngày 12/03/2021", DateForm::numbers, "2021-03-12", "2021-12-03"},
    {"17 giờ 30 phút, 12/3/2021", DateForm::numbers, "2021-03-12", "2021-12-03"},
    {"3/12/2021 5:07:00 PM", DateForm::numbers, "2021-12-03", "2021-03-12"},
    {"3/12/2021 5:07 CH", DateForm::numbers, "2021-12-03", "2021-03-12"},
    {"29/02/2020", DateForm::numbers, "2020-02-29", "-"},
    // ISO 8601 and its kin; a moment falls on the day it has in Viet Nam.
    {"2021-10-07", DateForm::year_first, "2021-10-07", nullptr},
    {"2021/10/7", DateForm::year_first, "2021-10-07", nullptr},
    {"2021-03-05T08:15:30", DateForm::year_first, "2021-03-05", nullptr},
    {"2021-03-05 08:15:30.123456", DateForm::year_first, "2021-03-05", nullptr},
    {"2021-03-01 09:15:00 +0700", DateForm::year_first, "2021-03-01", nullptr},
    {"2021-03-05T23:59:59+07:00", DateForm::year_first, "2021-03-05", nullptr},
    {"2021-03-05T16:59:59Z", DateForm::year_first, "2021-03-05", nullptr},
    {"2021-03-05T17:00:00Z", DateForm::year_first, "2021-03-06", nullptr},
    {"2021-03-05T20:00:00-05:00", DateForm::year_first, "2021-03-06", nullptr},
    {"2021-03-05T02:00:00+09:00", DateForm::year_first, "2021-03-05", nullptr},
    {"2021-03-05T01:00:00+09:00", DateForm::year_first, "2021-03-04", nullptr},
    {"2021-03-05 17:30 UTC", DateForm::year_first, "2021-03-06", nullptr},
    {"20211007", DateForm::year_first, "2021-10-07", nullptr},
    {"20211007081530", DateForm::year_first, "2021-10-07", nullptr},
    // In words.
    {"Ngày 7 tháng 10 năm 2021", DateForm::words, "2021-10-07", nullptr},
    {"ngày 07 tháng 10, 2021", DateForm::words, "2021-10-07", nullptr},
    {"7 thang 10 nam 2021", DateForm::words, "2021-10-07", nullptr},
    {"7 Oct 2021", DateForm::words, "2021-10-07", nullptr},
    {"7-Oct-21", DateForm::words, "2021-10-07", nullptr},
    {"October 7, 2021", DateForm::words, "2021-10-07", nullptr},
    {"Sat Nov 17 05:09:36 WIB 2018", DateForm::words, "2018-11-17", nullptr},
    {"Thu, 07 Oct 2021 17:15:30 GMT", DateForm::words, "2021-10-08", nullptr},
    // Months and years.
    {"10/2021", DateForm::month, "2021-10-01", nullptr},
    {"2021-10", DateForm::month, "2021-10-01", nullptr},
    {"tháng 10 năm 2021", DateForm::month, "2021-10-01", nullptr},
    {"Tháng 10/2021", DateForm::month, "2021-10-01", nullptr},
    {"2021", DateForm::year, "2021-01-01", nullptr},
    {"năm 2021", DateForm::year, "2021-01-01", nullptr},
    // Numbers of days, seconds and milliseconds.
    {"44260", DateForm::excel_serial, "2021-03-05", nullptr},
    {"44267,34375", DateForm::excel_serial, "2021-03-12", nullptr},
    {"44440.9993055556", DateForm::excel_serial, "2021-09-01", nullptr},
    {"1633564799", DateForm::epoch_seconds, "2021-10-07", nullptr},
    {"1542406176584", DateForm::epoch_milliseconds, "2018-11-17", nullptr},
    {"1633539599", DateForm::epoch_seconds, "2021-10-06", nullptr},  // one second before midnight at +07:00
    {"1633539600", DateForm::epoch_seconds, "2021-10-07", nullptr},
    // What cannot be read, and what is no date.
    {"", DateForm::empty, "-", nullptr},
    {"  \t", DateForm::empty, "-", nullptr},
    {"không rõ", DateForm::unreadable, "-", nullptr},
    {"31/02/2022", DateForm::unreadable, "-", nullptr},
    {"2 tuần trước", DateForm::unreadable, "-", nullptr},
    {"13/13/2021", DateForm::unreadable, "-", nullptr},
    {"2021-13-01", DateForm::unreadable, "-", nullptr},
    {"07/10", DateForm::unreadable, "-", nullptr},
    {"Số 12/5/2021/NQ-HĐND", DateForm::unreadable, "-", nullptr},
    {"từ 07/10/2021 đến 08/10/2021", DateForm::unreadable, "-", nullptr},
    {"123", DateForm::unreadable, "-", nullptr},
    {"0905123456", DateForm::epoch_seconds, "1998-09-07", nullptr},  // a phone number has a column of its own
    {"44.260.123", DateForm::unreadable, "-", nullptr},
    {"1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6", DateForm::unreadable, "-", nullptr},
    {"\xff\xfe", DateForm::unreadable, "-", nullptr},
};

TEST(ReadDate, Cells) {
  for (const Case& expected : kCases) {
    const DateCell cell = read_date(expected.cell);
    EXPECT_EQ(date_form_name(cell.form), date_form_name(expected.form)) << expected.cell;
    EXPECT_EQ(shown(cell.day_first), expected.day_first) << expected.cell;
    EXPECT_EQ(shown(cell.month_first),
              expected.month_first == nullptr ? expected.day_first : expected.month_first)
        << expected.cell;
  }
}

DateColumnReading settled(const std::vector<const char*>& cells, DateOptions options = {}) {
  DateColumn column(options);
  for (const char* cell : cells) column.add(cell);
  return column.settle("export.csv");
}

TEST(DateColumn, OneCellDecidesForAll) {
  const DateColumnReading vietnamese = settled({"07/10/2021", "25/12/2021"});
  EXPECT_EQ(vietnamese.evidence, OrderEvidence::decided);
  EXPECT_EQ(day_name(vietnamese.rows[0].begin), "2021-10-07");
  const DateColumnReading american = settled({"07/10/2021", "12/25/2021"});
  EXPECT_EQ(american.order, DateOrder::month_first);
  EXPECT_EQ(day_name(american.rows[0].begin), "2021-07-10");
}

TEST(DateColumn, SaysWhenNothingDecides) {
  const DateColumnReading reading = settled({"07/10/2021", "03/04/2021", "05/05/2021"});
  EXPECT_EQ(reading.evidence, OrderEvidence::assumed);
  EXPECT_EQ(reading.order, DateOrder::day_first);
  EXPECT_EQ(reading.either, 2u);  // 05/05 is the same day either way
  EXPECT_EQ(settled({"2021-10-07"}).evidence, OrderEvidence::needless);
  EXPECT_EQ(settled({"07/10/2021"}, {.order = DateOrder::month_first}).evidence, OrderEvidence::asked_for);
}

TEST(DateColumn, AFewContraryCellsAreSetAsideManyAreRefused) {
  std::vector<const char*> cells(40, "25/12/2021");
  cells.push_back("12/25/2021");
  const DateColumnReading reading = settled(cells);
  EXPECT_EQ(reading.states[static_cast<std::size_t>(DateState::unreadable)], 1u);
  EXPECT_EQ(reading.rows.back().state, DateState::unreadable);
  cells.insert(cells.end(), 5, "12/25/2021");
  EXPECT_THROW(settled(cells), Error);
  EXPECT_EQ(
      settled(cells, {.order = DateOrder::day_first}).states[static_cast<std::size_t>(DateState::unreadable)],
      6u);
}

TEST(DateColumn, SlipsAreCounted) {
  DateOptions options;
  options.to = day_of("2023-12-31", "test");
  const DateColumnReading reading = settled(
      {"01/01/1900", "1970-01-01", "2024-01-01", "31/12/2023", "", "không rõ", "2023", "10/2021"}, options);
  EXPECT_EQ(reading.states, (std::array<std::size_t, kDateStates>{3, 1, 1, 2, 1}));
  EXPECT_EQ(day_name(reading.rows[7].begin), "2021-10-01");
  EXPECT_EQ(day_name(reading.rows[7].end), "2021-11-01");
  EXPECT_EQ(day_name(reading.rows[6].end), "2024-01-01");
}

TEST(DayOf, TakesOneFormOnly) {
  EXPECT_EQ(day_name(day_of("2021-07-24", "--event")), "2021-07-24");
  for (const char* bad : {"", "24/07/2021", "2021-7-24", "2021-02-30", "20210724"}) {
    EXPECT_THROW(day_of(bad, "--event"), Error) << bad;
  }
}

}  // namespace
}  // namespace ykien
