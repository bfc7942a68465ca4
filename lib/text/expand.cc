#include "ykien/text/expand.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "text/detail/char_class.h"
#include "text/detail/lexicon.h"
#include "text/detail/plain.h"
#include "text/detail/typing.h"
#include "text/detail/word.h"
#include "ykien/text/normalize.h"
#include "ykien/text/tokenize.h"

namespace ykien {
namespace {

using detail::Casing;
using detail::Lexicon;
using detail::Neighbour;
using detail::Typed;
using detail::Word;

constexpr std::uint32_t kLongestNeighbour = 24;  // bytes: longer words are in no condition
constexpr std::uint32_t kLongestKeys = 12;       // bytes of a syllable with its keys

char32_t in_capitals(char32_t value) noexcept {
  if (value < 0x80) return value >= 'a' && value <= 'z' ? value - 32 : value;
  if (value < 0x100) return value == 0xD7 + 32 ? value : value - 32;
  return value == 0x01B0 ? 0x01AF : value % 2 == 1 || value == 0x01A1 ? value - 1 : value;
}

std::string capitalized(std::string_view text, bool all) {
  std::string result;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    const detail::CodePoint point = detail::read_code_point(at, end);
    const bool capital = all || at == text.data();
    detail::append_code_point(capital ? in_capitals(point.value) : point.value, result);
    at += point.length;
  }
  return result;
}

std::string in_casing(std::string_view text, Casing casing, bool shout) {
  if (casing == Casing::lower) return std::string(text);
  return capitalized(text, shout && casing == Casing::upper);
}

std::string spelled(const Typed& typed) {
  std::string text;
  const std::size_t place = detail::tone_place(typed);
  for (std::size_t i = 0; i < typed.size; ++i) {
    detail::append_code_point(detail::compose(typed.symbols[i], i == place ? typed.tone : 0), text);
  }
  return text;
}

// The lists of words that people number without a blank (to5, ap3): no keys of VNI.
bool is_numbered(std::string_view letters) {
  constexpr std::string_view kWords[] = {
      "a",  "ap",  "b",    "block", "c",    "ca",   "cap", "cum", "d",    "day", "doi",  "dot",
      "e",  "f",   "h",    "hem",   "k",    "khoi", "khu", "kp",  "kiet", "lan", "loai", "lo",
      "m",  "mui", "nam",  "ngay",  "ngo",  "nha",  "o",   "p",   "phan", "q",   "quan", "quy",
      "so", "t",   "tang", "thang", "thon", "thu",  "tl",  "to",  "u",    "xom", "y",    "i"};
  return std::ranges::find(kWords, letters) != std::end(kWords);
}

// Foreign words and names that are keys of Telex as well.
bool is_foreign(std::string_view letters) {
  constexpr std::string_view kWords[] = {
      "as",    "bar",   "bas",   "bef",   "bis",   "box",   "bus",    "car",   "cas",   "cow",    "dax",
      "does",  "err",   "fax",   "for",   "gas",   "gis",   "has",    "her",   "his",   "hoax",   "how",
      "is",    "its",   "kaw",   "law",   "lens",  "lex",   "lis",    "low",   "max",   "mix",    "mos",
      "nas",   "news",  "nix",   "nor",   "now",   "of",    "or",     "our",   "ox",    "pas",    "per",
      "pos",   "pow",   "raw",   "res",   "row",   "saw",   "sex",    "six",   "sof",   "sow",    "sur",
      "tax",   "test",  "tex",   "this",  "thor",  "thus",  "tor",    "tour",  "tow",   "toys",   "us",
      "van",   "vox",   "was",   "wax",   "yes",   "zoo",   "see",    "too",   "bee",   "foo",    "loo",
      "been",  "keen",  "moon",  "noon",  "soon",  "teen",  "seem",   "room",  "been",  "coi",    "add",
      "odd",   "dad",   "did",   "tees",  "sos",   "ios",   "chef",   "chor",  "asap",  "beef",   "beeps",
      "beer",  "bees",  "boons", "boor",  "boos",  "boost", "boots",  "chows", "coops", "coos",   "coots",
      "cows",  "dados", "dads",  "deed",  "deems", "deer",  "defend", "dense", "dodo",  "door",   "hoof",
      "hoots", "loops", "menes", "moor",  "moots", "moro",  "mows",   "oops",  "photo", "photos", "rasta",
      "roost", "roots", "seeps", "thees", "there", "these", "toots",  "trajan"};
  return std::ranges::find(kWords, letters) != std::end(kWords);
}

class Expander : private detail::Surroundings {
 public:
  Expander(std::string_view text, const ExpandOptions& options)
      : text_(text), options_(options), tokens_(tokenize(text)) {}

