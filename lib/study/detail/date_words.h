// The words that stand in cells of date columns, folded and without accents.
#ifndef YKIEN_STUDY_DETAIL_DATE_WORDS_H_
#define YKIEN_STUDY_DETAIL_DATE_WORDS_H_

#include <algorithm>
#include <array>
#include <string_view>

namespace ykien::detail {

// clang-format off

// English months; the first three letters, or the whole name, make the number.
inline constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december"};

// Words that say nothing about the day: weekdays, "ngay" before a date, "luc" before a time.
inline constexpr auto kIdleWords = std::to_array<std::string_view>({
    "ngay", "luc", "vao", "hoi", "khoang", "sang", "trua", "chieu", "toi", "dem", "at", "on", "of", "the",
    "hai", "ba", "tu", "nam", "sau", "bay", "chu", "nhat", "cn",
    "mon", "monday", "tue", "tues", "tuesday", "wed", "wednesday", "thu", "thur", "thurs", "thursday", "fri", "friday",
    "sat", "saturday", "sun", "sunday", "st", "nd", "rd", "th"});

// What may follow a time of day.
inline constexpr auto kDayHalves = std::to_array<std::string_view>({"am", "pm", "sa", "ch"});

// clang-format on

inline bool is_idle_word(std::string_view word) {
  return std::ranges::find(kIdleWords, word) != kIdleWords.end();
}
inline bool is_day_half(std::string_view word) {
  return std::ranges::find(kDayHalves, word) != kDayHalves.end();
}

// 1..12, or 0 for what is no English month.
inline unsigned month_number(std::string_view word) {
  for (unsigned i = 0; i < kMonths.size(); ++i) {
    if (word == kMonths[i] || word == kMonths[i].substr(0, 3) || (i == 8 && word == "sept")) return i + 1;
  }
  return 0;
}

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_DATE_WORDS_H_
