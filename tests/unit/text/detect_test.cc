// Finding the encoding: single lines in every encoding, misread text, mixed files and cells, and no false
// alarm.
#include <gtest/gtest.h>

#include "support_encodings.h"
#include "text/encoding/convert.h"
#include "text/encoding/glance.h"
#include "text/encoding/recover.h"
#include "text/encoding/score.h"
#include "text/encoding/syllables.h"
#include "text/encoding/tables.h"
#include "text/encoding/trigger.h"
#include "text/encoding/units.h"
#include "text/encoding/word_memo.h"
#include "ykien/text/decode.h"

namespace ykien {
namespace {

using namespace std::string_literals;

// What a program makes of bytes that it takes for windows-1252 or windows-1258 and writes as UTF-8.
std::string misread(std::string bytes, Misreading as, int times = 1) {
  for (int i = 0; i < times; ++i) {
    std::string text;
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      detail::append_code_point(
          byte < 0x80 ? char32_t{byte} : char32_t{encoding::charset_of(as).upper[byte - 0x80U]}, text);
    }
    bytes = text;
  }
  return bytes;
}

// The corpus text that an encoding can hold; in TCVN3 toned capitals are small letters outside of words in
// capitals.
std::string held_by(Encoding encoding, std::string_view line) {
  const std::string text = test::encodable(line);
  if (encoding != Encoding::tcvn3) return text;
  std::string converted;
  encoding::convert(encoding, test::encoded(text, encoding), converted);
  return converted;
}

// How many of 300 single lines of at least 60 characters come out right.
std::size_t right_of_300(Encoding encoding) {
  const std::vector<std::string> lines = test::corpus_lines(300, 60);
  std::size_t right = 0;
  for (const std::string& line : lines) {
    const std::string text = held_by(encoding, line);
    const Decoded decoded = decode(test::encoded(text, encoding));
    right += decoded.text == text && decoded.encoding == encoding && decoded.replaced == 0;
  }
  return right;
}

TEST(Detect, EverySingleLineOfTheCommonEncodings) {
  for (const Encoding encoding : {Encoding::utf8, Encoding::tcvn3, Encoding::viscii, Encoding::windows1258,
                                  Encoding::vni, Encoding::utf16le, Encoding::utf16be, Encoding::viqr}) {
    EXPECT_EQ(right_of_300(encoding), 300U) << encoding_name(encoding);
  }
  EXPECT_GE(right_of_300(Encoding::vps), 298U);
}

TEST(Detect, MisreadLinesAreRepaired) {
  for (const std::string& line : test::corpus_lines(300, 60)) {
    const std::string text = test::encodable(line);
    for (const Misreading as : {Misreading::windows1252, Misreading::windows1258}) {
      for (const int times : {1, 2}) {
        const Decoded decoded = decode(misread(text, as, times));
        ASSERT_EQ(decoded.text, text);
        ASSERT_EQ(decoded.encoding, Encoding::utf8);
        ASSERT_EQ(decoded.readings.at(0).reading.times, times);
      }
    }
    for (const Encoding encoding : {Encoding::tcvn3, Encoding::vni, Encoding::viscii}) {
      const std::string held = held_by(encoding, line);
      ASSERT_EQ(decode(misread(test::encoded(held, encoding), Misreading::windows1252)).text, held);
    }
  }
}

TEST(Detect, EveryLetterSurvivesMisreading) {
  for (const auto& row : test::read_rows("text/encodings.tsv")) {
    EXPECT_EQ(misread(row[0], Misreading::windows1252), test::from_hex(row[8]));
    EXPECT_EQ(misread(row[0], Misreading::windows1258), test::from_hex(row[9]));
    // Beside a text that leaves no doubt.
    const std::string text = "Đề nghị phường xử lý đường ngập nước ở tổ 7 (" + row[0] + ")";
    EXPECT_EQ(decode(misread(text, Misreading::windows1252)).text, text);
    EXPECT_EQ(decode(misread(text, Misreading::windows1258, 2)).text, text);
  }
}

// English, emoji and code of every kind between and inside Vietnamese lines.
TEST(Detect, NoFalseAlarmInTenThousandLines) {
  const std::vector<std::string> extras = {" 👍🏽🇻🇳",
                                           " It's café time, isn't it? (yes)",
                                           " `x = a[i]^b[j] ~ c;`",
                                           " → 45° ± 3 m² × 2 ÷ 4 ½ «ok» “ok” … €5 £3",
                                           " naïve résumé, Zoë, Müller, façade, Ångström, señor",
                                           " https://a.vn/~user?q=a+b&c=(d)",
                                           " 日本語テキスト",
                                           " Привет, мир",
                                           " int main() { return ~0 ^ 1; } // a'b`c",
                                           " Ελληνικά",
                                           " #tag @user *bold* **x** a^2+b^2",
                                           " 100% © ® ™ § ¶ µm ¿qué? ¡olé!",
                                           " ls ~/a | grep 'o.*' > `date +%F`.txt",
                                           " Français: où êtes-vous, à côté, élève, ç, œuvre, À É È",
                                           " 😀 :) ^^ ~~ ^_^ T.T o.O",
                                           " smörgåsbord Ærø Øresund þætti ðað",
                                           " e^(-x) (a+b)' f'(x) = 2*a*x + o(x) u+v",
                                           " NULL\\n\\t\\u00e1 0xE1BB"};
  const std::vector<std::string>& corpus = test::corpus_lines();
  for (std::size_t i = 0; i < 10000; ++i) {
    const std::string& extra = extras[i % extras.size()];
    const std::string line = i % 3 == 0   ? corpus[i] + extra
                             : i % 3 == 1 ? extra + corpus[i]
                                          : extra + extras[(i / 7) % extras.size()];
    const Decoded decoded = decode(line);
    ASSERT_EQ(decoded.text, line);
    ASSERT_EQ(decoded.encoding, Encoding::utf8);
    ASSERT_EQ(decoded.replaced + decoded.ambiguous, 0U);
  }
}

TEST(Detect, AFileOfMixedLines) {
  const std::vector<std::string> lines = test::corpus_lines(60, 60);
  constexpr Encoding kMix[] = {Encoding::utf8, Encoding::tcvn3, Encoding::vni, Encoding::windows1258,
                               Encoding::viscii};
  std::string bytes, text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string held = held_by(kMix[i % 5], lines[i]);
    bytes += test::encoded(held, kMix[i % 5]) + (i % 2 == 0 ? "\r\n" : "\n");
    text += held + (i % 2 == 0 ? "\r\n" : "\n");
  }
  const Decoded decoded = decode(bytes);
  EXPECT_EQ(decoded.text, text);
  EXPECT_EQ(decoded.readings.size(), 5U);
  ASSERT_EQ(decoded.passages.size(), 60U);
  for (std::size_t i = 0; i < 60; ++i) EXPECT_EQ(decoded.passages[i].reading.encoding, kMix[i % 5]) << i;
}

