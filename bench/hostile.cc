// A megabyte of what makes careless code slow, beside a megabyte of plain text, in each step. Every pass
// checks that its result is the one of the first pass.
#include <benchmark/benchmark.h>

#include "support/hostile.h"
#include "ykien/text/expand.h"
#include "ykien/text/tone.h"
#include "ykien/ykien.h"

namespace {

constexpr std::size_t kSize = std::size_t{1} << 20;

using Step = std::size_t (*)(std::string_view);

struct NamedStep {
  const char* name;
  Step run;
};

constexpr NamedStep kSteps[] = {
    {"decode", [](std::string_view text) { return ykien::decode(text).text.size(); }},
    {"normalize", [](std::string_view text) { return ykien::normalize(text).text.size(); }},
    {"tokenize", [](std::string_view text) { return ykien::tokenize(text).size(); }},
    {"sentences", [](std::string_view text) { return ykien::sentences(text).size(); }},
    {"requests", [](std::string_view text) { return ykien::requests(text).size(); }},
    {"expand", [](std::string_view text) { return ykien::expand(text).text.size(); }},
    {"rewrite_tones",
     [](std::string_view text) {
       return ykien::rewrite_tones(text, ykien::ToneStyle::old_style).text.size();
     }},
    {"segment",
     [](std::string_view text) {
       static const ykien::Segmenter segmenter(ykien::SegmentModel::words());
       static ykien::SegmentWorkspace workspace;
       static ykien::Segmented segmented;
       segmenter.segment(text, segmented, workspace);
       return segmented.words.size();
     }},
    {"restore",
     [](std::string_view text) {
       static const ykien::AccentModel& model = ykien::AccentModel::shipped();
       return ykien::restore_accents(text, model).text.size();
     }},
    {"classify",
     [](std::string_view text) {
       static const ykien::Classifier classifier(ykien::Model::civic());
       static ykien::Workspace workspace;
       return static_cast<std::size_t>(classifier.classify(text, workspace).topic());
     }},
};

void measure(benchmark::State& state, Step run, const std::string& text) {
  const std::size_t expected = run(text);
  for (auto _ : state) {
    if (run(text) == expected) continue;
    state.SkipWithError("wrong result");
    return;
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

}  // namespace

int main(int argc, char** argv) {
  static const std::vector<ykien::bench::HostileText> texts = [] {
    std::vector<ykien::bench::HostileText> all = ykien::bench::hostile_texts(kSize);
    all.insert(all.begin(), {"plain", ykien::bench::plain_text(kSize)});
    return all;
  }();
  for (const NamedStep& step : kSteps) {
    for (const ykien::bench::HostileText& text : texts) {
      benchmark::RegisterBenchmark((std::string(step.name) + "/" + text.name).c_str(),
                                   [&](benchmark::State& state) { measure(state, step.run, text.text); });
    }
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
