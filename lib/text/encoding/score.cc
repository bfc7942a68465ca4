#include "text/encoding/score.h"

#include <array>
#include <memory>

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

// The weights of the classes of syllable_class().
constexpr std::array<float, 10> kWeights = {-4.0F, -3.5F, -3.0F, -1.9F, -0.5F, 0.8F, 2.2F, 3.6F, 5.0F, 5.0F};
constexpr float kWrong = -6.0F;
constexpr float kOdd = -4.0F;
constexpr float kAbbreviation = -1.0F;  // NĐ, hđ, GCNQSDĐ: no syllable, but every writing of it has some

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

void close(const Word& word, bool count_strange, Score& score) noexcept {
  if (word.size == 0 && !word.foreign) return;
  if (!word.accented && !word.foreign) {
    if (count_strange && word.rank() == kIllegal) ++score.strange;
    return;
  }
  ++score.words;
  const std::uint8_t rank = word.rank();
  if (rank == kIllegal && !word.marked && !word.foreign) {
    score.sum += kAbbreviation;
    return;
  }
  score.wrong += rank == kIllegal ? 1 : 0;
  score.sum += rank == kIllegal ? kWrong : kWeights[rank];
}

void count_odd(Score& score) noexcept {
  ++score.wrong;
  score.sum += kOdd;
}

}  // namespace

Score score_of(std::string_view utf8, bool count_strange) noexcept {
  const auto& table = characters();
  Score score;
  Word word;
  const char* const end = utf8.data() + utf8.size();
  for (const char* at = utf8.data(); at < end;) {
    const detail::CodePoint point = detail::read_code_point(at, end);
    at += point.length;
    const Character character = point.value < kTable ? table[point.value] : Character{};
    if (character.kind == Kind::letter) {
      word.add(character);
      continue;
    }
    if (character.kind == Kind::foreign) {
      word.foreign = true;
      continue;
    }
    close(word, count_strange, score);
    word = Word{};
    if (character.kind == Kind::odd || point.value == detail::kReplacement || odd_beyond(point.value))
      count_odd(score);
  }
  close(word, count_strange, score);
  return score;
}

}  // namespace ykien::encoding
