// The fused path finds the units of a piece of text that the readable stages find, however it is cut into
// parts.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>

#include "support_model.h"
#include "topic/detail/buffers.h"
#include "topic/detail/fused_tables.h"
#include "topic/detail/piece_parts.h"
#include "topic/detail/units.h"
#include "ykien/text/normalize.h"
#include "ykien/text/tokenize.h"
#include "ykien/topic/vectorize.h"

namespace ykien {
namespace {

using namespace std::string_view_literals;

// What words, shapes and addresses are made of, and what may pretend to be.
constexpr std::string_view kBits[] = {
    "a",        "b",    "d",          "h",   "g",      "k",        "tr",       "ttp",    "http",     "HTTPS",
    "www",      "WWW",  "vn",         "ct",  "nq",     "qđ",       "ubnd",     "uong",   "ạ",        "òa",
    "Đ",        "đ",    "đồng",       "tỷ",  "vnd",    "usd",      "1",        "9",      "12",       "24",
    "2021",     "0912", "0912345678", "+84", "7",      ".",        "..",       ",",      "-",        "/",
    ":",        "://",  "@",          "_",   "%",      "+",        "$",        "€",      "(",        ")",
    "\"",       "'",    "#",          "~",   "\0"sv,   "\x7F",     "½",        "²",      "１",       "＠",
    "／",       "．",   "ʰ",          "ſ",   "\u0301", "\u0323",   "\u200D",   "\u00AD", "о",        "а",
    "东",       "👍",    "👩\u200D👧",   "ﷺ",   "가",     "\u1100",   "\u1161",   "\xFF",   "\xE1\xBB", "\xC3",
    "👍🏽", "🇻",    "🇻🇳",         "🜁",   "\uFFFD", "\xC0\x80", "\xF0\x9F", "🏽",
    "“",        "”",    "‘",          "’",   "…",      "–"};

std::string any_piece() {
  std::string piece;
  for (const std::uint32_t pick :
       *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::arbitrary<std::uint32_t>()))
    piece += kBits[pick * 2654435761U % std::size(kBits)];
  return piece;
}

// A model that knows as many of those as there are.
const detail::ModelData& data() {
  static const auto made = [] {
    static const std::vector<std::string> lines = [] {
      std::vector<std::string> all = {
          "24/7/2021 7h30 50k 15/2021/nq-hđnd http://a.vn a@b.vn 0912345678 👍 12 9uong d9"};
      for (const std::string_view bit : kBits) all.push_back("a " + std::string(bit) + " b");
      return all;
    }();
    return test::toy_data({lines.begin(), lines.end()}, test::two_streams(), 1, 3);
  }();
  return *made;
}

std::vector<std::uint32_t> rows_by_stages(const detail::FusedTables& tables, std::string_view piece) {
  const std::string folded = normalize(piece).text;
  std::vector<std::uint32_t> rows;
  std::string buffer;
  for (const Token& token : tokenize(folded)) {
    const std::string_view unit = feature_unit(folded, token);
    for (std::size_t s = 0; s < tables.features.streams.size() && !unit.empty(); ++s) {
      const std::uint32_t number =
          tables.index.unit(s, detail::unit_reading(unit, tables.features.streams[s].kind, buffer));
      rows.push_back(number == detail::kNone ? tables.ngrams.absent() : tables.ngrams.unit_rows()[number]);
    }
  }
  return rows;
}

// Words and symbols, hardly a number, so that long pieces of them are cut by the step.
constexpr std::string_view kWords[] = {"a", "b",    "d",    "tr", "ttp", "vn", "uong", "ạ",    "òa",
                                       "Đ", "đồng", "ubnd", "nq", ".",   ".",  ".",    "..",   ",",
                                       ",", "-",    "-",    "/",  "/",   ":",  "@",    "_",    "+",
                                       "$", "(",    ")",    "\"", "'",   "#",  "~",    "\0"sv, "\x7F"};

std::string any_words() {
  std::string piece;
  while (piece.size() < 400) {
    const auto pick = *rc::gen::arbitrary<std::uint32_t>() * 2654435761U;
    const bool any = (pick >> 16) % 64 == 0;
    piece += any ? kBits[pick % 43] : kWords[pick % std::size(kWords)];  // the first are words as well
  }
  return piece;
}

// Words, numbers, emoji and what is ill-formed, so that long pieces of them are cut as well.
constexpr std::string_view kSigns[] = {
    "a",        "Đ",    "ạ",        "uong",     "d9",       "9uong", "1",  "12", ".",      "-",
    "+",        "$",    "👍",        "👍🏽", "🏽",     "🇻",     "🇻🇳", "🜁",  "\uFFFD", "\xFF",
    "\xE1\xBB", "\xC3", "\xC0\x80", "\xF0",     "\xF0\x9F", "\xEF",  "h",  "k",  "us",     "đ",
    "“",        "”",    "’"};

std::string any_signs() {
  std::string piece;
  while (piece.size() < 300) {
    const auto pick = *rc::gen::arbitrary<std::uint32_t>() * 2654435761U;
    for (std::uint32_t times = 1 + (pick >> 28) / 4; times > 0; --times)
      piece += kSigns[(pick >> 8) % std::size(kSigns)];
  }
  return piece;
}

// Words and numbers that touch each other.
std::string any_numbered() {
  constexpr std::string_view kTouching[] = {"a", "d", "1", "9",   "uong", "42", "x", "tr", "us", "usd",
                                            "h", "K", ".", "ong", "0",    "-",  "/", ",",  "%",  "+"};
  std::string piece;
  while (piece.size() < 300) {
    const auto pick = *rc::gen::arbitrary<std::uint32_t>() * 2654435761U;
    const bool any = (pick >> 16) % 8 == 0;
    piece += kTouching[(pick >> 24) % (any ? std::size(kTouching) : 7)];
  }
  return piece;
}

// What the loops say of a piece, which has no start.
void expect_units_of_stages(const detail::FusedLoops& loops, const std::string& piece) {
  static const Model model{std::make_shared<const detail::ModelData>(data())};
  static const detail::FusedTables tables(model);
  static Workspace workspace;
  Workspace::Buffers& work = workspace.buffers();
  work.adopt(tables);
  detail::Passage passage;
  passage.text = piece;
  loops.add_up(tables, {&passage, 1}, work, nullptr, detail::Pass::units);
  std::vector<std::uint32_t> units;
  for (std::size_t i = passage.units.begin + (tables.starts.empty() ? 0 : 1); i < passage.units.end; ++i) {
    for (const std::vector<std::uint32_t>& stream : work.units) units.push_back(stream[i]);
  }
  RC_ASSERT(units == rows_by_stages(tables, piece));
  const std::string folded = normalize(piece).text;
  const detail::AccentCount accents = detail::count_accents(folded, tokenize(folded));
  RC_ASSERT(passage.accents.syllables == accents.syllables);
  RC_ASSERT(passage.accents.accented == accents.accented);
}

RC_GTEST_PROP(Pieces, HaveTheUnitsOfTheStages, ()) {
  const std::string piece = any_piece();
  for (const detail::FusedLoops& loops : detail::fused_loops()) expect_units_of_stages(loops, piece);
}

// Few bits, so that a piece may be a surface: as one unit, as two, or as none.
std::string any_short_piece() {
  constexpr std::string_view kShort[] = {"a",  "Đ", "ạ", "TP", "đồng", "òa", "9",  "12", ".", ".", "..", "/", "-",
                                         "“", "”", "’", "“", "”",    ":",  "\"", "👍",  "k", "+", "…",  "½"};
  std::string piece;
  while (piece.empty() || *rc::gen::arbitrary<std::uint32_t>() % 4 != 0) {
    const auto pick = *rc::gen::arbitrary<std::uint32_t>() * 2654435761U;
    piece += kShort[(pick >> 8) % std::size(kShort)];
  }
  return piece;
}

RC_GTEST_PROP(Pieces, ThatAreShortHaveTheUnitsOfTheStagesAgain, ()) {
  const std::string piece = any_short_piece();
  for (int time = 0; time < 2; ++time)  // found in a table the second time
    for (const detail::FusedLoops& loops : detail::fused_loops()) expect_units_of_stages(loops, piece);
}

RC_GTEST_PROP(Pieces, OfManyWordsHaveTheUnitsOfTheStages, ()) {
  const std::string piece = any_words();
  for (const detail::FusedLoops& loops : detail::fused_loops()) expect_units_of_stages(loops, piece);
}

RC_GTEST_PROP(Pieces, OfManySignsHaveTheUnitsOfTheStages, ()) {
  const std::string piece = any_signs();
  for (const detail::FusedLoops& loops : detail::fused_loops()) expect_units_of_stages(loops, piece);
}

RC_GTEST_PROP(Pieces, OfWordsAndNumbersHaveTheUnitsOfTheStages, ()) {
  const std::string piece = any_numbered();
  for (const detail::FusedLoops& loops : detail::fused_loops()) expect_units_of_stages(loops, piece);
}

// A word that is longer than any unit is as unknown as a stretch of it.
TEST(Pieces, WithLongWordsHaveTheUnitsOfTheStages) {
  for (const std::size_t size : {200U, 900U, 5000U}) {
    for (const std::size_t place : {std::size_t{0}, size / 2, size - 1}) {
      for (const std::string_view letter : {"a", "đ", "ạ"}) {
        std::string word(size, 'a');
        word.replace(place, 1, letter);
        for (const std::string& piece : {word, "xã." + word + ".xã", word + "9" + word})
          for (const detail::FusedLoops& loops : detail::fused_loops()) expect_units_of_stages(loops, piece);
      }
    }
    std::string accented;
    while (accented.size() < size) accented += "đường";
    for (const detail::FusedLoops& loops : detail::fused_loops())
      expect_units_of_stages(loops, accented + ".a");
  }
}

TEST(Pieces, OfMorePartsThanABlockHaveTheUnitsOfTheStages) {
  std::string piece;
  for (std::size_t i = 0; piece.size() < 5 * detail::kBlockPieces; ++i)
    piece += i % 997 == 0 ? "d9uong2+" : i % 31 == 0 ? "đồng-" : "a.";
  for (const detail::FusedLoops& loops : detail::fused_loops()) expect_units_of_stages(loops, piece);
}

std::vector<std::string> parts_of(std::string_view piece) {
  std::vector<std::string> all;
  detail::PieceParts parts(piece);
  for (std::string_view part = parts.next(); !part.empty(); part = parts.next()) all.emplace_back(part);
  return all;
}

// The same with the words that go together.
std::vector<std::string> parts_by_step(std::string_view piece) {
  std::vector<std::string> all;
  detail::PieceParts parts(piece);
  while (true) {
    for (detail::PieceParts::Words words; parts.next_words(words);) {
      for (; words.begins != 0; words.begins &= words.begins - 1, words.ends &= words.ends - 1) {
        const auto begin = static_cast<std::size_t>(std::countr_zero(words.begins));
        const auto end = static_cast<std::size_t>(std::countr_zero(words.ends));
        all.emplace_back(piece.substr(words.at + begin, end - begin));
      }
    }
    const std::string_view part = parts.next();
    if (part.empty()) return all;
    all.emplace_back(part);
  }
}

RC_GTEST_PROP(Pieces, AreCutAlikeByTheStep, ()) {
  for (const std::string& piece : {any_words(), any_numbered(), any_signs()})
    RC_ASSERT(parts_by_step(piece) == parts_of(piece));
}

TEST(Pieces, AreCutWhereNothingCanGoOn) {
  using Parts = std::vector<std::string>;
  EXPECT_EQ(parts_of("TP.HCM,Q.7"), (Parts{"TP", "HCM", "Q", "7"}));
  EXPECT_EQ(parts_of("(xã/phường)"), (Parts{"xã", "phường"}));
  EXPECT_EQ(parts_of("d9uong2d"), (Parts{"d", "9", "uong", "2", "d"}));
  EXPECT_EQ(parts_of("\xFF\xFFxã\xE1\xBB👍🏽👍🇻🇳🇻\xFF"),
            (Parts{"xã", "👍🏽", "👍", "🇻🇳", "🇻"}));
  EXPECT_EQ(parts_of("\xE1\xBB\xE1\xBB\xE1\xBB\xA1\xFF"), (Parts{"ỡ"}));
  EXPECT_EQ(parts_of("a.24/7/2021.b"), (Parts{"a", "24/7/2021.b"}));
  EXPECT_EQ(parts_of("a,www.b.vn"), (Parts{"a", "www.b.vn"}));
  EXPECT_EQ(parts_of("a.b@c.vn"), (Parts{"a.b@c.vn"}));
  EXPECT_EQ(parts_of("a@b@c"), (Parts{"a", "b", "c"}));
  EXPECT_EQ(parts_of("a.\u0301b"), (Parts{"a.\u0301b"}));
  EXPECT_EQ(parts_of("a$5"), (Parts{"a", "$5"}));
  EXPECT_EQ(parts_of("a$$5"), (Parts{"a", "5"}));
  EXPECT_EQ(parts_of("...()"), Parts{});
  EXPECT_EQ(parts_of("“nhà”"), (Parts{"nhà"}));
  EXPECT_EQ(parts_of("a”,“b”."), (Parts{"a", "b"}));
  EXPECT_EQ(parts_of("“a\u0301”"), (Parts{"“a\u0301”"}));
  EXPECT_EQ(parts_of("“a’b”"), (Parts{"“a’b”"}));
}

}  // namespace
}  // namespace ykien
