// tokenize: folded text -> syllables, numbers, dates, ... as byte ranges with a kind.
#ifndef YKIEN_TEXT_TOKENIZE_H_
#define YKIEN_TEXT_TOKENIZE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/base/range.h"

namespace ykien {

enum class TokenKind : std::uint8_t {
  syllable,     // a run of letters: đường, covid
  number,       // 12  1.000.000  3,5  45/12 (house numbers)
  date,         // 24/7/2021  07-10-2021  10/2021  2021-10-07
  time,         // 7h  7h30  17g30  08:15
  money,        // 500k  1,5tr  500.000đ  $5
  document,     // 15/2021/nq-hđnd  3838/qđ-ubnd
  url,          // https://...  www....
  email,        // a.b@c.vn
  phone,        // 0905123456  0905.123.456  +84905123456
  emoji,        // one pictograph with its modifiers, one flag
  punctuation,  // a run of one punctuation mark or symbol: , ... !!!
};
inline constexpr int kTokenKinds = 11;

// "syllable", "number", ...
YKIEN_API std::string_view token_kind_name(TokenKind kind) noexcept;

struct Token {
  Range range;
  TokenKind kind = TokenKind::syllable;
  friend bool operator==(const Token&, const Token&) = default;
};

// Appends the tokens of `text` in order to `tokens`. Tokens never hold white space and never begin with a
// mark; what stands between them is white space, control characters and marks without a letter.
// Meant for text folded by normalize(); any well-formed UTF-8 works (ill-formed bytes count as symbols).
// A token cut out and tokenized alone gives the same token. Throws Error(limit) for a text of more than
// 4 GiB - 1 bytes. Thread-safe. O(bytes).
YKIEN_API void tokenize(std::string_view text, std::vector<Token>& tokens);
YKIEN_API std::vector<Token> tokenize(std::string_view text);

}  // namespace ykien

#endif  // YKIEN_TEXT_TOKENIZE_H_
