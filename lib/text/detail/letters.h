// The Vietnamese alphabet as data: 33 symbols (a-z and ă â đ ê ô ơ ư) and 6 tones.
#ifndef YKIEN_TEXT_DETAIL_LETTERS_H_
#define YKIEN_TEXT_DETAIL_LETTERS_H_

#include <cstdint>

namespace ykien::detail {

using Symbol = std::uint8_t;
inline constexpr int kSymbols = 33;
inline constexpr int kTones = 6;  // 0 none, 1 grave, 2 acute, 3 hook above, 4 tilde, 5 dot below
inline constexpr Symbol kNoSymbol = 0xFF;

// Symbols in order; a symbol's number is its place here.
inline constexpr char32_t kSymbolLetters[kSymbols + 1] = U"abcdefghijklmnopqrstuvwxyzăâđêôơư";
inline constexpr Symbol kBreveA = 26, kCircumflexA = 27, kStrokeD = 28, kCircumflexE = 29, kCircumflexO = 30,
                        kHornO = 31, kHornU = 32;

// The letter each symbol has without accents.
inline constexpr char kSymbolBases[kSymbols + 1] = "abcdefghijklmnopqrstuvwxyzaadeoou";

struct VowelRow {
  Symbol symbol;
  char32_t tones[kTones + 1];
};

// The twelve vowels with every tone, in the order of the tones above.
inline constexpr VowelRow kVowels[] = {
    {0, U"aàáảãạ"},          {kBreveA, U"ăằắẳẵặ"},      {kCircumflexA, U"âầấẩẫậ"}, {4, U"eèéẻẽẹ"},
    {kCircumflexE, U"êềếểễệ"}, {8, U"iìíỉĩị"},          {14, U"oòóỏõọ"},           {kCircumflexO, U"ôồốổỗộ"},
    {kHornO, U"ơờớởỡợ"},     {20, U"uùúủũụ"},           {kHornU, U"ưừứửữự"},       {24, U"yỳýỷỹỵ"}};

// The composed letter, or 0 where there is none (a tone on a consonant).
constexpr char32_t compose(Symbol symbol, int tone) noexcept {
  if (tone == 0) return kSymbolLetters[symbol];
  for (const VowelRow& row : kVowels) {
    if (row.symbol == symbol) return row.tones[tone];
  }
  return 0;
}

constexpr bool is_vowel(Symbol symbol) noexcept { return compose(symbol, 1) != 0; }

// What a combining mark does to a letter.
struct MarkEffect {
  std::uint8_t tone = 0;     // 1..5, or 0
  std::uint8_t quality = 0;  // 1 circumflex, 2 breve, 3 horn, or 0
};

constexpr MarkEffect mark_effect(char32_t mark) noexcept {
  switch (mark) {
    case 0x0300: case 0x0340: return {1, 0};
    case 0x0301: case 0x0341: return {2, 0};
    case 0x0309: return {3, 0};
    case 0x0303: return {4, 0};
    case 0x0323: return {5, 0};
    case 0x0302: return {0, 1};
    case 0x0306: return {0, 2};
    case 0x031B: return {0, 3};
    default: return {};
  }
}

// The symbol of a plain letter under a quality mark, kNoSymbol where the alphabet has none.
constexpr Symbol with_quality(Symbol symbol, int quality) noexcept {
  switch (quality * 64 + symbol) {
    case 1 * 64 + 0: return kCircumflexA;
    case 1 * 64 + 4: return kCircumflexE;
    case 1 * 64 + 14: return kCircumflexO;
    case 2 * 64 + 0: return kBreveA;
    case 3 * 64 + 14: return kHornO;
    case 3 * 64 + 20: return kHornU;
    default: return kNoSymbol;
  }
}

// The quality mark that a symbol bears; 0 for none.
constexpr int quality_of(Symbol symbol) noexcept {
  switch (symbol) {
    case kCircumflexA: case kCircumflexE: case kCircumflexO: return 1;
    case kBreveA: return 2;
    case kHornO: case kHornU: return 3;
    default: return 0;
  }
}

struct Letter {
  Symbol symbol = kNoSymbol;
  std::uint8_t tone = 0;
};

// The letter of a lower-case, composed code point; symbol == kNoSymbol for everything else.
constexpr Letter letter_of(char32_t value) noexcept {
  for (Symbol symbol = 0; symbol < kSymbols; ++symbol) {
    if (kSymbolLetters[symbol] == value) return {symbol, 0};
  }
  for (const VowelRow& row : kVowels) {
    for (std::uint8_t tone = 1; tone < kTones; ++tone) {
      if (row.tones[tone] == value) return {row.symbol, tone};
    }
  }
  return {};
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_LETTERS_H_
