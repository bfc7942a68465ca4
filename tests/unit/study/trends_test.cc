// study_trends(): the whole study on rows made by a generator whose shares are known.
#include "ykien/study/trends.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "ykien/base/error.h"
#include "ykien/study/report.h"

namespace ykien {
namespace {

constexpr std::size_t kTopics = 3;
constexpr const char* kWords[kTopics] = {"trợ cấp hộ nghèo", "đường ngập nước", "họp tổ dân phố"};

// A posterior that is right three times in four.
void add_posterior(std::mt19937& random, std::uint32_t truth, std::vector<double>& to) {
  const std::uint32_t seen = random() % 4 == 0 ? static_cast<std::uint32_t>(random() % kTopics) : truth;
  for (std::uint32_t k = 0; k < kTopics; ++k) to.push_back(k == seen ? 0.75 : 0.125);
}

// Topic 1 is a third of the rows in the first 12 months, two thirds in the last 12.
StudyInput made_input(std::size_t rows_a_month = 60) {
  std::mt19937 random(7);
  StudyInput input;
  input.title = "made";
  input.topics = {
      {"policy", "Chính sách", "Policy"}, {"roads", "Đường", "Roads"}, {"groups", "Tổ", "Groups"}};
  input.periods = Periods::regular(PeriodKind::month, day_of("2020-01-01", ""), day_of("2021-12-31", ""));
  input.strata = {"A", "B"};
  for (std::uint32_t month = 0; month < 24; ++month) {
    for (std::size_t i = 0; i < rows_a_month; ++i) {
      const auto lot = static_cast<std::uint32_t>(random() % 6);
      const std::uint32_t truth = month < 12 ? lot % 3 : (lot < 4 ? 1 : lot == 4 ? 0 : 2);
      input.texts.push_back({static_cast<std::uint32_t>(input.period.size()),
                             std::string(kWords[truth]) + " lần " + std::to_string(i)});
      input.period.push_back(month);
      input.stratum.push_back(static_cast<std::uint32_t>(i % 2));
      add_posterior(random, truth, input.posterior);
    }
  }
  for (std::uint32_t row = 0; row < 600; ++row) {
    input.validation.label.push_back(row % 3);
    add_posterior(random, row % 3, input.validation.posterior);
  }
  return input;
}

StudyOptions quick() {
  StudyOptions options;
  options.prevalence.resamples = 40;
  options.prevalence.threads = 2;
  options.prevalence.method = QuantifyMethod::emq_bcts;
  return options;
}

TEST(StudyTrends, FindsSharesChangesWordsAndErrors) {
  StudyInput input = made_input();
  input.events = {{day_of("2021-01-01", ""), "đổi"}};
  const TrendReport report = study_trends(input, quick());
  ASSERT_EQ(report.series.size(), 3u);
  EXPECT_EQ(report.series[0].cells.size(), 24 * kTopics);
  EXPECT_NEAR(report.series[0].whole[1].share, 0.5, 0.05);
  EXPECT_LT(report.series[0].whole[1].raw, report.series[0].whole[1].share);  // what counting misses
  EXPECT_LE(report.series[0].whole[1].interval.low, 0.5);
  EXPECT_GE(report.series[0].whole[1].interval.high, 0.5);
  ASSERT_EQ(report.changes.size(), 1u);
  EXPECT_NEAR(static_cast<double>(report.changes[0].period), 12, 1);
  EXPECT_LE(report.changes[0].earliest, 12u);
  EXPECT_GE(report.changes[0].latest, 12u);
  ASSERT_FALSE(report.effects.empty());
  EXPECT_EQ(report.effects[1].topic, 1u);
  EXPECT_GT(report.effects[1].odds_ratio, 1.5);
  ASSERT_FALSE(report.words.empty());
  EXPECT_EQ(report.validation.rows, 600u);
  EXPECT_EQ(report.validation.methods.size(), kQuantifyMethods);
  EXPECT_NO_THROW(report_html(report));
}

TEST(StudyTrends, TheSameForAnyNumberOfThreads) {
  StudyOptions options = quick();
  const std::string two = report_json(study_trends(made_input(), options));
  options.prevalence.threads = 1;
  EXPECT_EQ(report_json(study_trends(made_input(), options)), two);
}

TEST(StudyTrends, WithoutValidationNothingIsCorrected) {
  StudyInput input = made_input();
  input.validation = {};
  const TrendReport report = study_trends(input, quick());
  for (const ReportCell& cell : report.series[0].cells) {
    EXPECT_FALSE(cell.estimated);
    EXPECT_GT(cell.raw, 0);
    EXPECT_THAT(cell.flags, ::testing::HasSubstr("no_validation"));
  }
  EXPECT_TRUE(report.validation.confusion.empty());
  EXPECT_TRUE(report.notices[0].serious);
}

TEST(StudyTrends, HumanLabelsTakeTheirPlaceWhereThereAreEnough) {
  StudyInput input = made_input();
  input.label.assign(input.period.size(), kNoHumanLabel);
  for (std::size_t row = 0; row < 40; ++row)
    input.label[row] = static_cast<std::int32_t>(row % kTopics);  // of month 0
  TrendReport report = study_trends(input, quick());
  EXPECT_EQ(report.series[0].cells[0].method, "PPI++");
  EXPECT_EQ(report.series[0].cells[kTopics].method, "EMQ-BCTS");
  input.inclusion.assign(input.period.size(), 0.5);
  report = study_trends(input, quick());
  EXPECT_EQ(report.series[0].cells[0].method, "DSL");
  EXPECT_THAT(report.series[0].cells[0].flags, ::testing::HasSubstr("hand_labels"));
}

BothLanguages notice(const TrendReport& report, const std::string& code) {
  const auto found = std::ranges::find(report.notices, code, &ReportNotice::code);
  return found == report.notices.end() ? BothLanguages{} : found->text;
}

TEST(StudyTrends, SaysWhichEventsCannotBeTested) {
  StudyInput input = made_input();
  input.events = {{day_of("2019-05-01", ""), "sớm"},
                  {day_of("2021-12-15", ""), "muộn"},
                  {day_of("2021-01-01", ""), "đổi"}};
  const TrendReport outside = study_trends(input, quick());
  EXPECT_THAT(notice(outside, "events_outside").english, ::testing::EndsWith("none after it: sớm, muộn."));
  EXPECT_THAT(notice(outside, "events_outside").vietnamese, ::testing::EndsWith("có ý kiến: sớm, muộn."));
  EXPECT_EQ(outside.effects.size(), kTopics);  // of the third
  input.events[1] = {day_of("2020-12-05", ""), "kề bên"};
  const TrendReport together = study_trends(input, quick());
  EXPECT_THAT(notice(together, "events_together").english, ::testing::EndsWith("told apart: kề bên, đổi."));
  EXPECT_TRUE(together.effects.empty());
}

TEST(StudyTrends, EventsOfOneNameAreTwo) {
  StudyInput input = made_input();
  input.events = {{day_of("2020-06-01", ""), "đợt"}, {day_of("2021-01-01", ""), "đợt"}};
  EXPECT_EQ(study_trends(input, quick()).effects.size(), 2 * kTopics);
}

TEST(StudyTrends, SaysInWhichTopicsEventsCannotBeTested) {
  StudyInput input = made_input();
  input.events = {{day_of("2021-01-01", ""), "đổi"}};
  for (std::size_t row = 0; row < input.period.size(); ++row) {
    if (input.period[row] < 12) input.posterior[row * kTopics] = 0.0;  // no policy before the event
  }
  const TrendReport report = study_trends(input, quick());
  const BothLanguages text = notice(report, "events_not_tested_in_topics");
  EXPECT_THAT(text.english, ::testing::EndsWith("before or after one: Policy."));
  EXPECT_THAT(text.vietnamese, ::testing::EndsWith(": Chính sách."));
  EXPECT_EQ(report.effects.size(), kTopics - 1);
}

TEST(StudyTrends, SaysWhereThereAreTooFewPeriodsForAnEvent) {
  StudyInput input = made_input();
  input.events = {{day_of("2020-02-01", ""), "đổi"}};
  std::ranges::transform(input.period, input.period.begin(), [](std::uint32_t p) { return p % 3; });
  const BothLanguages text = notice(study_trends(input, quick()), "events_not_tested");
  EXPECT_THAT(text.english, ::testing::HasSubstr("3 periods with rows are too few"));
  EXPECT_THAT(text.vietnamese, ::testing::HasSubstr("3 kỳ có ý kiến là quá ít"));
}

TEST(StudyTrends, OneRowIsOneRow) {
  StudyInput input = made_input(1);
  input.period.resize(1);
  input.stratum.resize(1);
  input.posterior.resize(kTopics);
  input.texts.resize(1);
  EXPECT_EQ(notice(study_trends(input, quick()), "few_rows_in_all").english,
            "There is only 1 row: too few to speak of shares.");
}

TEST(StudyTrends, RefusesWhatDoesNotFit) {
  EXPECT_THROW(study_trends(made_input(0), quick()), Error);
  StudyInput input = made_input(2);
  input.posterior.pop_back();
  EXPECT_THROW(study_trends(input, quick()), Error);
  input = made_input(2);
  input.period[0] = 24;
  EXPECT_THROW(study_trends(input, quick()), Error);
  input = made_input(2);
  input.stratum[0] = 2;
  EXPECT_THROW(study_trends(input, quick()), Error);
  input = made_input(2);
  input.label.assign(input.period.size(), 3);
  EXPECT_THROW(study_trends(input, quick()), Error);
}

}  // namespace
}  // namespace ykien
