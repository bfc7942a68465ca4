#include "text/detail/scanner.h"

#include <array>
#include <bit>
#include <cstring>
#include <span>

#include "text/detail/patterns.h"
#include "text/detail/runs.h"

namespace ykien::detail {
namespace {

struct Shape {
  TokenKind kind;
  Place (*match)(std::string_view, Place) noexcept;
};

// What may begin with a digit, the most particular shape first.
constexpr Shape kNumberShapes[] = {
    {TokenKind::document, &match_document}, {TokenKind::date, &match_date},
    {TokenKind::phone, &match_phone},       {TokenKind::time, &match_time},
    {TokenKind::money, &match_money},       {TokenKind::number, &match_number}};
// What may begin with a symbol.
constexpr Shape kSymbolShapes[] = {{TokenKind::phone, &match_phone}, {TokenKind::money, &match_money}};

constexpr std::array<CharClass, 0x80> kAscii = [] {
  std::array<CharClass, 0x80> classes{};
  for (unsigned byte = 0; byte < 0x80; ++byte) classes[byte] = ascii_class(static_cast<char>(byte));
  return classes;
}();

// http:// and www.
constexpr bool may_begin_url(char32_t value) noexcept {
  const char32_t small = value | 0x20;
  return small == 'h' || small == 'w';
}

constexpr bool may_begin_shape(char32_t symbol) noexcept {
  return symbol == '+' || symbol == '$' || symbol == 0x20AC;
}

struct Match {
  Place end = 0;
  TokenKind kind = TokenKind::number;
};

Match first_match(std::span<const Shape> shapes, std::string_view text, Place at) noexcept {
  for (const Shape& shape : shapes) {
    if (const Place end = shape.match(text, at); end != 0) return {end, shape.kind};
  }
  return {};
}

// How many of eight bytes are ASCII letters before the first that is none: without a branch that depends on
// it.
std::uint32_t leading_letters(const char* bytes) noexcept {
  constexpr std::uint64_t kEach = 0x0101010101010101;
  constexpr std::uint64_t kHigh = 0x80 * kEach;
  std::uint64_t all;
  std::memcpy(&all, bytes, sizeof all);
  const std::uint64_t small = (all | 0x20 * kEach) & ~kHigh;
  const std::uint64_t from_a = small + (0x80 - 'a') * kEach;      // high bits: 'a' or more
  const std::uint64_t past_z = small + (0x80 - 'z' - 1) * kEach;  // high bits: more than 'z'
  const std::uint64_t others = ~(from_a & ~past_z & ~all) & kHigh;
  return others == 0 ? 8 : static_cast<std::uint32_t>(std::countr_zero(others)) / 8;
}

// The match that stays the same when the text ends with it: what follows a number (0905.123.456 and a letter,
// a date and another number) may hide a shape that the number has when it is cut out.
Match settled(std::span<const Shape> shapes, std::string_view text, Place at) noexcept {
  Match found = first_match(shapes, text, at);
  while (found.end != 0 && found.end < text.size()) {
    text = text.substr(0, found.end);
    found = first_match(shapes, text, at);
  }
  return found;
}

}  // namespace

inline Scanner::Peek Scanner::peek(std::uint32_t at) const noexcept {
  if (at >= text_.size()) return {0, CharClass::blank, at};
  const auto byte = static_cast<unsigned char>(text_[at]);
  if (byte < 0x80) return {byte, kAscii[byte], at + 1};
  const CodePoint point = read_code_point(text_.data() + at, text_.data() + text_.size());
  if (is_ideograph(point.value)) return {point.value, CharClass::letter, at + point.length};
  return {point.value, point.valid ? char_class(point.value) : CharClass::symbol, at + point.length};
}

std::uint32_t Scanner::skip(std::uint32_t at, CharClass kind) const noexcept {
  for (Peek next = peek(at); next.end > at && next.kind == kind; next = peek(at)) at = next.end;
  return at;
}

// No ASCII character is a mark.
std::uint32_t Scanner::skip_marks(std::uint32_t at) const noexcept {
  const bool none = at >= text_.size() || static_cast<unsigned char>(text_[at]) < 0x80;
  return none ? at : skip(at, CharClass::mark);
}

std::uint32_t Scanner::letters_end(std::uint32_t at) const noexcept {
  for (std::uint32_t letters = 8; letters == 8 && text_.size() - at >= 8; at += letters)
    letters = leading_letters(text_.data() + at);
  while (at < text_.size() && is_ascii_letter(text_[at])) ++at;
  for (Peek next = peek(at); next.kind == CharClass::letter || next.kind == CharClass::mark;
       next = peek(at)) {
    at = next.end;
  }
  return at;
}

std::uint32_t Scanner::symbols_end(Peek first) const noexcept {
  std::uint32_t at = first.end;
  if (first.value < 0x80) {
    while (at < text_.size() && text_[at] == static_cast<char>(first.value)) ++at;
  } else {
    // The same bytes again, or others that are ill-formed as well.
    for (Peek next = peek(at); next.end > at && next.value == first.value; next = peek(at)) {
      const std::uint32_t length = next.end - at;
      at += static_cast<std::uint32_t>(repeated_prefix(text_.substr(at), length) / length) * length;
    }
  }
  return skip_marks(at);
}

std::uint32_t Scanner::emoji_end(Peek first) const noexcept {
  std::uint32_t at = first.end;
  Peek next = peek(at);
  if (next.kind == CharClass::mark) next = peek(at = skip(next.end, CharClass::mark));
  const bool flag = is_regional_indicator(first.value) && is_regional_indicator(next.value);
  return flag || is_emoji_modifier(next.value) ? skip_marks(next.end) : at;
}

// Looks for the @ once for the whole text, so that long runs of letters and dots stay linear.
std::uint32_t Scanner::email_end(std::uint32_t at) noexcept {
  if (at_sign_ == std::string_view::npos) return 0;
  if (at_sign_ <= at) at_sign_ = text_.find('@', at);
  if (at_sign_ == std::string_view::npos || at_sign_ - at > kLongestLocalPart) return 0;
  if (dot_ <= at_sign_) dot_ = text_.find('.', at_sign_);  // of the domain
  if (dot_ == std::string_view::npos) return 0;
  return match_email(text_, at);
}

inline Token Scanner::scan(std::uint32_t at, Peek first) noexcept {
  const auto token = [at](std::uint32_t end, TokenKind kind) { return Token{{at, end}, kind}; };
  switch (first.kind) {
    case CharClass::letter:
      if (may_begin_url(first.value)) {
        if (const Place end = match_url(text_, at); end != 0) return token(end, TokenKind::url);
      }
      if (const Place end = email_end(at); end != 0) return token(end, TokenKind::email);
      return token(letters_end(first.end), TokenKind::syllable);
    case CharClass::digit:
      if (const Place end = email_end(at); end != 0) return token(end, TokenKind::email);
      if (const Place end = first.value < 0x80 ? match_lone_digits(text_, at) : 0; end != 0) {
        const bool phone = is_lone_phone(text_.substr(at, end - at));
        return token(end, phone ? TokenKind::phone : TokenKind::number);
      }
      if (const Match found = settled(kNumberShapes, text_, at); found.end != 0) {
        return token(skip_marks(found.end), found.kind);
      }
      return token(skip_marks(skip(first.end, CharClass::digit)), TokenKind::number);
    case CharClass::emoji: return token(emoji_end(first), TokenKind::emoji);
    default:
      if (!may_begin_shape(first.value)) return token(symbols_end(first), TokenKind::punctuation);
      if (const Match found = settled(kSymbolShapes, text_, at); found.end != 0) {
        return token(skip_marks(found.end), found.kind);
      }
      return token(symbols_end(first), TokenKind::punctuation);
  }
}

bool Scanner::next(Token& token) noexcept {
  Peek first = peek(at_);
  while (first.end > at_ && (first.kind == CharClass::blank || first.kind == CharClass::mark)) {
    at_ = first.end;
    first = peek(at_);
  }
  if (first.end == at_) return false;
  token = scan(at_, first);
  at_ = token.range.end;
  return true;
}

}  // namespace ykien::detail
