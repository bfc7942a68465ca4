// The pieces of a date cell: numbers, words and single signs.
#ifndef YKIEN_STUDY_DETAIL_DATE_LEXER_H_
#define YKIEN_STUDY_DETAIL_DATE_LEXER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ykien::detail {

struct DatePiece {
  enum class Kind : std::uint8_t { end, number, word, sign };
  Kind kind = Kind::end;
  std::string_view text = {};
  std::uint32_t value = 0;  // of a number of at most 9 digits
  bool blank_before = false;

  bool is_number(std::size_t least, std::size_t most) const noexcept {
    return kind == Kind::number && text.size() >= least && text.size() <= most;
  }
  bool is_word(std::string_view word) const noexcept { return kind == Kind::word && text == word; }
  bool is_sign(char sign) const noexcept { return kind == Kind::sign && text[0] == sign; }
};

// At most kMost pieces; longer cells are no dates.
class DatePieces {
 public:
  static constexpr std::size_t kMost = 32;

  // Views `folded`: lower case, without accents.
  explicit DatePieces(std::string_view folded) noexcept;
  bool too_many() const noexcept { return too_many_; }
  // Beyond the last piece: one of kind `end`.
  const DatePiece& operator[](std::size_t i) const noexcept {
    return i < count_ ? pieces_[i] : pieces_[kMost];
  }
  std::size_t size() const noexcept { return count_; }

 private:
  std::array<DatePiece, kMost + 1> pieces_{};
  std::size_t count_ = 0;
  bool too_many_ = false;
};

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_DATE_LEXER_H_
