// Periods against calendars: labels, ends, and which one holds a day.
#include "ykien/study/period.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ykien/base/error.h"

namespace ykien {
namespace {

Day day(const char* name) { return day_of(name, "test"); }

std::vector<std::string> labels(const Periods& periods) {
  std::vector<std::string> result;
  for (const Period& period : periods.all()) result.push_back(period.label);
  return result;
}

struct Case {
  PeriodKind kind;
  const char* first;
  const char* last;
  std::vector<std::string> labels;
};

TEST(Periods, CoverBothEndsAndMissNone) {
  const Case cases[] = {
      {PeriodKind::day, "2020-02-28", "2020-03-01", {"2020-02-28", "2020-02-29", "2020-03-01"}},
      {PeriodKind::week, "2021-01-03", "2021-01-04", {"2020-W53", "2021-W01"}},
      {PeriodKind::week, "2019-12-30", "2019-12-31", {"2020-W01"}},
      {PeriodKind::week, "2024-12-29", "2024-12-30", {"2024-W52", "2025-W01"}},
      {PeriodKind::month, "2021-11-30", "2022-01-01", {"2021-11", "2021-12", "2022-01"}},
      {PeriodKind::quarter, "2021-03-31", "2021-07-01", {"2021-Q1", "2021-Q2", "2021-Q3"}},
      {PeriodKind::half, "2021-06-30", "2022-01-01", {"2021-H1", "2021-H2", "2022-H1"}},
      {PeriodKind::year, "2020-12-31", "2022-01-01", {"2020", "2021", "2022"}},
      {PeriodKind::month, "2021-07-24", "2021-07-24", {"2021-07"}},
  };
  for (const Case& expected : cases) {
    const Periods periods = Periods::regular(expected.kind, day(expected.first), day(expected.last));
    EXPECT_EQ(labels(periods), expected.labels) << expected.first;
    for (std::size_t i = 0; i + 1 < periods.size(); ++i) EXPECT_EQ(periods[i].end, periods[i + 1].begin);
    EXPECT_EQ(periods.find(day(expected.first), day(expected.first) + std::chrono::days(1)), 0u);
    EXPECT_EQ(periods.find(day(expected.last), day(expected.last) + std::chrono::days(1)),
              periods.size() - 1);
  }
}

TEST(Periods, CutByHand) {
  const std::vector<Day> cuts = {day("2021-10-01"), day("2021-04-27"), day("2021-10-01"), day("2019-01-01"),
                                 day("2030-01-01")};
  const Periods periods = Periods::cut(cuts, day("2020-01-01"), day("2021-12-31"));
  EXPECT_THAT(labels(periods), ::testing::ElementsAre("2020-01-01/2021-04-26", "2021-04-27/2021-09-30",
                                                      "2021-10-01/2021-12-31"));
}

TEST(Periods, HoldOnlyWhatIsWhollyInside) {
  const Periods weeks = Periods::regular(PeriodKind::week, day("2021-10-01"), day("2021-10-31"));
  EXPECT_FALSE(weeks.find(day("2021-10-01"), day("2021-11-01")));  // a month without a day
  EXPECT_FALSE(weeks.find(day("2021-09-26"), day("2021-09-27")));
  EXPECT_FALSE(weeks.find(day("2021-11-01"), day("2021-11-02")));
  EXPECT_FALSE(weeks.find(day("2021-10-05"), day("2021-10-05")));
  const Periods quarters = Periods::regular(PeriodKind::quarter, day("2021-01-01"), day("2021-12-31"));
  EXPECT_EQ(quarters.find(day("2021-10-01"), day("2021-11-01")), 3u);
}

TEST(Periods, RefuseWhatMakesNoSense) {
  EXPECT_THROW(Periods::regular(PeriodKind::month, day("2021-02-01"), day("2021-01-01")), Error);
  EXPECT_THROW(Periods::regular(PeriodKind::custom, day("2021-01-01"), day("2021-02-01")), Error);
  EXPECT_THROW(Periods::regular(PeriodKind::day, day("1900-01-01"), day("2021-01-01")), Error);
  EXPECT_THROW(period_kind_of("fortnight"), Error);
  for (int i = 0; i <= static_cast<int>(PeriodKind::custom); ++i) {
    EXPECT_EQ(period_kind_of(period_kind_name(static_cast<PeriodKind>(i))), static_cast<PeriodKind>(i));
  }
}

}  // namespace
}  // namespace ykien
