// Corrected shares of many cells with bootstrap intervals: the work of `ykien trends`. Every benchmark checks
// its shares against EM written down as it stands. Reported: rows times resamples a second (row draws).
//
// The whole of the plan (1,000,000 rows in 60 months x 20 strata, 200 resamples) runs only on request, as it
// takes some seconds:  YKIEN_BENCH_MILLION=1 bench_quantify --benchmark_filter=Million
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <vector>

#include "support/label_shift.h"
#include "ykien/study/prevalence.h"

namespace {

using ykien::bench::kShiftTopics;
using ykien::bench::LabelShift;
using ykien::bench::ShiftedRows;

const ShiftedRows& validation() {
  static const ShiftedRows rows = LabelShift(1).sample(700, ykien::bench::kUsual);
  return rows;
}

const ykien::Quantifier& quantifier() {
  static const ykien::Quantifier one(validation().view());
  return one;
}

// The shares of some rows by EM with the quantifier's calibration, to the fixed point.
std::vector<double> by_em(std::span<const double> posterior) {
  const std::size_t rows = posterior.size() / kShiftTopics;
  std::vector<double> logs;
  for (const double p : posterior) logs.push_back(std::log(p));
  const std::vector<double> p = ykien::calibrated_rows(quantifier().calibration(), logs, kShiftTopics);
  const std::vector<double>& prior = quantifier().prior();
  std::vector<double> q = prior;
  for (double moved = 1.0; moved > 1e-13;) {
    std::vector<double> next(kShiftTopics);
    for (std::size_t i = 0; i < rows; ++i) {
      double f = 0.0;
      for (std::size_t k = 0; k < kShiftTopics; ++k) f += q[k] / prior[k] * p[i * kShiftTopics + k];
      for (std::size_t k = 0; k < kShiftTopics; ++k)
        next[k] += q[k] / prior[k] * p[i * kShiftTopics + k] / f / static_cast<double>(rows);
    }
    moved = 0.0;
    for (std::size_t k = 0; k < kShiftTopics; ++k) moved = std::fmax(moved, std::fabs(next[k] - q[k]));
    q = next;
  }
  return q;
}

bool agrees(const ykien::CellEstimate& cell, const std::vector<double>& expected) {
  for (std::size_t k = 0; k < kShiftTopics; ++k) {
    if (!(std::fabs(cell.topics[k].share - expected[k]) < 1e-9)) return false;
    if (!(cell.topics[k].standard_error > 0.0)) return false;
  }
  return true;
}

// Rows in `cells` cells of `rows` each, one after the other; the wave in all of them.
struct Cells {
  ShiftedRows made;
  std::vector<std::uint32_t> cell;

  Cells(std::size_t cells, std::size_t rows) : made(LabelShift(7).sample(cells * rows, ykien::bench::kWave)) {
    for (std::size_t i = 0; i < cells * rows; ++i) cell.push_back(static_cast<std::uint32_t>(i / rows));
  }

  std::span<const double> first(std::size_t rows) const {
    return std::span(made.posterior).first(rows * kShiftTopics);
  }
};

void estimate(benchmark::State& state, std::size_t cells, std::size_t rows, unsigned threads) {
  ykien::PrevalenceOptions options;
  options.method = ykien::QuantifyMethod::emq_bcts;
  options.threads = threads;
  const Cells data(cells, rows);
  const std::vector<double> expected = by_em(data.first(rows));
  for (auto _ : state) {
    const ykien::PrevalenceEstimator estimator(quantifier(), options);
    const auto result = estimator.estimate(data.made.posterior, data.cell, cells);
    if (!agrees(result.front(), expected)) {
      state.SkipWithError("wrong shares");
      return;
    }
  }
  const auto draws = static_cast<double>(cells * rows * options.resamples);
  state.counters["draws/s"] =
      benchmark::Counter(draws * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void BM_OneMonth(benchmark::State& state) { estimate(state, 1, 150, 1); }
BENCHMARK(BM_OneMonth)->Unit(benchmark::kMillisecond);

void BM_Cells(benchmark::State& state) { estimate(state, 12, 833, static_cast<unsigned>(state.range(0))); }
BENCHMARK(BM_Cells)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

void BM_Million(benchmark::State& state) { estimate(state, 1200, 833, 2); }

// One validation replicate's worth of fitting, and the choice of a method.
void BM_Quantifier(benchmark::State& state) {
  for (auto _ : state) {
    const ykien::Quantifier one(validation().view());
    if (one.support()[0] == 0) state.SkipWithError("no support");
  }
}
BENCHMARK(BM_Quantifier)->Unit(benchmark::kMillisecond);

void BM_ChooseMethod(benchmark::State& state) {
  ykien::ChoiceOptions options;
  options.threads = 1;
  for (auto _ : state) {
    if (ykien::choose_method(validation().view(), {}, options).method != ykien::QuantifyMethod::emq_bcts) {
      state.SkipWithError("another method");
      return;
    }
  }
}
BENCHMARK(BM_ChooseMethod)->Unit(benchmark::kMillisecond);

const bool kMillion = [] {
  if (std::getenv("YKIEN_BENCH_MILLION") == nullptr) return false;
  benchmark::RegisterBenchmark("BM_Million", BM_Million)
      ->Iterations(1)
      ->UseRealTime()
      ->Unit(benchmark::kSecond);
  return true;
}();

}  // namespace
