// What must hold for any text: folding is idempotent and local, tokens stand alone, sources lead back.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "reference/fold_whole.h"
#include "support_text.h"
#include "ykien/text/decode.h"
#include "ykien/text/normalize.h"
#include "ykien/text/tokenize.h"
#include "ykien/text/tone.h"

namespace ykien {
namespace {

// Pieces that texts are made of: everyday ones and trouble.
const std::vector<std::string>& pieces() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> list = {
        " ", "  ", "\n", ",", ".", "...", "!", "-", "/", ":", "@", "đ", "Đ", "\xC3\x90", "hòa", "HOÀ", "qúy", "gìa",
        "tổ", "TP.", "5", "12", "2021", "24/7/2021", "7h30", "500k", "15/2021/NQ-HĐND", "0905.123.456", "a@b.vn",
        "https://x.vn/a", "👍", "🏽", "🇻", "🇳", "\xE2\x80\x8D", "\xE2\x80\x8B", "\xC2\xAD", "\xC2\xA0", "\xCC\x81",
        "\xCC\x80", "\xCC\x82", "\xCC\x9B", "\xCC\xA3", "\xCD\x81", "\xCC\x88", "\xEF\xBB\xBF", "\xFF", "\xE1\xBB", "\xED\xA0\x80",
        "ＡＢ", "ж", "Ω", "東", "\xE1\x84\x80", "\xE1\x85\xA1", "ß", "İ", "$", "+84", "%", "k", "tr", "h", "www."};
    for (const auto& row : test::read_rows("text/letters.tsv")) {
      for (std::size_t form = 3; form <= 5; ++form) list.push_back(test::from_hex(row[form]));
    }
    const test::Rows syllables = test::read_rows("text/syllables.tsv");
    for (std::size_t i = 0; i < syllables.size(); i += 61) list.push_back(syllables[i][1]);
    return list;
  }();
  return all;
}

std::string text_of(const std::vector<std::string>& from) {
  std::string text;
  for (const std::size_t i : *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, from.size()))) {
    text += from[i];
  }
  return text;
}

// With letters that look like others, and more marks than anybody needs.
std::string any_text() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> list = pieces();
    for (const char* piece : {"а", "о", "Н", "с", "ν", "Ν", "α", "ᴀ", "ᴛ", "ꜱ", "ñ", "m\xCC\x89", "о\xCC\x81", "ά", "π", "h", "t",
                              "\xCD\x84", "\xEF\xBE\x9E", "\xE0\xBD\xB3", "\xCC\x89", "\xCC\x83", "\xE0\xA4\x83"}) {
      for (int i = 0; i < 20; ++i) list.push_back(piece);
    }
    return list;
  }();
  return *rc::gen::arbitrary<bool>() ? text_of(pieces()) : text_of(all);
}

std::string any_bytes() { return *rc::gen::arbitrary<std::string>(); }

RC_GTEST_PROP(Normalize, IsIdempotent, ()) {
  const std::string folded = normalize(any_text()).text;
  RC_ASSERT(normalize(folded).text == folded);
}

RC_GTEST_PROP(Normalize, IsIdempotentOnAnyBytes, ()) {
  const std::string folded = normalize(any_bytes()).text;
  RC_ASSERT(normalize(folded).text == folded);
}

RC_GTEST_PROP(Normalize, GivesWellFormedText, ()) { RC_ASSERT(decode(normalize(any_text()).text, {.encoding = Encoding::utf8}).replaced == 0U); }

RC_GTEST_PROP(Normalize, EqualsTheSlowObviousVersion, ()) {
  const std::string text = text_of(pieces());
  RC_ASSERT(normalize(text, {ToneStyle::keep}).text == reference::fold_whole(text));
}

RC_GTEST_PROP(Normalize, DoesNotLookAcrossBlanks, ()) {
  const std::string left = any_text();
  const std::string right = any_text();
  const auto spelled = [](const std::string& text) {
    std::string result;
    for (const Token& token : tokenize(text)) result += std::string(slice(text, token.range)) + '\n';
    return result;
  };
  RC_ASSERT(spelled(normalize(left + " " + right).text) == spelled(normalize(left).text) + spelled(normalize(right).text));
}

RC_GTEST_PROP(Normalize, AllFormsFoldAlike, ()) {
  static const test::Rows rows = test::read_rows("text/syllables.tsv");
  const auto& row = rows[*rc::gen::inRange<std::size_t>(0, rows.size())];
  for (const test::Form form : test::kForms) {
    RC_ASSERT(normalize(test::in_form(row[0], form)).text == row[0]);
    RC_ASSERT(normalize(test::in_form(row[1], form)).text == row[0]);
  }
}

