// read_date: a small grammar over the pieces of a cell. What is left over must be idle words and signs, else
// the cell is no date: "Số 12/5/2021/NQ" is none.
#include <array>
#include <optional>
#include <string>

#include "study/detail/date_lexer.h"
#include "study/detail/date_numbers.h"
#include "study/detail/date_words.h"
#include "ykien/study/date.h"
#include "ykien/text/normalize.h"

namespace ykien {
namespace {

using detail::DatePiece;
using detail::DatePieces;
using detail::day_number;
using detail::same_both_ways;
using std::chrono::minutes;

constexpr std::size_t kLongest = 80;  // bytes of a cell that can be a date
constexpr std::int32_t kNone = DateCell::kNoDay;

// Two digits: 69..99 are 1969..1999, 00..68 are 2000..2068 (POSIX strptime).
std::uint32_t full_year(const DatePiece& year) {
  if (year.text.size() != 2) return year.value;
  return year.value + (year.value >= 69 ? 1900 : 2000);
}

std::string folded(std::string_view cell) {
  std::string text = strip_accents(normalize(cell).text);
  constexpr std::string_view kWrapping = " \t\r\n\"'`()[]{}";
  const std::size_t first = text.find_first_not_of(kWrapping);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kWrapping) - first + 1);
}

class DateParser {
 public:
  DateParser(std::string_view folded, minutes offset) : pieces_(folded), offset_(offset) {}

  DateCell parse() {
    if (pieces_.too_many()) return {};
    while (at_ < pieces_.size()) {
      if (!(read_time() || read_date() || read_late_year() || pass_over())) return {};
    }
    if (!date_) return {};
    return at_offset(*date_);
  }

 private:
  const DatePiece& piece(std::size_t ahead = 0) const { return pieces_[at_ + ahead]; }

  bool found(std::size_t pieces, DateCell cell) {
    if (cell.form == DateForm::unreadable) return false;
    at_ += pieces;
    date_ = cell;
    return true;
  }

  // 08:15, 08:15:30.123, 8h15, 8 giờ 15, 17g
  bool read_time() {
    if (minute_ || !piece().is_number(1, 2) || piece().value > 24) return false;
    const DatePiece& after = piece(1);
    const bool colon = after.is_sign(':');
    if (!colon && !after.is_word("h") && !after.is_word("g") && !after.is_word("gio")) return false;
    const bool has_minutes = piece(2).is_number(1, 2) && piece(2).value < 60;
    if (colon && !has_minutes) return false;
    minute_ = 60 * piece().value + (has_minutes ? piece(2).value : 0);
    at_ += has_minutes ? 3 : 2;
    if (piece().is_word("phut") || piece().is_word("p")) ++at_;
    read_seconds();
    if (piece().kind == DatePiece::Kind::word && detail::is_day_half(piece().text)) read_day_half();
    read_zone();
    return true;
  }

  void read_seconds() {
    if (!piece().is_sign(':') || !piece(1).is_number(1, 2)) return;
    at_ += 2;
    if ((piece().is_sign('.') || piece().is_sign(',')) && piece(1).is_number(1, 9)) at_ += 2;
  }

  void read_day_half() {
    const bool afternoon = piece().text == "pm" || piece().text == "ch";
    minute_ = *minute_ % (12 * 60) + (afternoon ? 12 * 60 : 0);
    ++at_;
  }

  // Z, UTC, GMT, +07:00, +0700, -5, GMT+7; the name of another zone counts as local time.
  void read_zone() {
    if (piece().is_word("z") || piece().is_word("utc") || piece().is_word("gmt")) {
      zone_ = minutes(0);
      ++at_;
    } else if (piece().kind == DatePiece::Kind::word && piece().text.size() >= 3 &&
               piece().text.size() <= 5 && piece(1).is_number(4, 4)) {
      ++at_;  // Sat Nov 17 05:09:36 WIB 2018
      return;
    }
    const bool east = piece().is_sign('+');
    if ((!east && !piece().is_sign('-')) || !(piece(1).is_number(1, 2) || piece(1).is_number(4, 4))) return;
    const bool colon = piece(2).is_sign(':') && piece(3).is_number(2, 2);
    const std::uint32_t value = piece(1).value;
    const std::uint32_t away = piece(1).text.size() == 4 ? value / 100 * 60 + value % 100
                                                         : 60 * value + (colon ? piece(3).value : 0);
    zone_ = minutes(east ? static_cast<int>(away) : -static_cast<int>(away));
    at_ += colon ? 4 : 2;
  }

  bool read_date() {
    if (date_ || day_and_month_) return false;
    return read_numbers() || read_month_numbers() || read_vietnamese() || read_english() || read_compact();
  }

  // Three numbers with the same sign between them.
  bool read_numbers() {
    const DatePiece& sign = piece(1);
    if (!(sign.is_sign('/') || sign.is_sign('-') || sign.is_sign('.')) || !piece(3).is_sign(sign.text[0]))
      return false;
    const DatePiece& a = piece();
    const DatePiece& b = piece(2);
    const DatePiece& c = piece(4);
    if (a.is_number(4, 4) && b.is_number(1, 2) && c.is_number(1, 2))
      return found(5, same_both_ways(DateForm::year_first, day_number(a.value, b.value, c.value)));
    if (!a.is_number(1, 2) || !b.is_number(1, 2) || !(c.is_number(4, 4) || c.is_number(2, 2))) return false;
    const DateCell cell{DateForm::numbers, day_number(full_year(c), b.value, a.value),
                        day_number(full_year(c), a.value, b.value)};
    return (cell.day_first != kNone || cell.month_first != kNone) && found(5, cell);
  }

