#include "text/detail/unit.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "text/detail/char_class.h"
#include "text/detail/offset_runs.h"
#include "text/detail/plain.h"
#include "text/detail/tone.h"
#include "text/detail/utf8.h"
#include "text/detail/word_hash.h"

namespace ykien::detail {
namespace {

// Written with a dot, as they stand when folded. Single letters (H., K.) need no entry.
constexpr std::string_view kAbbreviations[] = {"bs",  "cn",  "ds",  "gs",  "ks", "kts", "ls",
                                               "ng",  "nxb", "ong", "pgs", "st", "tg",  "th",
                                               "ths", "tp",  "tr",  "ts",  "tt", "tx"};
constexpr std::string_view kDomains[] = {"biz", "com", "edu", "gov", "info", "net", "org", "vn"};

template <std::size_t n>
bool one_of(const std::string_view (&list)[n], std::string_view word) noexcept {
  return std::binary_search(std::begin(list), std::end(list), word);
}

bool is_wordlike(const Token& token) noexcept {
  return token.kind != TokenKind::punctuation && token.kind != TokenKind::emoji;
}

bool touch(const Token& left, const Token& right) noexcept { return left.range.end == right.range.begin; }

bool is_apostrophe(std::string_view mark) noexcept { return mark == "'" || mark == "\xE2\x80\x99"; }

bool is_abbreviation(std::string_view letters) noexcept {
  return one_of(kAbbreviations, letters) ||
         read_code_point(letters.data(), letters.data() + letters.size()).length == letters.size();
}

// Whether `mark` between two wordlike tokens makes one unit of them.
bool joins(std::string_view left, std::string_view mark, std::string_view right) noexcept {
  if (mark == "-" || is_apostrophe(mark)) return true;
  return mark == "." && (is_abbreviation(left) || one_of(kDomains, right));
}

struct LetterCount {
  std::uint32_t letters = 0;
  std::uint32_t upper = 0;
  bool first_upper = false;
  bool digits = false;
  bool marks = false;  // anything that is neither a letter nor a digit
};

LetterCount count_letters(std::string_view source) noexcept {
  LetterCount count;
  const char* const end = source.data() + source.size();
  for (const char* at = source.data(); at < end;) {
    const CodePoint point = read_code_point(at, end);
    at += point.length;
    switch (char_class(point.value)) {
      case CharClass::letter: {
        const bool upper = u_isUUppercase(static_cast<UChar32>(point.value)) != 0;
        if (count.letters++ == 0) count.first_upper = upper;
        count.upper += upper ? 1 : 0;
        break;
      }
      case CharClass::digit: count.digits = true; break;
      case CharClass::mark:
      case CharClass::blank: break;
      default: count.marks = true;
    }
  }
  return count;
}

// Whether the folded `text` is one Vietnamese syllable.
bool is_syllable(std::string_view text) noexcept {
  std::array<Symbol, kLongestSyllable> symbols{};
  std::size_t size = 0;
  const FoldTable& table = FoldTable::instance();
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    const CodePoint point = read_code_point(at, end);
    at += point.length;
    const bool letter = point.value < FoldTable::kSize && table[point.value].kind == Fold::Kind::letter;
    if (!letter || size == symbols.size()) return false;
    symbols[size++] = table[point.value].letter.symbol;
  }
  return tone_position({symbols.data(), size}, ToneStyle::new_style) >= 0;
}

std::uint8_t mark_shape(std::string_view folded) noexcept {
  constexpr std::string_view kQuotes[] = {"\"", "'", "(", ")", "\xE2\x80\x9C", "\xE2\x80\x9D"};
  if (folded == ".") return kDot;
  if (folded == ",") return kComma;
  return one_of(kQuotes, folded) ? kQuote : kOtherMark;
}

std::uint8_t letter_shape(const LetterCount& count) noexcept {
  if (count.upper == 0) return kLower;
  if (count.upper == count.letters) return count.letters == 1 ? kInitial : kCapitals;
  return count.first_upper && count.upper == 1 ? kTitle : kMixed;
}

std::uint8_t shape_of(std::string_view source, std::string_view folded) noexcept {
  const LetterCount count = count_letters(source);
  if (count.digits) return count.letters > 0 ? kNumberAndLetters : kNumber;
  if (count.letters == 0) return mark_shape(folded);
  if (count.marks && folded.back() == '.') return kAbbreviation;
  return static_cast<std::uint8_t>(letter_shape(count) | (is_syllable(folded) ? 0 : kForeign));
}

// `folded` with each run of ASCII digits as one 0: numbers are alike to the segmenter.
void append_without_digits(std::string_view folded, std::string& to) {
  while (!folded.empty()) {
    const auto digit = std::ranges::find_if(folded, &is_ascii_digit);
    to.append(folded.begin(), digit);
    const auto after = std::find_if_not(digit, folded.end(), &is_ascii_digit);
    if (digit != after) to += '0';
    folded = {after, folded.end()};
  }
}

bool beyond_ascii(std::string_view text) noexcept {
  return std::ranges::any_of(text, [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; });
}

constexpr std::size_t kShort = sizeof(std::uint64_t);

// The bytes of a range of at most kShort bytes, as a number.
std::uint64_t short_text(std::string_view text, Range range) noexcept {
  std::uint64_t bytes = 0;
  if (range.begin + kShort > text.size()) {
    std::memcpy(&bytes, text.data() + range.begin, range.size());
    return bytes;
  }
  std::memcpy(&bytes, text.data() + range.begin, kShort);
  const std::uint64_t others = ~std::uint64_t{0} >> (8 * (kShort - range.size()) & 63);
  return std::endian::native == std::endian::little ? bytes & others
                                                    : bytes >> (8 * (kShort - range.size()) & 63);
}

std::size_t place_of(std::uint64_t source, std::uint64_t folded) noexcept {
  return static_cast<std::size_t>(chain(source * 0x9E3779B97F4A7C15U, folded) >> 40);
}

}  // namespace

