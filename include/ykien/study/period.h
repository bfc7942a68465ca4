// Periods: the stretches of time that a study counts in. In the library ykien::study.
#ifndef YKIEN_STUDY_PERIOD_H_
#define YKIEN_STUDY_PERIOD_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/study/date.h"

namespace ykien {

enum class PeriodKind : std::uint8_t { day, week, month, quarter, half, year, custom };

// "day", "week" ... and back; throws Error(usage) for another name.
YKIEN_API std::string_view period_kind_name(PeriodKind kind) noexcept;
YKIEN_API PeriodKind period_kind_of(std::string_view name);

// [begin, end), named 2021-07-24, 2021-W29 (ISO 8601: weeks begin on Monday, week 1 has the year's first
// Thursday), 2021-07, 2021-Q3, 2021-H2, 2021, or 2021-04-27/2021-09-30 (first and last day) for one cut by
// hand.
struct Period {
  Day begin;
  Day end;
  std::string label;
  friend bool operator==(const Period&, const Period&) = default;
};

// Periods that follow each other without a gap, so that one in which nothing came is still there, with n = 0.
// Immutable; const is thread-safe.
class YKIEN_API Periods {
 public:
  static constexpr std::size_t kMost = 20'000;

  // All periods of `kind` from the one that holds `first` to the one that holds `last`. Throws Error(usage)
  // when last < first or kind is custom, Error(limit) for more than kMost.
  static Periods regular(PeriodKind kind, Day first, Day last);
  // A period begins at `first` and at each cut after it; the last one ends with `last`. Cuts need no order;
  // those outside (first, last] are passed over.
  static Periods cut(std::span<const Day> cuts, Day first, Day last);

  PeriodKind kind() const noexcept { return kind_; }
  std::size_t size() const noexcept { return periods_.size(); }
  const Period& operator[](std::size_t i) const noexcept { return periods_[i]; }
  std::span<const Period> all() const noexcept { return periods_; }

  // The period that holds all of [begin, end); none where it is split between two (a month without a day,
  // counted by week) or outside. O(log size).
  std::optional<std::size_t> find(Day begin, Day end) const noexcept;

 private:
  Periods(PeriodKind kind, std::vector<Period> periods) : kind_(kind), periods_(std::move(periods)) {}
  PeriodKind kind_;
  std::vector<Period> periods_;  // ascending, adjacent
};

}  // namespace ykien

#endif  // YKIEN_STUDY_PERIOD_H_
