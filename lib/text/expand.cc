#include "ykien/text/expand.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "text/detail/casing.h"
#include "text/detail/char_class.h"
#include "text/detail/lexicon.h"
#include "text/detail/plain.h"
#include "text/detail/reach.h"
#include "text/detail/typed_words.h"
#include "text/detail/word.h"
#include "ykien/text/normalize.h"
#include "ykien/text/tokenize.h"

namespace ykien {
namespace {

using detail::Casing;
using detail::Lexicon;
using detail::Neighbour;
using detail::Word;

constexpr std::uint32_t kLongestNeighbour = 24;  // bytes: longer words are in no condition

class Expander : private detail::Surroundings {
 public:
  Expander(std::string_view text, const ExpandOptions& options)
      : text_(text), options_(options), tokens_(tokenize(text)) {}

  Expanded run() {
    result_.text.reserve(text_.size());
    if (options_.typed) found_ = detail::find_typed(text_, tokens_);
    for (at_ = 0; at_ < tokens_.size(); ++at_) token();
    copy_to(static_cast<std::uint32_t>(text_.size()));
    return std::move(result_);
  }

 private:
  // ---- token after token

  void token() {
    const Token& token = tokens_[at_];
    if (next_found_ < found_.size() && found_[next_found_].range.begin == token.range.begin)
      return put_typed();
    if (token.kind != TokenKind::syllable || token.range.begin < done_) return;
    const Word word(text_, token.range);
    if (!word.known()) return;
    if (options_.abbreviations && word.short_enough() && put_meaning(word, word.folded())) return;
    if (options_.stretched && may_be_stretched(word) && !word.is_syllable()) put_let_go(word);
  }

  void put_typed() {
    const detail::TypedWord& found = found_[next_found_++];
    const Casing casing =
        Word(text_, {found.range.begin, found.range.begin + tokens_[at_].range.size()}).casing();
    replace(found.range, detail::in_casing(detail::spelled(found.typed), casing, true));
    done_ = found.range.end;
  }

  // Replaces the token by what the lexicon has for `folded`.
  bool put_meaning(const Word& word, const std::string& folded) {
    const Lexicon& lexicon = Lexicon::instance();
    if (!lexicon.has(folded)) return false;
    const Range range = tokens_[at_].range;
    if (detail::is_part_of_longer(text_, range) || glued_before(range)) return false;
    known_previous_ = known_next_ = false;
    const std::string_view meaning = lexicon.meaning(folded, word.casing(), *this);
    if (meaning.empty()) return false;
    replace(range, detail::in_casing(meaning, word.casing(), false) + (number_follows() ? " " : ""));
    return true;
  }

  // A number, or what is left of a cut word, stands right before: 5k, 12kg.
  bool glued_before(Range range) const noexcept {
    if (at_ == 0) return false;
    const Token& before = tokens_[at_ - 1];
    return before.range.end == range.begin && before.kind != TokenKind::punctuation &&
           before.kind != TokenKind::emoji;
  }

  // ---- letters held down

  static bool may_be_stretched(const Word& word) noexcept {
    return std::ranges::any_of(word.runs(), [](const Word::Run& run) { return run.length > 1; });
  }

  void put_let_go(const Word& word) {
    if (const std::optional<unsigned> twice = let_go(word)) {
      std::string text;
      for (std::size_t i = 0; i < word.runs().size(); ++i) {
        text += slice(text_, word.runs()[i].kept);
        if (*twice >> i & 1) text += slice(text_, word.runs()[i].kept);
      }
      return replace(tokens_[at_].range, text);
    }
    bound(word);
  }

  // Which runs are two letters, if the word with its runs let go is a syllable: xoooong has two.
  std::optional<unsigned> let_go(const Word& word) const {
    if (word.runs().size() < 2 || is_roman(word)) return {};
    const bool held = std::ranges::any_of(word.runs(), [](const Word::Run& run) { return run.length >= 3; });
    if (!held && !word.accented()) return {};
    if (word.runs_are_syllable(0)) return 0;
    for (unsigned i = 0; i < word.runs().size(); ++i) {
      if (word.runs()[i].length > 1 && word.runs_are_syllable(1U << i)) return 1U << i;
    }
    if (held && options_.abbreviations && Lexicon::instance().has(word.folded_runs(0))) return 0;
    return {};
  }

