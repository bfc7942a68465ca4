#include "text/detail/accent_units.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/detail/hash.h"
#include "text/detail/ascii.h"
#include "text/detail/plain.h"

namespace ykien::detail {
namespace {

bool is_upper(char32_t value) noexcept {
  return value < 0x80 ? value >= 'A' && value <= 'Z' : u_isupper(static_cast<UChar32>(value)) != 0;
}

// Marks count as letters that are not capital, so "Ö" of two code points is no word of capitals: rare and
// harmless.
Shape shape_of(std::string_view source) noexcept {
  std::size_t letters = 0;
  std::size_t capitals = 0;
  bool first = false;
  const char* const end = source.data() + source.size();
  for (const char* at = source.data(); at < end; ++letters) {
    const CodePoint point = read_code_point(at, end);
    at += point.length;
    const bool capital = is_upper(point.value);
    if (letters == 0) first = capital;
    capitals += capital ? 1 : 0;
  }
  if (letters > 1 && capitals == letters) return Shape::upper;
  return first ? Shape::capital : Shape::lower;
}

// Punctuation is told apart by its mark, everything else by its kind: one number is as good as another.
std::uint64_t symbol_of(std::string_view text, TokenKind kind) noexcept {
  const std::uint64_t mark = kind == TokenKind::punctuation ? static_cast<unsigned char>(text[0]) : 0;
  return mix_bits(mark * 64 + static_cast<std::uint64_t>(kind) + 1);
}

bool opens_sentence(std::string_view text) noexcept { return text.find_first_of(".!?:-\"") == 0; }

bool closes_sentence(std::string_view text) noexcept {
  return text.find_first_of(".!?;") == 0 || text == "…";
}

}  // namespace

AccentUnit border_unit() noexcept {
  AccentUnit unit;
  unit.symbol = mix_bits(7);
  unit.shape = Shape::border;
  return unit;
}

// The same as word() for what most words are: fewer than eight ASCII letters. False for others.
bool UnitReader::short_word(std::string_view text, Range source, std::string_view folded, Range letters,
                            AccentUnit& unit) const noexcept {
  constexpr std::uint64_t kBeyondAscii = 0x8080808080808080;
  const std::size_t size = letters.size();
  if (size == 0 || size >= kPackedBytes || source.size() != size) return false;
  if (spellings_ != AccentSpellings::of_accented) return false;
  const std::uint64_t packed = packed_word(folded, letters);
  const std::uint64_t written = packed_word(text, source);
  if (((packed | written) & kBeyondAscii) != 0) return false;
  const std::uint64_t capitals = capitals_of(written, size);
  const bool all = size > 1 && capitals == capitals_of(0, size);
  unit.word = true;
  unit.capitals = capitals != 0;
  unit.shape = all ? Shape::upper : (capitals & 0xFF) != 0 ? Shape::capital : Shape::lower;
  unit.symbol = hash_short_text(packed, size);
  unit.set = lexicon_.find(slice(folded, letters), unit.symbol);
  return true;
}

AccentUnit UnitReader::word(std::string_view text, Range source, std::string_view folded, Range range) {
  AccentUnit unit;
  if (short_word(text, source, folded, range, unit)) return unit;
  const std::string_view letters = slice(folded, range);
  unit.word = true;
  unit.accented = !all_ascii(letters);
  unit.shape = shape_of(slice(text, source));
  std::string_view plain = letters;
  if (unit.accented) {
    plain_.clear();
    append_plain(letters, plain_);
    plain = plain_;
  }
  unit.symbol = hash_text(plain);
  unit.set = lexicon_.find(plain, unit.symbol);
  if (unit.set == kNoSet || (!unit.accented && spellings_ == AccentSpellings::of_accented)) return unit;
  const auto candidates = lexicon_.candidates(unit.set);
  const auto found = std::ranges::find(candidates, letters, &Candidate::text);
  if (found != candidates.end()) unit.spelling = static_cast<std::uint8_t>(found - candidates.begin());
  return unit;
}

void UnitReader::read(std::string_view text, const Normalized& folded, std::span<const Token> tokens,
                      std::vector<AccentUnit>& units) {
  bool first = true;  // of a sentence
  for (const Token& token : tokens) {
    const std::string_view letters = slice(folded.text, token.range);
    AccentUnit unit;
    if (token.kind == TokenKind::syllable) {
      unit = word(text, folded.offsets.source(token.range), folded.text, token.range);
      if (first && unit.shape == Shape::capital) unit.shape = Shape::first;
      first = false;
    } else {
      unit.symbol = symbol_of(letters, token.kind);
      first = opens_sentence(letters) || (first && letters == ",");
    }
    unit.range = token.range;
    units.push_back(unit);
  }
}

std::size_t sentence_end(std::string_view folded, std::span<const AccentUnit> units) noexcept {
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::uint32_t end = units[i].range.end;
    const std::uint32_t next =
        i + 1 < units.size() ? units[i + 1].range.begin : static_cast<std::uint32_t>(folded.size());
    if (has_line_break(folded, {end, next})) return i + 1;
    if (units[i].word) continue;
    const bool abbreviation = i > 0 && units[i - 1].word && units[i - 1].set == kNoSet;
    const bool closes = end < next && closes_sentence(slice(folded, units[i].range));
    if (closes && !abbreviation) return i + 1;
  }
  return units.size();
}

}  // namespace ykien::detail