  Expanded run() {
    result_.text.reserve(text_.size());
    if (options_.typed) find_typed();
    for (at_ = 0; at_ < tokens_.size(); ++at_) token();
    copy_to(static_cast<std::uint32_t>(text_.size()));
    return std::move(result_);
  }

 private:
  struct Found {
    Range range;
    Typed typed;
    bool sure = false;
  };

  // ---- keys of Telex and VNI

  // Looks for them in the whole text; words that might be foreign count only beside sure ones.
  void find_typed() {
    std::size_t sure = 0;
    std::size_t words = 0;
    std::uint32_t end = 0;
    for (const Token& token : tokens_) {
      if (token.kind != TokenKind::syllable || token.range.begin < end) continue;
      ++words;
      const Range keys = keys_at(token.range);
      Found found{keys, {}, false};
      if (keys.size() > kLongestKeys || !read_keys(found)) continue;
      end = keys.end;
      sure += found.sure ? 1 : 0;
      found_.push_back(found);
    }
    const bool whole = sure > 0 || (found_.size() >= 3 && found_.size() * 3 >= words);
    if (!whole) found_.clear();
    if (sure * 4 < words) std::erase_if(found_, [](const Found& found) { return !found.sure; });
  }

  // Letters and digits that go on without a gap from a token.
  Range keys_at(Range token) const noexcept {
    std::uint32_t end = token.end;
    while (end < text_.size() && end - token.begin <= kLongestKeys &&
           (detail::is_ascii_digit(text_[end]) || detail::is_ascii_letter(text_[end]))) {
      ++end;
    }
    return {token.begin, end};
  }

  bool read_keys(Found& found) const {
    const std::string_view keys = slice(text_, found.range);
    if (joined(found.range)) return false;
    if (std::ranges::any_of(keys, detail::is_ascii_digit)) {
      const auto ascii = [](char c) { return detail::is_ascii_digit(c) || detail::is_ascii_letter(c); };
      const std::size_t letters = keys.find_first_of("0123456789");
      if (!std::ranges::all_of(keys, ascii) || !detail::read_vni(keys, found.typed)) return false;
      found.sure = found.typed.sure();
      return found.sure || !is_numbered(normalize(keys.substr(0, letters)).text);
    }
    if (keys.size() < 2 || !may_be_telex(keys)) return false;
    const Word word(text_, found.range);
    if (!word.short_enough() || word.is_syllable() || is_foreign(word.folded())) return false;
    if (Lexicon::instance().has(word.folded()) || !detail::read_telex(word.letters(), found.typed))
      return false;
    found.sure = found.typed.sure();
    return true;
  }

  // Quick: one of the keys that no syllable has there.
  static bool may_be_telex(std::string_view keys) noexcept {
    return keys.substr(1).find_first_of("sfrxjwadeoSFRXJWADEO") != std::string_view::npos;
  }

  // A part of something longer: an address, a name with signs inside.
  bool joined(Range range) const noexcept {
    const auto joins = [&](std::uint32_t sign, std::uint32_t beyond) {
      if (sign >= text_.size() || beyond >= text_.size()) return false;
      const bool is_sign = std::string_view("./-@_&+'").find(text_[sign]) != std::string_view::npos;
      const auto byte = static_cast<unsigned char>(text_[beyond]);
      return is_sign && (byte >= 0x80 || detail::is_ascii_letter(text_[beyond]) ||
                         detail::is_ascii_digit(text_[beyond]));
    };
    return joins(range.begin - 1, range.begin - 2) || joins(range.end, range.end + 1);
  }

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
    const Found& found = found_[next_found_++];
    const Casing casing =
        Word(text_, {found.range.begin, found.range.begin + tokens_[at_].range.size()}).casing();
    replace(found.range, in_casing(spelled(found.typed), casing, true));
    done_ = found.range.end;
  }

  // Replaces the token by what the lexicon has for `folded`.
  bool put_meaning(const Word& word, const std::string& folded) {
    const Lexicon& lexicon = Lexicon::instance();
    if (!lexicon.has(folded)) return false;
    const Range range = tokens_[at_].range;
    if (joined(range) || glued_before(range)) return false;
    known_previous_ = known_next_ = false;
    const std::string_view meaning = lexicon.meaning(folded, word.casing(), *this);
    if (meaning.empty()) return false;
    replace(range, in_casing(meaning, word.casing(), false) + (number_follows() ? " " : ""));
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
  std::vector<Found> found_;
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

Expanded expand(std::string_view utf8, const ExpandOptions& options) { return Expander(utf8, options).run(); }

}  // namespace ykien