// One past the last token of the unit that begins with the token `first`.
std::size_t UnitCutter::unit_end(std::size_t first) const noexcept {
  const auto text = [this](std::size_t at) { return slice(folded_.text, tokens_[at].range); };
  std::size_t end = first + 1;
  if (!is_wordlike(tokens_[first])) return end;
  while (end < tokens_.size() && touch(tokens_[end - 1], tokens_[end])) {
    if (is_wordlike(tokens_[end])) {
      ++end;
      continue;
    }
    const bool between =
        end + 1 < tokens_.size() && touch(tokens_[end], tokens_[end + 1]) && is_wordlike(tokens_[end + 1]);
    if (between && joins(text(end - 1), text(end), text(end + 1))) {
      end += 2;
      continue;
    }
    const bool percent = tokens_[end - 1].kind == TokenKind::number && text(end) == "%";
    const bool dot = end == first + 1 && tokens_[first].kind == TokenKind::syllable && text(end) == "." &&
                     is_abbreviation(text(first));
    return percent || dot ? end + 1 : end;
  }
  return end;
}

// Whether the tokens before and at `at` stand for the same letter of the source, as those of U+0140 (l and a
// dot) do.
bool UnitCutter::shares_source(std::size_t at) const noexcept {
  return at < sources_.size() && sources_[at].begin < sources_[at - 1].end;
}

Unit UnitCutter::unit_of(std::string_view source, std::string_view folded) {
  Unit result;
  result.shape = shape_of(source, folded);
  result.accented = is_letters(result.shape) && beyond_ascii(folded);
  key_.clear();
  append_without_digits(folded, key_);
  plain_.clear();
  append_plain(key_, plain_);
  result.id = hash_unit(key_);
  result.plain = plain_ == key_ ? result.id : hash_unit(plain_);
  return result;
}

// All but the range of `to`.
void UnitCutter::describe(std::string_view piece, Range source, Range folded, Unit& to) {
  if (source.size() > kShort || folded.size() > kShort) {
    to = unit_of(slice(piece, source), slice(folded_.text, folded));
    return;
  }
  const Key key{short_text(piece, source), short_text(folded_.text, folded),
                source.size() << 8 | folded.size()};
  Known& known = known_[place_of(key.source, key.folded) % kKnown];
  if (!(known.key == key)) known = {key, unit_of(slice(piece, source), slice(folded_.text, folded))};
  to = known.unit;
}

void UnitCutter::find_sources() {
  sources_.clear();
  if (folded_.offsets.identity()) return;
  SourceCursor cursor(folded_.offsets);
  for (const Token& token : tokens_) sources_.push_back(cursor.source(token.range));
}

void UnitCutter::cut(std::string_view piece, std::uint32_t offset, std::vector<Unit>& units) {
  folded_ = normalize(piece);
  tokens_.clear();
  tokenize(folded_.text, tokens_);
  find_sources();
  for (std::size_t first = 0; first < tokens_.size();) {
    std::size_t end = unit_end(first);
    while (shares_source(end)) end = unit_end(end);
    const Range range{tokens_[first].range.begin, tokens_[end - 1].range.end};
    const Range source = sources_.empty() ? range : Range{sources_[first].begin, sources_[end - 1].end};
    // In place: a unit put together elsewhere would wait to be copied as a whole.
    Unit& made = units.emplace_back();
    describe(piece, source, range, made);
    made.range.begin = source.begin + offset;
    made.range.end = source.end + offset;
    first = end;
  }
}

}  // namespace ykien::detail