// A syllable in which some letters, not all, are others that look like them.
RC_GTEST_PROP(Normalize, LettersThatLookAlikeFoldInsideASyllable, ()) {
  static const test::Rows rows = test::read_rows("text/syllables.tsv");
  static const std::map<char, std::string> alike = {{'a', "а"}, {'c', "с"}, {'h', "н"}, {'i', "і"}, {'k', "к"}, {'m', "м"},
                                                    {'o', "ο"}, {'p', "р"}, {'t', "т"}, {'u', "υ"}, {'n', "ɴ"}, {'g', "ɡ"}};
  const auto& row = rows[*rc::gen::inRange<std::size_t>(0, rows.size())];
  const std::string nfd = test::in_form(row[0], test::Form::nfd);
  std::string written;
  std::size_t kept = 0;
  for (const char c : nfd) {
    const auto found = alike.find(c);
    const bool replaced = found != alike.end() && *rc::gen::arbitrary<bool>();
    written += replaced ? found->second : std::string(1, c);
    kept += !replaced && c >= 'a' && c <= 'z' ? 1 : 0;
  }
  RC_PRE(kept > 0U);
  const Normalized folded = normalize(written);
  RC_ASSERT(folded.text == row[0]);
  RC_ASSERT(folded.offsets.source({0, static_cast<std::uint32_t>(folded.text.size())}) ==
            (Range{0, static_cast<std::uint32_t>(written.size())}));
}

RC_GTEST_PROP(Normalize, SourcesAscendAndCover, ()) {
  const std::string text = any_text();
  const Normalized folded = normalize(text);
  std::uint32_t last = 0;
  for (const OffsetMap::Run& run : folded.offsets.runs()) {
    RC_ASSERT(run.to.begin <= run.to.end);
    RC_ASSERT(run.from.begin >= last);
    RC_ASSERT(run.from.end <= text.size());
    last = run.from.end;
  }
  const auto whole = static_cast<std::uint32_t>(folded.text.size());
  RC_ASSERT(folded.offsets.source({whole, whole}).begin <= text.size());
}

// What is rewritten for readers folds to what the text folds to, in that style.
RC_GTEST_PROP(RewriteTones, FoldsToTheSame, ()) {
  const std::string text = any_text();
  for (const ToneStyle style : {ToneStyle::old_style, ToneStyle::new_style}) {
    const Rewritten rewritten = rewrite_tones(text, style);
    RC_ASSERT(normalize(rewritten.text, {style}).text == normalize(text, {style}).text);
    RC_ASSERT(rewrite_tones(rewritten.text, style).text == rewritten.text);
  }
}

RC_GTEST_PROP(RewriteTones, ChangesOnlyWhatTheMapSays, ()) {
  const std::string text = *rc::gen::arbitrary<bool>() ? any_text() : any_bytes();
  const Rewritten rewritten = rewrite_tones(text, ToneStyle::old_style);
  std::uint32_t to = 0;
  std::uint32_t from = 0;
  for (const OffsetMap::Run& run : rewritten.offsets.runs()) {
    RC_ASSERT(run.to.begin >= to && run.from.begin >= from);
    RC_ASSERT(run.to.begin - to == run.from.begin - from);
    to = run.to.end;
    from = run.from.end;
  }
  RC_ASSERT(rewritten.text.size() - to == text.size() - from);
}

RC_GTEST_PROP(Tokenize, ATokenCutOutAloneIsTheSameToken, ()) {
  const std::string folded = normalize(any_text()).text;
  for (const Token& token : tokenize(folded)) {
    const std::string alone(slice(folded, token.range));
    const std::vector<Token> again = tokenize(alone);
    RC_ASSERT(again.size() == 1U);
    RC_ASSERT(again[0].kind == token.kind);
    RC_ASSERT(again[0].range == (Range{0, token.range.size()}));
  }
}

RC_GTEST_PROP(Tokenize, ATokensSourceAnalysedAloneGivesTheToken, ()) {
  const std::string text = any_text();
  const Normalized folded = normalize(text);
  for (const Token& token : tokenize(folded.text)) {
    const std::string source(slice(text, folded.offsets.source(token.range)));
    const Normalized again = normalize(source);
    const std::vector<Token> tokens = tokenize(again.text);
    RC_ASSERT(tokens.size() == 1U);
    RC_ASSERT(slice(again.text, tokens[0].range) == slice(folded.text, token.range));
    RC_ASSERT(tokens[0].kind == token.kind);
  }
}

RC_GTEST_PROP(Tokenize, TokensAscendAndHoldNoBlanks, ()) {
  const std::string text = any_bytes();
  std::uint32_t last = 0;
  for (const Token& token : tokenize(text)) {
    RC_ASSERT(token.range.begin >= last);
    RC_ASSERT(token.range.end > token.range.begin);
    RC_ASSERT(slice(text, token.range).find_first_of(" \t\n\r") == std::string_view::npos);
    last = token.range.end;
  }
  RC_ASSERT(last <= text.size());
}

RC_GTEST_PROP(Decode, PiecesGiveTheSameAsTheWhole, ()) {
  const std::string bytes = *rc::gen::element<std::string>("", "\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF") + any_text();
  const std::size_t size = *rc::gen::inRange<std::size_t>(1, 9);
  StreamDecoder decoder;
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += size) decoder.append(std::string_view(bytes).substr(at, size), false, text);
  decoder.append({}, true, text);
  const Decoded whole = decode(bytes);
  RC_ASSERT(text == whole.text);
  RC_ASSERT(decoder.replaced() == whole.replaced);
}

}  // namespace
}  // namespace ykien