TEST(Detect, ALineOfMixedCells) {
  const std::vector<std::string> lines = test::corpus_lines(20, 60);
  for (std::size_t i = 0; i + 2 < lines.size(); ++i) {
    const std::string tcvn3 = held_by(Encoding::tcvn3, lines[i + 1]);
    const std::string bytes = "1;\"" + lines[i] + "\";\"" + test::encoded(tcvn3, Encoding::tcvn3) + "\"\n";
    EXPECT_EQ(decode(bytes).text, "1;\"" + lines[i] + "\";\"" + tcvn3 + "\"\n");
    const std::string half = "\"" + test::encodable(lines[i]) + "\"\t\"" +
                             misread(test::encodable(lines[i + 2]), Misreading::windows1252) + "\"";
    EXPECT_EQ(decode(half).text,
              "\"" + test::encodable(lines[i]) + "\"\t\"" + test::encodable(lines[i + 2]) + "\"");
  }
}

// What no line decides for itself, the file does.
TEST(Detect, ShortLinesFollowTheFile) {
  for (const Encoding encoding : {Encoding::tcvn3, Encoding::vni, Encoding::vps, Encoding::windows1258}) {
    std::string text = "Họ tên;Số nhà;Ý\n";
    for (const std::string& line : test::corpus_lines(30, 60)) text += held_by(encoding, line) + "\nđã rõ\n";
    EXPECT_EQ(decode(test::encoded(text, encoding)).text, held_by(encoding, text)) << encoding_name(encoding);
  }
}

