// The page on two groups: complete, escaped, the same bytes every time, blank where nothing can be defended;
// and the words it shows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>

#include "ykien/base/error.h"
#include "ykien/study/report.h"

namespace ykien {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

ComparedGroup made_group(const std::string& name, std::size_t rows) {
  ComparedGroup group{
      name, rows, {{"rows_compared", {"Được so sánh", "Compared"}, rows}}, {rows, 900, {}, {}}};
  group.words.words = {{"ngập <b>", 30, 2, 3.5, 4.2, 1e-6}};
  group.words.examples = {"Ngập ở hẻm </li> [số nhà]"};
  return group;
}

// The second topic is refused.
ComparisonReport made_comparison() {
  ComparisonReport report;
  report.a = made_group("a <script>alert(1)</script>.csv", 100);
  report.b = made_group("b.csv", 1234);
  report.topics = {{"roads", "Đường sá", "Roads"}, {"waste", "Rác", "Waste"}};
  report.counted = {{0.2, 0.35, {0.13, 0.29}, {0.32, 0.38}, 0.15, {0.05, 0.23}, -6, -5},
                    {0.8, 0.65, {0.71, 0.87}, {0.62, 0.68}, -0.15, {-0.23, -0.05}, -6, -5}};
  report.corrected.resize(2);
  report.corrected[0].a = {0.2, true, 0.123, {0.06, 0.21}, "EMQ-BCTS", ""};
  report.corrected[0].b = {0.35, true, 0.345, {0.31, 0.38}, "EMQ-BCTS", ""};
  report.corrected[0].difference = {0.222, 0.04, {0.12, 0.31}, -9, {}};
  report.corrected[0].log_q = -8;
  report.corrected[1].difference.cautions.add(Caution::absent_topic);
  report.validation = {"300 dòng.", "300 rows."};
  report.notices = {{"absent_topic", true, {"Không rõ.", "Not known."}}};
  report.manifest = {{"seed", "1"}};
  return report;
}

std::string body(const ComparisonReport& report, ReportLanguage language = ReportLanguage::vietnamese) {
  const std::string html = report_html(report, language);
  return html.substr(0, html.find("<script>"));
}

TEST(ComparisonHtml, HasEverySectionInBothLanguages) {
  const std::string html = body(made_comparison());
  for (const char* id : {"notices", "shares", "words", "data", "reading", "manifest"})
    EXPECT_THAT(html, HasSubstr("<section id=" + std::string(id) + " "));
  for (const char* text :
       {"<span lang=vi>Đường sá</span><span lang=en>Roads</span>", "Cảnh báo. ", "Warning. "})
    EXPECT_THAT(html, HasSubstr(text));
  EXPECT_THAT(body(made_comparison(), ReportLanguage::english), HasSubstr("<html lang=en>"));
}

TEST(ComparisonHtml, FiguresStandInTheRowOfTheirTopic) {
  const std::string html = body(made_comparison(), ReportLanguage::english);
  const std::string row = html.substr(html.find("<tr><th scope=row><span lang=vi>Đường"));
  for (const char* figure : {">12.3<", ">34.5<", "+<span class=n>22.2<", "&lt;&nbsp;<span class=n>0.001<"})
    EXPECT_THAT(row.substr(0, row.find("</tr>")), HasSubstr(figure));
}

TEST(ComparisonHtml, SaysWhatItsIntervalsHold) {
  ComparisonReport report = made_comparison();
  EXPECT_THAT(body(report), HasSubstr("one figure at a time"));
  EXPECT_THAT(body(report), Not(HasSubstr("for all topics together")));
  report.joint = true;
  EXPECT_THAT(body(report), Not(HasSubstr("one figure at a time")));
  EXPECT_THAT(body(report), HasSubstr(", của mọi nhóm cùng lúc"));
}

TEST(ComparisonHtml, WhatIsRefusedIsBlank) {
  const std::string html = body(made_comparison());
  const std::string row = html.substr(html.find("<tr><th scope=row><span lang=vi>Rác"));
  const std::string cells = row.substr(0, row.find("</tr>"));
  EXPECT_THAT(cells, HasSubstr("<td class=r>–</td><td class=r>–</td>"));
  EXPECT_THAT(cells, Not(HasSubstr("%")));
  for (const char* mark : {"class=\"ra", "class=\"rb", "class=\"ro", "class=da", "class=db"})
    EXPECT_THAT(cells, Not(HasSubstr(mark)));
}

TEST(ComparisonHtml, TopicsThatPeopleGaveAreShownAsCounted) {
  ComparisonReport report = made_comparison();
  report.corrected.clear();
  const std::string html = body(report, ReportLanguage::english);
  EXPECT_THAT(html, HasSubstr("+<span class=n>15.0<"));
  EXPECT_THAT(html, Not(HasSubstr("corrected")));
  EXPECT_THAT(html, Not(HasSubstr("<details")));
}

TEST(ComparisonHtml, TextOfTheTablesIsNeverMarkupAndNothingIsLoaded) {
  const std::string html = body(made_comparison());
  for (const char* text :
       {"<script>alert", "ngập <b>", "hẻm </li>", "src=", "href=http", "url(", "@import", "<img"})
    EXPECT_THAT(html, Not(HasSubstr(text)));
  EXPECT_THAT(html, HasSubstr("default-src 'none'"));
  EXPECT_THAT(html, HasSubstr("a &lt;script&gt;alert(1)&lt;/script&gt;.csv | b.csv"));
}

TEST(ComparisonHtml, TheSameBytesEveryTime) {
  EXPECT_EQ(report_html(made_comparison()), report_html(made_comparison()));
}

TEST(ComparisonHtml, OneRowIsNoRows) {
  ComparisonReport report = made_comparison();
  report.a.rows = 1;
  const std::string html = body(report);
  EXPECT_THAT(html, HasSubstr("<span lang=en>row</span>"));
  EXPECT_THAT(html, HasSubstr("<span lang=en>text</span>"));
  EXPECT_THAT(html, HasSubstr("<span lang=en>rows</span>"));  // of B
}

TEST(ComparisonHtml, EmptyGroupsAreBlank) {
  ComparisonReport report = made_comparison();
  report.a.rows = 0;
  report.corrected.clear();
  report.topics.clear();
  report.counted.clear();
  EXPECT_THAT(body(report), Not(HasSubstr("nan")));
}

TEST(ComparisonHtml, RefusesWhatDoesNotFit) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  const std::function<void(ComparisonReport&)> spoilers[] = {
      [](ComparisonReport& report) { report.counted.pop_back(); },
      [](ComparisonReport& report) { report.corrected.pop_back(); },
      [](ComparisonReport& report) { report.counted[0].share_a = kNan; },
      [](ComparisonReport& report) { report.corrected[0].difference.interval.low = kNan; },
      [](ComparisonReport& report) { report.b.words.words[0].q = kNan; },
  };
  for (const auto& spoil : spoilers) {
    ComparisonReport report = made_comparison();
    spoil(report);
    EXPECT_THROW(report_html(report), Error);
  }
}

