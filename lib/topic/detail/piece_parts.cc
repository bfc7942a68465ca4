#include "topic/detail/piece_parts.h"

#include <algorithm>
#include <bit>

#include "text/detail/char_class.h"
#include "text/detail/fold_cluster.h"
#include "text/detail/fold_table.h"
#include "text/detail/ill_formed.h"
#include "text/detail/patterns.h"
#include "text/detail/pieces.h"
#include "text/detail/runs.h"
#include "text/detail/utf8.h"

namespace ykien::detail {
namespace {

// What a code point beyond ASCII is to the cutting of pieces.
enum class Beyond {
  letter,  // has an accent and is one of the alphabet when folded
  emoji,   // folded to itself
  symbol,  // that makes no unit: U+FFFD, most often for ill-formed bytes, and quotation marks
  other,   // anything else: it might fold to ASCII, and make a shape, or join with what stands beside it
};

[[gnu::always_inline]] inline Beyond beyond_of(const CodePoint& point) noexcept {
  if (point.value == kReplacement || point.value == U'“' || point.value == U'”') return Beyond::symbol;
  if (point.value < FoldTable::kSize) {
    const Fold& fold = FoldTable::instance()[point.value];
    return fold.kind == Fold::Kind::letter && fold.folded >= 0x80 ? Beyond::letter : Beyond::other;
  }
  if (!is_quickly_inert(point.value)) return Beyond::other;
  const CharClass kind = char_class(point.value);
  return kind == CharClass::emoji    ? Beyond::emoji
         : kind == CharClass::symbol ? Beyond::symbol
                                     : Beyond::other;
}

constexpr bool is_beyond(char byte) noexcept { return static_cast<unsigned char>(byte) >= 0x80; }

// read_code_point(), emoji without a call. Inlined: the result would be put together in memory, and wait
// there.
[[gnu::always_inline]] inline CodePoint read_point(const char* at, const char* end) noexcept {
  const auto bits = [at](int i) { return static_cast<unsigned char>(at[i]); };
  const bool emoji = end - at >= 4 && bits(0) == 0xF0 && bits(1) == 0x9F && (bits(2) & 0xC0U) == 0x80 &&
                     (bits(3) & 0xC0U) == 0x80;
  if (!emoji) return read_code_point(at, end);
  return {0x1F000U | (bits(2) & 0x3FU) << 6 | (bits(3) & 0x3FU), 4, true};
}

// How many of the leading bytes are symbols like the one that they begin with, of `length` bytes: of one over
// and over all but the last time, which may go on where it is ill-formed.
std::size_t same_symbols(std::string_view bytes, std::size_t length) noexcept {
  if (const std::size_t nothing = nothing_prefix(bytes); nothing > 0) return nothing;
  const std::size_t whole = repeated_prefix(bytes, length) / length * length;
  return whole > length ? whole - length : length;
}

bool is_same_ignoring_case(std::string_view text, std::string_view small) noexcept {
  if (text.size() != small.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (ascii_lower(text[i]) != small[i]) return false;
  }
  return true;
}

constexpr bool is_letter_or_beyond(char byte) noexcept { return is_ascii_letter(byte) || is_beyond(byte); }

// What may come after a number and make a shape of it. (A colon, a dot or a comma does with a digit after it;
// a slash or a hyphen with a letter as well; hours and money.)
constexpr char kPoints[] = {'.', ',', ':'};
constexpr char kStrokes[] = {'/', '-'};
constexpr char kShortUnits[] = {'h', 'g', 'k'};  // alone
constexpr char kUnitBegins[] = {'t', 'v', 'u'};  // tr, vnd, usd
constexpr char kUnitSeconds[] = {'r', 'n', 's'};
constexpr char kShapeSigns[] = {'+', '$'};

// Bit i says what byte i of kPieceStep is.
struct PartMasks {
  std::uint64_t letters = 0;  // or beyond ASCII
  std::uint64_t beyond = 0;
  std::uint64_t digits = 0;
  std::uint64_t urls = 0;  // first letters of http and www
  std::uint64_t points = 0;
  std::uint64_t strokes = 0;
  std::uint64_t short_units = 0;
  std::uint64_t unit_begins = 0;
  std::uint64_t unit_seconds = 0;
  std::uint64_t signs = 0;

