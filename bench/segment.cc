// The word segmenter: speed on the civic corpus, with the words counted; quality and speed on gold sentences,
// whose path must be given since they are no part of this project:
//   YKIEN_GOLD=.../vtb_dev.tsv bench_segment     (a head line; raw sentence, TAB, words with `_` between
//   syllables) YKIEN_WORDS=file.model                        another model than the one compiled in
// The counters f1, f1_lower, f1_nfd and f1_plain are F1 of word spans on the raw text, in per cent: the text
// as it is, in small letters, decomposed, and without accents.
#include <benchmark/benchmark.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "support/texts.h"
#include "ykien/ykien.h"

namespace {

using ykien::Segmented;
using ykien::Segmenter;
using ykien::SegmentModel;
using ykien::SegmentWorkspace;

const Segmenter& segmenter() {
  static const Segmenter made = [] {
    const char* const path = std::getenv("YKIEN_WORDS");
    return Segmenter(path == nullptr ? SegmentModel::words() : SegmentModel::load(path));
  }();
  return made;
}

struct Gold {
  std::vector<std::string> raw;
  std::vector<std::string> words;
};

const Gold& gold() {
  static const Gold all = [] {
    Gold result;
    const char* const path = std::getenv("YKIEN_GOLD");
    if (path == nullptr) return result;
    std::ifstream file(path);
    std::string line;
    for (bool head = true; std::getline(file, line); head = false) {
      const std::size_t tab = line.find('\t');
      if (head || tab == std::string::npos) continue;
      result.words.push_back(line.substr(tab + 1));
      result.raw.push_back(tab > 0 ? line.substr(0, tab) : result.words.back());
      if (tab == 0) std::ranges::replace(result.raw.back(), '_', ' ');
    }
    return result;
  }();
  return all;
}

// The ends of words, counted in characters that are no blanks.
using Ends = std::vector<std::size_t>;

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80 && byte != ' ' && byte != '_';
  }));
}

Ends gold_ends(const std::string& words, const std::function<std::string(const std::string&)>& change) {
  Ends ends;
  std::size_t at = 0;
  std::size_t count = 0;
  while (at < words.size()) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    count += characters(change(words.substr(at, end - at)));
    ends.push_back(count);
    at = end + 1;
  }
  return ends;
}

Ends found_ends(std::string_view text, const Segmented& found) {
  Ends ends;
  std::size_t at = 0;
  std::size_t count = 0;
  for (const ykien::Word& word : found.words) {
    count += characters(text.substr(at, word.range.end - at));
    at = word.range.end;
    ends.push_back(count);
  }
  return ends;
}

std::size_t equal_spans(const Ends& a, const Ends& b) {
  std::size_t equal = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      equal += (i == 0 ? 0 : a[i - 1]) == (j == 0 ? 0 : b[j - 1]) ? 1 : 0;
      ++i, ++j;
    } else {
      ++(a[i] < b[j] ? i : j);
    }
  }
  return equal;
}

double f1(const std::function<std::string(const std::string&)>& change) {
  std::size_t right = 0;
  std::size_t all = 0;
  SegmentWorkspace workspace;
  Segmented found;
  for (std::size_t i = 0; i < gold().raw.size(); ++i) {
    const std::string text = change(gold().raw[i]);
    segmenter().segment(text, found, workspace);
    const Ends wanted = gold_ends(gold().words[i], change);
    const Ends got = found_ends(text, found);
    right += equal_spans(wanted, got);
    all += wanted.size() + got.size();
    if (std::getenv("YKIEN_SHOW") != nullptr && wanted != got) {
      std::string shown;
      for (const ykien::Word& word : found.words) {
        std::string spelled(ykien::slice(text, word.range));
        std::ranges::replace(spelled, ' ', '_');
        shown += spelled + ' ';
      }
      std::printf("%s\n%s\n\n", gold().words[i].c_str(), shown.c_str());
    }
  }
  return all == 0 ? 0 : 200.0 * static_cast<double>(right) / static_cast<double>(all);
}

std::string same(const std::string& text) { return text; }

std::string by_icu(const std::string& text, const std::function<void(icu::UnicodeString&)>& change) {
  icu::UnicodeString points = icu::UnicodeString::fromUTF8(text);
  change(points);
  std::string result;
  points.toUTF8String(result);
  return result;
}

std::string lower(const std::string& text) {
  return by_icu(text, [](icu::UnicodeString& points) { points.toLower(); });
}

std::string nfd(const std::string& text) {
  return by_icu(text, [](icu::UnicodeString& points) {
    UErrorCode status = U_ZERO_ERROR;
    points = icu::Normalizer2::getNFDInstance(status)->normalize(points, status);
  });
}

// Capitals stay, marks go, đ becomes d.
std::string plain(const std::string& text) {
  return by_icu(nfd(text), [](icu::UnicodeString& points) {
    icu::UnicodeString kept;
    for (std::int32_t i = 0; i < points.length(); ++i) {
      const char16_t unit = points[i];
      if (unit >= 0x300 && unit < 0x370) continue;
      kept += unit == u'đ' ? u'd' : unit == u'Đ' ? u'D' : unit;
    }
    points = kept;
  });
}

std::size_t count_words(const std::vector<std::string_view>& texts) {
  SegmentWorkspace workspace;
  Segmented found;
  std::size_t words = 0;
  for (const std::string_view text : texts) {
    segmenter().segment(text, found, workspace);
    words += found.words.size();
  }
  return words;
}

void run(benchmark::State& state, const std::vector<std::string_view>& texts, std::size_t expected) {
  std::size_t bytes = 0;
  for (const std::string_view text : texts) bytes += text.size();
  SegmentWorkspace workspace;
  Segmented found;
  for (auto _ : state) {
    std::size_t words = 0;
    for (const std::string_view text : texts) {
      segmenter().segment(text, found, workspace);
      words += found.words.size();
    }
    if (words != expected) {
      state.SkipWithError("wrong number of words");
      return;
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void segment_civic(benchmark::State& state) {
  const auto& texts = ykien::bench::civic_texts().views;
  run(state, texts, count_words(texts));
}
BENCHMARK(segment_civic);

void segment_civic_nfd(benchmark::State& state) {
  run(state, ykien::bench::civic_texts_nfd().views, count_words(ykien::bench::civic_texts().views));
}
BENCHMARK(segment_civic_nfd);

void segment_gold(benchmark::State& state) {
  if (gold().raw.empty()) {
    state.SkipWithError("skipped: YKIEN_GOLD names no file of gold sentences");
    return;
  }
  const std::vector<std::string_view> texts(gold().raw.begin(), gold().raw.end());
  run(state, texts, count_words(texts));
  state.counters["f1"] = f1(same);
  state.counters["f1_lower"] = f1(lower);
  state.counters["f1_nfd"] = f1(nfd);
  state.counters["f1_plain"] = f1(plain);
}
BENCHMARK(segment_gold);

}  // namespace
