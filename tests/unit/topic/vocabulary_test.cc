// The vocabulary against a plain count of all n-grams.
#include "topic/fit/vocabulary.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "support_model.h"
#include "topic/detail/units.h"
#include "ykien/topic/vectorize.h"

namespace ykien {
namespace {

using Ngram = std::vector<std::string>;

// How many texts hold each n-gram of one stream: the obvious way.
std::map<Ngram, std::uint32_t> plain_count(const detail::EncodedStream& stream) {
  std::map<Ngram, std::set<std::size_t>> texts;
  for (std::size_t text = 0; text + 1 < stream.text_begin.size(); ++text) {
    const auto units = stream.text(text);
    for (std::size_t begin = 0; begin < units.size(); ++begin) {
      Ngram ngram;
      for (std::size_t at = begin; at < units.size() && ngram.size() < stream.options.max_n; ++at) {
        if (units[at] == detail::kNone) break;
        ngram.push_back(stream.units[units[at]]);
        if (ngram.size() >= stream.options.min_n) texts[ngram].insert(text);
      }
    }
  }
  std::map<Ngram, std::uint32_t> counts;
  for (const auto& [ngram, where] : texts) counts[ngram] = static_cast<std::uint32_t>(where.size());
  return counts;
}

Ngram ngram_of(const detail::ModelData& data, std::uint32_t feature) {
  Ngram ngram;
  for (std::uint32_t at = feature; at != detail::kNone; at = data.nodes[at].parent) {
    ngram.insert(ngram.begin(), data.units[data.nodes[at].unit]);
  }
  return ngram;
}

class Vocabulary : public testing::TestWithParam<std::uint32_t> {};

TEST_P(Vocabulary, HoldsTheFrequentNgramsAndNoOthers) {
  const std::uint32_t min_df = GetParam();
  const auto streams = detail::encode(test::some_texts(), test::two_streams(), 1);
  detail::ModelData data;
  detail::build_vocabulary(streams, min_df, 0, data);
  for (std::size_t s = 0; s < streams.size(); ++s) {
    std::set<Ngram> wanted;
    for (const auto& [ngram, count] : plain_count(streams[s])) {
      if (count >= min_df) wanted.insert(ngram);
    }
    std::set<Ngram> got;
    for (std::uint32_t i = 0; i < data.streams[s].feature_count; ++i) got.insert(ngram_of(data, data.streams[s].first_feature + i));
    EXPECT_EQ(got, wanted);
    EXPECT_EQ(got.size(), data.streams[s].feature_count);
  }
}

INSTANTIATE_TEST_SUITE_P(MinDf, Vocabulary, testing::Values(1U, 2U, 3U));

TEST(VocabularyLimit, KeepsTheMostFrequentAndTheirBeginnings) {
  const auto streams = detail::encode(test::some_texts(), test::two_streams(), 1);
  for (const std::uint32_t most : {1U, 10U, 57U, 100U}) {
    detail::ModelData data;
    detail::build_vocabulary(streams, 1, most, data);
    EXPECT_EQ(data.nodes.size(), most);
    for (std::uint32_t i = 0; i < most; ++i) {
      if (data.nodes[i].parent == detail::kNone) continue;
      EXPECT_LT(data.nodes[i].parent, i);
    }
  }
}

TEST(VocabularyCounts, EqualVectorizeCounts) {
  const Model model = test::toy_model();
  const SparseMatrix counts = detail::count_features(test::some_texts(), model.data());
  ASSERT_EQ(counts.rows(), test::some_texts().size());
  counts.check();
  EXPECT_GT(counts.value.size(), 300U);
}

}  // namespace
}  // namespace ykien