  std::uint64_t symbols() const noexcept { return ~(letters | digits); }
  // Where digits may make a shape with what comes after them or stands before. Bit 63 says nothing.
  std::uint64_t shapes() const noexcept {
    const std::uint64_t money = (short_units & ~(letters >> 1)) | (unit_begins & (unit_seconds >> 1));
    const std::uint64_t joined = (points & (digits >> 1)) | (strokes & ((digits | letters) >> 1));
    const std::uint64_t after = ~digits & (digits << 1);
    return (after & (money | joined | signs)) | (signs & (digits >> 1));
  }
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
    masks.beyond |= bits_of(chunk, at);
    masks.digits |= bits_of(up_to(_mm_sub_epi8(chunk, _mm_set1_epi8('0')), 9), at);
    masks.urls |= bits_of(any_of(small, "hw", 2), at);
  }
  return masks;
}

// The rest, where there are digits.
void add_shape_masks(const char* bytes, PartMasks& masks) noexcept {
  for (std::size_t at = 0; at < kPieceStep; at += 16) {
    const __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + at));
    const __m128i small = _mm_or_si128(chunk, _mm_set1_epi8(0x20));
    masks.points |= bits_of(any_of(chunk, kPoints, sizeof kPoints), at);
    masks.strokes |= bits_of(any_of(chunk, kStrokes, sizeof kStrokes), at);
    masks.short_units |= bits_of(any_of(small, kShortUnits, sizeof kShortUnits), at);
    masks.unit_begins |= bits_of(any_of(small, kUnitBegins, sizeof kUnitBegins), at);
    masks.unit_seconds |= bits_of(any_of(small, kUnitSeconds, sizeof kUnitSeconds), at);
    masks.signs |= bits_of(any_of(chunk, kShapeSigns, sizeof kShapeSigns), at);
  }
}
#else
PartMasks part_masks(const char* bytes) noexcept {
  PartMasks masks;
  for (std::size_t i = 0; i < kPieceStep; ++i) {
    const char small = ascii_lower(bytes[i]);
    masks.letters |= std::uint64_t{is_letter_or_beyond(small)} << i;
    masks.beyond |= std::uint64_t{is_beyond(small)} << i;
    masks.digits |= std::uint64_t{is_ascii_digit(small)} << i;
    masks.urls |= std::uint64_t{small == 'h' || small == 'w'} << i;
  }
  return masks;
}

void add_shape_masks(const char* bytes, PartMasks& masks) noexcept {
  const auto add = [](std::uint64_t& mask, std::string_view wanted, char byte, std::size_t i) {
    mask |= std::uint64_t{wanted.find(byte) != wanted.npos} << i;
  };
  for (std::size_t i = 0; i < kPieceStep; ++i) {
    const char small = ascii_lower(bytes[i]);
    add(masks.points, {kPoints, sizeof kPoints}, small, i);
    add(masks.strokes, {kStrokes, sizeof kStrokes}, small, i);
    add(masks.short_units, {kShortUnits, sizeof kShortUnits}, small, i);
    add(masks.unit_begins, {kUnitBegins, sizeof kUnitBegins}, small, i);
    add(masks.unit_seconds, {kUnitSeconds, sizeof kUnitSeconds}, small, i);
    add(masks.signs, {kShapeSigns, sizeof kShapeSigns}, small, i);
  }
}
#endif

constexpr std::uint64_t begins_of(std::uint64_t runs) noexcept { return runs & ~(runs << 1); }
constexpr std::uint64_t ends_of(std::uint64_t runs) noexcept { return ~runs & (runs << 1); }

constexpr bool begins_part(char byte) noexcept { return is_letter_or_beyond(byte) || is_ascii_digit(byte); }

constexpr std::uint64_t kLast = std::uint64_t{1} << (kPieceStep - 1);  // the last byte of a step

}  // namespace

// The bytes that a word must have so that no known unit is as long: folding makes at least two bytes of
// three, and a letter has at most three bytes more than without its accents. And too many letters for a
// syllable, whose tone might move.
std::size_t PieceParts::long_word(std::size_t longest) noexcept {
  constexpr std::size_t kMost = std::size_t{1} << 20;
  return longest < kMost ? 6 * longest + 64 : std::string_view::npos;
}

// Whether all of it is ASCII, accented letters, emoji and U+FFFD, and no e-mail address.
void PieceParts::look_through() noexcept {
  const char* const end = piece_.data() + piece_.size();
  for (std::size_t at = ascii_prefix(piece_); at < piece_.size();) {
    const CodePoint point = read_point(piece_.data() + at, end);
    const Beyond kind = beyond_of(point);
    if (kind == Beyond::other) return;
    signs_ |= kind != Beyond::letter;
    at += kind == Beyond::symbol ? same_symbols(piece_.substr(at), point.length) : point.length;
    if (at < piece_.size() && !is_beyond(piece_[at])) at += ascii_prefix(piece_.substr(at));
  }
  cuttable_ = !has_address();
}

bool PieceParts::has_address() const noexcept {
  if (piece_.find('.') == piece_.npos) return false;
  for (std::size_t sign = piece_.find('@'); sign != piece_.npos; sign = piece_.find('@', sign + 1)) {
    if (match_domain(piece_, static_cast<Place>(sign)) != 0) return true;
  }
  return false;
}

