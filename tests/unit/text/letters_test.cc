// The alphabet: 134 letters in every UTF-8 form, all syllables in both tone placements.
#include <gtest/gtest.h>

#include <set>

#include "support_text.h"
#include "text/detail/fold_cluster.h"
#include "text/detail/fold_table.h"
#include "text/detail/syllable.h"
#include "text/detail/utf8.h"
#include "ykien/text/normalize.h"
#include "ykien/text/tokenize.h"

namespace ykien {
namespace {

TEST(Letters, EveryFormOfEveryLetterFoldsToTheSameLetter) {
  const test::Rows rows = test::read_rows("text/letters.tsv");
  ASSERT_EQ(rows.size(), 134U);
  for (const auto& row : rows) {
    for (std::size_t form = 3; form <= 5; ++form) {
      const std::string bytes = test::from_hex(row[form]);
      EXPECT_EQ(normalize(bytes).text, row[1]) << row[0] << " form " << form;
    }
  }
}

TEST(Letters, EveryFormInsideASyllableGivesTheSameTokens) {
  for (const auto& row : test::read_rows("text/letters.tsv")) {
    const std::vector<Token> wanted = tokenize("t" + row[1] + "n,");
    for (std::size_t form = 3; form <= 5; ++form) {
      EXPECT_EQ(tokenize(normalize("T" + test::from_hex(row[form]) + "n,").text), wanted) << row[0];
    }
  }
}

TEST(Letters, AccentsComeOff) {
  for (const auto& row : test::read_rows("text/letters.tsv")) EXPECT_EQ(strip_accents(row[1]), row[2]);
}

TEST(Letters, EverySyllableInEitherStyleFoldsToTheNewStyle) {
  const test::Rows rows = test::read_rows("text/syllables.tsv");
  ASSERT_EQ(rows.size(), 18198U);
  for (const auto& row : rows) {
    ASSERT_EQ(normalize(row[0]).text, row[0]);
    ASSERT_EQ(normalize(row[1]).text, row[0]);
    ASSERT_EQ(normalize(row[0], {ToneStyle::old_style}).text, row[1]);
    ASSERT_EQ(normalize(row[1], {ToneStyle::keep}).text, row[1]);
  }
}

TEST(Letters, AllPairsOfPlacementsMeet) {
  const test::Rows rows = test::read_rows("text/tone_pairs.tsv");
  ASSERT_EQ(rows.size(), 330U);
  for (const auto& row : rows) {
    EXPECT_EQ(normalize(row[0]).text, row[1]);
    EXPECT_EQ(normalize(row[1], {ToneStyle::old_style}).text, row[0]);
  }
}

// Exactly the syllables of the table, among all strings that its parts can make.
TEST(Letters, TheRulesOfSpellingGiveTheSyllablesOfTheTable) {
  std::set<std::vector<detail::Symbol>> onsets, rimes;
  const auto symbols_of = [](const std::string& text, int& tone) {
    std::vector<detail::Symbol> symbols;
    for (const char* at = text.data(); at < text.data() + text.size();) {
      const detail::CodePoint point = detail::read_code_point(at, text.data() + text.size());
      const detail::Letter letter = detail::letter_of(point.value);
      symbols.push_back(letter.symbol);
      tone = letter.tone != 0 ? letter.tone : tone;
      at += point.length;
    }
    return symbols;
  };
  const auto spelled = [](const std::vector<detail::Symbol>& symbols) {
    std::string text;
    for (const detail::Symbol symbol : symbols) detail::append_code_point(detail::kSymbolLetters[symbol], text);
    return text;
  };
  std::set<std::pair<std::vector<detail::Symbol>, int>> wanted;
  for (const auto& row : test::read_rows("text/syllables.tsv")) {
    int tone = 0;
    const std::vector<detail::Symbol> symbols = symbols_of(row[0], tone);
    wanted.insert({symbols, tone});
    std::size_t vowel = 0;
    while (!detail::is_vowel(symbols[vowel])) ++vowel;
    for (std::size_t cut = vowel; cut <= vowel + 1; ++cut) {  // also past the i of gi- and the u of qu-
      onsets.insert({symbols.begin(), symbols.begin() + static_cast<std::ptrdiff_t>(cut)});
      rimes.insert({symbols.begin() + static_cast<std::ptrdiff_t>(cut), symbols.end()});
    }
  }
  std::size_t found = 0;
  std::set<std::vector<detail::Symbol>> tried;
  for (const auto& onset : onsets) {
    for (const auto& rime : rimes) {
      std::vector<detail::Symbol> symbols = onset;
      symbols.insert(symbols.end(), rime.begin(), rime.end());
      if (symbols.size() > 7 || !tried.insert(symbols).second) continue;
      for (int tone = 0; tone < detail::kTones; ++tone) {
        const bool legal = detail::is_syllable(symbols, tone);
        ASSERT_EQ(legal, wanted.contains({symbols, tone})) << spelled(symbols) << tone;
        found += legal ? 1 : 0;
      }
    }
  }
  EXPECT_EQ(found, wanted.size());
}

// The constants of letters.h against ICU.
TEST(Letters, TheAlphabetIsWhatIcuComposes) {
  std::set<char32_t> seen;
  for (const detail::VowelRow& row : detail::kVowels) {
    const char32_t marks[] = {0, 0x300, 0x301, 0x309, 0x303, 0x323};
    for (int tone = 0; tone < detail::kTones; ++tone) {
      std::u32string cluster(1, detail::kSymbolLetters[row.symbol]);
      if (tone > 0) cluster += marks[tone];
      ASSERT_EQ(detail::fold_cluster(cluster), std::u32string(1, row.tones[tone]));
      EXPECT_TRUE(seen.insert(row.tones[tone]).second);
    }
  }
  EXPECT_EQ(seen.size(), 72U);
}

TEST(Letters, WhatIsInertAtAGlanceIsInert) {
  std::size_t count = 0;
  for (char32_t value = 0; value < 0x110000; ++value) {
    if (!detail::is_quickly_inert(value)) continue;
    ++count;
    ASSERT_TRUE(detail::looked_up_inert(value) && detail::boundary_before(value)) << static_cast<std::uint32_t>(value);
  }
  EXPECT_GT(count, 20'000U);
}

TEST(Letters, TheTableIsAMemoOfTheReadableFunction) {
  const detail::FoldTable& table = detail::FoldTable::instance();
  std::size_t letters = 0;
  for (char32_t value = 0; value < detail::FoldTable::kSize; ++value) {
    const detail::Fold& fold = table[value];
    EXPECT_EQ(fold.boundary, detail::boundary_before(value));
    if (fold.kind == detail::Fold::Kind::complex) continue;
    const std::u32string folded = detail::fold_cluster({&value, 1});
    ASSERT_EQ(folded, std::u32string(1, fold.folded)) << static_cast<std::uint32_t>(value);
    if (fold.kind == detail::Fold::Kind::letter) {
      EXPECT_EQ(detail::compose(fold.letter.symbol, fold.letter.tone), fold.folded);
      ++letters;
    }
  }
  EXPECT_GT(letters, 134U + 2 * 19U);
}

}  // namespace
}  // namespace ykien
