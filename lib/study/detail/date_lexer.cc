#include "study/detail/date_lexer.h"

namespace ykien::detail {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

std::size_t run(std::string_view text, bool (*belongs)(char)) {
  std::size_t end = 0;
  while (end < text.size() && belongs(text[end])) ++end;
  return end;
}

std::uint32_t value_of(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char c : digits.substr(0, 9)) value = value * 10 + static_cast<std::uint32_t>(c - '0');
  return value;
}

}  // namespace

DatePieces::DatePieces(std::string_view folded) noexcept {
  while (!folded.empty()) {
    const std::size_t blanks = run(folded, is_blank);
    folded.remove_prefix(blanks);
    if (folded.empty()) return;
    if (count_ == kMost) {
      too_many_ = true;
      return;
    }
    using Kind = DatePiece::Kind;
    const char c = folded[0];
    const Kind kind = is_digit(c) ? Kind::number : is_letter(c) ? Kind::word : Kind::sign;
    const std::size_t length =
        kind == Kind::sign ? 1 : run(folded, kind == Kind::number ? is_digit : is_letter);
    const std::string_view text = folded.substr(0, length);
    pieces_[count_++] = {kind, text, kind == Kind::number ? value_of(text) : 0, blanks > 0};
    folded.remove_prefix(length);
  }
}

}  // namespace ykien::detail