DistinctiveWord word(const std::string& text, std::vector<std::uint32_t> examples) {
  DistinctiveWord found;
  found.text = text;
  found.by_texts.counts = {7, 2, 10, 20};
  found.by_texts.log_q = std::log(0.01);
  found.examples = std::move(examples);
  return found;
}

TEST(WordList, ExamplesAreRedactedShortenedAndDifferent) {
  const std::vector<std::string> texts{"Gọi 0905123456 khi ngập", "Gọi 0905654321 khi ngập", "Rác", "Hẻm",
                                       std::string(295, 'a') + " 0905123456"};
  const auto text_of = [&texts](std::uint32_t text) { return std::string_view(texts[text]); };
  const std::vector<DistinctiveWord> words{word("ngập", {0, 1}), word("gọi", {0, 1, 4}), word("rác", {2}),
                                           word("hẻm", {3})};
  const WordList list = word_list(words, 10, 20, text_of);
  EXPECT_EQ(list.documents_here, 10U);
  EXPECT_EQ(list.documents_elsewhere, 20U);
  ASSERT_EQ(list.words.size(), 4U);
  EXPECT_EQ(list.words[0].here, 7U);
  EXPECT_EQ(list.words[0].elsewhere, 2U);
  EXPECT_DOUBLE_EQ(list.words[0].q, 0.01);
  // The second text is the first with another number; of the long one no digit is left to be cut.
  EXPECT_THAT(list.examples,
              ElementsAre("Gọi [điện thoại] khi ngập", std::string(295, 'a') + " [đi …", "Rác"));
}

}  // namespace
}  // namespace ykien
