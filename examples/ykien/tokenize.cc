// ykien tokenize: lines cut into tokens.
#include <memory>

#include "cli.h"
#include "lines.h"
#include "ykien/text/normalize.h"
#include "ykien/text/tokenize.h"

namespace ykien::program {
namespace {

constexpr const char* kExamples =
    R"(  echo "Quyết định 15/2021/NQ-HĐND, hỗ trợ 1,5tr" | ykien tokenize
  ykien tokenize --kinds < opinions.txt

Reads standard input and writes standard output, line by line: the tokens of the folded text, one blank between two.)";

// Writes tokens and, from the text between them, the line breaks.
class TokenLines {
 public:
  TokenLines(bool kinds, std::string& to) : kinds_(kinds), to_(to) {}

  void lines(std::string_view folded) {
    tokenize(folded, tokens_);
    std::size_t at = 0;
    for (const Token& token : tokens_) {
      breaks(folded.substr(at, token.range.begin - at));
      if (!at_start_) to_ += ' ';
      at_start_ = false;
      to_ += slice(folded, token.range);
      if (kinds_) (to_ += '|') += token_kind_name(token.kind);
      at = token.range.end;
    }
    breaks(folded.substr(at));
  }

 private:
  void breaks(std::string_view between) {
    for (const char c : between) {
      if (c != '\n') continue;
      to_ += '\n';
      at_start_ = true;
    }
  }

  bool kinds_;
  bool at_start_ = true;
  std::string& to_;
  std::vector<Token> tokens_;
};

int tokenize_lines(bool kinds, const EncodingOptions& encoding) {
  return filter_lines([kinds](std::string_view lines,
                              std::string& to) { TokenLines(kinds, to).lines(normalize(lines).text); },
                      encoding);
}

}  // namespace

void add_tokenize(CLI::App& app, Command& chosen) {
  const auto kinds = std::make_shared<bool>(false);
  const auto encoding = std::make_shared<EncodingOptions>();
  CLI::App* const command = add_command(app, "tokenize", "Cut lines of text into tokens", kExamples, chosen,
                                        [kinds, encoding] { return tokenize_lines(*kinds, *encoding); });
  add_encoding_options(*command, encoding->encoding, encoding->verbose);
  command->add_flag("--kinds", *kinds, "Write each token as TOKEN|KIND (syllable, number, date ...)");
}

}  // namespace ykien::program
