// The documents made of a report: complete, escaped, the same bytes every time, and never a number that is
// none.
#include "ykien/study/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "unit/study/report_fixture.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using ::testing::HasSubstr;
using testing::made_report;
using ::testing::Not;

// What the report says, without the scripts that stand after it.
std::string body(ReportLanguage language = ReportLanguage::vietnamese) {
  const std::string html = report_html(made_report(), language);
  return html.substr(0, html.find("<script type=text/plain"));
}

TEST(ReportHtml, HasEverySection) {
  for (const char* id : {"notices", "summary", "shares", "rows", "strata", "changes", "effects", "words",
                         "errors", "data", "reading", "manifest"}) {
    EXPECT_THAT(body(), HasSubstr("<section id=" + std::string(id) + " "));
  }
  EXPECT_THAT(body(), HasSubstr("<html lang=vi>"));
  EXPECT_THAT(body(ReportLanguage::english), HasSubstr("<html lang=en>"));
}

TEST(ReportHtml, EveryTextIsInBothLanguages) {
  const std::string html = body();
  std::size_t vietnamese = 0;
  std::size_t english = 0;
  for (std::size_t at = 0; (at = html.find("<span lang=vi>", at)) != html.npos; ++at) ++vietnamese;
  for (std::size_t at = 0; (at = html.find("<span lang=en>", at)) != html.npos; ++at) ++english;
  EXPECT_EQ(vietnamese, english);
  EXPECT_GT(vietnamese, 100u);
}

