// The texts that benchmarks run on: the civic corpus of this repository.
#ifndef YKIEN_BENCH_SUPPORT_TEXTS_H_
#define YKIEN_BENCH_SUPPORT_TEXTS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ykien::bench {

struct Texts {
  std::vector<std::string> all;
  std::vector<std::string_view> views;
  std::size_t bytes = 0;
};

// Every text of models/civic/corpus, in the order of the files' names. Ends the program with a message without them.
const Texts& civic_texts();

// The same texts decomposed (NFD) or in capitals.
const Texts& civic_texts_nfd();
const Texts& civic_texts_upper();

}  // namespace ykien::bench

#endif  // YKIEN_BENCH_SUPPORT_TEXTS_H_
