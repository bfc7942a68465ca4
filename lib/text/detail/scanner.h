// Scanner: the one tokenizer loop, shared by tokenize() and the classifier.
#ifndef YKIEN_TEXT_DETAIL_SCANNER_H_
#define YKIEN_TEXT_DETAIL_SCANNER_H_

#include <string_view>

#include "text/detail/char_class.h"
#include "text/detail/reach.h"
#include "ykien/text/tokenize.h"

namespace ykien::detail {

class Scanner {
 public:
  explicit Scanner(std::string_view text) noexcept : text_(in_reach(text)) {}

  // The next token; false at the end. Amortized O(bytes) over the whole text.
  bool next(Token& token) noexcept;

 private:
  struct Peek {
    char32_t value = 0;
    CharClass kind = CharClass::blank;
    std::uint32_t end = 0;  // == at where the text has ended
  };

  // Inlined, as scan() is: their results would be put together in memory, and wait there.
  [[gnu::always_inline]] Peek peek(std::uint32_t at) const noexcept;
  std::uint32_t skip(std::uint32_t at, CharClass kind) const noexcept;
  std::uint32_t skip_marks(std::uint32_t at) const noexcept;
  std::uint32_t letters_end(std::uint32_t at) const noexcept;
  std::uint32_t symbols_end(Peek first) const noexcept;
  std::uint32_t emoji_end(Peek first) const noexcept;
  std::uint32_t email_end(std::uint32_t at) noexcept;
  [[gnu::always_inline]] Token scan(std::uint32_t at, Peek first) noexcept;

  std::string_view text_;
  std::uint32_t at_ = 0;
  std::size_t at_sign_ = 0;  // every '@' before this has been passed; npos when none is left
  std::size_t dot_ = 0;      // the next one after that, or npos
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_SCANNER_H_