TEST(ReportHtml, TextOfTheTableIsNeverMarkup) {
  const std::string html = body();
  EXPECT_THAT(html, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; \uFFFD.csv"));
  EXPECT_THAT(html, Not(HasSubstr("</script><b>")));
  EXPECT_THAT(html, HasSubstr("\\u003c/script>\\u003cb>"));
}

TEST(ReportHtml, LoadsNothing) {
  const std::string html = body();
  EXPECT_THAT(html, HasSubstr("default-src 'none'"));
  for (const char* reference : {"src=", "href=http", "url(", "@import", "<link", "<iframe", "<img"}) {
    EXPECT_THAT(html, Not(HasSubstr(reference)));
  }
  EXPECT_THAT(report_html(made_report()), Not(HasSubstr("sourceMappingURL")));
}

TEST(ReportHtml, TheSameBytesEveryTime) { EXPECT_EQ(report_html(made_report()), report_html(made_report())); }

TEST(ReportHtml, BlanksWhereNothingIsKnown) {
  EXPECT_THAT(
      body(),
      HasSubstr("<tr><th scope=row>2020-03</th><td class=r><span class=n>0</span></td><td class=r>–</td>"
                "<td class=r>–</td><td class=r>–</td><td></td><td>no_rows</td></tr>"));
}

TEST(ReportHtml, OnePeriodOneTopicNothingElse) {
  TrendReport report;
  report.title = "x";
  report.topics = {{"a", "A", "A"}};
  report.periods = {Periods::regular(PeriodKind::day, day_of("2021-01-01", ""), day_of("2021-01-01", ""))[0]};
  report.series = {{"", {3}, {{1, true, 1, {0.4, 1}, "CC", ""}}, {{1, true, 1, {0.4, 1}, "CC", ""}}}};
  const std::string html = report_html(report);
  EXPECT_THAT(html, HasSubstr("class=w"));  // a whisker in place of a band
  EXPECT_THAT(html.substr(0, html.find("<script")), Not(HasSubstr("nan")));
}

TEST(ReportHtml, RefusesWhatDoesNotFit) {
  const std::function<void(TrendReport&)> spoilers[] = {
      [](TrendReport& report) { report.series.clear(); },
      [](TrendReport& report) { report.series[1].rows.pop_back(); },
      [](TrendReport& report) { report.series[0].cells.pop_back(); },
      [](TrendReport& report) { report.series[0].cells[4].share = std::numeric_limits<double>::quiet_NaN(); },
      [](TrendReport& report) {
        report.series[0].cells[4].interval.high = std::numeric_limits<double>::infinity();
      },
      [](TrendReport& report) { report.changes[0].period = 24; },
      [](TrendReport& report) { report.words[0].topic = 3; },
      [](TrendReport& report) { report.words[0].found.words[0].z = std::numeric_limits<double>::infinity(); },
      [](TrendReport& report) { report.validation.confusion.pop_back(); },
  };
  for (const auto& spoil : spoilers) {
    TrendReport report = made_report();
    spoil(report);
    EXPECT_THROW(report_html(report), Error);
  }
}

TEST(ReportJson, SaysTheSame) {
  TrendReport report = made_report();
  report.validation.condition = std::numeric_limits<double>::infinity();
  const auto json = nlohmann::json::parse(report_json(report));
  EXPECT_EQ(json["periods"].size(), 24u);
  EXPECT_EQ(json["periods"][1]["last_day"], "2020-02-29");
  EXPECT_EQ(json["series"][1]["stratum"], "Hòa Đông");
  EXPECT_TRUE(json["series"][0]["topics"][2]["share"][2].is_null());
  EXPECT_NEAR(json["series"][0]["topics"][1]["high"][3].get<double>(),
              report.series[0].cells[10].interval.high, 1e-6);
  EXPECT_TRUE(json["validation"]["condition"].is_null());
  EXPECT_EQ(json["rows"]["rows_in_file"], 2000);
  EXPECT_EQ(json["changes"][0]["first_period"], "2021-07");
  EXPECT_EQ(json["changes"][0]["earliest"], "2021-06");
}

// What says something by its order of magnitude keeps six digits; all else has six decimals.
TEST(ReportJson, SmallProbabilitiesAreNotNothing) {
  TrendReport report = made_report();
  report.effects[0].q = 1.23456789e-11;
  report.effects[0].odds_ratio = 1.5e-8;
  report.effects[0].interval = {0, 123456.123456789};
  report.drift[0].p = 2e-300;
  report.validation.shift_p = 0.0123456789;
  report.validation.shift_statistic = 1e-9;
  const auto json = nlohmann::json::parse(report_json(report));
  EXPECT_EQ(json["effects"][0]["q"], 1.23457e-11);
  EXPECT_EQ(json["effects"][0]["odds_ratio"], 1.5e-8);
  EXPECT_EQ(json["effects"][0]["low"], 0.0);
  EXPECT_EQ(json["effects"][0]["high"], 123456.123457);
  EXPECT_EQ(json["words"][0]["words"][0]["q"], 1e-12);
  EXPECT_EQ(json["drift"][0]["p"], 2e-300);
  EXPECT_EQ(json["validation"]["shift_p"], 0.0123457);
  EXPECT_EQ(json["validation"]["shift_statistic"], 0.0);
  EXPECT_NE(report_json(report).find("\"q\":1.23457e-11"), std::string::npos);
}

TEST(Tidy, OneRowForEachPeriodStratumAndTopic) {
  const auto rows = tidy_rows(made_report());
  const auto columns = tidy_columns();
  ASSERT_EQ(rows.size(), 24u * 3 * 3);
  EXPECT_THAT(columns,
              ::testing::ElementsAre("period", "first_day", "last_day", "stratum", "topic", "topic_name", "n",
                                     "raw_share", "share", "low", "high", "method", "flags"));
  EXPECT_THAT(rows[0],
              ::testing::ElementsAre("2020-01", "2020-01-01", "2020-01-31", "(all)", "policy", "Chính sách",
                                     "40", "0.333333", "0.333333", "0.283333", "0.393333", "EMQ-BCTS", ""));
  EXPECT_THAT(rows[2 * 9 + 3],
              ::testing::ElementsAre("2020-03", "2020-03-01", "2020-03-31", "Hòa Đông", "policy",
                                     "Chính sách", "0", "", "", "", "", "", "no_rows"));
}

TEST(Tidy, TheDictionaryNamesEveryColumnAndFlag) {
  const std::string text = tidy_dictionary_text(made_report());
  for (const std::string& column : tidy_columns()) EXPECT_THAT(text, HasSubstr("| `" + column + "` |"));
  for (const char* flag : {"few_rows", "shifted", "no_rows"})
    EXPECT_THAT(text, HasSubstr("| `" + std::string(flag) + "` | "));
  EXPECT_THAT(text, HasSubstr("| Rows studied | 1978 |"));
}

}  // namespace
}  // namespace ykien
