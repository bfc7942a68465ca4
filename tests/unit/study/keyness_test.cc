#include "ykien/study/keyness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "ykien/base/error.h"
#include "ykien/study/distinctive.h"

namespace ykien {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Keyness, EmptyMarginsSayNothing) {
  const WordCounts cases[] = {{0, 0, 0, 0}, {0, 0, 10, 10}, {10, 10, 10, 10},
                              {3, 0, 3, 0}, {0, 0, 0, 5},   {1, 2, 5, 9}};
  for (const WordCounts& counts : cases) {
    for (const double value :
         {g2(counts), chi_square(counts), g2(counts, Correction::yates), g2(counts, Correction::williams),
          log_ratio(counts), odds_ratio(counts).ratio, log_p_value(g2(counts)), fisher_exact(counts).log_p}) {
      EXPECT_TRUE(std::isfinite(value)) << counts.target << ' ' << counts.target_total;
    }
    EXPECT_LE(fisher_exact(counts).log_p, 0.0);
  }
  EXPECT_EQ(g2({0, 0, 10, 10}), 0.0);
}

TEST(Keyness, EffectSizes) {
  EXPECT_DOUBLE_EQ(log_ratio({8, 2, 100, 100}), 2.0);
  EXPECT_DOUBLE_EQ(log_ratio({8, 0, 100, 100}), 4.0);  // 0 stands as one half
  const OddsRatio odds = odds_ratio({20, 10, 100, 100});
  EXPECT_NEAR(odds.ratio, 20.0 * 90 / (10 * 80), 1e-12);
  const double error = std::sqrt(1 / 20. + 1 / 10. + 1 / 80. + 1 / 90.);
  EXPECT_NEAR(odds.interval.low, odds.ratio * std::exp(-1.959963984540054 * error), 1e-12);
  EXPECT_NEAR(odds.interval.high, odds.ratio * std::exp(1.959963984540054 * error), 1e-12);
  EXPECT_NEAR(odds_ratio({0, 5, 10, 10}).ratio, 0.5 * 5.5 / (10.5 * 5.5), 1e-12);
}

// The series for large statistics continues what the error function gives.
TEST(Keyness, LogPIsSmoothAndFinite) {
  EXPECT_NEAR(std::exp(log_p_value(3.841458820694124)), 0.05, 1e-12);
  EXPECT_EQ(log_p_value(0), 0.0);
  const double step = 1e-6;
  const double slope_below = (log_p_value(800 - step) - log_p_value(800 - 2 * step)) / step;
  const double slope_above = (log_p_value(800 + 2 * step) - log_p_value(800 + step)) / step;
  EXPECT_NEAR(slope_below, slope_above, 1e-4);
  EXPECT_NEAR(log_p_value(800 - step), log_p_value(800 + step), 1e-5);
  EXPECT_LT(log_p_value(1e8), -4.9e7);
  EXPECT_TRUE(std::isfinite(log_p_value(1e8)));
}

TEST(Keyness, AdjustedKeepsOrderAndTies) {
  EXPECT_THAT(adjusted(std::vector<double>{}), IsEmpty());
  EXPECT_THAT(adjusted(std::vector<double>{1.0}), ElementsAre(1.0));
  const std::vector<double> q = adjusted(std::vector<double>{.5, .01, .5, .01});
  EXPECT_NEAR(q[1], .02, 1e-12);
  EXPECT_NEAR(q[3], .02, 1e-12);
  EXPECT_NEAR(q[0], .5, 1e-12);
  EXPECT_EQ(adjusted(std::vector<double>{0.0, 1.0})[0], 0.0);
}

TEST(Keyness, RefusesBadPriorsAndLevels) {
  EXPECT_THROW(log_odds({1, 2, 10, 10}, 0, 1), Error);
  EXPECT_THROW(log_odds({1, 2, 10, 10}, 2, 1), Error);
  EXPECT_THROW(odds_ratio({1, 2, 10, 10}, 1), Error);
}

TEST(TermCorpus, SyllablesAndRuns) {
  TermCorpus corpus;
  corpus.add("Đường HẺM ngập, ngập nước 45/12 ngày 24/7/2021 theo 16/ct-ttg");
  std::vector<std::string> terms;
  for (const std::uint32_t term : corpus.text(0)) terms.emplace_back(corpus.term(term));
  EXPECT_THAT(terms, ElementsAre("đường", "hẻm", "đường hẻm", "ngập", "hẻm ngập", "ngập", "nước", "ngập nước",
                                 "ngày", "theo", "16/ct-ttg"));
  EXPECT_EQ(corpus.syllables(corpus.text(0)[2]), 2U);
  EXPECT_EQ(corpus.add("\xff\xfe..."), 1U);
  EXPECT_TRUE(corpus.text(1).empty());
  EXPECT_THROW(TermCorpus({0}), Error);
  EXPECT_THROW(TermCorpus({9}), Error);
}

// Texts 0..9 about floods, 10..19 about rubbish; "xin" in all.
TermCorpus two_topics() {
  TermCorpus corpus;
  for (int i = 0; i < 10; ++i) corpus.add(i == 0 ? "xin ngập nước" : "xin xem đường hay ngập nước lắm");
  for (int i = 0; i < 10; ++i) corpus.add("xin thu gom rác");
  return corpus;
}

std::vector<std::uint32_t> numbers(std::uint32_t from, std::uint32_t to) {
  std::vector<std::uint32_t> result;
  for (std::uint32_t i = from; i < to; ++i) result.push_back(i);
  return result;
}

TEST(DistinctiveWords, FindsThemWithExamples) {
  const TermCorpus corpus = two_topics();
  const auto words = distinctive_words(corpus, numbers(0, 10), numbers(10, 20));
  ASSERT_FALSE(words.empty());
  EXPECT_EQ(words[0].text, "ngập nước");  // and not ngập or nước, which only ever stand in it
  EXPECT_THAT(words[0].examples, ElementsAre(0, 1, 2));  // the shortest first
  EXPECT_EQ(words[0].by_texts.counts.target, 10);
  EXPECT_EQ(words[0].by_texts.counts.reference_total, 10);
  EXPECT_LT(words[0].by_texts.log_q, std::log(0.001));
  EXPECT_GT(words[0].by_tokens.z, 0);
  for (const auto& word : words) EXPECT_NE(word.text, "xin");
}

TEST(DistinctiveWords, OneTextThatRepeatsAWordIsNotEnough) {
  TermCorpus corpus;
  std::string shout;
  for (int i = 0; i < 200; ++i) shout += "cứu ";
  corpus.add(shout);
  for (int i = 0; i < 19; ++i) corpus.add("đường hẻm tối");
  for (int i = 0; i < 20; ++i) corpus.add("đường hẻm tối");
  EXPECT_THAT(distinctive_words(corpus, numbers(0, 20), numbers(20, 40)), IsEmpty());
}

TEST(DistinctiveWords, NothingToCompare) {
  const TermCorpus corpus = two_topics();
  EXPECT_THAT(distinctive_words(corpus, {}, numbers(0, 5)), IsEmpty());
  EXPECT_THAT(distinctive_words(corpus, numbers(0, 5), {}), IsEmpty());
  TermCorpus empty;
  empty.add("");
  empty.add("...");
  EXPECT_THAT(distinctive_words(empty, numbers(0, 1), numbers(1, 2)), IsEmpty());
  EXPECT_THROW(distinctive_words(empty, numbers(0, 3), numbers(1, 2)), Error);
  EXPECT_THROW(distinctive_words(empty, numbers(0, 1), numbers(1, 2), {.most_q = 0}), Error);
}

}  // namespace
}  // namespace ykien
