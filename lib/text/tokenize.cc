#include "ykien/text/tokenize.h"

#include <array>

#include "text/detail/reach.h"
#include "text/detail/scanner.h"

namespace ykien {

std::string_view token_kind_name(TokenKind kind) noexcept {
  constexpr std::array<std::string_view, kTokenKinds> kNames = {"syllable", "number",   "date",       "time",
                                                                "money",    "document", "url",        "email",
                                                                "phone",    "emoji",    "punctuation"};
  const auto index = static_cast<std::size_t>(kind);
  return index < kNames.size() ? kNames[index] : "unknown";
}

void tokenize(std::string_view text, std::vector<Token>& tokens) {
  detail::require_in_reach("tokenize", text.size());
  detail::Scanner scanner(text);
  // In place: a token is written field by field, and would wait to be copied as a whole.
  while (scanner.next(tokens.emplace_back())) {
  }
  tokens.pop_back();
}

std::vector<Token> tokenize(std::string_view text) {
  detail::require_in_reach("tokenize", text.size());
  std::vector<Token> tokens;
  constexpr std::size_t kBytes = 5;  // of a token and the blank after it
  tokens.reserve(text.size() / kBytes + 1);
  tokenize(text, tokens);
  return tokens;
}

}  // namespace ykien
