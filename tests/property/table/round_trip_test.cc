// What is written is read again, whatever it is and however it arrives.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "unit/table/helpers.h"

namespace ykien::table {
namespace {

using testing::Cells;
using testing::Read;

const std::string kDelimiters = ",;\t| a\x01\xC3";

// Fields made of what is special in CSV, of Vietnamese letters and of any bytes.
rc::Gen<std::string> any_field() {
  const auto piece = rc::gen::weightedOneOf<std::string>(
      {{8, rc::gen::elementOf(std::vector<std::string>{",",
                                                       ";",
                                                       "\t",
                                                       "|",
                                                       " ",
                                                       "\"",
                                                       "\"\"",
                                                       "\n",
                                                       "\r",
                                                       "\r\n",
                                                       "a",
                                                       std::string(1, '\0'),
                                                       "Đ",
                                                       "ườ",
                                                       "e\u0323\u0302",
                                                       "😀",
                                                       "sep=",
                                                       "\xEF\xBB\xBF",
                                                       "xxxxxxxxxxxxxxxxxxxx",
                                                       "\n7,",
                                                       "\n8,\"a, b"})},
       {1, rc::gen::arbitrary<std::string>()}});
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](const std::vector<std::string>& pieces) {
                        std::string field;
                        for (const std::string& one : pieces) field += one;
                        return field;
                      });
}

rc::Gen<std::vector<Cells>> any_rows() {
  return rc::gen::container<std::vector<Cells>>(rc::gen::nonEmpty(rc::gen::container<Cells>(any_field())));
}

struct Same {
  bool operator()(const Row& a, const Row& b) const {
    return a.number == b.number && a.line == b.line && a.ragged == b.ragged && a.invalid == b.invalid &&
           a.unterminated_quote == b.unterminated_quote && a.stray_quote == b.stray_quote &&
           a.stray_over_lines == b.stray_over_lines;
  }
};

RC_GTEST_PROP(Csv, WhatIsWrittenIsRead, ()) {
  const auto rows = *any_rows();
  const char delimiter = *rc::gen::elementOf(kDelimiters);
  const LineEnding ending = *rc::gen::element(LineEnding::lf, LineEnding::crlf, LineEnding::cr);
  const bool bom = *rc::gen::arbitrary<bool>();
  const testing::Folder folder;
  testing::write_rows(folder.file("a"), rows,
                      {.format = Format::csv, .delimiter = delimiter, .line_ending = ending, .bom = bom});
  const Read read = testing::read_all(
      Reader::open(folder.file("a"), {.format = Format::csv, .delimiter = delimiter, .header = Header::no}));
  RC_ASSERT(read.rows == rows);
  RC_ASSERT(read.report.stray_quotes.count + read.report.unterminated_quotes.count +
                read.report.stray_over_lines.count ==
            0u);
  RC_ASSERT(read.report.bom == bom);
}

RC_GTEST_PROP(Csv, PiecesGiveTheSameAsTheWhole, ()) {
  const std::string bytes = *any_field();
  const char delimiter = *rc::gen::element('\0', ',', '\n', 'a');
  const ReaderOptions options{.format = Format::csv, .delimiter = delimiter};
  const Read whole = testing::read_text(bytes, options);
  const auto step = *rc::gen::inRange<std::size_t>(1, 8);
  const Read pieces = testing::read_text(bytes, options, step);
  RC_ASSERT(pieces.header == whole.header);
  RC_ASSERT(pieces.rows == whole.rows);
  RC_ASSERT(
      std::equal(pieces.facts.begin(), pieces.facts.end(), whole.facts.begin(), whole.facts.end(), Same()));
  RC_ASSERT(pieces.report.bytes == bytes.size());
}

// A text of one line with what makes a writer quote it, not at its beginning.
rc::Gen<std::string> any_line() {
  const auto piece =
      rc::gen::elementOf(std::vector<std::string>{",", ", ", "\"", " \"", "\" ", " ", "Đường", "7"});
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](const std::vector<std::string>& pieces) {
                        std::string line = "Ngập";
                        for (const std::string& one : pieces) line += one;
                        return line;
                      });
}

// A quote that somebody forgot to close costs no other row anything.
RC_GTEST_PROP(Csv, AnUnclosedQuoteSwallowsNoRows, ()) {
  const auto texts = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(any_line()));
  const auto unclosed = *rc::gen::inRange<std::size_t>(0, texts.size());
  const LineEnding ending = *rc::gen::element(LineEnding::lf, LineEnding::crlf);
  const testing::Folder folder;
  std::vector<Cells> rows = {{"STT", "Nội dung"}};
  std::string bytes;
  for (std::size_t i = 0; i < texts.size(); ++i) rows.push_back({std::to_string(i + 1), texts[i]});
  rows[unclosed + 1][1] = "MARK";
  testing::write_rows(folder.file("a"), rows, {.format = Format::csv, .line_ending = ending, .bom = false});
  bytes = testing::bytes_of(folder.file("a"));
  rows[unclosed + 1][1] = "\"Rác, đầy đường";
  bytes.replace(bytes.find("MARK"), 4, rows[unclosed + 1][1]);
  const Read read = testing::read_text(bytes, {.format = Format::csv, .delimiter = ',', .header = Header::no},
                                       *rc::gen::inRange<std::size_t>(0, 8));
  RC_ASSERT(read.rows == rows);
  RC_ASSERT(read.report.unterminated_quotes.lines == std::vector<std::uint64_t>{unclosed + 2});
  RC_ASSERT(read.report.stray_over_lines.count == 0u);
}

// Whatever the bytes, every one that is no syntax comes out again: the fields hold all letters of the file.
RC_GTEST_PROP(Csv, NothingIsLost, ()) {
  const std::string bytes = *any_field();
  const auto letters = [](const std::string& text) {
    std::string kept;
    for (const char c : text) {
      if (std::string_view("\",;\t\r\n ").find(c) == std::string_view::npos) kept += c;
    }
    return kept;
  };
  RC_PRE(!bytes.starts_with("\xEF\xBB\xBF") && !bytes.starts_with("sep="));
  const Read read =
      testing::read_text(bytes, {.format = Format::csv, .delimiter = ',', .header = Header::no});
  std::string all;
  for (const Cells& row : read.rows) {
    for (const std::string& field : row) all += field;
  }
  RC_ASSERT(letters(all) == letters(bytes));
}

// JSON holds well-formed text only.
RC_GTEST_PROP(Jsonl, WhatIsWrittenIsRead, ()) {
  const auto texts = *rc::gen::container<std::vector<std::string>>(
      rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127)));
  std::vector<Cells> rows = {{"a", "b"}};
  for (const std::string& text : texts) rows.push_back({text, "Đường " + text});
  const testing::Folder folder;
  testing::write_rows(folder.file("a.jsonl"), rows);
  const Read read = testing::read_all(Reader::open(folder.file("a.jsonl")));
  RC_ASSERT(read.rows == std::vector<Cells>(rows.begin() + 1, rows.end()));
}

}  // namespace
}  // namespace ykien::table
