// Each stage alone and the fused path, on the civic corpus. Every benchmark checks what it computed against a
// figure obtained another way, so that a wrong fast path cannot win. Reported: documents and bytes a second,
// allocations a document after one warm-up pass.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <vector>

#include "support/allocations.h"
#include "support/texts.h"
#include "ykien/ykien.h"

namespace {

using ykien::bench::Texts;

// Runs `pass(texts)`, which returns a checksum, until the benchmark has its time.
template <typename Pass>
void measure(benchmark::State& state, const Texts& texts, std::uint64_t expected, Pass pass) {
  pass(texts);
  std::uint64_t allocated = 0;
  for (auto _ : state) {
    const std::uint64_t before = ykien::bench::allocations();
    const std::uint64_t got = pass(texts);
    allocated += ykien::bench::allocations() - before;
    if (got != expected) {
      state.SkipWithError("wrong result");
      return;
    }
  }
  const auto documents =
      static_cast<double>(state.iterations() * static_cast<std::int64_t>(texts.all.size()));
  state.counters["docs/s"] = benchmark::Counter(documents, benchmark::Counter::kIsRate);
  state.counters["allocs/doc"] = static_cast<double>(allocated) / documents;
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(texts.bytes));
}

const Texts& civic() { return ykien::bench::civic_texts(); }

struct Folded {
  std::vector<std::string> texts;
  std::vector<std::vector<ykien::Token>> tokens;
  std::uint64_t bytes = 0;
  std::uint64_t token_count = 0;
};

const Folded& folded() {
  static const Folded all = [] {
    Folded result;
    for (const std::string_view text : civic().views) {
      result.texts.push_back(ykien::normalize(text).text);
      result.tokens.push_back(ykien::tokenize(result.texts.back()));
      result.bytes += result.texts.back().size();
      result.token_count += result.tokens.back().size();
    }
    return result;
  }();
  return all;
}

// The sum of the topics decided by the readable stages, and by text position, so that two errors cannot
// cancel out.
std::uint64_t decisions_by_stages(const Texts& texts) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < texts.views.size(); ++i) {
    sum += (i + 1) * (ykien::classify_by_stages(ykien::Model::civic(), texts.views[i]).topic() + 1);
  }
  return sum;
}

void decode(benchmark::State& state) {
  measure(state, civic(), civic().bytes, [](const Texts& texts) {
    std::uint64_t bytes = 0;
    for (const std::string_view text : texts.views) bytes += ykien::decode(text).text.size();
    return bytes;
  });
}
BENCHMARK(decode);

void normalize(benchmark::State& state, const Texts& (*source)()) {
  measure(state, source(), folded().bytes, [](const Texts& texts) {
    std::uint64_t bytes = 0;
    for (const std::string_view text : texts.views) bytes += ykien::normalize(text).text.size();
    return bytes;
  });
}
BENCHMARK_CAPTURE(normalize, nfc, ykien::bench::civic_texts);
BENCHMARK_CAPTURE(normalize, nfd, ykien::bench::civic_texts_nfd);
BENCHMARK_CAPTURE(normalize, upper, ykien::bench::civic_texts_upper);

void tokenize(benchmark::State& state) {
  std::vector<ykien::Token> tokens;
  measure(state, civic(), folded().token_count, [&](const Texts&) {
    std::uint64_t count = 0;
    for (const std::string& text : folded().texts) {
      tokens.clear();
      ykien::tokenize(text, tokens);
      count += tokens.size();
    }
    return count;
  });
}
BENCHMARK(tokenize);

void vectorize(benchmark::State& state) {
  const ykien::Model& model = ykien::Model::civic();
  std::uint64_t expected = 0;
  for (const std::string_view text : civic().views)
    expected += ykien::explain(model, text).contributions.size();
  measure(state, civic(), expected, [&](const Texts&) {
    std::uint64_t features = 0;
    for (std::size_t i = 0; i < folded().texts.size(); ++i) {
      features += ykien::vectorize(model, folded().texts[i], folded().tokens[i]).ids.size();
    }
    return features;
  });
}
BENCHMARK(vectorize);

void classify_by_stages(benchmark::State& state) {
  measure(state, civic(), decisions_by_stages(civic()), decisions_by_stages);
}
BENCHMARK(classify_by_stages);

void classify(benchmark::State& state, const Texts& (*source)()) {
  const ykien::Classifier classifier(ykien::Model::civic());
  ykien::Workspace workspace;
  measure(state, source(), decisions_by_stages(source()), [&](const Texts& texts) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < texts.views.size(); ++i) {
      sum += (i + 1) * (classifier.classify(texts.views[i], workspace).topic() + 1);
    }
    return sum;
  });
}
BENCHMARK_CAPTURE(classify, nfc, ykien::bench::civic_texts);
BENCHMARK_CAPTURE(classify, nfd, ykien::bench::civic_texts_nfd);
BENCHMARK_CAPTURE(classify, upper, ykien::bench::civic_texts_upper);

}  // namespace
