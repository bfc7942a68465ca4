// No text is slow: a megabyte of commas, of one letter with its marks, of digits ... takes at most three
// times as long as a megabyte of plain text, in every step but two, and of any text twice as much takes
// about twice as long.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <functional>

#include "../../../bench/support/hostile.h"
#include "ykien/text/expand.h"
#include "ykien/text/tone.h"
#include "ykien/ykien.h"

namespace ykien {
namespace {

constexpr double kMost = 3;              // times as long as plain text: what is promised
constexpr double kMostToClassify = 3.5;  // Cyrillic letters: 2.2 to 3.1, by processor
constexpr double kMostToSegment = 4.5;   // lines of one letter each: 3.6
constexpr double kMostOfAny = 12;        // hardly any text

struct Step {
  const char* name;
  std::function<std::size_t(std::string_view)> run;
  double most = kMost;
};

std::vector<Step> steps() {
  return {
      {"decode", [](std::string_view text) { return decode(text).text.size(); }},
      {"normalize", [](std::string_view text) { return normalize(text).text.size(); }},
      {"tokenize", [](std::string_view text) { return tokenize(text).size(); }},
      {"sentences", [](std::string_view text) { return sentences(text).size(); }},
      {"requests", [](std::string_view text) { return requests(text).size(); }},
      {"expand", [](std::string_view text) { return expand(text).text.size(); }},
      {"rewrite_tones",
       [](std::string_view text) { return rewrite_tones(text, ToneStyle::old_style).text.size(); }},
      {"segment",
       [](std::string_view text) {
         static const Segmenter segmenter;
         static SegmentWorkspace workspace;
         static Segmented segmented;
         segmenter.segment(text, segmented, workspace);
         return segmented.words.size();
       },
       kMostToSegment},
      {"classify",
       [](std::string_view text) {
         static const Classifier classifier(Model::civic());
         static Workspace workspace;
         return static_cast<std::size_t>(classifier.classify(text, workspace).topic());
       },
       kMostToClassify},
  };
}

// Of this thread on the processor: a busy machine counts less than on the clock.
double processor_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double seconds(const Step& step, std::string_view text) {
  const double begin = processor_time();
  const volatile std::size_t result = step.run(text);
  static_cast<void>(result);
  return processor_time() - begin;
}

class LinearTime : public testing::TestWithParam<Step> {};

constexpr std::size_t kSize = std::size_t{1} << 20;
constexpr int kTries = 12;

// Whether `step` takes at most `most` times as long for `text` as for `other`. The machine may be busy: the
// least of several times counts, of both texts measured in turn.
testing::AssertionResult takes_about_as_long(const Step& step, const std::string& text,
                                             const std::string& other, double most) {
  double least = seconds(step, text);
  double other_least = seconds(step, other);
  for (int i = 0; i < kTries && least > most * other_least; ++i) {
    least = std::min(least, seconds(step, text));
    other_least = std::min(other_least, seconds(step, other));
  }
  if (least <= most * other_least) return testing::AssertionSuccess();
  return testing::AssertionFailure() << least / other_least << " times as long";
}

TEST_P(LinearTime, WhatIsPromisedTakesAboutAsLongAsPlainText) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers take their own time";
#endif
  const std::string plain = bench::plain_text(kSize);
  for (const bench::HostileText& hostile : bench::hostile_texts(kSize)) {
    if (hostile.bound != bench::Bound::plain) continue;
    EXPECT_TRUE(takes_about_as_long(GetParam(), hostile.text, plain, GetParam().most)) << hostile.name;
  }
}

TEST_P(LinearTime, HardlyAnyTextTakesMuchLongerThanPlainText) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers take their own time";
#endif
  const std::string plain = bench::plain_text(kSize);
  for (const bench::HostileText& hostile : bench::hostile_texts(kSize)) {
    if (hostile.bound == bench::Bound::linear) continue;
    EXPECT_TRUE(takes_about_as_long(GetParam(), hostile.text, plain, kMostOfAny)) << hostile.name;
  }
}

TEST_P(LinearTime, TwiceTheTextTakesAboutTwiceAsLong) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers take their own time";
#endif
  for (const bench::HostileText& hostile : bench::hostile_texts(kSize)) {
    const std::string half = hostile.text.substr(0, kSize / 2);
    EXPECT_TRUE(takes_about_as_long(GetParam(), hostile.text, half, kMost)) << hostile.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Steps, LinearTime, testing::ValuesIn(steps()),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace ykien
