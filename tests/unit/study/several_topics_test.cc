// study_trends() on rows that have several topics each: made rows whose shares are known.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "study/detail/presence.h"
#include "ykien/base/error.h"
#include "ykien/study/report.h"
#include "ykien/study/trends.h"

namespace ykien {
namespace {

constexpr std::uint32_t kTopics = 3;
constexpr double kUsual[kTopics] = {0.5, 0.3, 0.2};
constexpr double kLater[kTopics] = {0.5, 0.6, 0.1};

// Rows that have each topic by a lot of its own, with a classifier that tells presence from absence by a
// normal score.
struct MadeRows {
  std::vector<double> posterior;
  std::vector<std::uint32_t> first;
  std::vector<FurtherLabel> further;
};

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  void append(const double (&share)[kTopics], MadeRows& rows, double skill = 2.0) {
    const std::vector<bool> has = lot(share);
    double scores[kTopics];
    double sum = 0.0;
    for (std::uint32_t k = 0; k < kTopics; ++k)
      sum += scores[k] = std::exp((has[k] ? skill : 0.0) + noise_(random_));
    const auto row = static_cast<std::uint32_t>(rows.first.size());
    for (std::uint32_t k = 0; k < kTopics; ++k) {
      rows.posterior.push_back(rounded_posterior(scores[k] / sum));
      if (!has[k]) continue;
      if (rows.first.size() == row)
        rows.first.push_back(k);
      else
        rows.further.push_back({row, k});
    }
  }

 private:
  // None at all is drawn anew: every row has a topic.
  std::vector<bool> lot(const double (&share)[kTopics]) {
    std::vector<bool> has(kTopics);
    while (std::ranges::none_of(has, [](bool one) { return one; })) {
      for (std::uint32_t k = 0; k < kTopics; ++k) has[k] = uniform_(random_) < share[k];
    }
    return has;
  }