// The whole corpus as one file: every line, whatever it is.
TEST(Detect, AFileOfTwelveThousandLines) {
  for (const Encoding encoding : {Encoding::viscii, Encoding::vni, Encoding::windows1258, Encoding::vps}) {
    std::string text;
    for (const std::string& line : test::corpus_lines()) text += test::encodable(line) + "\n";
    const Decoded decoded = decode(test::encoded(text, encoding));
    EXPECT_EQ(decoded.text, text) << encoding_name(encoding);
    EXPECT_EQ(decoded.ambiguous, 0U);
  }
}

TEST(Detect, AmbiguousInputSaysSo) {
  for (const std::string& bytes : {"\xE9"s, "\xB5"s, "a \xD0\xF1 b"s, "\xF0\xE3"s}) {
    const Decoded decoded = decode(bytes);
    EXPECT_EQ(decoded.encoding, Encoding::utf8);
    EXPECT_EQ(decoded.ambiguous, 1U) << bytes;
    EXPECT_GT(decoded.replaced, 0U);
  }
}

TEST(Detect, BrokenUtf8StaysUtf8) {
  for (const std::string& line : test::corpus_lines(300, 60)) {
    const std::string cut = line.substr(0, line.rfind("\xE1\xBB") + 2);
    if (cut.size() < 20) continue;
    const Decoded decoded = decode(cut + " xyz");
    ASSERT_EQ(decoded.encoding, Encoding::utf8) << line;
    ASSERT_EQ(decoded.replaced, 1U);
    ASSERT_EQ(decoded.text, cut.substr(0, cut.size() - 2) + "\xEF\xBF\xBD xyz");
  }
}

TEST(Detect, TheCallerMayKnowBetter) {
  EXPECT_EQ(decode("H\xE9i", {.encoding = Encoding::tcvn3}).text, "Hội");
  EXPECT_EQ(decode("H\xE9i", {.encoding = Encoding::viscii}).text, "Héi");
  EXPECT_EQ(decode("Ä‘Æ°", {.encoding = Encoding::utf8}).text, "Ä‘Æ°");
  EXPECT_EQ(decode("a\x00\xE1\x00"s, {.encoding = Encoding::utf16le}).text, "aá");
  EXPECT_EQ(decode("\xFF\xFE\x61\x00"s, {.encoding = Encoding::utf16le}).text, "a");
  const Decoded kept = decode("a\x80z", {.encoding = std::nullopt, .keep_ill_formed = true});
  EXPECT_EQ(kept.text, "a\x80z");
  EXPECT_EQ(kept.replaced, 1U);
  EXPECT_TRUE(kept.offsets.identity());
}

TEST(Detect, Utf16WithoutAMark) {
  EXPECT_EQ(decode("I\0D\0\n\0"s).encoding, Encoding::utf16le);
  EXPECT_EQ(decode(test::in_utf16("Đường ngập", false)).text, "Đường ngập");
  EXPECT_EQ(decode("a\0b\0"s + "đường \0 x"s).encoding, Encoding::utf8);
  EXPECT_EQ(decode(std::string(4000, '\0')).encoding, Encoding::utf8);
}

TEST(Detect, LongLinesAreTakenInParts) {
  std::string text;
  for (const std::string& line : test::corpus_lines(2000, 60)) text += test::encodable(line) + " ";
  ASSERT_GT(text.size(), 4 * encoding::Recoverer::kLongest);
  for (const Encoding encoding : {Encoding::utf8, Encoding::vni, Encoding::viscii}) {
    EXPECT_EQ(decode(test::encoded(text, encoding)).text, text) << encoding_name(encoding);
  }
  const std::string han(100000, '\xE4');
  EXPECT_EQ(decode(han).replaced, han.size());
}

// A long line that is no Vietnamese in any encoding stays as it is; what is legible in it comes out.
TEST(Detect, LongLinesAreLookedAtHereAndThere) {
  const std::vector<std::string> lines = test::corpus_lines(60, 60);
  std::string hyphens = "a", noise, plain, cells;
  while (hyphens.size() < 200000) hyphens += "\u00AD";
  while (noise.size() < 200000) noise += "\xE1\xBB";
  for (const std::string& line : lines) plain += line + " 30 m² ";
  EXPECT_EQ(decode(hyphens).text, hyphens);
  EXPECT_EQ(decode(noise).replaced, noise.size() / 2);
  EXPECT_EQ(decode(noise).offsets.source({3, 6}), (Range{2, 4}));
  ASSERT_GT(plain.size(), 2 * encoding::kLong);
  EXPECT_EQ(decode(plain).text, plain);
  const std::string one = test::encodable(lines[7]);
  EXPECT_EQ(decode(plain + ";" + misread(one, Misreading::windows1252) + ";" + plain).text,
            plain + ";" + one + ";" + plain);
  const std::string tcvn3 = held_by(Encoding::tcvn3, lines[7]);
  EXPECT_EQ(decode(plain + ";" + test::encoded(tcvn3, Encoding::tcvn3) + ";" + plain).text,
            plain + ";" + tcvn3 + ";" + plain);
}

