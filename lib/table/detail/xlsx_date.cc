#include "table/detail/xlsx_date.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace ykien::table::detail {
namespace {

constexpr double kDaysOf9999 = 2958466;  // the first serial day of the year 10000
constexpr long kSecondsOfDay = 86400;
constexpr long kDaysFrom1900To1904 = 1462;

bool in(int id, int first, int last) { return id >= first && id <= last; }

// The code without what is shown as it stands: "text", \x, _x, *x, and without [Red] or [$-42A].
std::string placeholders(std::string_view code) {
  std::string left;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"' || c == '[') {
      const std::size_t close = code.find(c == '"' ? '"' : ']', i + 1);
      if (close == code.npos) break;
      const std::string_view inside = code.substr(i + 1, close - i - 1);
      // [h], [mm] and [ss] are elapsed time: leave a mark that says so.
      if (c == '[' && !inside.empty() && inside.find_first_not_of("hHmMsS") == inside.npos) left += '[';
      i = close;
    } else {
      left += c;
    }
  }
  return left;
}

std::string two_digits(long number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string time_text(long seconds) {
  return two_digits(seconds / 3600) + ":" + two_digits(seconds / 60 % 60) + ":" + two_digits(seconds % 60);
}

std::string date_text(long days_from_1900) {
  using namespace std::chrono;
  // Excel's day 60 is 29 February 1900, which was not; up to day 59 the count is one ahead of the later one.
  const sys_days epoch = sys_days{year{1899} / 12 / 30};
  const year_month_day date{epoch + days{days_from_1900 + (days_from_1900 < 60 ? 1 : 0)}};
  return std::to_string(static_cast<int>(date.year())) + "-" +
         two_digits(static_cast<unsigned>(date.month())) + "-" +
         two_digits(static_cast<unsigned>(date.day()));
}

}  // namespace

bool is_date_format(int id, std::string_view code) {
  if (code.empty())
    return in(id, 14, 22) || in(id, 27, 36) || in(id, 45, 45) || in(id, 47, 47) || in(id, 50, 58);
  const std::string left = placeholders(code);
  if (left.find('[') != left.npos) return false;
  return left.find("General") == left.npos && left.find_first_of("yYmMdDhHsS") != left.npos;
}

std::string iso_date(std::string_view number, bool from_1904) {
  double serial = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), serial);
  if (error != std::errc() || end != number.data() + number.size()) return std::string(number);
  if (!(serial >= 0) || serial >= kDaysOf9999) return std::string(number);
  auto day = static_cast<long>(std::floor(serial));
  long second = std::lround((serial - static_cast<double>(day)) * kSecondsOfDay);
  if (second == kSecondsOfDay) ++day, second = 0;
  if (serial < 1 && day == 0 && !(from_1904 && second == 0)) return time_text(second);
  if (from_1904) day += kDaysFrom1900To1904;
  if (day == 60) return std::string(number);
  return second == 0 ? date_text(day) : date_text(day) + "T" + time_text(second);
}

}  // namespace ykien::table::detail