std::size_t PieceParts::letters_end(std::size_t at) const noexcept {
  const char* const end = piece_.data() + piece_.size();
  while (at < piece_.size() && is_letter_or_beyond(piece_[at])) {
    const bool sure = !signs_ || !is_beyond(piece_[at]);
    const CodePoint point = sure ? CodePoint{0, 1, true} : read_point(piece_.data() + at, end);
    if (!sure && beyond_of(point) != Beyond::letter) break;
    at += point.length;
  }
  return at;
}

// The end of an emoji, `first`, at `at`, with the tone of its skin, or of a flag.
std::size_t PieceParts::emoji_end(std::size_t at, char32_t first) const noexcept {
  const char* const end = piece_.data() + piece_.size();
  at += utf8_length(first);
  if (at == piece_.size() || !is_beyond(piece_[at])) return at;
  const CodePoint next = read_point(piece_.data() + at, end);
  const bool flag = is_regional_indicator(first) && is_regional_indicator(next.value);
  return flag || is_emoji_modifier(next.value) ? at + next.length : at;
}

// Of a word of long_word_ bytes or more.
std::string_view PieceParts::unknown_stretch(std::string_view word) const noexcept {
  std::size_t begin = 0;
  while (begin < word.size() && !is_beyond(word[begin])) ++begin;  // the first accent
  const std::size_t last = word.size() - long_word_;
  if (begin == word.size()) begin = 0;
  begin = begin < last ? begin : last;
  while (begin > 0 && (static_cast<unsigned char>(word[begin]) & 0xC0U) == 0x80) --begin;
  std::size_t end = begin + long_word_;
  while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80) ++end;
  return word.substr(begin, end - begin);
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
  at_ = std::max(at_, resume_);
  if (!cuttable_ || signs_ || piece_.size() - at_ < kPieceStep) return false;
  PartMasks masks = part_masks(piece_.data() + at_);
  const std::uint64_t begins = begins_of(masks.letters) | begins_of(masks.digits) | masks.symbols();
  // What begins last may go on after those bytes, and letters that do may belong to the number before them.
  // What a number is, two bytes tell.
  std::uint64_t cuts = begins & ~std::uint64_t{1} & ~kLast;
  if ((masks.letters & kLast) != 0 && ~masks.letters != 0)
    cuts &= (kLast >> std::countl_one(masks.letters)) * 2 - 1;
  if (cuts == 0) return false;
  const std::uint64_t whole = (std::uint64_t{1} << (63 - std::countl_zero(cuts))) - 1;
  if ((masks.urls & begins_of(masks.letters) & whole) != 0) return false;
  if (masks.digits != 0) {
    if (masks.beyond != 0) return false;  // 2 tỷ
    add_shape_masks(piece_.data() + at_, masks);
    if ((masks.shapes() & (whole << 1 | 1)) != 0) return false;
  }
  const std::uint64_t letters = masks.letters & whole, digits = masks.digits & whole;
  words = {at_, begins_of(letters) | begins_of(digits), ends_of(letters) | ends_of(digits)};
  at_ += static_cast<std::size_t>(std::countr_one(whole));
  return true;
}

// The part that ends at at_.
std::string_view PieceParts::part_from(std::size_t begin) noexcept {
  const std::string_view part = piece_.substr(begin, at_ - begin);
  if (part.size() < long_word_ || is_ascii_digit(part.front())) return part;
  resume_ = at_;
  const std::string_view stretch = unknown_stretch(part);
  at_ = begin + static_cast<std::size_t>(stretch.data() - part.data()) + stretch.size();
  return stretch;
}

std::string_view PieceParts::next() noexcept {
  if (!cuttable_) return rest(at_);
  at_ = std::max(at_, resume_);
  while (at_ < piece_.size()) {
    const std::size_t begin = at_;
    if (signs_ && is_beyond(piece_[begin])) {
      const CodePoint point = read_point(piece_.data() + begin, piece_.data() + piece_.size());
      const Beyond kind = beyond_of(point);
      if (kind == Beyond::emoji) {
        at_ = emoji_end(begin, point.value);
        return piece_.substr(begin, at_ - begin);
      }
      if (kind == Beyond::symbol) {
        at_ += same_symbols(piece_.substr(begin), point.length);
        continue;
      }
    } else if (!begins_part(piece_[begin])) {
      if (begins_shape(begin)) return rest(begin);
      ++at_;
      continue;
    }
    at_ = part_end(begin);
    return at_ == 0 ? rest(begin) : part_from(begin);
  }
  return {};
}

}  // namespace ykien::detail
