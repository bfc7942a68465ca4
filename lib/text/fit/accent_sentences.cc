#include "text/fit/accent_sentences.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/detail/hash.h"
#include "base/detail/plain_math.h"
#include "text/detail/letters.h"
#include "text/detail/tone.h"
#include "text/detail/utf8.h"

namespace ykien::detail {
namespace {

// Whether the folded word is spelled as a Vietnamese syllable may be.
bool is_syllable(std::string_view word) noexcept {
  std::array<Symbol, kLongestSyllable> symbols{};
  std::size_t size = 0;
  int tones = 0;
  const char* const end = word.data() + word.size();
  for (const char* at = word.data(); at < end; ++size) {
    const CodePoint point = read_code_point(at, end);
    at += point.length;
    const Letter letter = letter_of(point.value);
    if (letter.symbol == kNoSymbol || size == kLongestSyllable) return false;
    symbols[size] = letter.symbol;
    tones += letter.tone != 0 ? 1 : 0;
  }
  return tones <= 1 && tone_position({symbols.data(), size}, ToneStyle::new_style) >= 0;
}

using Spellings = std::map<std::string, std::uint32_t>;

// Ordered, so that the model does not depend on a library's hash.
using Counts = std::map<std::string, Spellings>;

Counts count_spellings(std::span<const std::string> texts) {
  std::unordered_map<std::string, std::uint32_t> words;
  for (const std::string& text : texts) {
    const Normalized folded = normalize(text);
    for (const Token& token : tokenize(folded.text)) {
      if (token.kind == TokenKind::syllable) ++words[std::string(slice(folded.text, token.range))];
    }
  }
  Counts counts;
  for (const auto& [word, count] : words) {
    if (is_syllable(word)) counts[strip_accents(word)][word] = count;
  }
  return counts;
}

std::vector<Candidate> candidates_of(const Spellings& spellings, std::uint32_t min_count) {
  std::vector<std::pair<std::uint32_t, std::string>> frequent;
  double total = 0;
  for (const auto& [text, count] : spellings) {
    if (count < min_count) continue;
    frequent.emplace_back(count, text);
    total += count;
  }
  std::ranges::stable_sort(frequent, std::ranges::greater{}, &std::pair<std::uint32_t, std::string>::first);
  if (frequent.size() > kMostCandidates) frequent.resize(kMostCandidates);
  std::vector<Candidate> candidates;
  for (const auto& [count, text] : frequent) {
    candidates.push_back({text, static_cast<float>(plain_log(count / total))});
  }
  return candidates;
}

bool may_bear_accents(const PlainSyllable& syllable) {
  return std::ranges::any_of(syllable.candidates,
                             [&](const Candidate& one) { return one.text != syllable.plain; });
}

// What a sentence says, to know it again.
std::uint64_t print_of(std::string_view folded, std::span<const AccentUnit> sentence) noexcept {
  std::uint64_t print = 0;
  for (const AccentUnit& unit : sentence) {
    if (unit.word) print = mix_bits(print * 31 + hash_text(slice(folded, unit.range)));
  }
  return print;
}

bool mostly_plain(std::span<const AccentUnit> sentence) noexcept {
  const auto words = std::ranges::count_if(sentence, &AccentUnit::word);
  const auto accented = std::ranges::count_if(sentence, &AccentUnit::accented);
  return words >= 4 && 10 * accented < 3 * words;
}

void append_borders(std::vector<AccentUnit>& units) { units.insert(units.end(), kReach, border_unit()); }

}  // namespace

AccentLexicon learn_lexicon(std::span<const std::string> texts, std::uint32_t min_count) {
  std::vector<PlainSyllable> syllables;
  for (const auto& [plain, spellings] : count_spellings(texts)) {
    PlainSyllable syllable{plain, candidates_of(spellings, min_count)};
    if (may_bear_accents(syllable)) syllables.push_back(std::move(syllable));
  }
  AccentLexicon lexicon;
  if (!lexicon.build(std::move(syllables))) std::abort();  // what was counted here cannot contradict itself
  return lexicon;
}

AccentSentences read_sentences(std::span<const std::string> texts, const AccentLexicon& lexicon) {
  AccentSentences sentences;
  std::unordered_set<std::uint64_t> seen;
  UnitReader reader(lexicon, AccentSpellings::of_all);
  std::vector<AccentUnit> units;
  append_borders(sentences.units);
  for (const std::string& text : texts) {
    const Normalized folded = normalize(text);
    units.clear();
    reader.read(text, folded, tokenize(folded.text), units);
    for (std::span<const AccentUnit> rest = units; !rest.empty();) {
      const std::span<const AccentUnit> sentence = rest.first(sentence_end(folded.text, rest));
      rest = rest.subspan(sentence.size());
      if (!seen.insert(print_of(folded.text, sentence)).second) {
        ++sentences.repeated;
      } else if (mostly_plain(sentence)) {
        ++sentences.unaccented;
      } else {
        ++sentences.kept;
        sentences.units.insert(sentences.units.end(), sentence.begin(), sentence.end());
        append_borders(sentences.units);
      }
    }
  }
  return sentences;
}

}  // namespace ykien::detail
