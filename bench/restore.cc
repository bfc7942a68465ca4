// Restoring accents: syllables right and bytes a second, one thread.
//   bench_restore [FILE...] [--model=MODEL] [--benchmark_...]
// FILE: a table with a column "text" or "raw", or lines of text with accents (in which _ and ~ stand for
// blanks). Without one: the fifth of the civic corpus that models/accents/train leaves out. The accents are
// taken off, restored, and each syllable is compared with what it was, folded, so that case and the place of
// tones do not count. Counted are all tokens of letters, those with one possible spelling, names and foreign
// words too; texts that have accents on less than 30% of them do not say what is right and are left out.
#include <benchmark/benchmark.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/detail/hash.h"
#include "ykien/base/error.h"
#include "ykien/table/reader.h"
#include "ykien/text/normalize.h"
#include "ykien/text/restore.h"
#include "ykien/text/tokenize.h"

namespace {

namespace table = ykien::table;

// Below this a wrong path would have won.
constexpr double kLeastRight = 0.85;

struct Item {
  std::string truth;  // folded
  std::string plain;  // the text without accents, its case kept
};

struct Count {
  std::size_t syllables = 0;
  std::size_t right = 0;
  double share() const {
    return syllables == 0 ? 0 : static_cast<double>(right) / static_cast<double>(syllables);
  }
};

std::string without_accents(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const nfd = icu::Normalizer2::getNFDInstance(status);
  const icu::UnicodeString points = nfd->normalize(icu::UnicodeString::fromUTF8(text), status);
  if (U_FAILURE(status)) std::abort();
  icu::UnicodeString plain;
  for (int32_t i = 0; i < points.length(); ++i) {
    const char16_t unit = points[i];
    if (unit < 0x300 || unit > 0x36F) plain.append(unit == u'đ' ? u'd' : unit == u'Đ' ? u'D' : unit);
  }
  std::string result;
  return plain.toUTF8String(result);
}

bool has_accents(const std::string& folded) {
  std::size_t words = 0;
  std::size_t accented = 0;
  for (const ykien::Token& token : ykien::tokenize(folded)) {
    if (token.kind != ykien::TokenKind::syllable) continue;
    const std::string_view word = ykien::slice(folded, token.range);
    ++words;
    accented +=
        std::ranges::any_of(word, [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; }) ? 1 : 0;
  }
  return words > 0 && 10 * accented >= 3 * words;
}

void add(const std::string& text, std::vector<Item>& items) {
  const std::string folded = ykien::normalize(text).text;
  if (has_accents(folded)) items.push_back({folded, without_accents(text)});
}

bool is_table(const std::string& path) {
  return path.find(".csv") != path.npos || path.find(".tsv") != path.npos;
}

void read_table(const std::string& path, bool held_out, std::vector<Item>& items) {
  table::ReaderOptions options;
  options.header = table::Header::yes;
  table::Reader reader = table::Reader::open(path, options);
  const auto place = [&](auto found) { return static_cast<std::size_t>(found - reader.header().begin()); };
  const auto is_text = [](const std::string& name) { return name == "text" || name == "raw"; };
  const std::size_t text = place(std::ranges::find_if(reader.header(), is_text));
  const std::size_t group = place(std::ranges::find(reader.header(), "group"));
  for (table::Row row; reader.next(row);) {
    if (held_out && ykien::detail::hash_text(row.fields[group]) % 5 != 0) continue;
    if (text < row.fields.size()) add(std::string(row.fields[text]), items);
  }
}

void read_lines(const std::string& path, std::vector<Item>& items) {
  const auto source = table::open_source(path);
  std::string all;
  std::vector<char> piece(1 << 20);
  while (const std::size_t got = source->read(piece.data(), piece.size())) all.append(piece.data(), got);
  std::ranges::replace_if(
      all, [](char byte) { return byte == '_' || byte == '~'; }, ' ');
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    add(all.substr(at, end - at), items);
    at = end + 1;
  }
}

void compare(const Item& item, const ykien::Restored& restored, Count& count) {
  const std::string folded = ykien::normalize(restored.text).text;
  const std::vector<ykien::Token> wanted = ykien::tokenize(item.truth);
  const std::vector<ykien::Token> got = ykien::tokenize(folded);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].kind != ykien::TokenKind::syllable) continue;
    ++count.syllables;
    if (i >= got.size()) continue;
    count.right += ykien::slice(item.truth, wanted[i].range) == ykien::slice(folded, got[i].range) ? 1 : 0;
  }
}

void restore(benchmark::State& state, const std::vector<Item>& items, const ykien::AccentModel& model) {
  Count count;
  std::size_t bytes = 0;
  std::size_t expected = 0;
  for (const Item& item : items) {
    const ykien::Restored restored = ykien::restore_accents(item.plain, model);
    compare(item, restored, count);
    bytes += item.plain.size();
    expected += restored.text.size();
  }
  if (count.share() < kLeastRight) state.SkipWithError("too few syllables are right");
  for (auto _ : state) {
    std::size_t written = 0;
    for (const Item& item : items) written += ykien::restore_accents(item.plain, model).text.size();
    if (written != expected) state.SkipWithError("wrong result");
  }
  state.counters["right%"] = 100 * count.share();
  state.counters["syllables"] = static_cast<double>(count.syllables);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

struct Arguments {
  std::string model;
  std::vector<std::string> files;
};

// Takes out what is ours; the rest goes to the benchmark library.
Arguments ours(int& argc, char** argv) {
  Arguments arguments;
  int kept = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word.starts_with("--model=")) {
      arguments.model = word.substr(8);
    } else if (word.starts_with("-")) {
      argv[kept++] = argv[i];
    } else {
      arguments.files.push_back(word);
    }
  }
  argc = kept;
  return arguments;
}

std::vector<Item> items_of(const std::vector<std::string>& files) {
  std::vector<Item> items;
  if (files.empty()) {
    std::fputs("no file named: measured on the civic texts that training leaves out\n", stderr);
    read_table(YKIEN_SOURCE_DIR "/models/civic/corpus/corpus.csv", true, items);
  }
  for (const std::string& file : files)
    is_table(file) ? read_table(file, false, items) : read_lines(file, items);
  return items;
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments = ours(argc, argv);
  benchmark::Initialize(&argc, argv);
  try {
    const ykien::AccentModel model =
        arguments.model.empty() ? ykien::AccentModel::shipped() : ykien::AccentModel::load(arguments.model);
    const std::vector<Item> items = items_of(arguments.files);
    benchmark::RegisterBenchmark("restore", [&](benchmark::State& state) {
      restore(state, items, model);
    })->Unit(benchmark::kMillisecond);
    benchmark::RunSpecifiedBenchmarks();
  } catch (const ykien::Error& error) {
    std::fprintf(stderr, "bench_restore: %s\n", error.what());
    return error.code() == ykien::ErrorCode::not_found && arguments.files.empty() ? 0 : 1;
  }
  return 0;
}
