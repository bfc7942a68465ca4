// Cautions as data and as words, and the rows that bring each of them about.
#include "ykien/study/caution.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

#include "ykien/study/prevalence.h"

namespace ykien {
namespace {

TEST(Caution, EachHasANameAndASentenceInBothLanguages) {
  std::set<std::string_view> names;
  std::uint32_t bits = 0;
  for (const Caution one : all_cautions()) {
    names.insert(caution_name(one));
    bits += static_cast<std::uint32_t>(one);
    const std::string english(caution_sentence(one, ReportLanguage::english));
    const std::string vietnamese(caution_sentence(one, ReportLanguage::vietnamese));
    EXPECT_TRUE(english.ends_with('.')) << english;
    EXPECT_TRUE(vietnamese.ends_with('.')) << vietnamese;
    EXPECT_NE(english, vietnamese);
  }
  EXPECT_EQ(names.size(), all_cautions().size());
  EXPECT_EQ(bits, (1U << all_cautions().size()) - 1);  // no number twice, none left out
}

TEST(Caution, SetsAreJoinedAndJudged) {
  Cautions some;
  EXPECT_TRUE(some.empty());
  EXPECT_EQ(caution_names(some), "");
  some.add(Caution::shifted);
  some.add(Caution::few_rows);
  EXPECT_EQ(caution_names(some), "few_rows;shifted");
  EXPECT_FALSE(some.refuses());
  Cautions refusing;
  refusing.add(Caution::absent_topic);
  some.add(refusing);
  EXPECT_TRUE(some.refuses());
}

// Rows whose posteriors are `own` for their label and alike for the rest; for topics from `confused` on it is
// as if they were one.
struct Made {
  std::vector<double> posterior;
  std::vector<std::uint32_t> label;

  void add(std::uint32_t topics, std::uint32_t topic, double own, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      label.push_back(topic);
      for (std::uint32_t k = 0; k < topics; ++k)
        posterior.push_back(k == topic ? own : (1.0 - own) / (topics - 1));
    }
  }
};

PrevalenceOptions quick() {
  PrevalenceOptions options;
  options.method = QuantifyMethod::emq_bcts;
  options.resamples = 10;
  options.threads = 1;
  return options;
}

TEST(Caution, TopicsThatLookAlikeAreNotToldApart) {
  Made rows;
  rows.add(3, 0, 0.8, 40);
  rows.add(3, 1, 0.8, 40);
  for (std::size_t i = 0; i < 40; ++i) {  // topic 2 looks like topic 1
    rows.add(3, 1, 0.8, 1);
    rows.label.back() = 2;
  }
  const Quantifier quantifier({rows.posterior, rows.label, 3});
  EXPECT_TRUE(std::isinf(quantifier.condition(true)));
  EXPECT_TRUE(quantifier.cautions().has(Caution::unidentifiable));
  const CellEstimate cell = PrevalenceEstimator(quantifier, quick()).estimate(rows.posterior);
  EXPECT_TRUE(cell.cautions.refuses());
  EXPECT_EQ(cell.topics[2].share, cell.topics[2].counted);
}

TEST(Caution, ConditionWarnsBeforeItRefuses) {
  Made rows;
  rows.add(2, 0, 0.8, 100);
  rows.add(2, 1, 0.8, 100);
  for (std::size_t i = 0; i < 47; ++i) {  // nearly half of either is taken for the other
    rows.label[i] = 1;
    rows.label[100 + i] = 0;
  }
  const Quantifier quantifier({rows.posterior, rows.label, 2});
  EXPECT_NEAR(quantifier.condition(), 1.0 / 0.06, 1e-9);
  EXPECT_NEAR(quantifier.condition(true), 1.0 / 0.06 / 0.6, 1e-9);
  QuantifierOptions strict;
  strict.warn_condition = 10.0;
  EXPECT_TRUE(Quantifier({rows.posterior, rows.label, 2}, strict).cautions().has(Caution::ill_conditioned));
  strict.refuse_condition = 15.0;
  EXPECT_TRUE(Quantifier({rows.posterior, rows.label, 2}, strict).cautions().refuses());
  EXPECT_TRUE(quantifier.cautions().empty());
}

// A topic that is never decided makes counts useless for it, but not posteriors.
TEST(Caution, ATopicNeverDecidedIsRefusedToCountsAlone) {
  Made rows;
  rows.add(3, 0, 0.8, 60);
  rows.add(3, 1, 0.8, 60);
  for (int i = 0; i < 20; ++i) {
    rows.label.push_back(2);
    for (const double p : {0.45, 0.2, 0.35}) rows.posterior.push_back(p);
  }
  const Quantifier quantifier({rows.posterior, rows.label, 3});
  EXPECT_TRUE(std::isinf(quantifier.condition()));
  EXPECT_TRUE(quantifier.cautions(QuantifyMethod::acc).refuses());
  EXPECT_FALSE(quantifier.cautions(QuantifyMethod::emq_bcts).refuses());
  EXPECT_TRUE(quantifier.cautions(QuantifyMethod::cc).empty());
  const CellEstimate cell = PrevalenceEstimator(quantifier, quick()).estimate(rows.posterior);
  EXPECT_NEAR(cell.topics[2].share, 20.0 / 140.0, 0.03);
  EXPECT_EQ(cell.topics[2].counted, 0.0);
}

TEST(Caution, RareTopicsAndRowsAllOfOneTopic) {
  Made rows;
  rows.add(3, 0, 0.9, 60);
  rows.add(3, 1, 0.9, 60);
  rows.add(3, 2, 0.9, 4);
  const Quantifier quantifier({rows.posterior, rows.label, 3});
  EXPECT_TRUE(quantifier.topic_cautions(2).has(Caution::rare_topic));
  EXPECT_TRUE(quantifier.topic_cautions(1).empty());
  Made same;
  same.add(3, 1, 0.9, 50);
  const CellEstimate cell = PrevalenceEstimator(quantifier, quick()).estimate(same.posterior);
  EXPECT_TRUE(cell.cautions.has(Caution::one_topic));
  EXPECT_GT(cell.topics[1].share, 0.95);
  EXPECT_GT(cell.topics[0].interval.high, 0.0);  // not seen is not impossible
  EXPECT_LT(cell.topics[1].interval.low, 1.0);
}

// The classifier leans to topic 0 whatever it reads: when all rows look the same, shares cannot tell how it
// errs.
TEST(Caution, ACollapseIsNamed) {
  Made validation;
  validation.add(2, 0, 0.95, 95);
  validation.add(2, 1, 0.55, 5);
  Made rows;
  for (int i = 0; i < 100; ++i) rows.add(2, i % 5 < 2 ? 1 : 0, 0.52, 1);
  const Quantifier quantifier({validation.posterior, validation.label, 2});
  const CellEstimate cell = PrevalenceEstimator(quantifier, quick()).estimate(rows.posterior);
  EXPECT_GT(cell.topics[1].share, 0.95);
  EXPECT_LT(cell.topics[1].counted, 0.5);
  EXPECT_TRUE(cell.cautions.has(Caution::collapsed));
}

}  // namespace
}  // namespace ykien