  std::mt19937_64 random_;
  std::uniform_real_distribution<double> uniform_;
  std::normal_distribution<double> noise_;
};

double truth(const double (&share)[kTopics], std::uint32_t topic) {
  return share[topic] / (1.0 - (1.0 - share[0]) * (1.0 - share[1]) * (1.0 - share[2]));
}

// 12 months of 100 rows as in the validation rows, then 12 in which topic 1 has doubled.
// The last month may be labelled by people.
StudyInput made_input(double skill = 2.0, bool labelled = false) {
  Maker make(3);
  StudyInput input;
  input.topics = {
      {"policy", "Chính sách", "Policy"}, {"roads", "Đường", "Roads"}, {"groups", "Tổ", "Groups"}};
  input.periods = Periods::regular(PeriodKind::month, day_of("2020-01-01", ""), day_of("2021-12-31", ""));
  input.multi_label = true;
  input.presence_threshold = 0.3;
  MadeRows rows;
  for (std::uint32_t month = 0; month < 24; ++month) {
    for (int i = 0; i < 100; ++i) {
      make.append(month < 12 ? kUsual : kLater, rows, skill);
      input.period.push_back(month);
      if (labelled)
        input.label.push_back(month == 23 ? static_cast<std::int32_t>(rows.first.back()) : kNoHumanLabel);
    }
  }
  input.posterior = rows.posterior;
  for (const FurtherLabel& label : rows.further) {
    if (labelled && input.label[label.row] != kNoHumanLabel) input.further_labels.push_back(label);
  }
  MadeRows validation;
  for (int i = 0; i < 900; ++i) make.append(kUsual, validation, skill);
  input.validation = {validation.posterior, validation.first, validation.further, false, {}};
  return input;
}

StudyOptions quick() {
  StudyOptions options;
  options.prevalence.resamples = 60;
  options.prevalence.method = QuantifyMethod::emq_bcts;
  return options;
}

TEST(SeveralTopics, SharesAreThoseOfRowsThatHaveTheTopic) {
  const TrendReport report = study_trends(made_input(), quick());
  EXPECT_TRUE(report.multi_label);
  double sum = 0.0;
  for (std::uint32_t k = 0; k < kTopics; ++k) {
    const ReportCell& whole = report.series[0].whole[k];
    ASSERT_TRUE(whole.estimated);
    const double wanted = (truth(kUsual, k) + truth(kLater, k)) / 2;
    EXPECT_NEAR(whole.share, wanted, 0.06) << k;
    EXPECT_LE(whole.interval.low, wanted) << k;
    EXPECT_GE(whole.interval.high, wanted) << k;
    sum += whole.share;
  }
  EXPECT_GT(sum, 1.2);
  EXPECT_THAT(report.notices, ::testing::Contains(::testing::Field(&ReportNotice::code, "several_topics")));
  ASSERT_EQ(report.changes.size(), 1u);
  EXPECT_NEAR(static_cast<double>(report.changes[0].period), 12, 1);
  EXPECT_GT(report.changes[0].after[1], report.changes[0].before[1]);
  EXPECT_NO_THROW(report_html(report));
}

TEST(SeveralTopics, EachTopicHasErrorsOfItsOwn) {
  const TrendReport report = study_trends(made_input(), quick());
  ASSERT_EQ(report.validation.presence.size(), kTopics);
  EXPECT_TRUE(report.validation.confusion.empty());
  for (std::uint32_t k = 0; k < kTopics; ++k) {
    const ReportPresence& one = report.validation.presence[k];
    EXPECT_EQ(one.found + one.missed + one.wrong + one.rest, 900u);
    EXPECT_NEAR(static_cast<double>(one.found + one.missed) / 900, truth(kUsual, k), 0.05);
    EXPECT_GT(one.found, one.missed);
    EXPECT_GT(one.rest, one.wrong);
    EXPECT_GT(one.condition, 1.0);
  }
  EXPECT_LT(report.validation.presence[1].shift_p, 1e-6);
  // Topic 0 has not moved; but what lies beside it has, so that some shift is seen there too.
  EXPECT_GT(report.validation.presence[1].shift_statistic, report.validation.presence[0].shift_statistic);
}

TEST(SeveralTopics, PeriodsLabelledByHandCountEveryLabel) {
  const StudyInput input = made_input(2.0, true);
  const TrendReport report = study_trends(input, quick());
  for (std::uint32_t k = 0; k < kTopics; ++k) {
    double labels = 0.0;
    for (const std::int32_t label : input.label) labels += label == static_cast<std::int32_t>(k) ? 1 : 0;
    for (const FurtherLabel& label : input.further_labels) labels += label.topic == k ? 1 : 0;
    const ReportCell& last = report.series[0].cells[23 * kTopics + k];
    EXPECT_EQ(last.method, "PPI++");
    EXPECT_NEAR(last.share, labels / 100, 1e-9);  // all rows of that month have labels
  }
}

// Of the 24 x 3 figures of a run: joint intervals are wider, those of hand labels too, and the months of
// which all are right are as many as they say.
TEST(SeveralTopics, JointIntervalsHoldTogether) {
  const StudyInput input = made_input(2.0, true);
  StudyOptions joint = quick();
  joint.prevalence.joint = true;
  const TrendReport one_by_one = study_trends(input, quick());
  const TrendReport together = study_trends(input, joint);
  EXPECT_FALSE(one_by_one.joint);
  EXPECT_TRUE(together.joint);
  int held = 0;
  for (std::size_t month = 0; month < 24; ++month) {
    bool all = true;
    for (std::uint32_t k = 0; k < kTopics; ++k) {
      const Interval& own = one_by_one.series[0].cells[month * kTopics + k].interval;
      const Interval& wide = together.series[0].cells[month * kTopics + k].interval;
      EXPECT_LT(wide.low, own.low);
      EXPECT_GT(wide.high, own.high);
      const double share = truth(month < 12 ? kUsual : kLater, k);
      all = all && wide.low <= share && share <= wide.high;
    }
    held += all ? 1 : 0;
  }
  EXPECT_GE(held, 22);
}

TEST(SeveralTopics, RefusesATopicOfWhichNothingIsRecognised) {
  const StudyInput blind = made_input(0.0);
  const TrendReport report = study_trends(blind, quick());
  for (std::uint32_t k = 0; k < kTopics; ++k) {
    const ReportCell& whole = report.series[0].whole[k];
    const bool open = !whole.estimated || whole.interval.high - whole.interval.low > 0.3;
    EXPECT_TRUE(open) << whole.interval.low << " - " << whole.interval.high;
  }
  StudyInput constant = made_input();
  std::ranges::fill(constant.posterior, 1.0 / 3);
  std::ranges::fill(constant.validation.posterior, 1.0 / 3);
  const TrendReport blank = study_trends(constant, quick());
  for (const ReportCell& cell : blank.series[0].whole) {
    EXPECT_FALSE(cell.estimated);
    EXPECT_THAT(cell.flags, ::testing::HasSubstr("unidentifiable"));
  }
}

TEST(SeveralTopics, ATopicThatEveryValidationRowHasIsRefused) {
  StudyInput input = made_input();
  input.validation.further.clear();
  std::ranges::fill(input.validation.label, 0U);
  const TrendReport report = study_trends(input, quick());
  for (const ReportCell& cell : report.series[0].whole) {
    EXPECT_FALSE(cell.estimated);
    EXPECT_THAT(cell.flags, ::testing::HasSubstr("absent_topic"));
  }
}

TEST(SeveralTopics, FurtherLabelsAreCheckedAndPassedOverWhereOneTopicCounts) {
  StudyInput input = made_input();
  input.validation.further.push_back({900, 0});
  EXPECT_THROW(study_trends(input, quick()), Error);
  input = made_input();
  input.further_labels.push_back({0, kTopics});
  EXPECT_THROW(study_trends(input, quick()), Error);
  input = made_input(2.0, true);
  input.multi_label = false;
  const TrendReport with = study_trends(input, quick());
  input.further_labels.clear();
  input.validation.further.clear();
  EXPECT_EQ(report_json(with), report_json(study_trends(input, quick())));
}

TEST(Presence, SaysWhatTheDecisionSays) {
  const std::vector<double> rows = {0.5, 0.3, 0.2, 0.29, 0.36, 0.35, 1.0, 0.0, 0.0, 0.2, 0.2, 0.2};
  for (const double threshold : {0.0, 0.3, 0.5, 1.0}) {
    for (std::size_t topic = 0; topic < 3; ++topic) {
      const auto pairs = detail::presence_posterior(rows, 3, topic, threshold);
      ASSERT_EQ(pairs.size(), 8u);
      for (std::size_t i = 0; i < 4; ++i) {
        const bool given = detail::is_given(std::span(rows).subspan(i * 3, 3), topic, threshold);
        EXPECT_EQ(pairs[2 * i] >= pairs[2 * i + 1], given) << threshold << " " << topic << " " << i;
        EXPECT_DOUBLE_EQ(pairs[2 * i] + pairs[2 * i + 1], 1.0);
      }
    }
  }
  EXPECT_TRUE(detail::is_given(std::span(rows).first(3), 0, 0.9));   // it leads
  EXPECT_TRUE(detail::is_given(std::span(rows).first(3), 1, 0.3));   // it reaches the threshold
  EXPECT_FALSE(detail::is_given(std::span(rows).last(3), 1, 0.21));  // the first among equals leads
}

}  // namespace
}  // namespace ykien
