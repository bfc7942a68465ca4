// Cutting a piece of text into parts that mean alone what they mean in it: a.b.c, xã/phường, d9uong2.
#ifndef YKIEN_TOPIC_DETAIL_PIECE_PARTS_H_
#define YKIEN_TOPIC_DETAIL_PIECE_PARTS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/detail/char_class.h"

namespace ykien::detail {

// One byte that is no letter and no digit: a symbol, or ill-formed. It has no unit.
constexpr bool is_lone_symbol(std::string_view piece) noexcept {
  return piece.size() == 1 && !is_ascii_letter(piece[0]) && !is_ascii_digit(piece[0]);
}

// Words, numbers and emoji of a piece, as it is written. Folding begins anew at each ASCII character that is
// no letter, at emoji, at “ and ” and at U+FFFD, and a token that begins with a letter is its letters, so
// that each part can be folded and scanned, or found in a memo, by itself. Whatever might be a shape (a date,
// an address ...) is left in one part with all that follows.
class PieceParts {
 public:
  // `longest`: bytes of the longest unit that is known. Of a word that is longer, however it is folded, a
  // stretch is given that is as unknown, with an accent if the word has one.
  explicit PieceParts(std::string_view piece, std::size_t longest = std::string_view::npos) noexcept
      : piece_(piece), long_word_(long_word(longest)) {
    look_through();
  }

  // The next part; empty at the end.
  std::string_view next() noexcept;
  // The end of that part.
  std::size_t passed() const noexcept { return at_; }

  // Where words begin and end: bit i stands for byte `at` + i of the piece.
  struct Words {
    std::size_t at = 0;
    std::uint64_t begins = 0;
    std::uint64_t ends = 0;
  };
  // The same as next() over and over, for most of the next kPieceStep bytes, where they are words, numbers
  // and symbols, and none that may begin a shape. Otherwise, or near the end, false, and nothing is passed.
  bool next_words(Words& words) noexcept;

 private:
  static std::size_t long_word(std::size_t longest) noexcept;
  void look_through() noexcept;
  bool has_address() const noexcept;
  std::string_view unknown_stretch(std::string_view word) const noexcept;
  std::string_view part_from(std::size_t begin) noexcept;
  std::size_t emoji_end(std::size_t at, char32_t first) const noexcept;
  std::size_t letters_end(std::size_t at) const noexcept;
  std::size_t part_end(std::size_t at) const noexcept;
  bool begins_shape(std::size_t at) const noexcept;
  bool begins_url(std::size_t begin, std::size_t end) const noexcept;
  std::string_view rest(std::size_t begin) noexcept;

  std::string_view piece_;
  std::size_t long_word_;  // bytes
  std::size_t at_ = 0;
  std::size_t resume_ = 0;  // the end of the word that a stretch was given of
  bool cuttable_ = false;
  bool signs_ = false;  // emoji, quotation marks or U+FFFD are among its characters, or ill-formed bytes
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_PIECE_PARTS_H_
