// How often the intervals of PPI++ hold the truth where some rows are labelled by people (study/ppi.h).
//
//   bench_coverage_labelled [--draws N]
//
// Draws N (1000) months of the wave of coverage.cc for each size, estimates them from their labels alone and
// with the classifier's help, and counts how many 95% intervals hold the true share. Fails when the coverage
// of the score interval is outside .92 to .97.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "support/label_shift.h"
#include "topic/fit/random.h"
#include "ykien/study/ppi.h"

namespace {

using ykien::Interval;
using ykien::bench::kShiftTopics;
using ykien::bench::ShiftedRows;

// Far from those of other numbers, which a congruential generator does not see to by itself.
ykien::bench::LabelShift generator(std::uint64_t number) {
  return ykien::bench::LabelShift(ykien::detail::SplitMix64(number).next());
}

// Months of `rows` rows in the wave, the first `labels` of them labelled.
struct LabelledMonths {
  std::size_t rows;
  std::size_t labels;
};
constexpr LabelledMonths kLabelledMonths[] = {{150, 50}, {400, 50}, {400, 100}, {400, 200}, {2000, 200}};

struct Held {
  double times = 0.0;
  double width = 0.0;

  void add(const Interval& interval, double truth) {
    times += interval.low <= truth && truth <= interval.high ? 1.0 : 0.0;
    width += interval.high - interval.low;
  }
};

bool simulate_labelled(const LabelledMonths& months, std::size_t draws, double low, double high) {
  Held score;
  Held wald;
  Held alone;
  for (std::size_t d = 0; d < draws; ++d) {
    const ShiftedRows rows =
        generator(1000003 * months.rows + 10007 * months.labels + d).sample(months.rows, ykien::bench::kWave);
    const std::span posterior(rows.posterior);
    const std::span label = std::span(rows.label).first(months.labels);
    const std::vector<ykien::AssistedShare> shares =
        ykien::ppi_shares({posterior.first(months.labels * kShiftTopics), label, kShiftTopics},
                          posterior.subspan(months.labels * kShiftTopics));
    for (std::size_t k = 0; k < kShiftTopics; ++k) {
      const double truth = ykien::bench::kWave[k];
      score.add(shares[k].interval, truth);
      wald.add(shares[k].wald, truth);
      const auto count = static_cast<double>(std::count(label.begin(), label.end(), k));
      alone.add(ykien::wilson(count, static_cast<double>(months.labels)), truth);
    }
  }
  const auto all = static_cast<double>(draws * kShiftTopics);
  const double coverage = score.times / all;
  const bool good = coverage >= low && coverage <= high;
  std::printf(
      "%5zu rows, %3zu labelled   labels alone %.3f (width %.4f)   PPI++ Wald %.3f (%.4f)   PPI++ %.3f "
      "(%.4f)%s\n",
      months.rows, months.labels, alone.times / all, alone.width / all, wald.times / all, wald.width / all,
      coverage, score.width / all, good ? "" : "  OUT OF BOUNDS");
  return good;
}

}  // namespace

int main(int count, char** arguments) {
  std::size_t draws = 1000;
  double low = 0.92;
  double high = 0.97;
  for (int i = 1; i < count; ++i) {
    const std::string_view name = arguments[i];
    if (name.starts_with("--benchmark_min_time")) draws = 60, low = 0.85, high = 0.995;
    if (name == "--draws" && i + 1 < count) draws = static_cast<std::size_t>(std::atoll(arguments[i + 1]));
  }
  if (draws == 0) return 2;
  bool good = true;
  for (const LabelledMonths& months : kLabelledMonths)
    good = simulate_labelled(months, draws, low, high) && good;
  return good ? 0 : 1;
}
