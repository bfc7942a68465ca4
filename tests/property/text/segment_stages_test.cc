// segment() against the stages it is made of, taken one at a time: pieces cut without a memo, every span of a
// line looked up whatever the table says of longer ones, each weight added by itself.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "support_text.h"
#include "text/detail/dictionary_data.h"
#include "text/detail/segment_line.h"
#include "ykien/text/normalize.h"
#include "ykien/text/segment.h"

namespace ykien {
namespace {

using detail::Unit;

std::vector<Unit> units_of(std::string_view line) {
  detail::UnitCutter cutter;
  std::vector<Unit> units;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find_first_of(" \t\v\f\r", at), line.size());
    if (end > at) cutter.cut(line.substr(at, end - at), static_cast<std::uint32_t>(at), units);
    at = end + 1;
  }
  return units;
}

enum class Said { nothing, apart, joined };

std::vector<Said> said_by_dictionary(const detail::SegmentData& data, detail::Reading reading,
                                     const detail::SegmentLine& line) {
  std::vector<Said> said(line.size, Said::nothing);
  const std::span<const std::uint32_t> ids(line.ids.data() + detail::kLineMargin, line.size);
  for (std::size_t at = 0; at < line.size; ++at) {
    const std::size_t found = data.dictionary.data().longest(reading, ids.subspan(at));
    if (found < 2) continue;
    if (at > 0) said[at - 1] = Said::apart;
    for (std::size_t i = 0; i + 1 < found; ++i) said[at + i] = Said::joined;
    at += found - 1;
    said[at] = Said::apart;
  }
  return said;
}

std::vector<std::string> words_by_stages(const detail::SegmentData& data, std::string_view text) {
  const std::vector<Unit> units = units_of(text);
  const detail::Reading reading = detail::reading_of(units);
  const detail::SegmentStream& stream = data.streams[static_cast<std::size_t>(reading)];
  const detail::WeightPlaces places(detail::weight_bits(stream.weights.size()));
  const detail::SpanTable spans(stream.spans);
  detail::SegmentLine line;
  detail::set_units(units, reading, detail::is_caseless(units), line);
  detail::find_rows(places, line, [](const detail::UnitRows&, std::uint64_t) {});
  detail::each_span(line, [&](std::size_t first, std::size_t length, std::uint64_t hash) {
    line.code_of(first, length) = spans.find(hash).code;
  });
  const std::vector<Said> said = said_by_dictionary(data, reading, line);
  std::vector<std::string> words;
  detail::SegmentHistory history;
  bool joined = false;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    const std::string_view unit = slice(text, units[i].range);
    if (joined) {
      words.back() += "_" + std::string(unit);
    } else {
      words.emplace_back(unit);
    }
    std::int64_t sum = 0;
    detail::each_feature(places, line, at, history,
                         [&](std::uint32_t place) { sum += stream.weights[place]; });
    const bool mark = detail::is_mark(line.shape(at)) || detail::is_mark(line.shape(at + 1));
    joined = said[i] == Said::joined || (said[i] == Said::nothing && !mark && sum > 0);
    history.decide(joined, at);
  }
  return words;
}

std::vector<std::string> words(const Segmenter& segmenter, std::string_view text,
                               SegmentWorkspace& workspace) {
  Segmented found;
  segmenter.segment(text, found, workspace);
  std::vector<std::string> result;
  for (const Word& word : found.words) {
    result.emplace_back();
    for (std::uint32_t unit = word.first; unit < word.last; ++unit) {
      if (unit > word.first) result.back() += '_';
      result.back() += slice(text, found.units[unit]);
    }
  }
  return result;
}

const Segmenter& segmenter() {
  static const Segmenter made;
  return made;
}

// A text with accents and the same without.
void check(std::string text, SegmentWorkspace& workspace) {
  std::ranges::replace(text, '\n', ' ');
  EXPECT_EQ(words(segmenter(), text, workspace), words_by_stages(segmenter().model().data(), text)) << text;
}

TEST(SegmentStages, GiveTheWordsOfTheCivicCorpus) {
  std::ifstream file(YKIEN_SOURCE_DIR "/models/civic/corpus/corpus.csv");
  ASSERT_TRUE(file);
  SegmentWorkspace workspace;
  std::size_t lines = 0;
  for (std::string line; std::getline(file, line); ++lines) {
    check(line, workspace);
    if (lines % 4 == 0) check(strip_accents(normalize(line).text), workspace);
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_GT(lines, 5'000U);
}

RC_GTEST_PROP(SegmentStages, GiveTheWordsOfAnyBytes, (std::string text)) {
  std::ranges::replace(text, '\n', ' ');
  SegmentWorkspace workspace;
  RC_ASSERT(words(segmenter(), text, workspace) == words_by_stages(segmenter().model().data(), text));
}

}  // namespace
}  // namespace ykien
