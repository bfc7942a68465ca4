#include "ykien/text/tokenize.h"

#include <array>

#include "text/detail/scanner.h"

namespace ykien {

std::string_view token_kind_name(TokenKind kind) noexcept {
  constexpr std::array<std::string_view, kTokenKinds> kNames = {"syllable", "number", "date",  "time",  "money",      "document",
                                                                "url",      "email",  "phone", "emoji", "punctuation"};
  const auto index = static_cast<std::size_t>(kind);
  return index < kNames.size() ? kNames[index] : "unknown";
}

void tokenize(std::string_view text, std::vector<Token>& tokens) {
  detail::Scanner scanner(text);
  for (Token token; scanner.next(token);) tokens.push_back(token);
}

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  tokenize(text, tokens);
  return tokens;
}

}  // namespace ykien
