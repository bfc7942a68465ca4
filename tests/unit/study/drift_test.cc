#include "ykien/study/drift.h"

#include <gtest/gtest.h>

#include <cmath>

#include "ykien/base/error.h"
#include "ykien/study/novelty.h"

namespace ykien {
namespace {

std::vector<std::uint32_t> numbers(std::uint32_t from, std::uint32_t to) {
  std::vector<std::uint32_t> result;
  for (std::uint32_t i = from; i < to; ++i) result.push_back(i);
  return result;
}

TEST(JensenShannon, Ends) {
  const std::vector<double> a{3, 0, 5};
  const std::vector<double> b{0, 4, 0};
  const std::vector<double> none{0, 0, 0};
  EXPECT_NEAR(jensen_shannon(a, b), 1.0, 1e-15);
  EXPECT_EQ(jensen_shannon(a, a), 0.0);
  EXPECT_EQ(jensen_shannon(a, none), 0.0);
  EXPECT_LT(jensen_shannon(a, b, 0.5), 1.0);
  EXPECT_THROW(jensen_shannon(a, std::vector<double>{1}), Error);
  EXPECT_THROW(jensen_shannon(a, b, -1), Error);
  EXPECT_THROW(jensen_shannon(a, std::vector<double>{1, -1, 0}), Error);
}

// 40 texts of the same few words in turn, then 20 with others.
TermCorpus texts() {
  const char* old_words[] = {"đường ngập nước", "ngập sâu quá", "nước không rút", "đường hư hỏng"};
  TermCorpus corpus;
  for (int i = 0; i < 40; ++i) corpus.add(old_words[i % 4]);
  for (int i = 0; i < 20; ++i) corpus.add(i % 2 == 0 ? "phong tỏa hẻm" : "xét nghiệm chậm");
  return corpus;
}

TEST(Drift, TellsChangeFromChance) {
  const TermCorpus corpus = texts();
  const Drift same = vocabulary_drift(corpus, numbers(0, 20), numbers(20, 40));
  EXPECT_TRUE(same.defined);
  EXPECT_GT(same.p, 0.5);
  const Drift changed = vocabulary_drift(corpus, numbers(20, 40), numbers(40, 60));
  EXPECT_NEAR(changed.p, 0.001, 1e-12);
  EXPECT_GT(changed.excess, 0.5);
  EXPECT_LT(changed.chance_mean, changed.chance_high);
  EXPECT_EQ(vocabulary_drift(corpus, numbers(20, 40), numbers(40, 60)).chance_mean, changed.chance_mean);
}

TEST(Drift, WithoutWordsNothingIsSaid) {
  TermCorpus corpus;
  corpus.add("...");
  corpus.add("đường");
  EXPECT_FALSE(vocabulary_drift(corpus, numbers(0, 1), numbers(1, 2)).defined);
  EXPECT_FALSE(vocabulary_drift(corpus, {}, numbers(1, 2)).defined);
  const Drift undefined = vocabulary_drift(corpus, {}, {});
  EXPECT_EQ(undefined.p, 1.0);
  EXPECT_THROW(vocabulary_drift(corpus, numbers(0, 3), {}), Error);
  EXPECT_THROW(vocabulary_drift(corpus, {}, {}, {.permutations = 0}), Error);
}

TEST(Novelty, CountsWordsNotSeenBefore) {
  TermCorpus corpus;
  for (const char* text : {"đường ngập", "đường hư", "", "rác rác đường"}) corpus.add(text);
  const std::uint32_t periods[] = {0, 1, 2, 3};
  const auto found = unseen_words(corpus, periods, 5);
  ASSERT_EQ(found.size(), 5U);
  EXPECT_EQ(found[0].tokens, 0U);  // nothing came before it
  EXPECT_EQ(found[1].unseen, 1U);
  EXPECT_EQ(found[1].tokens, 2U);
  EXPECT_EQ(found[2].tokens, 0U);
  EXPECT_EQ(found[3].unseen, 2U);  // both tokens of a word that is new in this period
  EXPECT_EQ(found[3].tokens, 3U);
  EXPECT_THROW(unseen_words(corpus, periods, 3), Error);
  EXPECT_THROW(unseen_words(corpus, std::span(periods).first(2), 5), Error);
}

TEST(Novelty, AlarmOnlyWhenThereIsSomethingNew) {
  std::vector<UnseenWords> periods;
  for (const std::uint64_t unseen : {20U, 25U, 18U, 22U, 21U, 24U, 60U, 23U, 0U})
    periods.push_back({unseen, 1000});
  periods.push_back({0, 0});
  const auto chart = novelty_chart(periods);
  ASSERT_EQ(chart.size(), periods.size());
  EXPECT_EQ(chart[4].state, NoveltyState::too_early);
  EXPECT_EQ(chart[5].state, NoveltyState::usual);
  EXPECT_EQ(chart[6].state, NoveltyState::alarm);
  EXPECT_LT(chart[6].p, 0.00135);
  EXPECT_EQ(chart[7].state, NoveltyState::usual);
  EXPECT_NEAR(chart[7].expected, 130.5 / 6001, 1e-12);  // the alarm is no part of the baseline
  EXPECT_EQ(chart[8].state, NoveltyState::usual);
  EXPECT_EQ(chart[9].state, NoveltyState::no_words);
  for (const NoveltyPoint& point : chart) EXPECT_TRUE(std::isfinite(point.limit) && std::isfinite(point.p));
}

// Bursts widen the limit.
TEST(Novelty, OverdispersionIsAllowedFor) {
  std::vector<UnseenWords> even(8, {20, 1000});
  std::vector<UnseenWords> bursts;
  for (const std::uint64_t unseen : {2U, 40U, 5U, 60U, 3U, 30U, 1U, 19U}) bursts.push_back({unseen, 1000});
  even.push_back({45, 1000});
  bursts.push_back({45, 1000});
  EXPECT_EQ(novelty_chart(even).back().state, NoveltyState::alarm);
  EXPECT_EQ(novelty_chart(bursts).back().state, NoveltyState::usual);
  EXPECT_GT(novelty_chart(bursts).back().overdispersion, 0.005);
}

TEST(Novelty, BaselineWithoutUnseenWords) {
  std::vector<UnseenWords> periods(6, {0, 500});
  periods.push_back({1, 500});
  periods.push_back({9, 500});
  const auto chart = novelty_chart(periods);
  EXPECT_EQ(chart[6].state, NoveltyState::usual);
  EXPECT_EQ(chart[7].state, NoveltyState::alarm);
}

TEST(Novelty, Tail) {
  EXPECT_NEAR(beta_binomial_tail(8, 10, 0.5, 0.0), 56.0 / 1024, 1e-12);
  EXPECT_NEAR(beta_binomial_tail(3, 4, 0.5, 1.0 / 3), 0.4, 1e-12);  // a = b = 1: uniform on 0..4
  EXPECT_EQ(beta_binomial_tail(0, 10, 0.5, 0.1), 1.0);
  EXPECT_EQ(beta_binomial_tail(11, 10, 0.5, 0.1), 0.0);
  EXPECT_EQ(beta_binomial_tail(1, 10, 0.0, 0.1), 0.0);
  EXPECT_EQ(beta_binomial_tail(10, 10, 0.3, 1.0), 0.3);
  EXPECT_THROW(beta_binomial_tail(1, 10, 1.5, 0.1), Error);
}

}  // namespace
}  // namespace ykien
