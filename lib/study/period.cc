#include "ykien/study/period.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "ykien/base/error.h"

namespace ykien {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 7> kNames = {"day",  "week", "month", "quarter",
                                                    "half", "year", "custom"};

template <typename... Values>
std::string formatted(const char* format, Values... values) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), format, values...);
  return text.data();
}

int year_number(Day day) { return static_cast<int>(year_month_day(day).year()); }
unsigned month_index(Day day) { return static_cast<unsigned>(year_month_day(day).month()) - 1; }

Day monday_of(Day day) { return day - (std::chrono::weekday(day) - std::chrono::Monday); }

// How many months a period of this kind has; 0 for days and weeks.
unsigned months_in(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::month: return 1;
    case PeriodKind::quarter: return 3;
    case PeriodKind::half: return 6;
    case PeriodKind::year: return 12;
    default: return 0;
  }
}

Day start_of(PeriodKind kind, Day day) {
  if (kind == PeriodKind::day) return day;
  if (kind == PeriodKind::week) return monday_of(day);
  const unsigned first = month_index(day) / months_in(kind) * months_in(kind);
  return Day(year_month_day(day).year() / std::chrono::month(first + 1) / 1);
}

Day next_start(PeriodKind kind, Day start) {
  if (kind == PeriodKind::day) return start + days(1);
  if (kind == PeriodKind::week) return start + days(7);
  return Day(year_month_day(start) + months(months_in(kind)));
}

// The ISO year is that of the week's Thursday.
std::string week_label(Day monday) {
  const Day thursday = monday + days(3);
  const int year = year_number(thursday);
  const auto week = (thursday - Day(std::chrono::year(year) / 1 / 1)).count() / 7 + 1;
  return formatted("%04d-W%02d", year, static_cast<int>(week));
}

std::string label_of(PeriodKind kind, Day start) {
  const int year = year_number(start);
  const unsigned month = month_index(start);
  switch (kind) {
    case PeriodKind::day: return day_name(start);
    case PeriodKind::week: return week_label(start);
    case PeriodKind::month: return formatted("%04d-%02u", year, month + 1);
    case PeriodKind::quarter: return formatted("%04d-Q%u", year, month / 3 + 1);
    case PeriodKind::half: return formatted("%04d-H%u", year, month / 6 + 1);
    default: return formatted("%04d", year);
  }
}

void refuse_backwards(Day first, Day last) {
  if (first > last)
    throw Error(ErrorCode::usage, "periods", day_name(first) + " is after " + day_name(last),
                "give them in order");
}

void refuse_too_many(std::size_t count) {
  if (count > Periods::kMost)
    throw Error(ErrorCode::limit, "periods",
                "there would be more than " + std::to_string(Periods::kMost) + " periods",
                "choose longer periods, or a shorter span of time");
}

}  // namespace

std::string_view period_kind_name(PeriodKind kind) noexcept { return kNames[static_cast<std::size_t>(kind)]; }

PeriodKind period_kind_of(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found != kNames.end()) return static_cast<PeriodKind>(found - kNames.begin());
  throw Error(ErrorCode::usage, "period", "there is no period \"" + std::string(name) + "\"",
              "choose day, week, month, quarter, half or year");
}

Periods Periods::regular(PeriodKind kind, Day first, Day last) {
  refuse_backwards(first, last);
  if (kind == PeriodKind::custom)
    throw Error(ErrorCode::usage, "periods", "custom periods need their cuts", "use Periods::cut");
  std::vector<Period> periods;
  for (Day start = start_of(kind, first); start <= last;) {
    refuse_too_many(periods.size() + 1);
    const Day next = next_start(kind, start);
    periods.push_back({start, next, label_of(kind, start)});
    start = next;
  }
  return {kind, std::move(periods)};
}

Periods Periods::cut(std::span<const Day> cuts, Day first, Day last) {
  refuse_backwards(first, last);
  std::vector<Day> starts = {first};
  for (const Day day : cuts) {
    if (day > first && day <= last) starts.push_back(day);
  }
  std::ranges::sort(starts);
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  refuse_too_many(starts.size());
  starts.push_back(last + days(1));
  std::vector<Period> periods;
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
    periods.push_back(
        {starts[i], starts[i + 1], day_name(starts[i]) + "/" + day_name(starts[i + 1] - days(1))});
  }
  return {PeriodKind::custom, std::move(periods)};
}

std::optional<std::size_t> Periods::find(Day begin, Day end) const noexcept {
  const auto after = std::ranges::upper_bound(periods_, begin, {}, &Period::begin);
  if (after == periods_.begin()) return std::nullopt;
  const auto found = after - 1;
  if (begin >= end || end > found->end) return std::nullopt;
  return static_cast<std::size_t>(found - periods_.begin());
}

}  // namespace ykien