  // 10/2021, 2021-10
  bool read_month_numbers() {
    const DatePiece& sign = piece(1);
    if (!(sign.is_sign('/') || sign.is_sign('-') || sign.is_sign('.'))) return false;
    const bool year_first = piece().is_number(4, 4);
    const DatePiece& year = piece(year_first ? 0 : 2);
    const DatePiece& month = piece(year_first ? 2 : 0);
    if (!year.is_number(4, 4) || !month.is_number(1, 2)) return false;
    return found(3, same_both_ways(DateForm::month, day_number(year.value, month.value, 1)));
  }

  // 7 tháng 10 năm 2021, 7 tháng 10, 2021, tháng 10 năm 2021, tháng 10/2021, năm 2021
  bool read_vietnamese() {
    const std::size_t month = piece().is_number(1, 2) ? 1 : 0;
    if (!piece(month).is_word("thang")) {
      return piece().is_word("nam") && piece(1).is_number(4, 4) &&
             found(2, same_both_ways(DateForm::year, day_number(piece(1).value, 1, 1)));
    }
    if (!piece(month + 1).is_number(1, 2)) return false;
    const DatePiece& between = piece(month + 2);
    const bool joined =
        between.is_word("nam") || between.is_sign('/') || between.is_sign('-') || between.is_sign(',');
    const DatePiece& year = piece(month + 2 + (joined ? 1 : 0));
    if (!year.is_number(4, 4)) return false;
    const std::size_t length = month + 3 + (joined ? 1 : 0);
    const std::uint32_t number = piece(month + 1).value;
    if (month == 0) return found(length, same_both_ways(DateForm::month, day_number(year.value, number, 1)));
    return found(length, same_both_ways(DateForm::words, day_number(year.value, number, piece().value)));
  }

  // 7 Oct 2021, 7-Oct-21, Oct 7, 2021; the year of Oct 7 may come after the time.
  bool read_english() {
    const bool day_leads = piece().is_number(1, 2);
    std::size_t next = day_leads ? 1 : 0;
    if (day_leads && piece(next).is_sign('-')) ++next;
    const unsigned month =
        piece(next).kind == DatePiece::Kind::word ? detail::month_number(piece(next).text) : 0;
    if (month == 0) return false;
    ++next;
    const DatePiece& day = day_leads ? piece() : piece(next++);
    if (!day.is_number(1, 2)) return false;
    if (piece(next).is_sign(',') || piece(next).is_sign('-')) ++next;
    const DatePiece& year = piece(next);
    if ((year.is_number(4, 4) || (day_leads && year.is_number(2, 2))) &&
        !pieces_[at_ + next + 1].is_sign(':'))
      return found(next + 1, same_both_ways(DateForm::words, day_number(full_year(year), month, day.value)));
    day_and_month_ = std::array{day.value, static_cast<std::uint32_t>(month)};
    at_ += next;
    return true;
  }

  bool read_late_year() {
    if (date_ || !day_and_month_ || !piece().is_number(4, 4)) return false;
    const auto [day, month] = *day_and_month_;
    return found(1, same_both_ways(DateForm::words, day_number(piece().value, month, day)));
  }

  // 20211007, 20211007081530, or a year alone.
  bool read_compact() {
    const std::string_view digits = piece().text;
    if (piece().is_number(8, 8) || piece().is_number(14, 14)) {
      const std::uint32_t date = DatePieces(digits.substr(0, 8))[0].value;
      return found(
          1, same_both_ways(DateForm::year_first, day_number(date / 10'000, date / 100 % 100, date % 100)));
    }
    if (!piece().is_number(4, 4) || pieces_.size() != 1 || piece().value < 1900 || piece().value > 2100)
      return false;
    return found(1, same_both_ways(DateForm::year, day_number(piece().value, 1, 1)));
  }

  // Idle words and signs; "thứ 2", "T2" (a weekday) and the T between date and time.
  bool pass_over() {
    const DatePiece& here = piece();
    if (here.kind == DatePiece::Kind::sign) {
      constexpr std::string_view kIdleSigns = ",.;:-()|";
      at_ += kIdleSigns.find(here.text[0]) == kIdleSigns.npos ? 0 : 1;
      return &here != &piece();
    }
    if (here.is_word("t") || here.is_word("thu")) {
      ++at_;
      if (!date_ && piece().is_number(1, 1) && !piece(1).is_sign('/') && !piece(1).is_sign('-')) ++at_;
      return true;
    }
    if (here.kind != DatePiece::Kind::word || !detail::is_idle_word(here.text)) return false;
    ++at_;
    return true;
  }

  DateCell at_offset(DateCell cell) const {
    if (!zone_ || !minute_ || cell.form == DateForm::month || cell.form == DateForm::year) return cell;
    const minutes local = minutes(*minute_) - *zone_ + offset_;
    const auto moved = static_cast<std::int32_t>(std::chrono::floor<std::chrono::days>(local).count());
    if (cell.day_first != kNone) cell.day_first += moved;
    if (cell.month_first != kNone) cell.month_first += moved;
    return cell;
  }

  DatePieces pieces_;
  minutes offset_;
  std::size_t at_ = 0;
  std::optional<DateCell> date_;
  std::optional<std::array<std::uint32_t, 2>> day_and_month_;
  std::optional<std::uint32_t> minute_;  // of the day
  std::optional<minutes> zone_;
};

}  // namespace

DateCell read_date(std::string_view cell, minutes utc_offset) {
  if (cell.size() > kLongest) return {};
  const std::string text = folded(cell);
  if (text.empty()) return {DateForm::empty, kNone, kNone};
  if (const auto number = detail::read_number(text, utc_offset)) return *number;
  return DateParser(text, utc_offset).parse();
}

}  // namespace ykien
