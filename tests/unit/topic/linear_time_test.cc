// No text is slow: a megabyte of commas, of one letter with its marks, of digits ... takes at most three
// times as long as a megabyte of plain text, and the worst text there is here twelve times.
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

struct Step {
  const char* name;
  std::function<std::size_t(std::string_view)> run;
  double least_allowed =
      0;  // times the time of plain text that any text may take, where that is more than its own
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
      {"classify",
       [](std::string_view text) {
         static const Classifier classifier(Model::civic());
         static Workspace workspace;
         return static_cast<std::size_t>(classifier.classify(text, workspace).topic());
       },
       12},  // of "a.a.a." five times as many tokens as plain text has
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

// The machine may be busy: the least of several times counts, of both texts measured in turn, and a text that
// seems slow is measured again.
TEST_P(LinearTime, NoTextTakesMuchLongerThanPlainText) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers take their own time";
#endif
  constexpr std::size_t kSize = std::size_t{1} << 20;
  constexpr int kTries = 12;
  const Step& step = GetParam();
  const std::string plain = bench::plain_text(kSize);
  double plain_least = std::min(seconds(step, plain), seconds(step, plain));
  for (const bench::HostileText& hostile : bench::hostile_texts(kSize)) {
    const double most = std::max(hostile.most, step.least_allowed);
    double least = seconds(step, hostile.text);
    for (int i = 0; i < kTries && least > most * plain_least; ++i) {
      least = std::min(least, seconds(step, hostile.text));
      plain_least = std::min(plain_least, seconds(step, plain));
    }
    EXPECT_LE(least, most * plain_least)
        << step.name << " of " << hostile.name << ": " << least / plain_least << " times";
  }
}

INSTANTIATE_TEST_SUITE_P(Steps, LinearTime, testing::ValuesIn(steps()),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace ykien
