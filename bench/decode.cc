// Validation of UTF-8 and the decoders of the old Vietnamese encodings beside iconv of the C library. Every
// run compares what it made with what it should be.
#include <benchmark/benchmark.h>
#include <iconv.h>

#include <string>
#include <string_view>

#include "support/texts.h"
#include "text/detail/utf8_valid.h"
#include "ykien/text/decode.h"

namespace {

// The civic texts, one a line.
const std::string& lines() {
  static const std::string text = [] {
    std::string all;
    for (const std::string& one : ykien::bench::civic_texts().all) (all += one) += '\n';
    return all;
  }();
  return text;
}

void rate(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void validate(benchmark::State& state, std::size_t number) {
  const auto kernels = ykien::detail::utf8_kernels();
  if (number >= kernels.size()) return state.SkipWithError("not on this machine");
  for (auto _ : state) {
    if (ykien::detail::well_formed_by(kernels[number].kernel, lines()) != lines().size()) {
      return state.SkipWithError("called ill-formed");
    }
  }
  state.SetLabel(std::string(kernels[number].name));
  rate(state, lines().size());
}
BENCHMARK_CAPTURE(validate, fastest, 0);
BENCHMARK_CAPTURE(validate, second, 1);
BENCHMARK_CAPTURE(validate, third, 2);

// What the validation has to be measured against: the same bytes read as code points, one after the other.
void validate_by_reading(benchmark::State& state) {
  for (auto _ : state) {
    if (ykien::detail::well_formed_by_reading(lines()) != lines().size())
      return state.SkipWithError("called ill-formed");
  }
  rate(state, lines().size());
}
BENCHMARK(validate_by_reading);

void decode_utf8(benchmark::State& state) {
  for (auto _ : state) {
    const ykien::Decoded decoded = ykien::decode(lines());
    if (decoded.text != lines()) return state.SkipWithError("wrong text");
  }
  rate(state, lines().size());
}
BENCHMARK(decode_utf8);

}  // namespace
