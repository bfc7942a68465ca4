// The shapes of numbers, dates, addresses ... Each function gets the text and a place where a token begins and
// returns where the token of its shape ends, or 0 if there is none. A shape never looks further than its own end
// and one character beyond, so that a token cut out alone is recognised again.
#ifndef YKIEN_TEXT_DETAIL_PATTERNS_H_
#define YKIEN_TEXT_DETAIL_PATTERNS_H_

#include <cstdint>
#include <string_view>

namespace ykien::detail {

using Place = std::uint32_t;

Place match_number(std::string_view text, Place at) noexcept;    // 12  1.000.000  45/12
Place match_date(std::string_view text, Place at) noexcept;      // 24/7/2021  10/2021  2021-10-07
Place match_time(std::string_view text, Place at) noexcept;      // 7h30  17g  08:15:00
Place match_phone(std::string_view text, Place at) noexcept;     // 0905.123.456  +84905123456
Place match_money(std::string_view text, Place at) noexcept;     // 500k  2tr5  1.500.000đ  $5
Place match_document(std::string_view text, Place at) noexcept;  // 15/2021/nq-hđnd  35-ct/tw
Place match_url(std::string_view text, Place at) noexcept;       // https://...  www....
Place match_email(std::string_view text, Place at) noexcept;     // local@domain.tld

// The end of what may stand after the @ of an e-mail address, `sign` being its place, or 0.
Place match_domain(std::string_view text, Place sign) noexcept;

// The end of the digits at `at` where what follows shows at once that they belong to no shape but match_number() or
// match_phone(), alone or in the text; 0 where that takes a closer look.
Place match_lone_digits(std::string_view text, Place at) noexcept;
// Whether match_phone() takes lone digits.
bool is_lone_phone(std::string_view digits) noexcept;

inline constexpr Place kLongestLocalPart = 64;  // of an e-mail address, RFC 5321 section 4.5.3.1.1

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_PATTERNS_H_