TEST(Detect, ASquareMetreNeedsNoSearch) {
  const Decoded decoded = decode("Diện tích đất là 30 m² «theo sổ đỏ» ở 45° © ½\nphường\n");
  EXPECT_EQ(decoded.text, "Diện tích đất là 30 m² «theo sổ đỏ» ở 45° © ½\nphường\n");
  EXPECT_EQ(decoded.ambiguous, 0U);
}

// The fast path is convert() and score_of(): text and map to the last byte, whatever the words.
TEST(WordMemo, IsConvertingAndScoring) {
  constexpr Encoding kOld[] = {Encoding::windows1258, Encoding::tcvn3,  Encoding::tcvn5712,
                               Encoding::vni,         Encoding::viscii, Encoding::vps};
  for (const Encoding encoding : kOld) {
    encoding::WordMemo memo(encoding);
    std::uint32_t random = 1;
    for (const std::string& line : test::corpus_lines(3000, 1)) {
      std::string bytes = test::encoded(held_by(encoding, line), encoding) + "\n";
      // Some bytes of any kind now and then.
      for (int i = 0; i < 3; ++i) {
        random = random * 1664525 + 1013904223;
        if (random >> 30 == 0) bytes[(random >> 8) % bytes.size()] = static_cast<char>(random >> 16);
        if (random >> 28 == 7)
          bytes.insert((random >> 8) % bytes.size(), 20, static_cast<char>(random >> 16));
      }
      std::string wanted = "before", got = "before";
      OffsetMap wanted_map, got_map;
      encoding::convert(encoding, bytes, wanted, &wanted_map, 7);
      const encoding::Score wanted_score = encoding::score_of(std::string_view(wanted).substr(6));
      const encoding::Score score = memo.read(bytes, got, &got_map, 7);
      ASSERT_EQ(got, wanted) << encoding_name(encoding);
      ASSERT_TRUE(std::ranges::equal(got_map.runs(), wanted_map.runs())) << wanted;
      ASSERT_EQ(score.sum, wanted_score.sum) << wanted;
      ASSERT_EQ(score.words, wanted_score.words);
      ASSERT_EQ(score.wrong, wanted_score.wrong);
    }
  }
}

// Most lines read alike in TCVN3 and TCVN 5712, and a file of them is read fast; a line that holds a letter
// only one of them has is judged by itself.
TEST(Detect, ALineOfTcvn5712AmongThoseThatReadAlike) {
  std::string bytes, text;
  for (const std::string& line : test::corpus_lines(200, 60)) {
    const std::string held = held_by(Encoding::tcvn3, line);
    bytes += test::encoded(held, Encoding::tcvn3) + "\n";
    text += held + "\n";
    if (bytes.size() % 5 != 0) continue;
    const std::string capital = "Ở đây Ủy ban không trả lời Ứng dụng đã gửi";
    bytes += test::encoded(capital, Encoding::tcvn5712) + "\n";
    text += capital + "\n";
  }
  const Decoded decoded = decode(bytes);
  EXPECT_EQ(decoded.text, text);
  ASSERT_EQ(decoded.readings.size(), 2U);
  EXPECT_EQ(decoded.readings[0].reading.encoding, Encoding::tcvn3);
  EXPECT_EQ(decoded.readings[1].reading.encoding, Encoding::tcvn5712);
}

