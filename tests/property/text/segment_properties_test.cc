// What must hold for the words of any text.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support_text.h"
#include "ykien/text/normalize.h"
#include "ykien/text/segment.h"
#include "ykien/text/tokenize.h"

namespace ykien {
namespace {

const Segmenter& segmenter() {
  static const Segmenter made;
  return made;
}

// Pieces of text; every thirtieth syllable of the language among them.
const std::vector<std::string>& pieces() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> list = {" ",     " ",          " ",        " ",      " ",        " ",
                                     "\n",    ",",          ".",        "...",    "-",        "/",
                                     "(",     "tổ dân phố", "Việt Nam", "TP.",    "HCM",      "5",
                                     "95%",   "24/7/2021",  "GD-ĐT",    "x.vn",   "\xC2\xA0", "\xE2\x80\x8B",
                                     "\xFF",  "\xCC\x81",   "👍",        "ủy ban", "nhân dân", "kinh tế",
                                     "COVID", "đ",          "Đ",        "’"};
    const test::Rows syllables = test::read_rows("text/syllables.tsv");
    for (std::size_t i = 0; i < syllables.size(); i += 30) list.push_back(syllables[i][0]);
    return list;
  }();
  return all;
}

std::string any_text() {
  std::string text;
  for (const std::size_t i :
       *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, pieces().size()))) {
    text += pieces()[i];
    if (*rc::gen::inRange(0, 3) > 0) text += ' ';
  }
  return text;
}

std::string any_bytes() { return *rc::gen::arbitrary<std::string>(); }

void check_partition(const std::string& text) {
  const Segmented found = segmenter().segment(text);
  std::uint32_t end = 0;
  for (const Range unit : found.units) {
    RC_ASSERT(unit.begin >= end);
    RC_ASSERT(unit.end > unit.begin);
    end = unit.end;
  }
  RC_ASSERT(end <= text.size());
  std::uint32_t next = 0;
  for (const Word& word : found.words) {
    RC_ASSERT(word.first == next);
    RC_ASSERT(word.last > word.first);
    RC_ASSERT(word.range == (Range{found.units[word.first].begin, found.units[word.last - 1].end}));
    next = word.last;
  }
  RC_ASSERT(next == found.units.size());
}

RC_GTEST_PROP(Segment, WordsPartitionTheUnits, ()) { check_partition(any_text()); }
RC_GTEST_PROP(Segment, WordsPartitionTheUnitsOfAnyBytes, ()) { check_partition(any_bytes()); }

// The tokens of all unit slices are the tokens of the text: nothing is lost, nothing stands in two units.
void check_tokens(const std::string& text) {
  const auto spelled = [](std::string_view part) {
    const std::string folded = normalize(part).text;
    std::string result;
    for (const Token& token : tokenize(folded)) result += std::string(slice(folded, token.range)) + '\n';
    return result;
  };
  std::string by_unit;
  for (const Range unit : segmenter().segment(text).units) by_unit += spelled(slice(text, unit));
  RC_ASSERT(by_unit == spelled(text));
}

RC_GTEST_PROP(Segment, UnitsHoldTheTokens, ()) { check_tokens(any_text()); }

// The folded words, their units joined by `_`.
std::string folded_words(std::string_view text) {
  const Segmented found = segmenter().segment(text);
  std::string result;
  for (const Word& word : found.words) {
    for (std::uint32_t unit = word.first; unit < word.last; ++unit) {
      result += normalize(slice(text, found.units[unit])).text + (unit + 1 < word.last ? "_" : " ");
    }
  }
  return result;
}

RC_GTEST_PROP(Segment, DoesNotDependOnTheForm, ()) {
  std::string text;
  std::string other;
  static const test::Rows rows = test::read_rows("text/syllables.tsv");
  const auto form = test::kForms[*rc::gen::inRange<std::size_t>(0, std::size(test::kForms))];
  for (const std::size_t i :
       *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, rows.size()))) {
    text += rows[i][0] + " ";
    other += test::in_form(rows[i][0], form) + " ";
  }
  RC_ASSERT(folded_words(text) == folded_words(other));
}

RC_GTEST_PROP(Segment, LinesAreTextsOfTheirOwn, ()) {
  const std::string left = any_text();
  const std::string right = any_text();
  RC_ASSERT(folded_words(left + "\n" + right) == folded_words(left) + folded_words(right));
}

RC_GTEST_PROP(Segment, AUsedWorkspaceChangesNothing, ()) {
  static SegmentWorkspace used;
  const std::string text = any_text();
  Segmented found;
  segmenter().segment(text, found, used);
  const Segmented fresh = segmenter().segment(text);
  RC_ASSERT(found.words == fresh.words);
  RC_ASSERT(found.units == fresh.units);
}

}  // namespace
}  // namespace ykien
