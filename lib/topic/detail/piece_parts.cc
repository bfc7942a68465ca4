#include "topic/detail/piece_parts.h"

#include <bit>

#include "text/detail/char_class.h"
#include "text/detail/fold_table.h"
#include "text/detail/patterns.h"
#include "text/detail/pieces.h"
#include "text/detail/runs.h"
#include "text/detail/utf8.h"

namespace ykien::detail {
namespace {

// A letter that has an accent and is one of the alphabet when folded. (Others might fold to ASCII, and make a
// shape.)
bool is_accented(const CodePoint& point) noexcept {
  if (!point.valid || point.value >= FoldTable::kSize) return false;
  const Fold& fold = FoldTable::instance()[point.value];
  return fold.kind == Fold::Kind::letter && fold.folded >= 0x80;
}

bool is_same_ignoring_case(std::string_view text, std::string_view small) noexcept {
  if (text.size() != small.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (ascii_lower(text[i]) != small[i]) return false;
  }
  return true;
}

constexpr bool is_letter_or_beyond(char byte) noexcept {
  return is_ascii_letter(byte) || static_cast<unsigned char>(byte) >= 0x80;
}

// Bit i says what byte i of kPieceStep is.
struct PartMasks {
  std::uint64_t letters = 0;  // or beyond ASCII
  std::uint64_t digits = 0;
  std::uint64_t urls = 0;  // first letters of http and www
};

#if defined(__SSE2__)
PartMasks part_masks(const char* bytes) noexcept {
  // Unsigned, of bytes up to `most`.
  const auto up_to = [](__m128i chunk, char most) {
    return _mm_cmpeq_epi8(_mm_min_epu8(chunk, _mm_set1_epi8(most)), chunk);
  };
  PartMasks masks;
  for (std::size_t at = 0; at < kPieceStep; at += 16) {
    const __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + at));
    const __m128i small = _mm_or_si128(chunk, _mm_set1_epi8(0x20));  // nothing but letters become letters
    const __m128i letters = up_to(_mm_sub_epi8(small, _mm_set1_epi8('a')), 'z' - 'a');
    masks.letters |= bits_of(_mm_or_si128(letters, chunk), at);
    masks.digits |= bits_of(up_to(_mm_sub_epi8(chunk, _mm_set1_epi8('0')), 9), at);
    masks.urls |= bits_of(any_of(small, "hw", 2), at);
  }
  return masks;
}
#else
PartMasks part_masks(const char* bytes) noexcept {
  PartMasks masks;
  for (std::size_t i = 0; i < kPieceStep; ++i) {
    const char small = ascii_lower(bytes[i]);
    masks.letters |= std::uint64_t{is_letter_or_beyond(small)} << i;
    masks.digits |= std::uint64_t{is_ascii_digit(small)} << i;
    masks.urls |= std::uint64_t{small == 'h' || small == 'w'} << i;
  }
  return masks;
}
#endif

constexpr bool begins_part(char byte) noexcept { return is_letter_or_beyond(byte) || is_ascii_digit(byte); }

}  // namespace

// All of it is ASCII or accented letters, and no e-mail address.
bool PieceParts::may_be_cut(std::string_view piece) noexcept {
  const char* const end = piece.data() + piece.size();
  for (std::size_t at = ascii_prefix(piece); at < piece.size(); at += ascii_prefix(piece.substr(at))) {
    const CodePoint point = read_code_point(piece.data() + at, end);
    if (!is_accented(point)) return false;
    at += point.length;
  }
  if (piece.find('.') == piece.npos) return true;
  for (std::size_t sign = piece.find('@'); sign != piece.npos; sign = piece.find('@', sign + 1)) {
    if (match_domain(piece, static_cast<Place>(sign)) != 0) return false;
  }
  return true;
}

std::size_t PieceParts::letters_end(std::size_t at) const noexcept {
  while (at < piece_.size() && is_letter_or_beyond(piece_[at])) ++at;
  return at;
}

// By the letters [begin, end) and what comes after.
bool PieceParts::begins_url(std::size_t begin, std::size_t end) const noexcept {
  const std::string_view letters = piece_.substr(begin, end - begin);
  const std::string_view after = piece_.substr(end);
  const bool scheme = is_same_ignoring_case(letters, "http") || is_same_ignoring_case(letters, "https");
  return (scheme && after.starts_with("://")) ||
         (is_same_ignoring_case(letters, "www") && after.starts_with('.'));
}

std::string_view PieceParts::rest(std::size_t begin) noexcept {
  at_ = piece_.size();
  return piece_.substr(begin);
}

// Whether a symbol may begin a sum of money or a phone number: one that does not go on from the same before
// it.
bool PieceParts::begins_shape(std::size_t at) const noexcept {
  const char byte = piece_[at];
  const bool sign = byte == '+' || byte == '$';
  return sign && at + 1 < piece_.size() && is_ascii_digit(piece_[at + 1]) &&
         (at == 0 || piece_[at - 1] != byte);
}

// The end of the word or number at `at`; 0 where it may be a shape.
std::size_t PieceParts::part_end(std::size_t at) const noexcept {
  if (is_ascii_digit(piece_[at])) return match_lone_digits(piece_, static_cast<Place>(at));
  const std::size_t end = letters_end(at);
  const char small = ascii_lower(piece_[at]);
  return (small == 'h' || small == 'w') && begins_url(at, end) ? 0 : end;
}

bool PieceParts::next_words(Words& words) noexcept {
  if (!cuttable_ || piece_.size() - at_ < kPieceStep) return false;
  const PartMasks masks = part_masks(piece_.data() + at_);
  const std::uint64_t symbols = ~(masks.letters | masks.digits);
  if (symbols <= 1) return false;
  // What comes after the last symbol may go on after those bytes, and so may what begins with it.
  const int last = 63 - std::countl_zero(symbols);
  const std::uint64_t whole = (std::uint64_t{1} << last) - 1;
  const std::uint64_t letters = masks.letters & whole;
  const std::uint64_t begins = letters & ~(letters << 1);
  if ((masks.digits & whole) != 0 || (masks.urls & begins) != 0) return false;
  words = {at_, begins, ~letters & (letters << 1)};
  at_ += static_cast<std::size_t>(last);
  return true;
}

std::string_view PieceParts::next() noexcept {
  if (!cuttable_) return rest(at_);
  for (; at_ < piece_.size(); ++at_) {
    const std::size_t begin = at_;
    if (begins_part(piece_[begin])) {
      at_ = part_end(begin);
      if (at_ == 0) return rest(begin);
      for (std::size_t i = 1; i < kTogether && at_ < piece_.size() && begins_part(piece_[at_]); ++i) {
        const std::size_t end = part_end(at_);
        if (end == 0 || end - begin > kLongestTogether) break;
        at_ = end;
      }
      return piece_.substr(begin, at_ - begin);
    }
    if (begins_shape(begin)) return rest(begin);
  }
  return {};
}

}  // namespace ykien::detail
