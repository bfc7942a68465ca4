// The rule of the capital fonts, on converted text.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/detail/utf8.h"
#include "text/encoding/compose.h"
#include "text/encoding/convert.h"
#include "text/encoding/syllables.h"
#include "text/encoding/units.h"

namespace ykien::encoding {
namespace {

enum class Case { small, large, open };

struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool small_ascii = false;
  bool small_accented = false;  // what the rule may raise
  int large = 0;
  std::uint64_t key = 0;  // see syllables.h
  int size = 0;

  // An abbreviation says nothing about the words beside it: only what can be a syllable does.
  Case letter_case() const {
    if (small_ascii) return Case::small;
    const bool syllable = small_accented || (size <= 7 && syllable_class(key, 0, 0) != kIllegal);
    return large >= 2 && syllable ? Case::large : Case::open;
  }
};

enum Letter : std::uint8_t { kNoLetter, kSmallLetter, kLargeLetter };

constexpr std::size_t kLetters = 0x1F00;  // code points beyond are no letters of the alphabet
constexpr auto kLetterTable = [] {
  std::array<Letter, kLetters> letters{};
  for (char32_t point = 0; point < kLetters; ++point) {
    letters[point] = large_of(point) != point   ? kSmallLetter
                     : small_of(point) != point ? kLargeLetter
                                                : kNoLetter;
  }
  return letters;
}();

Letter letter_kind(char32_t point) noexcept { return point < kLetters ? kLetterTable[point] : kNoLetter; }

// Of a small letter.
detail::Symbol symbol_of(char32_t small) noexcept {
  return small < 0x80 ? static_cast<detail::Symbol>(small - 'a') : detail::letter_of(small).symbol;
}

void add_letter(Word& word, char32_t point, bool small) noexcept {
  if (!small) ++word.large;
  word.key = with_letter(word.key, symbol_of(small_of(point)));
  ++word.size;
  if (small) (point < 0x80 ? word.small_ascii : word.small_accented) = true;
}

void raise(std::string& text, const Word& word) {
  std::string raised;
  for (std::size_t at = word.begin; at < word.end;) {
    const detail::CodePoint point = detail::read_code_point(text.data() + at, text.data() + word.end);
    detail::append_code_point(large_of(point.value), raised);
    at += point.length;
  }
  text.replace(word.begin, raised.size(), raised);
}

// Holds back the words that leave it open until the next word that does not.
class Raiser {
 public:
  explicit Raiser(std::string& text) : text_(text) {}

  void add(const Word& word) {
    const Case now = word.letter_case();
    if (now == Case::open) {
      if (word.small_accented) open_.push_back(word);
      return;
    }
    settle(now == Case::large && before_ != Case::small);
    if (now == Case::large && word.small_accented) raise(text_, word);
    before_ = now;
  }
  // At the end of a line.
  void finish() { settle(before_ == Case::large); }

 private:
  void settle(bool large) {
    for (const Word& word : open_) {
      if (large) raise(text_, word);
    }
    open_.clear();
  }

  std::string& text_;
  std::vector<Word> open_;
  Case before_ = Case::open;
};

void raise_line(std::string& text, std::size_t begin, std::size_t end) {
  Raiser raiser(text);
  Word word{.begin = begin};
  const auto close = [&](std::size_t at) {
    word.end = at;
    if (word.small_ascii || word.small_accented || word.large > 0) raiser.add(word);
  };
  for (std::size_t at = begin; at < end;) {
    const detail::CodePoint point = detail::read_code_point(text.data() + at, text.data() + end);
    if (const Letter kind = letter_kind(point.value); kind != kNoLetter) {
      add_letter(word, point.value, kind == kSmallLetter);
    } else {
      close(at);
      word = Word{.begin = at + point.length};
    }
    at += point.length;
  }
  close(end);
  raiser.finish();
}

}  // namespace

bool has_capitals(std::string_view utf8) noexcept {
  int large = 0;  // in the word so far
  const char* const end = utf8.data() + utf8.size();
  for (const char* at = utf8.data(); at < end && large < 2;) {
    const detail::CodePoint point = detail::read_code_point(at, end);
    at += point.length;
    const Letter kind = letter_kind(point.value);
    large = kind == kNoLetter ? 0 : large + (kind == kLargeLetter ? 1 : 0);
  }
  return large >= 2;
}

void raise_capitals(std::string& text, std::size_t begin) {
  while (begin < text.size()) {
    const std::size_t end = begin + first_line_end(std::string_view(text).substr(begin));
    if (has_capitals(std::string_view(text).substr(begin, end - begin))) raise_line(text, begin, end);
    begin = end;
  }
}

}  // namespace ykien::encoding
