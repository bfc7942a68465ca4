#include "study/detail/date_numbers.h"

#include <charconv>

namespace ykien::detail {
namespace {

using std::chrono::minutes;

std::int32_t number_of(Day day) { return static_cast<std::int32_t>(day.time_since_epoch().count()); }

std::int32_t local_day(double seconds, minutes offset) {
  const double local = seconds + 60.0 * static_cast<double>(offset.count());
  return static_cast<std::int32_t>(
      std::chrono::floor<std::chrono::days>(std::chrono::duration<double>(local)).count());
}

}  // namespace

std::int32_t day_number(std::uint32_t year, std::uint32_t month, std::uint32_t day) {
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(year)), std::chrono::month(month),
                                         std::chrono::day(day));
  return year >= 1 && year <= 9999 && month <= 12 && day <= 31 && date.ok() ? number_of(Day(date))
                                                                            : DateCell::kNoDay;
}

DateCell same_both_ways(DateForm form, std::int32_t day) {
  return day == DateCell::kNoDay ? DateCell{} : DateCell{form, day, day};
}

std::optional<DateCell> read_number(std::string text, minutes offset) {
  const std::size_t comma = text.find(',');
  if (comma != text.npos) text[comma] = '.';
  if (text.empty() || text[0] < '0' || text[0] > '9') return std::nullopt;
  double value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (value >= 20'000 && value < 80'400) {
    return same_both_ways(DateForm::excel_serial, static_cast<std::int32_t>(value) - 25'569);
  }
  if (value >= 1e8 && value < 4e9) return same_both_ways(DateForm::epoch_seconds, local_day(value, offset));
  if (value >= 1e11 && value < 4e12)
    return same_both_ways(DateForm::epoch_milliseconds, local_day(value / 1000, offset));
  return std::nullopt;
}

}  // namespace ykien::detail
