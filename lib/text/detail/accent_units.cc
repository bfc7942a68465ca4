#include "text/detail/accent_units.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/detail/hash.h"
#include "text/detail/plain.h"

namespace ykien::detail {
namespace {

bool is_ascii(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

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

AccentUnit UnitReader::word(std::string_view source, std::string_view letters) {
  AccentUnit unit;
  unit.word = true;
  unit.accented = !is_ascii(letters);
  unit.shape = shape_of(source);
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
      unit = word(slice(text, folded.offsets.source(token.range)), letters);
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
    const std::string_view between = slice(folded, {end, next});
    if (between.find('\n') != between.npos) return i + 1;
    const bool abbreviation = i > 0 && units[i - 1].word && units[i - 1].set == kNoSet;
    const bool closes = !units[i].word && !between.empty() && closes_sentence(slice(folded, units[i].range));
    if (closes && !abbreviation) return i + 1;
  }
  return units.size();
}

}  // namespace ykien::detail
