#include "text/detail/typed_words.h"

#include <algorithm>

#include "text/detail/char_class.h"
#include "text/detail/lexicon.h"
#include "text/detail/utf8.h"
#include "text/detail/word.h"
#include "ykien/text/normalize.h"

namespace ykien::detail {
namespace {

constexpr std::uint32_t kLongestKeys = 12;  // bytes of a syllable with its keys

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

// Letters and digits that go on without a gap from a token.
Range keys_at(std::string_view text, Range token) noexcept {
  std::uint32_t end = token.end;
  while (end < text.size() && end - token.begin <= kLongestKeys &&
         (is_ascii_digit(text[end]) || is_ascii_letter(text[end]))) {
    ++end;
  }
  return {token.begin, end};
}

// Quick: one of the keys that no syllable has there.
bool may_be_telex(std::string_view keys) noexcept {
  return keys.substr(1).find_first_of("sfrxjwadeoSFRXJWADEO") != std::string_view::npos;
}

bool read_keys(std::string_view text, TypedWord& found) {
  const std::string_view keys = slice(text, found.range);
  if (is_part_of_longer(text, found.range)) return false;
  if (std::ranges::any_of(keys, is_ascii_digit)) {
    const auto ascii = [](char c) { return is_ascii_digit(c) || is_ascii_letter(c); };
    const std::size_t letters = keys.find_first_of("0123456789");
    if (!std::ranges::all_of(keys, ascii) || !read_vni(keys, found.typed)) return false;
    found.sure = found.typed.sure();
    return found.sure || !is_numbered(normalize(keys.substr(0, letters)).text);
  }
  if (keys.size() < 2 || !may_be_telex(keys)) return false;
  const Word word(text, found.range);
  if (!word.short_enough() || word.is_syllable() || is_foreign(word.folded())) return false;
  if (Lexicon::instance().has(word.folded()) || !read_telex(word.letters(), found.typed)) return false;
  found.sure = found.typed.sure();
  return true;
}

}  // namespace

std::vector<TypedWord> find_typed(std::string_view text, std::span<const Token> tokens) {
  std::vector<TypedWord> all;
  std::size_t sure = 0;
  std::size_t words = 0;
  std::uint32_t end = 0;
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::syllable || token.range.begin < end) continue;
    ++words;
    const Range keys = keys_at(text, token.range);
    TypedWord found{keys, {}, false};
    if (keys.size() > kLongestKeys || !read_keys(text, found)) continue;
    end = keys.end;
    sure += found.sure ? 1 : 0;
    all.push_back(found);
  }
  const bool whole = sure > 0 || (all.size() >= 3 && all.size() * 3 >= words);
  if (!whole) all.clear();
  if (sure * 4 < words) std::erase_if(all, [](const TypedWord& found) { return !found.sure; });
  return all;
}

std::string spelled(const Typed& typed) {
  std::string text;
  const std::size_t place = tone_place(typed);
  for (std::size_t i = 0; i < typed.size; ++i) {
    append_code_point(compose(typed.symbols[i], i == place ? typed.tone : 0), text);
  }
  return text;
}

bool is_part_of_longer(std::string_view text, Range range) noexcept {
  const auto joins = [&](std::uint32_t sign, std::uint32_t beyond) {
    if (sign >= text.size() || beyond >= text.size()) return false;
    const bool is_sign = std::string_view("./-@_&+'").find(text[sign]) != std::string_view::npos;
    const auto byte = static_cast<unsigned char>(text[beyond]);
    return is_sign && (byte >= 0x80 || is_ascii_letter(text[beyond]) || is_ascii_digit(text[beyond]));
  };
  return joins(range.begin - 1, range.begin - 2) || joins(range.end, range.end + 1);
}

}  // namespace ykien::detail
