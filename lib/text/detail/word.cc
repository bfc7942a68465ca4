#include "text/detail/word.h"

#include <algorithm>

#include "text/detail/folder.h"
#include "text/detail/syllable.h"

namespace ykien::detail {
namespace {

// The one tone of letters, or -1 where there are several.
int tone_of(std::span<const Letter> letters) noexcept {
  int tone = 0;
  for (const Letter letter : letters) {
    if (letter.tone == 0) continue;
    if (tone != 0) return -1;
    tone = letter.tone;
  }
  return tone;
}

bool spells(std::span<const Letter> letters) noexcept {
  std::array<Symbol, Word::kMostLetters> symbols{};
  if (letters.size() > symbols.size()) return false;
  std::ranges::transform(letters, symbols.begin(), &Letter::symbol);
  const int tone = tone_of(letters);
  return tone >= 0 && is_syllable({symbols.data(), letters.size()}, tone, true);
}

std::string spelled(std::span<const Letter> letters) {
  std::string text;
  for (const Letter letter : letters) {
    const char32_t value = compose(letter.symbol, letter.tone);
    append_code_point(value == 0 ? kSymbolLetters[letter.symbol] : value, text);
  }
  return text;
}

// The runs as letters; returns how many.
std::size_t run_letters(std::span<const Word::Run> runs, unsigned twice, std::span<Letter> to) noexcept {
  std::size_t size = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    to[size++] = runs[i].letter;
    if (twice >> i & 1) to[size++] = {runs[i].letter.symbol, 0};
  }
  return size;
}

}  // namespace

Word::Word(std::string_view text, Range range) {
  struct Sink {
    Word& word;
    std::uint32_t shift;
    void put(char32_t value, Range source, bool) {
      word.add(value, {source.begin + shift, source.end + shift});
    }
    void put_ascii(std::string_view source, std::uint32_t begin) {
      for (std::uint32_t i = 0; i < source.size(); ++i)
        put(static_cast<unsigned char>(ascii_lower(source[i])), {begin + i, begin + i + 1}, false);
    }
    void drop(Range) {}
  };
  Sink sink{*this, range.begin};
  const std::string_view written = slice(text, range);
  Folder(written, ToneStyle::keep, sink).run();
  count_capitals(written);
}

void Word::count_capitals(std::string_view written) noexcept {
  const char* const end = written.data() + written.size();
  for (const char* at = written.data(); at < end;) {
    const CodePoint point = read_code_point(at, end);
    const bool latin =
        point.value < FoldTable::kSize && FoldTable::instance()[point.value].kind == Fold::Kind::letter;
    const bool capital = latin && FoldTable::instance()[point.value].folded != point.value;
    capitals_ += capital ? 1 : 0;
    first_capital_ |= capital && at == written.data();
    at += point.length;
  }
}

void Word::add(char32_t value, Range source) {
  const Fold* const fold = value < FoldTable::kSize ? &FoldTable::instance()[value] : nullptr;
  known_ &= fold != nullptr && fold->kind == Fold::Kind::letter;
  if (!known_) return;
  const Letter letter = fold->letter;
  ++count_;
  if (letters_size_ < letters_.size()) letters_[letters_size_++] = letter;
  Run* const last = runs_size_ == 0 ? nullptr : &runs_[runs_size_ - 1];
  const bool same = last != nullptr && last->letter.symbol == letter.symbol &&
                    (last->letter.tone == letter.tone || letter.tone == 0 || last->letter.tone == 0);
  if (!same) {
    too_many_ |= runs_size_ == kMostRuns;
    if (!too_many_) runs_[runs_size_++] = {letter, 1, source, source};
    return;
  }
  if (too_many_) return;
  ++last->length;
  if (last->length <= 3) last->first_three.end = source.end;
  if (last->letter.tone == 0 && letter.tone != 0) {
    last->letter.tone = letter.tone;
    last->kept = source;
  }
}

Casing Word::casing() const noexcept {
  if (capitals_ == 0) return Casing::lower;
  if (capitals_ == count_ && count_ > 1) return Casing::upper;
  return first_capital_ && capitals_ == 1 ? Casing::capitalized : Casing::mixed;
}

std::string Word::folded() const { return spelled(letters()); }

std::string Word::folded_runs(unsigned twice) const {
  std::array<Letter, 2 * kMostRuns> all{};
  return spelled({all.data(), run_letters(runs(), twice, all)});
}

bool Word::is_syllable() const noexcept {
  return known_ && letters_size_ <= kLongestSyllable && spells(letters());
}

bool Word::runs_are_syllable(unsigned twice) const noexcept {
  std::array<Letter, 2 * kMostRuns> all{};
  const std::size_t size = run_letters(runs(), twice, all);
  return known_ && !too_many_ && size <= kLongestSyllable && spells({all.data(), size});
}

bool Word::accented() const noexcept {
  return std::ranges::any_of(letters(),
                             [](Letter letter) { return letter.tone != 0 || letter.symbol >= 26; });
}

}  // namespace ykien::detail
