#include "text/detail/patterns.h"

#include <algorithm>
#include <iterator>

#include "text/detail/char_class.h"

namespace ykien::detail {
namespace {

constexpr Place kNone = 0;

bool is_ascii(char byte) noexcept { return static_cast<unsigned char>(byte) < 0x80; }
char byte_at(std::string_view text, Place at) noexcept { return at < text.size() ? text[at] : '\0'; }
bool digit_at(std::string_view text, Place at) noexcept { return is_ascii_digit(byte_at(text, at)); }

// The end of the ASCII digits at `at`.
Place digits_end(std::string_view text, Place at) noexcept {
  while (digit_at(text, at)) ++at;
  return at;
}

// The value of the digits [from, to), at most nine of them; larger numbers give a value beyond every check here.
int value_of(std::string_view text, Place from, Place to) noexcept {
  if (to - from > 9) return 1'000'000'000;
  int value = 0;
  for (; from < to; ++from) value = value * 10 + (text[from] - '0');
  return value;
}

CharClass class_at(std::string_view text, Place at) noexcept {
  if (at >= text.size()) return CharClass::blank;
  if (is_ascii(text[at])) return ascii_class(text[at]);
  return char_class(read_code_point(text.data() + at, text.data() + text.size()).value);
}

bool word_at(std::string_view text, Place at) noexcept {
  const CharClass kind = class_at(text, at);
  return kind == CharClass::letter || kind == CharClass::digit || kind == CharClass::mark;
}

// The end of the letters at `at`, at most `most` bytes of them; kNone if there are none or more.
Place word_end(std::string_view text, Place at, Place most) noexcept {
  Place end = at;
  while (class_at(text, end) == CharClass::letter && end - at <= most) {
    end += read_code_point(text.data() + end, text.data() + text.size()).length;
  }
  return end == at || end - at > most ? kNone : end;
}

template <std::size_t n>
bool one_of(const std::string_view (&list)[n], std::string_view word) noexcept {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool is_year(std::string_view text, Place from, Place to) noexcept {
  const int year = value_of(text, from, to);
  return to - from == 4 && year >= 1900 && year <= 2100;
}

bool is_day_and_month(int day, int month) noexcept { return day >= 1 && day <= 31 && month >= 1 && month <= 12; }

bool is_date_separator(char byte) noexcept { return byte == '/' || byte == '-' || byte == '.'; }

// A number made of parts goes on here: then what was matched so far is only its beginning.
bool number_goes_on(std::string_view text, Place at) noexcept {
  const char byte = byte_at(text, at);
  return word_at(text, at) || ((byte == '/' || byte == '.' || byte == ',' || byte == '-') && digit_at(text, at + 1));
}

constexpr bool is_phone_length(std::size_t digits) noexcept { return digits == 10 || digits == 11; }

// Kinds of documents as they stand after the number: 12/ct, 45/qđ-ubnd.
constexpr std::string_view kDocumentKinds[] = {"nq", "ct", "qđ", "nđ", "tt", "ttlt", "cp", "tb",   "cv",    "kh",
                                               "bc", "hd", "pl", "ll", "kl", "tw",   "gm", "hđbt", "ubnd", "hđnd"};

// letters ("-" letters)*, "/" too after a first "-" as in nq/tw; kNone unless it names a document.
Place document_letters(std::string_view text, Place at, bool year) noexcept {
  constexpr Place kLongestWord = 12;
  constexpr int kMostWords = 6;
  Place end = word_end(text, at, kLongestWord);
  if (end == kNone) return kNone;
  bool named = year || one_of(kDocumentKinds, text.substr(at, end - at));
  for (int words = 1; words < kMostWords && byte_at(text, end) == '-'; ++words) {
    const Place more = word_end(text, end + 1, kLongestWord);
    if (more == kNone) break;
    named = true;
    end = more;
  }
  return named && !word_at(text, end) ? end : kNone;
}

// 35-ct/tw: the way the Party numbers its papers.
Place party_document(std::string_view text, Place number_end) noexcept {
  constexpr Place kLongestWord = 12;
  const Place kind = word_end(text, number_end + 1, kLongestWord);
  if (kind == kNone || byte_at(text, kind) != '/') return kNone;
  if (!one_of(kDocumentKinds, text.substr(number_end + 1, kind - number_end - 1))) return kNone;
  const Place end = word_end(text, kind + 1, kLongestWord);
  return end == kNone || word_at(text, end) ? kNone : end;
}

constexpr std::string_view kMoneyUnits[] = {"đ",   "đồng", "vnđ", "vnd", "k",     "tr",  "triệu",
                                            "tỷ",  "tỉ",   "usd", "ngàn", "nghìn", "củ"};
constexpr std::string_view kMoneySigns[] = {"$", "€"};

// The length of the money sign at `at`, or 0.
Place money_sign(std::string_view text, Place at) noexcept {
  for (const std::string_view sign : kMoneySigns) {
    if (text.substr(std::min<std::size_t>(at, text.size())).starts_with(sign)) return static_cast<Place>(sign.size());
  }
  return 0;
}

bool is_local_byte(char byte) noexcept {
  return is_ascii_letter(byte) || is_ascii_digit(byte) || byte == '.' || byte == '_' || byte == '+' || byte == '-' ||
         byte == '%';
}

bool is_url_byte(char byte) noexcept {
  return byte > ' ' && byte < 0x7F && std::string_view("<>\"'()[]{}|\\^`").find(byte) == std::string_view::npos;
}

// Letters of any script may stand in an address (RFC 3987).
Place url_end(std::string_view text, Place at) noexcept {
  while (at < text.size() && (is_url_byte(text[at]) || (!is_ascii(text[at]) && word_at(text, at)))) {
    at += read_code_point(text.data() + at, text.data() + text.size()).length;
  }
  return at;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view wanted) noexcept {
  return text.size() >= wanted.size() && std::equal(wanted.begin(), wanted.end(), text.begin(),
                                                    [](char a, char b) { return a == ascii_lower(b); });
}

// Whether the letters at `at`, which follow a number, may be hours or money.
bool may_be_unit(std::string_view text, Place at) noexcept {
  constexpr std::string_view kUnits[] = {"h", "g", "k", "tr", "vnd", "usd"};
  Place end = at;
  while (is_ascii_letter(byte_at(text, end))) ++end;
  constexpr Place kLongest = 3;
  if (!is_ascii(byte_at(text, end))) return true;
  if (end - at > kLongest) return false;
  const std::string_view letters = text.substr(at, end - at);
  const char first = ascii_lower(letters.front());  // settles most
  return std::ranges::any_of(kUnits, [&](std::string_view unit) {
    return first == unit.front() && letters.size() == unit.size() && starts_with_ignoring_case(letters, unit);
  });
}

}  // namespace

Place match_number(std::string_view text, Place at) noexcept {
  Place end = digits_end(text, at);
  if (end == at) return kNone;
  constexpr std::string_view kFractionSlash = "\xE2\x81\x84";  // what the compatibility form of a half becomes
  while (true) {
    const char byte = byte_at(text, end);
    Place part = end + 1;
    if (byte != '.' && byte != ',' && byte != '/') {
      if (byte != kFractionSlash[0] || !text.substr(end).starts_with(kFractionSlash)) return end;
      part = end + static_cast<Place>(kFractionSlash.size());
    }
    if (!digit_at(text, part)) return end;
    end = digits_end(text, part);
  }
}

Place match_lone_digits(std::string_view text, Place at) noexcept {
  const Place end = digits_end(text, at);
  if (end >= text.size()) return end;
  const char after = ascii_lower(text[end]);
  const char next = byte_at(text, end + 1);
  const bool alphanumeric = is_ascii_digit(next) || is_ascii_letter(next) || !is_ascii(next);
  switch (after) {
    case '.':
    case ',':
    case ':': return is_ascii_digit(next) ? kNone : end;
    case '/':
    case '-': return alphanumeric ? kNone : end;
    case '$': return kNone;
    default: break;
  }
  if (!is_ascii(after)) return kNone;
  return is_ascii_letter(after) && may_be_unit(text, end) ? kNone : end;
}

bool is_lone_phone(std::string_view digits) noexcept {
  return digits.starts_with('0') && is_phone_length(digits.size());
}

Place match_date(std::string_view text, Place at) noexcept {
  const Place first = digits_end(text, at);
  const char separator = byte_at(text, first);
  if (first == at || !is_date_separator(separator)) return kNone;
  const Place second = digits_end(text, first + 1);
  const int a = value_of(text, at, first);
  const int b = value_of(text, first + 1, second);
  if (byte_at(text, second) == separator) {
    const Place third = digits_end(text, second + 1);
    if (number_goes_on(text, third)) return kNone;
    const int c = value_of(text, second + 1, third);
    const bool day_first = first - at <= 2 && is_year(text, second + 1, third) && is_day_and_month(a, b);
    const bool year_first = is_year(text, at, first) && third - second <= 3 && is_day_and_month(c, b);
    return day_first || year_first ? third : kNone;
  }
  const bool month_and_year = separator != '.' && first - at <= 2 && is_day_and_month(1, a) &&
                              is_year(text, first + 1, second) && !number_goes_on(text, second);
  return month_and_year ? second : kNone;
}

Place match_time(std::string_view text, Place at) noexcept {
  const Place hour = digits_end(text, at);
  if (hour == at || hour - at > 2 || value_of(text, at, hour) > 24) return kNone;
  const char mark = ascii_lower(byte_at(text, hour));
  if (mark != 'h' && mark != 'g' && mark != ':') return kNone;
  const Place minute = digits_end(text, hour + 1);
  const bool minutes = minute - hour == 3 && value_of(text, hour + 1, minute) < 60;
  if (mark != ':') return (minutes || minute == hour + 1) && !word_at(text, minute) ? minute : kNone;
  if (!minutes) return kNone;
  if (byte_at(text, minute) != ':') return word_at(text, minute) ? kNone : minute;
  const Place second = digits_end(text, minute + 1);
  const bool seconds = second - minute == 3 && value_of(text, minute + 1, second) < 60 && !word_at(text, second);
  return seconds ? second : kNone;
}

Place match_phone(std::string_view text, Place at) noexcept {
  const bool international = text.substr(at).starts_with("+84");
  if (!international && byte_at(text, at) != '0') return kNone;
  Place end = international ? at + 3 : at;
  int digits = 0;
  constexpr int kMost = 12;
  while (digits < kMost) {
    const char byte = byte_at(text, end);
    const bool separator = (byte == '.' || byte == '-') && digits > 0 && digit_at(text, end + 1);
    if (!separator && !is_ascii_digit(byte)) break;
    digits += separator ? 0 : 1;
    ++end;
  }
  const bool right_length = international ? digits == 9 || digits == 10 : is_phone_length(static_cast<std::size_t>(digits));
  return right_length && !number_goes_on(text, end) ? end : kNone;
}

Place match_money(std::string_view text, Place at) noexcept {
  if (const Place sign = money_sign(text, at); sign != 0) return match_number(text, at + sign);
  const Place number = match_number(text, at);
  if (number == kNone) return kNone;
  if (const Place sign = money_sign(text, number); sign != 0) return number + sign;
  constexpr Place kLongestUnit = 8;
  const Place unit = word_end(text, number, kLongestUnit);
  if (unit == kNone || !one_of(kMoneyUnits, text.substr(number, unit - number))) return kNone;
  const Place more = digits_end(text, unit);  // 2tr5: two and a half million
  return more - unit <= 3 && !word_at(text, more) ? more : kNone;
}

Place match_document(std::string_view text, Place at) noexcept {
  const Place number = digits_end(text, at);
  if (number == at || number - at > 5) return kNone;
  if (byte_at(text, number) == '-') return party_document(text, number);
  if (byte_at(text, number) != '/') return kNone;
  const Place year = digits_end(text, number + 1);
  if (year == number + 1) return document_letters(text, year, false);
  if (!is_year(text, number + 1, year) || byte_at(text, year) != '/') return kNone;
  return document_letters(text, year + 1, true);
}

Place match_url(std::string_view text, Place at) noexcept {
  constexpr std::string_view kBeginnings[] = {"http://", "https://", "www."};
  const std::string_view rest = text.substr(at);
  for (const std::string_view beginning : kBeginnings) {
    if (!starts_with_ignoring_case(rest, beginning)) continue;
    const Place begin = at + static_cast<Place>(beginning.size());
    Place end = url_end(text, begin);
    while (end > begin && std::string_view(".,;:!?*~").find(text[end - 1]) != std::string_view::npos) --end;
    return end > begin ? end : kNone;
  }
  return kNone;
}

Place match_email(std::string_view text, Place at) noexcept {
  Place sign = at;
  while (is_local_byte(byte_at(text, sign)) && sign - at <= kLongestLocalPart) ++sign;
  if (sign == at || sign - at > kLongestLocalPart || byte_at(text, sign) != '@') return kNone;
  return match_domain(text, sign);
}

Place match_domain(std::string_view text, Place sign) noexcept {
  constexpr Place kLongestDomain = 255;
  Place end = sign + 1;
  Place last_dot = kNone;
  for (; end - sign <= kLongestDomain; ++end) {
    const char byte = byte_at(text, end);
    const bool inside = is_ascii_letter(byte) || is_ascii_digit(byte);
    const bool joint = (byte == '.' || byte == '-') && is_ascii_letter(ascii_lower(byte_at(text, end + 1)));
    if (!inside && !joint) break;
    if (byte == '.') last_dot = end;
  }
  return last_dot != kNone && end - last_dot > 2 && !word_at(text, end) ? end : kNone;
}

}  // namespace ykien::detail
