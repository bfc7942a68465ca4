// The hot path: raw UTF-8 in, calibrated probabilities out. One half of the texts teaches the models, the
// other half, which they have not seen, is timed, both cut into documents of 70 words.
//
//   bench_hot_path [--texts=FILE] [options of Google Benchmark]
//
// FILE is a table with the columns text and label (the seven most frequent labels are used), plain or zstd;
// without it the civic corpus of this repository serves. YKIEN_LOOPS=portable, avx2 or avx512 in the
// environment takes those loops. Every row checks the decisions against those of the readable stages.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/allocations.h"
#include "support/labelled_texts.h"
#include "topic/detail/buffers.h"
#include "topic/detail/fused_tables.h"
#include "ykien/topic/train.h"
#include "ykien/ykien.h"

namespace {

using ykien::bench::Halves;

struct Plan {
  const char* name;
  std::uint32_t features;
  std::uint32_t longest;  // n-grams
};
constexpr Plan kPlans[] = {{"10k", 10'000, 2},
                           {"50k", 50'000, 2},
                           {"200k", 200'000, 2},
                           {"50k_trigrams", 50'000, 3},
                           {"200k_trigrams", 200'000, 3}};

ykien::Model learn(const Halves& halves, const Plan& plan) {
  std::vector<ykien::LabelledText> texts;
  for (const ykien::bench::Labelled& document : halves.learnt)
    texts.push_back({document.text, document.label, {}, {}});
  ykien::TrainOptions options;
  options.features.streams = {{ykien::StreamKind::accented, 1, plan.longest, 1}};
  options.features.unaccented_share = 0;
  options.features.mark_start = false;
  options.max_features = plan.features;
  options.costs = {4};
  options.class_weight_powers = {0};
  options.learn_unaccented = false;
  options.folds = 2;
  options.search_budget = 2'000'000;
  return ykien::train(texts, options).model;
}

std::uint64_t checksum(std::size_t place, const ykien::Decision& decision) {
  return (place + 1) * (decision.topic() + 1U);
}

std::uint64_t checksum_by_stages(const ykien::Model& model, const std::vector<std::string>& texts) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < texts.size(); ++i)
    sum += checksum(i, ykien::classify_by_stages(model, texts[i]));
  return sum;
}

std::uint64_t pass(const ykien::Classifier& classifier, const std::vector<std::string>& texts,
                   ykien::Workspace& workspace) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) sum += checksum(i, classifier.classify(texts[i], workspace));
  return sum;
}

// The same, as many texts at a time as the library likes.
std::uint64_t batch_pass(const ykien::Classifier& classifier, const std::vector<std::string_view>& texts,
                         ykien::Workspace& workspace) {
  constexpr std::size_t kBatch = 256;
  static std::vector<ykien::Decision> decisions(kBatch);
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at < texts.size(); at += kBatch) {
    const auto batch = std::span(texts).subspan(at, std::min(kBatch, texts.size() - at));
    classifier.classify_batch(batch, decisions, workspace);
    for (std::size_t i = 0; i < batch.size(); ++i) sum += checksum(at + i, decisions[i]);
  }
  return sum;
}

void report(benchmark::State& state, const std::vector<std::string>& texts, std::uint64_t allocated) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  const auto documents = static_cast<double>(state.iterations()) * static_cast<double>(texts.size());
  state.counters["docs/s"] = benchmark::Counter(documents, benchmark::Counter::kIsRate);
  state.counters["ns/doc"] =
      benchmark::Counter(documents / 1e9, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["allocs/doc"] = static_cast<double>(allocated) / documents;
  state.counters["bytes/doc"] = static_cast<double>(bytes) / static_cast<double>(texts.size());
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

// The memo has learnt what it can from texts of the same kind, not from these.
void unseen(benchmark::State& state, const ykien::Model& model, const std::vector<std::string>& learnt,
            const std::vector<std::string>& texts) {
  const ykien::Classifier classifier(model);
  const std::uint64_t expected = checksum_by_stages(model, texts);
  ykien::Workspace taught;
  pass(classifier, learnt, taught);
  std::uint64_t allocated = 0;
  for (auto _ : state) {
    const std::uint64_t before = ykien::bench::allocations();
    if (pass(classifier, texts, taught) != expected) return state.SkipWithError("wrong decisions");
    allocated += ykien::bench::allocations() - before;
    state.PauseTiming();
    pass(classifier, learnt, taught);  // forget the texts again
    state.ResumeTiming();
  }
  report(state, texts, allocated);
}

// The same in batches, with the loops named.
void batches(benchmark::State& state, const ykien::Model& model, const std::vector<std::string>& learnt,
             const std::vector<std::string>& texts, const ykien::detail::FusedLoops& loops) {
  const ykien::detail::FusedLoops& usual = ykien::detail::chosen_loops();
  ykien::detail::choose_loops(loops);
  const ykien::Classifier classifier(model);
  const std::uint64_t expected = checksum_by_stages(model, texts);
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  ykien::Workspace taught;
  pass(classifier, learnt, taught);
  std::uint64_t allocated = 0;
  for (auto _ : state) {
    const std::uint64_t before = ykien::bench::allocations();
    if (batch_pass(classifier, views, taught) != expected) return state.SkipWithError("wrong decisions");
    allocated += ykien::bench::allocations() - before;
    state.PauseTiming();
    pass(classifier, learnt, taught);
    state.ResumeTiming();
  }
  report(state, texts, allocated);
  ykien::detail::choose_loops(usual);
}

// The passes up to one of them, of all texts: what a pass takes is what its row takes more than the one
// before.
void passes(benchmark::State& state, const ykien::Model& model, const std::vector<std::string>& learnt,
            const std::vector<std::string>& texts, ykien::detail::Pass last) {
  const ykien::detail::FusedTables tables(model);
  ykien::Workspace taught;
  pass(ykien::Classifier(model), learnt, taught);
  ykien::Workspace::Buffers& work = taught.buffers();
  work.adopt(tables);
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const auto run = [&](ykien::detail::Pass until) {
    std::size_t units = 0;
    for (std::span<const std::string_view> left(views); !left.empty();) {
      const auto passages = std::span(work.passages).first(ykien::detail::together(left));
      for (std::size_t i = 0; i < passages.size(); ++i) passages[i].text = left[i];
      ykien::detail::chosen_loops().add_up(tables, passages, work, work.sums.data(), until);
      for (const ykien::detail::Passage& passage : passages) units += passage.units.size();
      left = left.subspan(passages.size());
    }
    return units;
  };
  const std::size_t expected = run(ykien::detail::Pass::sums);
  for (auto _ : state) {
    if (run(last) != expected && last >= ykien::detail::Pass::units)
      return state.SkipWithError("wrong number of units");
  }
  report(state, texts, 0);
}

// A workspace that has seen nothing at all.
void cold(benchmark::State& state, const ykien::Model& model, const std::vector<std::string>& texts) {
  const ykien::Classifier classifier(model);
  const std::uint64_t expected = checksum_by_stages(model, texts);
  for (auto _ : state) {
    state.PauseTiming();
    ykien::Workspace workspace;
    classifier.classify("", workspace);
    state.ResumeTiming();
    if (pass(classifier, texts, workspace) != expected) return state.SkipWithError("wrong decisions");
  }
  report(state, texts, 0);
}

// Every call timed alone: median and 99th percentile, the clock's own time included.
void latency(benchmark::State& state, const ykien::Model& model, const std::vector<std::string>& texts) {
  const ykien::Classifier classifier(model);
  ykien::Workspace workspace;
  const std::uint64_t expected = checksum_by_stages(model, texts);
  std::vector<double> nanoseconds;
  for (auto _ : state) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto begin = std::chrono::steady_clock::now();
      sum += checksum(i, classifier.classify(texts[i], workspace));
      nanoseconds.push_back(
          std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count());
    }
    if (sum != expected) return state.SkipWithError("wrong decisions");
  }
  std::ranges::sort(nanoseconds);
  state.counters["p50_ns"] = nanoseconds[nanoseconds.size() / 2];
  state.counters["p99_ns"] = nanoseconds[nanoseconds.size() * 99 / 100];
}

template <typename... Arguments>
void add(const std::string& name, Arguments... arguments) {
  benchmark::RegisterBenchmark(name.c_str(), arguments...)->Unit(benchmark::kMillisecond);
}

void add_all(const Halves& halves, std::span<const Plan> plans) {
  const std::vector<std::string>& texts = halves.unseen;
  static std::vector<std::string> learnt;
  for (std::size_t i = 0; i < std::min(halves.learnt.size(), texts.size()); ++i)
    learnt.push_back(halves.learnt[i].text);
  static std::map<std::string, ykien::Model> models;
  for (const Plan& plan : plans) {
    const ykien::Model& model = models.emplace(plan.name, learn(halves, plan)).first->second;
    std::fprintf(stderr, "%s: %zu features\n", plan.name, model.feature_count());
    add(std::string("unseen/") + plan.name,
        [&](benchmark::State& state) { unseen(state, model, learnt, texts); });
  }
  const ykien::Model& usual = models.at("50k");
  static const std::vector<std::string> brief = ykien::bench::cut(texts, 10);
  static const std::vector<std::string> upper = ykien::bench::upper(texts);
  static const std::vector<std::string> nfd = ykien::bench::decomposed(texts);
  add("unseen/civic", [&](benchmark::State& state) { unseen(state, ykien::Model::civic(), learnt, texts); });
  add("unseen/50k_ten_words", [&](benchmark::State& state) { unseen(state, usual, learnt, brief); });
  add("cold/nfc", [&](benchmark::State& state) { cold(state, usual, texts); });
  add("cold/upper", [&](benchmark::State& state) { cold(state, usual, upper); });
  add("cold/nfd", [&](benchmark::State& state) { cold(state, usual, nfd); });
  for (const ykien::detail::FusedLoops& loops : ykien::detail::fused_loops()) {
    add(std::string("batches/50k/") + loops.name,
        [&](benchmark::State& state) { batches(state, usual, learnt, texts, loops); });
  }
  constexpr std::pair<const char*, ykien::detail::Pass> kPasses[] = {{"pieces", ykien::detail::Pass::pieces},
                                                                     {"units", ykien::detail::Pass::units},
                                                                     {"ngrams", ykien::detail::Pass::ngrams},
                                                                     {"sums", ykien::detail::Pass::sums}};
  for (const auto& [name, last] : kPasses) {
    add(std::string("passes/50k/") + name,
        [&, last = last](benchmark::State& state) { passes(state, usual, learnt, texts, last); });
  }
  add("latency/50k", [&](benchmark::State& state) { latency(state, usual, texts); });
}

}  // namespace

int main(int count, char** arguments) {
  const std::string path = ykien::bench::take_texts_option(count, arguments);
  benchmark::Initialize(&count, arguments);
  try {
    static const Halves halves = ykien::bench::halves(path, 70);
    // The civic corpus is small: one model will do, so that the test run stays short.
    const auto is_usual = [](const Plan& plan) { return plan.name == std::string_view("50k"); };
    const auto* const usual = std::ranges::find_if(kPlans, is_usual);
    add_all(halves, path.empty() ? std::span(usual, 1) : std::span<const Plan>(kPlans));
    benchmark::RunSpecifiedBenchmarks();
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    return 1;
  }
}