TEST(Units, AreFoundFromTheBackAsFromTheFront) {
  std::uint32_t random = 1;
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    random = random * 1664525 + 1013904223;
    for (std::size_t left = (random >> 8) % 700; left > 0; --left) {
      random = random * 1664525 + 1013904223;
      const bool any = random >> 24 == 0 || round % 3 == 0;
      bytes += any ? static_cast<char>(random >> 16) : round % 2 == 0 ? 'a' : '\xBB';
    }
    const std::size_t line = bytes.find_last_of("\r\n");
    ASSERT_EQ(encoding::last_line_end(bytes), line == bytes.npos ? 0 : line + 1);
    const auto ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    const auto first = std::ranges::find_if_not(bytes, ascii);
    ASSERT_EQ(encoding::ascii_size(bytes), static_cast<std::size_t>(first - bytes.begin()));
    const std::size_t blank = bytes.find_last_of(" \t");
    const auto last = std::find_if(bytes.rbegin(), bytes.rend(), ascii);
    if (blank != bytes.npos) {
      ASSERT_EQ(encoding::cut_place(bytes), blank + 1);
    } else if (last != bytes.rend()) {
      ASSERT_EQ(encoding::cut_place(bytes), static_cast<std::size_t>(bytes.rend() - last));
    }
  }
}

TEST(Detect, Describes) {
  EXPECT_EQ(describe(decode("plain").readings), "UTF-8 (plain ASCII)");
  EXPECT_EQ(describe(decode("đường").readings), "UTF-8");
  const std::string line = test::encodable(test::corpus_lines(1, 60)[0]);
  EXPECT_EQ(describe(decode(test::encoded(line, Encoding::viscii)).readings), "VISCII (99% sure)");
  EXPECT_EQ(describe(decode("đường\nngập\n" + test::encoded(line, Encoding::viscii)).readings),
            "UTF-8; 1 line VISCII (99% sure)");
}

TEST(Syllables, AllOfTheListAreLegalAndFewOthers) {
  const auto rank = [](std::string_view utf8) {
    std::uint64_t key = 0;
    int tone = 0, place = 0, size = 0;
    for (const char* at = utf8.data(); at < utf8.data() + utf8.size(); ++size) {
      const detail::CodePoint point = detail::read_code_point(at, utf8.data() + utf8.size());
      const detail::Letter letter = detail::letter_of(point.value);
      if (letter.tone != 0) tone = letter.tone, place = size;
      key = encoding::with_letter(key, letter.symbol);
      at += point.length;
    }
    return encoding::syllable_class(key, tone, place);
  };
  for (const auto& row : test::read_rows("text/syllables.tsv")) {
    EXPECT_NE(rank(row[0]), encoding::kIllegal) << row[0];
    EXPECT_NE(rank(row[1]), encoding::kIllegal) << row[1];
  }
  for (const char* word : {"đưỡngg", "cê", "kà", "ngiêng", "bàt", "toác̀", "hôi̇", "áo̧", "uế2", "zà", "ưu̇",
                           "hoìa", "tíê", "quư", "mưông"}) {
    EXPECT_EQ(rank(word), encoding::kIllegal) << word;
  }
}

TEST(Score, CountsWordsWithAccentsOnly) {
  const encoding::Score good = encoding::score_of("Đường ngập nước, UBND phường ở đâu? (NĐ 34)");
  EXPECT_EQ(good.words, 7);
  EXPECT_EQ(good.wrong, 0);
  EXPECT_GT(good.sum, 10);
  const encoding::Score bad = encoding::score_of("§­êng ngËp n­íc ®ƯỜNG");
  EXPECT_GT(bad.wrong, 3);
  EXPECT_LT(bad.sum, -15);
  // What comes again at once says nothing new.
  EXPECT_EQ(encoding::score_of("đường, Đường đường").sum, encoding::score_of("đường").sum);
  EXPECT_EQ(encoding::score_of("đường, Đường đường").words, 3);
}

TEST(Trigger, BothWaysFindTheSame) {
  std::string text;
  for (unsigned first = 0; first < 256; ++first) {
    for (unsigned second = 0; second < 256; ++second) {
      for (const std::size_t before : {0U, 1U, 30U, 31U, 32U, 40U}) {
        const std::string bytes = std::string(before, 'a') + static_cast<char>(first) +
                                  static_cast<char>(second) + std::string(40, 'b');
        ASSERT_EQ(encoding::find_trigger(bytes), encoding::find_trigger_portable(bytes))
            << first << ' ' << second;
      }
    }
  }
  for (const auto& row : test::read_rows("text/encodings.tsv")) text += row[0] + " ";
  EXPECT_EQ(encoding::find_trigger(text), text.size());
}

}  // namespace
}  // namespace ykien
