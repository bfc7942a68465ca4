// Cutting a piece of text into parts that mean alone what they mean in it: a.b.c, xã/phường, d9uong2.
#ifndef YKIEN_TOPIC_DETAIL_PIECE_PARTS_H_
#define YKIEN_TOPIC_DETAIL_PIECE_PARTS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ykien::detail {

// Words and numbers of a piece, as it is written, those together that touch each other (d9uong2), up to
// kTogether of them. Folding begins anew at each ASCII character that is no letter, and a token that begins
// with a letter is its letters, so that each part can be folded and scanned, or found in a memo, by itself.
// Whatever might be a shape (a date, an address ...) is left in one part with all that follows.
class PieceParts {
 public:
  explicit PieceParts(std::string_view piece) noexcept : piece_(piece), cuttable_(may_be_cut(piece)) {}

  static constexpr std::size_t kTogether = 4;
  static constexpr std::size_t kLongestTogether = 24;  // bytes

  // The next part; empty at the end.
  std::string_view next() noexcept;
  // The bytes before the next part.
  std::size_t passed() const noexcept { return at_; }

  // Where words begin and end: bit i stands for byte `at` + i of the piece.
  struct Words {
    std::size_t at = 0;
    std::uint64_t begins = 0;
    std::uint64_t ends = 0;
  };
  // The same as next() over and over, for all of the next kPieceStep bytes, as far as they are words and
  // symbols, and none that begins a shape. Otherwise, or near the end, false, and nothing is passed.
  bool next_words(Words& words) noexcept;

 private:
  static bool may_be_cut(std::string_view piece) noexcept;
  std::size_t letters_end(std::size_t at) const noexcept;
  std::size_t part_end(std::size_t at) const noexcept;
  bool begins_shape(std::size_t at) const noexcept;
  bool begins_url(std::size_t begin, std::size_t end) const noexcept;
  std::string_view rest(std::size_t begin) noexcept;

  std::string_view piece_;
  std::size_t at_ = 0;
  bool cuttable_;
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_PIECE_PARTS_H_
