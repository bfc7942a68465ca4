// Training, stage by stage, one thread: texts to sequences of units, vocabulary, counts and weights, and the
// fit of a multinomial logistic regression to convergence (its gradient norm is printed). On the learnt half
// of the documents of bench_hot_path: 70 words, 50,000 features of 1-2-grams, seven topics. With --whole on
// all texts of the table as they are, long ones.
//
//   bench_train [--texts=FILE] [--whole] [options of Google Benchmark]
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/labelled_texts.h"
#include "topic/fit/encoded_corpus.h"
#include "topic/fit/logistic.h"
#include "topic/fit/vocabulary.h"
#include "topic/fit/weighting.h"

namespace {

struct Texts {
  std::vector<std::string_view> views;
  std::vector<std::uint32_t> labels;
  std::uint32_t classes = 0;
};

Texts numbered(const std::vector<ykien::bench::Labelled>& learnt) {
  Texts texts;
  std::map<std::string, std::uint32_t> numbers;
  for (const ykien::bench::Labelled& document : learnt) {
    texts.views.push_back(document.text);
    texts.labels.push_back(
        numbers.try_emplace(document.label, static_cast<std::uint32_t>(numbers.size())).first->second);
  }
  texts.classes = static_cast<std::uint32_t>(numbers.size());
  return texts;
}

ykien::FeatureOptions features() {
  ykien::FeatureOptions options;
  options.streams = {{ykien::StreamKind::accented, 1, 2, 1}};
  options.unaccented_share = 0;
  options.mark_start = false;
  return options;
}

constexpr std::uint32_t kMinDf = 2;
constexpr std::uint32_t kFeatures = 50'000;

using Encoded = std::vector<ykien::detail::EncodedStream>;

ykien::detail::ModelData vocabulary(const Encoded& encoded) {
  ykien::detail::ModelData data;
  data.features = features();
  ykien::detail::build_vocabulary(encoded, kMinDf, kFeatures, data);
  return data;
}

ykien::SparseMatrix vectors(const Encoded& encoded, const ykien::detail::ModelData& data) {
  const ykien::SparseMatrix counts = ykien::detail::count_features(encoded, data);
  return ykien::detail::weighted(counts, ykien::detail::inverse_frequencies(counts, counts.rows(), kMinDf, data.streams),
                                 data.features);
}

void encode(benchmark::State& state, const Texts& texts) {
  for (auto _ : state) {
    if (ykien::detail::encode(texts.views, features(), kMinDf).front().text_begin.size() !=
        texts.views.size() + 1) {
      return state.SkipWithError("texts are missing");
    }
  }
}

void find_features(benchmark::State& state, const Encoded& encoded, std::size_t expected) {
  for (auto _ : state) {
    if (vocabulary(encoded).nodes.size() != expected) return state.SkipWithError("other features");
  }
}

void vectorize(benchmark::State& state, const Encoded& encoded, const ykien::detail::ModelData& data,
               std::size_t expected) {
  for (auto _ : state) {
    if (vectors(encoded, data).column.size() != expected) return state.SkipWithError("other vectors");
  }
}

void fit(benchmark::State& state, const Texts& texts, const ykien::SparseMatrix& matrix) {
  ykien::LogisticFit fitted;
  for (auto _ : state) {
    const ykien::LogisticProblem problem(matrix, texts.labels, texts.classes);
    ykien::LogisticOptions options;
    options.c = 4;
    fitted = problem.fit(options);
    if (!fitted.converged) return state.SkipWithError("not converged");
  }
  state.counters["iterations"] = fitted.iterations;
  state.counters["gradient_norm"] = fitted.gradient_norm;
  state.counters["rows"] = static_cast<double>(matrix.rows());
  state.counters["values"] = static_cast<double>(matrix.value.size());
}

}  // namespace

int main(int count, char** arguments) {
  const std::string path = ykien::bench::take_texts_option(count, arguments);
  const bool whole = ykien::bench::take_flag("--whole", count, arguments);
  benchmark::Initialize(&count, arguments);
  try {
    const Texts texts = [&] {
      static const std::vector<ykien::bench::Labelled> learnt =
          whole ? ykien::bench::whole_texts(path) : ykien::bench::halves(path, 70).learnt;
      return numbered(learnt);
    }();
    const auto encoded = ykien::detail::encode(texts.views, features(), kMinDf);
    const ykien::detail::ModelData data = vocabulary(encoded);
    const ykien::SparseMatrix matrix = vectors(encoded, data);
    const auto add = [](const char* name, auto function) {
      benchmark::RegisterBenchmark(name, function)->Unit(benchmark::kMillisecond);
    };
    add("encode", [&](benchmark::State& state) { encode(state, texts); });
    add("vocabulary", [&](benchmark::State& state) { find_features(state, encoded, data.nodes.size()); });
    add("vectorize", [&](benchmark::State& state) { vectorize(state, encoded, data, matrix.column.size()); });
    add("fit", [&](benchmark::State& state) { fit(state, texts, matrix); });
    benchmark::RunSpecifiedBenchmarks();
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    return 1;
  }
}
