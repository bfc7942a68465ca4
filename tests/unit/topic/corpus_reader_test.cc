// The units that training reads piece by piece against those of the stages over the whole text.
#include "topic/fit/corpus_reader.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "support_model.h"
#include "topic/detail/count_ngrams.h"
#include "topic/detail/units.h"
#include "ykien/text/normalize.h"
#include "ykien/text/tokenize.h"
#include "ykien/topic/vectorize.h"

namespace ykien {
namespace {

// Texts of the kinds that a cut at white space might change, beside the usual ones.
std::vector<std::string> texts() {
  std::vector<std::string> all;
  for (const std::string_view text : test::some_texts()) all.emplace_back(text);
  for (const char* const text : {"", " ", "\t\n\v\f\r", "một", " một  hai\n",
                                 "08:15 : 08:15:", "ngày 5 tháng 10", "5 - 10%", "( a ) \"b\"",
                                 "a\xC2\xA0"
                                 "b",
                                 "\xEF\xBB\xBFm\xE1\xBB\x99t hai", "\xFF \xC3",
                                 "e\xCC\x81 \xCC\x81"
                                 "e",
                                 "a.b@c.vn , http://x.vn/?q=1 .", "khong dau gi ca",
                                 "khong dau gi ca nhung mà", "👍 👍🏽 ❤️"}) {
    all.emplace_back(text);
  }
  std::string long_one;
  for (int i = 0; i < 300; ++i) long_one += "dài" + std::to_string(i * i) + (i % 7 == 0 ? "\n" : " ");
  all.push_back(long_one);
  all.push_back(std::string(200, 'x') + " " + std::string(200, 'x'));
  for (std::size_t size = 60; size < 70; ++size) all.push_back(std::string(size, 'y') + ".");
  return all;
}

// The readings of the units of a text, as each stream reads them, by the stages.
std::vector<std::vector<std::string>> by_stages(std::string_view text, const FeatureOptions& options) {
  const std::string folded = normalize(text).text;
  const std::vector<Token> tokens = tokenize(folded);
  const detail::AccentCount accents = detail::count_accents(folded, tokens);
  std::vector<std::vector<std::string>> readings(options.streams.size());
  std::string buffer;
  for (std::size_t s = 0; s < readings.size(); ++s) {
    if (!detail::reads(options, options.streams[s], accents)) continue;
    if (options.mark_start) readings[s].emplace_back(detail::kStartUnit);
    for (const Token& token : tokens) {
      const std::string_view unit = feature_unit(folded, token);
      if (!unit.empty())
        readings[s].emplace_back(detail::unit_reading(unit, options.streams[s].kind, buffer));
    }
  }
  return readings;
}

TEST(CorpusReader, ReadsWhatTheStagesRead) {
  const FeatureOptions options = test::two_streams();
  std::vector<std::string> names;
  std::map<std::string, std::uint32_t> numbers;
  detail::CorpusReader reader(options, [&](std::size_t, std::string_view reading) {
    const auto [at, added] =
        numbers.try_emplace(std::string(reading), static_cast<std::uint32_t>(names.size()));
    if (added) names.emplace_back(reading);
    return at->second;
  });
  for (int round = 0; round < 2; ++round) {  // the second time from what is remembered
    for (const std::string& text : texts()) {
      reader.read(text);
      const auto expected = by_stages(text, options);
      for (std::size_t s = 0; s < options.streams.size(); ++s) {
        std::vector<std::string> got;
        for (const std::uint32_t unit : reader.units(s)) got.push_back(names[unit]);
        EXPECT_EQ(got, expected[s]) << "stream " << s << " of " << testing::PrintToString(text);
      }
    }
  }
}

// Rows as count_ngrams() has them.
std::vector<std::map<std::uint32_t, float>> plain_rows(const std::vector<std::string_view>& all,
                                                       const detail::ModelData& data) {
  std::vector<std::map<std::uint32_t, float>> rows;
  for (const std::string_view text : all) {
    const std::string folded = normalize(text).text;
    auto& row = rows.emplace_back();
    detail::count_ngrams(data, folded, tokenize(folded),
                         [&](std::uint32_t feature, std::size_t) { ++row[feature]; });
  }
  return rows;
}

void expect_rows(const SparseMatrix& matrix, const std::vector<std::map<std::uint32_t, float>>& expected) {
  matrix.check();
  ASSERT_EQ(matrix.rows(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    std::map<std::uint32_t, float> got;
    const SparseRow row = matrix.row(i);
    for (std::size_t j = 0; j < row.size(); ++j) got[row.column[j]] = row.value[j];
    EXPECT_EQ(got, expected[i]) << "text " << i;
  }
}

TEST(CountFeatures, CountsWhatTheStagesCount) {
  const std::vector<std::string> owned = texts();
  const std::vector<std::string_view> all(owned.begin(), owned.end());
  for (const std::uint32_t min_df : {1U, 2U}) {
    const FeatureOptions options = test::two_streams();
    const auto data = test::toy_data(all, options, min_df, 2);
    const auto expected = plain_rows(all, *data);
    EXPECT_GT(data->nodes.size(), 100U);
    expect_rows(detail::count_features(all, *data), expected);
    expect_rows(detail::count_features(detail::encode(all, options, min_df), *data), expected);
  }
}

}  // namespace
}  // namespace ykien
