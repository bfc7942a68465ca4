// train_words: makes words.model from the segmentation data, which is not part of this project.
//   train_words DATA_DIR LEXICON OUTPUT [--held-out]
// DATA_DIR holds vtb_train.tsv, vtb_dev.tsv (a head line; raw sentence, gold words) and silver_news.txt.zst
// (words;
// `~` where the labelling tools disagree). --held-out leaves vtb_dev.tsv out, to measure on it what a model
// can do.
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "text/fit/train_segmenter.h"
#include "ykien/base/error.h"
#include "ykien/table/atomic_file.h"
#include "ykien/table/source.h"

namespace {

using ykien::detail::LabelledLine;
using ykien::detail::SegmenterCorpus;
using ykien::detail::UnitCutter;

std::string read_all(const std::string& path) {
  const auto source = ykien::table::open_source(path);
  std::string text;
  char piece[1 << 16];
  while (const std::size_t got = source->read(piece, sizeof piece)) text.append(piece, got);
  return text;
}

template <typename Take>
void each_line(std::string_view text, Take take) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) take(text.substr(at, end - at));
    at = end + 1;
  }
}

void read_gold(const std::string& path, SegmenterCorpus& corpus) {
  UnitCutter cutter;
  bool head = true;
  const std::size_t before = corpus.gold.size();
  each_line(read_all(path), [&](std::string_view line) {
    if (!head) corpus.gold.push_back(parse_labelled(line.substr(line.find('\t') + 1), cutter));
    head = false;
  });
  corpus.provenance += "gold: " + path.substr(path.rfind('/') + 1) + ", " +
                       std::to_string(corpus.gold.size() - before) +
                       " sentences of UD Vietnamese-VTB (CC BY-SA 4.0)\n";
}

void read_silver(const std::string& path, SegmenterCorpus& corpus) {
  UnitCutter cutter;
  each_line(read_all(path),
            [&](std::string_view line) { corpus.silver.push_back(parse_labelled(line, cutter)); });
  corpus.provenance += "silver: " + path.substr(path.rfind('/') + 1) + ", " +
                       std::to_string(corpus.silver.size()) +
                       " news sentences of VNTC (MIT), labelled where two tools agree\n";
}

int run(const std::string& data, const std::string& lexicon, const std::string& output, bool held_out) {
  SegmenterCorpus corpus;
  read_gold(data + "/vtb_train.tsv", corpus);
  if (!held_out) read_gold(data + "/vtb_dev.tsv", corpus);
  read_silver(data + "/silver_news.txt.zst", corpus);
  corpus.lexicon = read_all(lexicon);
  const auto tell = [](const std::string& line) { std::fprintf(stderr, "train_words: %s\n", line.c_str()); };
  ykien::table::AtomicFile file(output);
  file.write(train_segmenter(corpus, {}, tell));
  file.commit();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const bool held_out = argc == 5 && std::string_view(argv[4]) == "--held-out";
  if (argc != 4 && !held_out) {
    std::fputs("usage: train_words DATA_DIR LEXICON OUTPUT [--held-out]\n", stderr);
    return 2;
  }
  try {
    return run(argv[1], argv[2], argv[3], held_out);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "train_words: %s\n", error.what());
    return 2;
  }
}
