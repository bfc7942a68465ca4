#include "text/encoding/score.h"

#include <array>
#include <memory>

#include "text/detail/char_class.h"
#include "text/detail/letters.h"
#include "text/detail/utf8.h"
#include "text/encoding/compose.h"
#include "text/encoding/syllables.h"

namespace ykien::encoding {
namespace {

enum class Kind : std::uint8_t {
  between,  // ASCII that is no letter, everyday punctuation, and whatever lies beyond the table
  letter,   // of the alphabet or a-z
  foreign,  // any other letter of Latin
  odd,      // symbols and controls that an encoding gives only when it is the wrong one
};

struct Character {
  Kind kind = Kind::between;
  bool large = false;
  detail::Letter letter{};
};

constexpr char32_t kTable = 0x2000;  // code points with an entry

Character character_of(char32_t point) {
  const char32_t small = small_of(point);
  const detail::Letter letter = detail::letter_of(small);
  if (letter.symbol != detail::kNoSymbol) return {Kind::letter, small != point, letter};
  constexpr std::u32string_view kEveryday = U"\u00A0«»°²³½¼";
  if (point < 0x20) return {point == '\t' || point == '\n' || point == '\r' ? Kind::between : Kind::odd};
  if (point < 0x7F || kEveryday.find(point) != kEveryday.npos) return {};
  if (point < 0xC0 || point == 0xD7 || point == 0xF7) return {Kind::odd};
  if (point < 0x370 || (point >= 0x1E00 && point < 0x1F00)) return {Kind::foreign};
  return {};
}

const std::array<Character, kTable>& characters() {
  static const auto table = [] {
    auto list = std::make_unique<std::array<Character, kTable>>();
    for (char32_t point = 0; point < kTable; ++point) (*list)[point] = character_of(point);
    return list;
  }();
  return *table;
}

// Punctuation of windows-1252 beyond the table that is odd in Vietnamese.
constexpr bool odd_beyond(char32_t point) noexcept {
  return point == 0x2020 || point == 0x2021 || point == 0x2030 || point == 0x2039 || point == 0x203A ||
         point == 0x2122;
}

// In tenths, as everything that is added up. The weights of the classes of syllable_class().
constexpr std::array<std::int8_t, 10> kWeights = {-40, -35, -30, -19, -5, 8, 22, 36, 50, 50};
constexpr int kWrong = -60;
constexpr int kOdd = -40;
constexpr int kAbbreviation = -10;  // NĐ, hđ, GCNQSDĐ: no syllable, but every writing of it has some

struct Word {
  std::uint64_t key = 0;
  int size = 0;
  int tone = 0;
  int place = 0;
  int tones = 0;
  int large = 0;
  bool accented = false;
  bool marked = false;  // by more than the stroke of đ
  bool foreign = false;
  bool first_large = false;

  void add(const Character& character) noexcept {
    const bool stroke = character.letter.symbol == detail::kStrokeD;
    marked |= (character.letter.symbol >= 26 && !stroke) || character.letter.tone != 0;
    accented |= marked || stroke;
    if (character.letter.tone != 0) {
      tone = character.letter.tone;
      place = size;
      ++tones;
    }
    first_large |= size == 0 && character.large;
    large += character.large ? 1 : 0;
    key = with_letter(key, character.letter.symbol);
    ++size;
  }

  // đường, Đường or ĐƯỜNG, but not đưỜng.
  bool case_fits() const noexcept { return large == 0 || large == size || (large == 1 && first_large); }

  std::uint8_t rank() const noexcept {
    if (foreign || tones > 1 || size > 7 || !case_fits()) return kIllegal;
    return syllable_class(key, tone, place);
  }
};

bool counts(const Word& word) noexcept { return word.accented || word.foreign; }

WordScore score_of_word(const Word& word) noexcept {
  const std::uint64_t id = word.key * 8 + static_cast<unsigned>(word.tone) + 1;
  const std::uint8_t rank = word.rank();
  if (rank == kIllegal && !word.marked && !word.foreign) return {id, kAbbreviation, false};
  if (rank == kIllegal) return {id, kWrong, true};
  return {id, kWeights[rank], false};
}

bool is_odd(const Character& character, char32_t point) noexcept {
  return character.kind == Kind::odd || point == detail::kReplacement || odd_beyond(point);
}

const Character& character_at(const std::array<Character, kTable>& table, char32_t point) noexcept {
  static constexpr Character kBeyond{};
  return point < kTable ? table[point] : kBeyond;
}

// Past blanks and words of ASCII, which score nothing, as far as that is seen at once.
const char* skip_plain(const char* at, const char* end) noexcept {
  while (at < end) {
    const char* letters = at;
    while (letters < end && detail::is_ascii_letter(*letters)) ++letters;
    if (letters < end && *letters != ' ') return at;
    at = letters < end ? letters + 1 : letters;
  }
  return at;
}

}  // namespace

void Scorer::read(std::string_view utf8) noexcept {
  const auto& table = characters();
  Word word;
  const auto close = [&] {
    if (counts(word)) {
      add(score_of_word(word));
    } else if (count_strange_ && word.size > 0 && word.rank() == kIllegal) {
      ++counts_.strange;
    }
    word = Word{};
  };
  const char* const end = utf8.data() + utf8.size();
  for (const char* at = utf8.data(); at < end;) {
    if (!count_strange_ && word.size == 0 && !word.foreign) at = skip_plain(at, end);
    if (at == end) break;
    const detail::CodePoint point = detail::read_code_point(at, end);
    at += point.length;
    const Character& character = character_at(table, point.value);
    if (character.kind == Kind::letter) {
      word.add(character);
    } else if (character.kind == Kind::foreign) {
      word.foreign = true;
    } else {
      close();
      if (!is_odd(character, point.value)) continue;
      ++counts_.wrong;
      tenths_ += kOdd;
    }
  }
  close();
}

void Scorer::add(const WordScore& word) noexcept {
  const bool again = word.id == before_ && word.tenths > 0;
  add_many({.words = 1, .wrong = word.wrong ? 1 : 0}, again ? 0 : word.tenths, word.id);
}

void Scorer::add_many(const Score& counts, int tenths, std::uint64_t last) noexcept {
  counts_.words += counts.words;
  counts_.wrong += counts.wrong;
  tenths_ += tenths;
  before_ = last;
}

Score Scorer::score() const noexcept {
  Score score = counts_;
  score.sum = 0.1F * static_cast<float>(tenths_);
  return score;
}

Score score_of(std::string_view utf8, bool count_strange) noexcept {
  Scorer scorer(count_strange);
  scorer.read(utf8);
  return scorer.score();
}

SingleWord single_word(std::string_view utf8) noexcept {
  const auto& table = characters();
  Word word;
  const char* const end = utf8.data() + utf8.size();
  for (const char* at = utf8.data(); at < end;) {
    const detail::CodePoint point = detail::read_code_point(at, end);
    at += point.length;
    const Character& character = character_at(table, point.value);
    if (character.kind != Kind::letter && character.kind != Kind::foreign) return {};
    character.kind == Kind::letter ? word.add(character) : void(word.foreign = true);
  }
  if (!counts(word)) return {true, false, {}};
  return {true, true, score_of_word(word)};
}

}  // namespace ykien::encoding