  bool is_roman(const Word& word) const noexcept {
    return slice(text_, tokens_[at_].range).find_first_not_of("IVXLCM") == std::string_view::npos &&
           !word.runs().empty();
  }

  // No run longer than three.
  void bound(const Word& word) {
    const auto is_long = [](const Word::Run& run) { return run.length > 3; };
    if (!word.short_enough() && std::ranges::none_of(word.runs(), is_long)) return;
    if (std::ranges::none_of(word.runs(), is_long) || word.runs().size() == Word::kMostRuns) return;
    std::string text;
    for (const Word::Run& run : word.runs()) text += slice(text_, run.first_three);
    replace(tokens_[at_].range, text);
  }

  // ---- neighbours

  Neighbour neighbour(std::size_t index, Range between) const {
    if (slice(text_, between).find_first_of("\n\r") != std::string_view::npos) return {};
    const Token& token = tokens_[index];
    const std::string_view written = slice(text_, token.range);
    if (token.kind == TokenKind::punctuation || token.kind == TokenKind::emoji) {
      return {Neighbour::Kind::sign, std::string(written.substr(0, kLongestNeighbour))};
    }
    if (token.kind != TokenKind::syllable) return {Neighbour::Kind::number, {}};
    if (written.size() > kLongestNeighbour) return {Neighbour::Kind::word, {}};
    if (std::ranges::all_of(written, detail::is_ascii_letter)) {
      std::string plain(written);
      std::ranges::transform(plain, plain.begin(), detail::ascii_lower);
      return {Neighbour::Kind::word, std::move(plain)};
    }
    return {Neighbour::Kind::word, strip_accents(normalize(written).text)};
  }

  const Neighbour& previous() override {
    if (known_previous_) return previous_;
    known_previous_ = true;
    previous_ =
        at_ == 0 ? Neighbour{} : neighbour(at_ - 1, {tokens_[at_ - 1].range.end, tokens_[at_].range.begin});
    return previous_;
  }

  bool number_follows() const override {
    const std::uint32_t end = tokens_[at_].range.end;
    return end < text_.size() && detail::is_ascii_digit(text_[end]);
  }

  const Neighbour& next() override {
    if (known_next_) return next_;
    known_next_ = true;
    const bool last = at_ + 1 == tokens_.size();
    next_ = last ? Neighbour{} : neighbour(at_ + 1, {tokens_[at_].range.end, tokens_[at_ + 1].range.begin});
    return next_;
  }

  // ---- the result

  void copy_to(std::uint32_t end) {
    result_.text += slice(text_, {copied_, end});
    copied_ = end;
  }

  void replace(Range source, std::string_view by) {
    copy_to(source.begin);
    const auto begin = static_cast<std::uint32_t>(result_.text.size());
    result_.text += by;
    copied_ = source.end;
    result_.offsets.append({{begin, static_cast<std::uint32_t>(result_.text.size())}, source});
  }

  std::string_view text_;
  ExpandOptions options_;
  std::vector<Token> tokens_;
  std::vector<detail::TypedWord> found_;
  std::size_t next_found_ = 0;
  std::size_t at_ = 0;      // the token
  std::uint32_t done_ = 0;  // tokens before this byte went with the one before
  std::uint32_t copied_ = 0;
  Neighbour previous_, next_;
  bool known_previous_ = false;
  bool known_next_ = false;
  Expanded result_;
};

}  // namespace

Expanded expand(std::string_view utf8, const ExpandOptions& options) {
  detail::require_in_reach("expand", utf8.size());
  Expanded result = Expander(utf8, options).run();
  detail::require_in_reach("expand", result.text.size());
  return result;
}

}  // namespace ykien
